"""Log lines: one logger for the project; only the command line decides where they go."""

from __future__ import annotations

import logging

logger = logging.getLogger("phoneagent")
logger.addHandler(logging.NullHandler())
