"""Length and size of an MP4 film, read from its boxes (ISO/IEC 14496-12), without a decoder."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

_CONTAINERS = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
_WANTED = (b"mvhd", b"tkhd", b"mdhd", b"stsd", b"stts", b"stsc", b"stsz", b"stco", b"co64")
_HEADER_BYTES = 8
_LARGEST_BOX_BYTES = 1 << 20


@dataclass(frozen=True)
class FilmFacts:
    """What the boxes of a film say; zeros when they say nothing."""

    duration_ms: int = 0
    width_px: int = 0
    height_px: int = 0


def facts_of(path: Path) -> FilmFacts:
    """Length and size of a film, read again once it has changed; zeros for what is no MP4 file."""
    try:
        status = path.stat()
    except OSError:
        return FilmFacts()
    return _facts(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=4096)
def _facts(path: Path, size: int, changed_ns: int) -> FilmFacts:  # the last is part of the key
    duration_ms = width_px = height_px = 0
    try:
        with path.open("rb") as file:
            for kind, body in boxes(file, size):
                if kind == b"mvhd":
                    duration_ms = _duration_ms(body)
                elif kind == b"tkhd" and not width_px:
                    width_px, height_px = _size_px(body)
    except (OSError, struct.error):
        return FilmFacts()
    return FilmFacts(duration_ms, width_px, height_px)


def boxes(file: BinaryIO, end: int) -> Iterator[tuple[bytes, bytes]]:
    """Walk the boxes up to a file position; yield kind and body of headers and sample tables."""
    while file.tell() + _HEADER_BYTES <= end:
        start = file.tell()
        size, kind = struct.unpack(">I4s", file.read(_HEADER_BYTES))
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
        size = size or end - start
        if size < _HEADER_BYTES:
            return
        if kind in _CONTAINERS:
            yield from boxes(file, min(end, start + size))
        elif kind in _WANTED and size < _LARGEST_BOX_BYTES:
            yield kind, file.read(size - _HEADER_BYTES)
        file.seek(start + size)


def _duration_ms(body: bytes) -> int:
    """Length by a movie header box (8.2.2): version 1 has 64 bit times."""
    form = ">16xIQ" if body[0] == 1 else ">8xII"
    scale, length = struct.unpack_from(form, body, 4)
    return round(length * 1000 / scale) if scale else 0


def _size_px(body: bytes) -> tuple[int, int]:
    """Width and height by a track header box (8.3.2), its last fields, 16.16 fixed point."""
    width, height = struct.unpack(">II", body[-8:])
    return width >> 16, height >> 16
