"""Warnings of the library as lines on stderr, above a spinner that may be turning there."""

from __future__ import annotations

import logging
import sys


class Warnings(logging.Handler):
    """Looks stderr up anew for each line: a spinner puts itself in its place while it turns."""

    def emit(self, record: logging.LogRecord) -> None:
        print(f"Warning: {record.getMessage()}", file=sys.stderr)
