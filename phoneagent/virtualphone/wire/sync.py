"""The sync protocol: stat, list, push and pull of files (AOSP: packages/modules/adb/SYNC.TXT)."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import struct
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from phoneagent.virtualphone.system.files import Files
from phoneagent.virtualphone.wire.stream import Stream

CHUNK = 64 * 1024
"""Largest DATA chunk either side sends, in bytes."""
MAX_PATH = 1024
"""Longest request path adbd takes, in bytes."""

_REQUEST = struct.Struct("<4sI")
_STAT1 = struct.Struct("<4s3I")
_STAT2 = struct.Struct("<4sIQQIIIIQqqq")
_ENTRY1_SIZE = 16
_ENTRY2_SIZE = _STAT2.size
_U32 = struct.Struct("<I")
_CHUNKS_PER_WRITE = 8


class SyncError(Exception):
    """The peer broke the protocol; the stream ends."""


def serve_sync(stream: Stream, files: Files) -> None:
    """Answer sync requests until QUIT or end of file.

    Args:
        stream: the adb stream named `sync:`.
        files: the device's storage.
    """
    session = _Session(stream, files)
    while session.answer_one():
        pass


class _Session:
    def __init__(self, stream: Stream, files: Files) -> None:
        self._stream = stream
        self._files = files

    def answer_one(self) -> bool:
        try:
            word, size = _REQUEST.unpack(self._stream.read_exactly(_REQUEST.size))
        except EOFError:
            return False
        if word == b"QUIT":
            return False
        if size > MAX_PATH:
            self._fail("path too long")
            return False
        raw = self._stream.read_exactly(size).partition(b"\0")[0]
        path = raw.decode("utf-8", "surrogateescape")
        return self._answer(word, path)

    def _answer(self, word: bytes, path: str) -> bool:
        match word:
            case b"STAT" | b"STA2" | b"LST2":
                self._stream.write(self._stat(word, path))
            case b"LIST":
                self._list(path, _entry1, b"DONE" + bytes(_ENTRY1_SIZE))
            case b"LIS2":
                self._list(path, _entry2, b"DONE" + bytes(_ENTRY2_SIZE))
            case b"SEND":
                return self._receive_file(path)
            case b"RECV":
                self._send_file(path)
            case _:
                self._fail(f"unknown command {word.decode('latin-1')}")
                return False
        return True

    def _stat(self, word: bytes, path: str) -> bytes:
        if word == b"STAT":
            return _stat1(word, lambda: self._files.host(path).lstat())
        follow = word == b"STA2"
        return _stat2(word, lambda: self._files.host(path).stat(follow_symlinks=follow))

    def _list(self, path: str, entry: Callable[[Path], bytes], end: bytes) -> None:
        try:
            folder = self._files.host(path)
            names = sorted(entry.name for entry in folder.iterdir())
        except OSError:
            names = []  # adbd answers an unreadable folder with an empty list
        self._stream.write(b"".join(entry(folder / name) for name in names) + end)

    def _send_file(self, path: str) -> None:
        try:
            file = self._files.host(path).open("rb")
        except OSError as error:
            self._fail(f"open failed: {_reason(error)}")
            return
        with file:
            pending: list[bytes] = []
            while chunk := file.read(CHUNK):
                pending += (_REQUEST.pack(b"DATA", len(chunk)), chunk)
                if len(pending) >= _CHUNKS_PER_WRITE * 2:
                    self._stream.write(b"".join(pending))
                    pending.clear()
        self._stream.write(b"".join(pending) + _REQUEST.pack(b"DONE", 0))

    def _receive_file(self, path_and_mode: str) -> bool:
        path, _, mode_text = path_and_mode.rpartition(",")
        mode = int(mode_text) if mode_text.isascii() and mode_text.isdecimal() else 0o100644
        landing = _Landing(self._files, path or mode_text, mode)
        try:
            landing.finish(self._chunks(landing.take))
        except SyncError as error:
            landing.abandon()
            self._fail(str(error))
            return False
        except EOFError:
            landing.abandon()
            raise
        if landing.problem:
            self._fail(f"couldn't create file: {_reason(landing.problem)}")
        else:
            self._stream.write(_REQUEST.pack(b"OKAY", 0))
        return True

    def _chunks(self, take: Callable[[bytes], object]) -> int:
        """Pass on every DATA chunk; returns the modification time that comes with DONE."""
        while True:
            word, size = _REQUEST.unpack(self._stream.read_exactly(_REQUEST.size))
            if word == b"DONE":
                return int(size)
            if word != b"DATA" or size > CHUNK:
                raise SyncError("invalid data message")
            take(self._stream.read_exactly(size))

    def _fail(self, reason: str) -> None:
        text = reason.encode()
        self._stream.write(_REQUEST.pack(b"FAIL", len(text)) + text)


class _Landing:
    """Where a pushed file or link arrives; what goes wrong is told when all has come.

    Attributes:
        problem: the first thing that went wrong.
    """

    def __init__(self, files: Files, path: str, mode: int) -> None:
        self.problem: OSError | None = None
        self._files = files
        self._mode = mode
        self._link_parts: list[bytes] = []
        self._file: BinaryIO | None = None
        try:
            self._target = files.host(path)
            self._target.parent.mkdir(parents=True, exist_ok=True)
            if not stat.S_ISLNK(mode):
                self._file = self._target.open("wb")
        except OSError as error:
            self.problem = error

    def take(self, chunk: bytes) -> None:
        """The next piece of the content."""
        try:
            if self._file:
                self._file.write(chunk)
            elif not self.problem:
                self._link_parts.append(chunk)
        except OSError as error:
            self.problem = self.problem or error

    def finish(self, modified_s: int) -> None:
        """Everything has come: give the file its mode and time."""
        try:
            if self._file:
                self._file.close()
                self._target.chmod(stat.S_IMODE(self._mode) & 0o777 | 0o600)
                os.utime(self._target, (modified_s, modified_s))
            elif not self.problem:
                self._link()
        except OSError as error:
            self.problem = self.problem or error

    def abandon(self) -> None:
        """The rest will not come: half a file is none, as adbd has it."""
        if self._file:
            with contextlib.suppress(OSError):
                self._file.close()
            with contextlib.suppress(OSError):
                self._target.unlink()

    def _link(self) -> None:
        goal = b"".join(self._link_parts).rstrip(b"\0").decode("utf-8", "surrogateescape")
        self._target.unlink(missing_ok=True)
        self._target.symlink_to(self._files.host(goal) if goal.startswith("/") else goal)


def _number(error: OSError) -> int:
    return error.errno or (errno.EACCES if isinstance(error, PermissionError) else errno.EIO)


def _reason(error: OSError) -> str:
    return os.strerror(_number(error))


def _stat1(word: bytes, look: Callable[[], os.stat_result]) -> bytes:
    try:
        found = look()
    except OSError:
        return _STAT1.pack(word, 0, 0, 0)
    return _STAT1.pack(word, found.st_mode, found.st_size & 0xFFFFFFFF, int(found.st_mtime))


def _stat2(word: bytes, look: Callable[[], os.stat_result]) -> bytes:
    try:
        found = look()
    except OSError as error:
        return _STAT2.pack(word, _number(error), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    # Reading a file never ages it here (Android mounts noatime), so access means last change.
    times = (int(found.st_mtime), int(found.st_mtime), int(found.st_ctime))
    owner = (found.st_mode, found.st_nlink, found.st_uid, found.st_gid)
    return _STAT2.pack(word, 0, found.st_dev, found.st_ino, *owner, found.st_size, *times)


def _entry1(path: Path) -> bytes:
    name = os.fsencode(path.name)
    return _stat1(b"DENT", path.lstat) + _U32.pack(len(name)) + name


def _entry2(path: Path) -> bytes:
    name = os.fsencode(path.name)
    return _stat2(b"DNT2", path.lstat) + _U32.pack(len(name)) + name
