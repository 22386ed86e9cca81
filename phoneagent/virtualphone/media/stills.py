"""Films of JPEG pictures in an MP4 file (object type 0x6C), read without a decoder.

Where the pictures lie is in the sample tables of ISO/IEC 14496-12, 8.6 and 8.7.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, repeat
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from phoneagent.virtualphone.media import mp4

_DECODER_CONFIG, _JPEG = b"\x04", b"\x6c"


@dataclass(frozen=True)
class _Samples:
    """The pictures of a film: when each ends (ms), where it lies and how long it is (bytes)."""

    ends_ms: tuple[float, ...]
    places: tuple[tuple[int, int], ...]


def is_film_of_stills(path: Path) -> bool:
    """Whether a file is such a film."""
    return _samples_of(path) is not None


def picture_at(path: Path, position_ms: int) -> Image.Image | None:
    """The picture at a moment; None where there is none."""
    samples = _samples_of(path)
    if samples is None:
        return None
    number = sum(end_ms <= position_ms for end_ms in samples.ends_ms)
    if number >= len(samples.places):
        return None
    at, length = samples.places[number]
    with path.open("rb") as file:
        file.seek(at)
        data = file.read(length)
    try:
        return Image.open(io.BytesIO(data)).convert("RGB")
    except (UnidentifiedImageError, OSError):
        return None


def _samples_of(path: Path) -> _Samples | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return _read(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=64)
def _read(path: Path, size: int, changed_ns: int) -> _Samples | None:  # the last is part of the key
    try:
        with path.open("rb") as file:
            tables = dict(mp4.boxes(file, size))
        return _samples(tables) if _holds_stills(tables.get(b"stsd", b"")) else None
    except (OSError, struct.error, KeyError, ZeroDivisionError):
        return None


def _holds_stills(entry: bytes) -> bool:
    """Whether a sample description is that of JPEG pictures: by its decoder configuration."""
    _, found, stream = entry.partition(b"esds")
    at = stream.find(_DECODER_CONFIG)
    return bool(found) and b"mp4v" in entry and stream[at + 2 : at + 3] == _JPEG


def _samples(tables: dict[bytes, bytes]) -> _Samples:
    (scale,) = struct.unpack_from(">I", tables[b"mdhd"], 12)
    steps = [
        step
        for count, step in struct.iter_unpack(">II", tables[b"stts"][8:])
        for step in repeat(step, count)
    ]
    equal, count = struct.unpack_from(">II", tables[b"stsz"], 4)
    sizes = [equal] * count if equal else struct.unpack_from(f">{count}I", tables[b"stsz"], 12)
    ends = tuple(tick * 1000 / scale for tick in accumulate(steps))
    return _Samples(ends[:count], tuple(zip(_starts(tables, sizes), sizes, strict=False)))


def _starts(tables: dict[bytes, bytes], sizes: tuple[int, ...] | list[int]) -> list[int]:
    """Where each sample begins: chunk by chunk, one behind the other."""
    chunks = [at for (at,) in struct.iter_unpack(">I", tables[b"stco"][8:])]
    runs = list(struct.iter_unpack(">III", tables[b"stsc"][8:]))
    starts: list[int] = []
    for number, at in enumerate(chunks, 1):
        held = next((count for first, count, _ in reversed(runs) if first <= number), 0)
        for _ in range(min(held, len(sizes) - len(starts))):
            starts.append(at)
            at += sizes[len(starts) - 1]
    return starts
