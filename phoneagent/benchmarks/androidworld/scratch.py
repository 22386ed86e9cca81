"""A temporary folder of one's own: AndroidWorld writes files of fixed names into the shared one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def own_temporary_folder() -> Iterator[None]:
    """Let everything temporary of this process lie in a fresh folder, removed at the end.

    AndroidWorld reads the place when it is imported, so it must be imported inside the block; two
    evaluations side by side would overwrite each other's files otherwise.
    """
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="phoneagent-") as folder:
        tempfile.tempdir = folder
        try:
            yield
        finally:
            tempfile.tempdir = before
