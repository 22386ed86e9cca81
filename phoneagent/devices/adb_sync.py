"""Files to and from a phone: the sync protocol (AOSP: packages/modules/adb/SYNC.TXT).

One connection per file and no wait when it closes; adbutils sleeps 10 ms each time.
"""

from __future__ import annotations

import socket
import stat
import struct
from pathlib import Path, PurePosixPath

_HEAD = struct.Struct("<4sI")
_STAT = struct.Struct("<3I")  # mode, size, time of change
_CHUNK = 64 * 1024
_REGULAR = stat.S_IFREG | 0o644


class SyncRefused(Exception):
    """The phone did not take or give the file; the text is its own."""


def push(line: socket.socket, source: Path, target: str) -> None:
    """Write a file on the phone; a target that is a folder gets the source's name below it.

    Args:
        line: a fresh connection to the service `sync:`.
        source: a file of this machine.
        target: a path on the phone; missing parents are made.

    Raises:
        SyncRefused: it cannot be written.
    """
    if stat.S_ISDIR(_mode(line, target)):
        target = str(PurePosixPath(target) / source.name)
    _send(line, b"SEND", f"{target},{_REGULAR}".encode())
    with source.open("rb") as file:
        while chunk := file.read(_CHUNK):
            _send(line, b"DATA", chunk)
    line.sendall(_HEAD.pack(b"DONE", int(source.stat().st_mtime)))
    word, size = _head(line)
    if word != b"OKAY":
        raise SyncRefused(_exactly(line, size).decode("utf-8", "replace"))


def pull(line: socket.socket, source: str, target: Path) -> None:
    """Copy a file of the phone to this machine.

    Args:
        line: a fresh connection to the service `sync:`.
        source: a path on the phone.
        target: a file, or a folder that gets the source's name below it.

    Raises:
        SyncRefused: there is no such file, or it may not be read.
    """
    if not _mode(line, source):
        raise SyncRefused(f"failed to stat remote object '{source}': No such file or directory")
    if target.is_dir():
        target = target / PurePosixPath(source).name
    _send(line, b"RECV", source.encode())
    with target.open("wb") as file:
        while True:
            word, size = _head(line)
            if word == b"DONE":
                return
            data = _exactly(line, size)
            if word != b"DATA":
                raise SyncRefused(data.decode("utf-8", "replace"))
            file.write(data)


def _mode(line: socket.socket, path: str) -> int:
    """Type and permissions of a path on the phone; 0 when there is nothing."""
    _send(line, b"STAT", path.encode())
    _exactly(line, 4)
    mode: int = _STAT.unpack(_exactly(line, _STAT.size))[0]
    return mode


def _send(line: socket.socket, word: bytes, data: bytes) -> None:
    line.sendall(_HEAD.pack(word, len(data)) + data)


def _head(line: socket.socket) -> tuple[bytes, int]:
    word, size = _HEAD.unpack(_exactly(line, _HEAD.size))
    return word, size


def _exactly(line: socket.socket, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        chunk = line.recv(min(size - len(data), 1 << 18))
        if not chunk:
            raise SyncRefused("the phone closed the connection")
        data += chunk
    return bytes(data)
