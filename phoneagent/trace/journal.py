"""The journal: one JSON object per line, appended, flushed to the disk where it matters."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from phoneagent.core.base import Fact
from phoneagent.errors import StoreError
from phoneagent.trace.compact import compact
from phoneagent.trace.files import MAKE_ROOM
from phoneagent.trace.mask import Mask

if sys.platform != "win32":
    import fcntl


class Event(Fact):
    """One line of the journal: the `n`th event, of a kind ("intend", "act" ...), with its data."""

    n: int
    at_s: float
    kind: str
    data: Any = None


class Journal:
    """An append-only file of events with one writer.

    Args:
        path: the file; made with mode 0600 when it is not there.
        redactor: masks secrets in every event before it is written.
        cap_bytes: beyond this size only durable events are still written.

    Raises:
        StoreError: another process writes to it, or it cannot be opened.
    """

    def __init__(self, path: Path, redactor: Mask, cap_bytes: int) -> None:
        self._path = path
        self._redactor = redactor
        self._cap_bytes = cap_bytes
        self._lock = threading.Lock()
        self._file = _open_alone(path)
        self._n = _mend_end(self._file, path)
        self._size = self._file.seek(0, os.SEEK_END)

    def append(self, kind: str, data: Any = None, *, durable: bool = False) -> None:
        """Write one event; `durable` returns only when it lies on the disk (fsync).

        Args:
            kind: what happened, one word.
            data: a Fact or any JSON value.
            durable: for what must survive a crash: an intention before the phone is touched.

        Raises:
            StoreError: the disk said no.
        """
        data = self._redactor.mask_value(compact(data))
        with self._lock:
            if self._size >= self._cap_bytes and not durable:
                return
            event = {"n": self._n + 1, "at_s": round(time.time(), 3), "kind": kind, "data": data}
            line = json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n"
            # Lone surrogates can come from a phone's text; they have no UTF-8 form.
            encoded = line.encode("utf-8", errors="replace")
            try:
                self._file.write(encoded)
                self._file.flush()
                if durable:
                    os.fsync(self._file.fileno())
            except OSError as error:
                raise StoreError(
                    f"The journal {self._path} cannot be written: {error.strerror}.",
                    hint=MAKE_ROOM,
                ) from error
            self._n += 1
            self._size += len(encoded)

    def close(self) -> None:
        with self._lock:
            # What could not be written has been reported by `append`.
            with contextlib.suppress(OSError):
                if not self._file.closed:
                    self._file.flush()
                    os.fsync(self._file.fileno())
            with contextlib.suppress(OSError):
                self._file.close()


def read_events(path: Path) -> Iterator[Event]:
    """Every event of a journal, oldest first; a torn last line is left out.

    Raises:
        StoreError: a line that is not the last one cannot be read.
    """
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.endswith(b"\n") and _parsed(line) is None:
                    return
                event = _parsed(line)
                if event is None:
                    raise StoreError(
                        f"The journal {path} is damaged at line {number}.",
                        hint=f"The other lines are whole; remove that one: sed -i {number}d {path}",
                    )
                yield event
    except FileNotFoundError:
        return


def _parsed(line: bytes) -> Event | None:
    try:
        return Event.model_validate_json(line)
    except ValueError:
        return None


def _open_alone(path: Path) -> BinaryIO:
    """Open for appending as the only writer."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        file = os.fdopen(descriptor, "r+b")
    except OSError as error:
        raise StoreError(f"The journal {path} cannot be opened: {error.strerror}.") from error
    if sys.platform != "win32":
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.close()
            raise StoreError(
                f"The run in {path.parent} is being written by another process.",
                hint="Wait until it ends, or end it.",
            ) from error
    return file


def _mend_end(file: BinaryIO, path: Path) -> int:
    """Complete or cut off a torn last line; returns the number of the last event."""
    file.seek(0)
    last, end = 0, 0
    for line in file:
        event = _parsed(line)
        if event is not None:
            last = max(last, event.n)
        elif not line.endswith(b"\n"):
            file.truncate(end)
            return last
        end += len(line)
        if not line.endswith(b"\n"):
            file.write(b"\n")
    return last
