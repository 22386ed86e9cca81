"""Where a command reads from and writes to: buffers, pipes between commands, files, nowhere."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


class Output(Protocol):
    """A place for bytes."""

    def write(self, data: bytes) -> None:
        """Take the bytes; BrokenPipeError when nobody will ever read them."""
        ...

    def flush(self) -> None:
        """Pass on what is held back."""
        ...


class Input(Protocol):
    """A source of bytes."""

    def read(self) -> bytes:
        """Everything up to the end."""
        ...

    def read_some(self, size: int) -> bytes:
        """At most `size` bytes, as soon as there are any; `b""` at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Channels:
    """Standard input, output and error of a command."""

    stdin: Input
    out: Output
    err: Output


MAX_KEPT = 512 * 1024 * 1024
"""How many bytes a buffer or pipe holds, before writing to it fails as on a full disk."""


class Buffer:
    """An output that keeps everything."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > MAX_KEPT:
            raise OSError(errno.ENOSPC, "No space left on device")
        self._parts.append(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def value(self) -> bytes:
        return b"".join(self._parts)


class Nowhere:
    """`/dev/null`."""

    def write(self, data: bytes) -> None:
        """Drop it."""

    def flush(self) -> None:
        """Nothing is held back."""


class Bytes:
    """An input that is known from the start."""

    def __init__(self, data: bytes = b"") -> None:
        self._data = data

    def read(self) -> bytes:
        data, self._data = self._data, b""
        return data

    def read_some(self, size: int) -> bytes:
        data, self._data = self._data[:size], self._data[size:]
        return data


class Pipe:
    """What one command writes and the next one reads, while both run.

    It never blocks the writer, so that a command which holds the phone always finishes.
    """

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0
        self._changed = threading.Condition()
        self._written_up = False
        self._abandoned = False

    def write(self, data: bytes) -> None:
        with self._changed:
            if self._abandoned:
                raise BrokenPipeError
            self._size += len(data)
            if self._size > MAX_KEPT:
                raise OSError(errno.ENOSPC, "No space left on device")
            self._parts.append(data)
            self._changed.notify_all()

    def flush(self) -> None:
        """Nothing is held back."""

    def finish(self) -> None:
        """The writer is done."""
        with self._changed:
            self._written_up = True
            self._changed.notify_all()

    def abandon(self) -> None:
        """The reader is done."""
        with self._changed:
            self._abandoned = True

    def read(self) -> bytes:
        with self._changed:
            self._changed.wait_for(lambda: self._written_up)
            data = b"".join(self._parts)
            self._parts.clear()
            self._size = 0
            return data

    def read_some(self, size: int) -> bytes:
        with self._changed:
            self._changed.wait_for(lambda: self._written_up or self._parts)
            if not self._parts:
                return b""
            data = b"".join(self._parts)
            self._parts[:] = [data[size:]] if len(data) > size else []
            self._size = max(0, len(data) - size)
            return data[:size]


class Once:
    """An output to a file: the whole text is handed over when the command has ended."""

    def __init__(self, store: Callable[[bytes], None]) -> None:
        self._buffer = Buffer()
        self._store = store

    def write(self, data: bytes) -> None:
        self._buffer.write(data)

    def flush(self) -> None:
        """Nothing is passed on before the end."""

    def finish(self) -> None:
        """Store what was written."""
        self._store(self._buffer.value())


def read_line(source: Input) -> bytes:
    """One line with its newline (without at the end of the input)."""
    line = bytearray()
    while not line.endswith(b"\n"):
        char = source.read_some(1)
        if not char:
            break
        line += char
    return bytes(line)
