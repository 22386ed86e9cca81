"""Private files, written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from phoneagent.errors import StoreError

MAKE_ROOM = "Make room on the disk, then go on: phoneagent resume"


def make_private_folder(path: Path) -> Path:
    """Make `path` and what is above it; the folder itself is readable by its owner only (0700).

    Raises:
        StoreError: it cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
        path.chmod(0o700)
    except OSError as error:
        raise StoreError(
            f"The folder {path} cannot be made: {error.strerror}.",
            hint="Choose another place with --out, or free the path.",
        ) from error
    return path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file of mode 0600 so that a reader sees all of it or the old one.

    Raises:
        StoreError: the disk said no.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise StoreError(f"{path} cannot be written: {error.strerror}.", hint=MAKE_ROOM) from error
