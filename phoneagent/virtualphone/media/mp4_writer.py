"""Small MP4 files that any player takes: silence as AAC, a film of JPEG pictures.

The boxes are those of ISO/IEC 14496-12 and 14496-14, the descriptors those of ISO/IEC 14496-1.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

_UNITY = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_UNDETERMINED = 0x55C4  # the language "und"
_AAC, _JPEG = 0x40, 0x6C  # object types of ISO/IEC 14496-1, table 5
_AUDIO, _VISUAL = 0x05, 0x04  # stream types
_FRAME_SAMPLES = 1024
_RATES_HZ = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000)
"""The sampling frequencies of AAC in the order of their index (ISO/IEC 14496-3, table 1.18)."""
_SILENT_FRAMES = {1: bytes.fromhex("00c800802380"), 2: bytes.fromhex("210049900219002380")}
"""One AAC frame of nothing, by the number of channels."""


@dataclass(frozen=True)
class _Track:
    """One stream: what it is, its samples, each `step` ticks of `ticks_hz` long."""

    handler: bytes
    entry: bytes
    header: bytes
    ticks_hz: int
    step: int
    sizes: Sequence[int]
    size_px: tuple[int, int] = (0, 0)

    @property
    def ticks(self) -> int:
        return self.step * len(self.sizes)


def silence(
    duration_ms: int, rate_hz: int = 44100, channels: int = 2, brand: str = "M4A "
) -> bytes:
    """A sound file of nothing, AAC in an MP4 container.

    Args:
        duration_ms: rounded up to whole frames of 1024 samples; at least one.
        rate_hz: one of the rates of AAC.
        channels: 1 or 2.
        brand: the container's kind, for example `M4A ` or `3gp4`.
    """
    frame = _SILENT_FRAMES[channels]
    count = max(1, -(-duration_ms * rate_hz // (1000 * _FRAME_SAMPLES)))
    config = struct.pack(">H", 2 << 11 | _RATES_HZ.index(rate_hz) << 7 | channels << 3)
    bits = rate_hz * len(frame) * 8 // _FRAME_SAMPLES
    stream = _descriptor(5, config)
    entry = _box(
        b"mp4a",
        struct.pack(">6xH8xHHHHI", 1, channels, 16, 0, 0, rate_hz << 16),
        _elementary_stream(_AAC, _AUDIO, bits, stream),
    )
    header = _full_box(b"smhd", bytes(4))
    track = _Track(b"soun", entry, header, rate_hz, _FRAME_SAMPLES, [len(frame)] * count)
    return _file(brand.encode(), track, frame * count)


def film(pictures: Sequence[bytes], size_px: tuple[int, int], picture_ms: int) -> bytes:
    """A silent film of JPEG pictures, each shown for `picture_ms`.

    Args:
        pictures: JPEG files, at least one, all of one size.
        size_px: their width and height.
        picture_ms: how long each is shown.
    """
    width, height = size_px
    data = b"".join(pictures)
    bits = len(data) * 8000 // (picture_ms * len(pictures))
    visual = struct.pack(">6xH16xHHIII", 1, width, height, 0x480000, 0x480000, 0)
    entry = _box(
        b"mp4v",
        visual + struct.pack(">H32xHh", 1, 24, -1),
        _elementary_stream(_JPEG, _VISUAL, bits, b""),
    )
    header = _full_box(b"vmhd", bytes(8), flags=1)
    sizes = [len(picture) for picture in pictures]
    return _file(b"mp42", _Track(b"vide", entry, header, 1000, picture_ms, sizes, size_px), data)


def _file(brand: bytes, track: _Track, data: bytes) -> bytes:
    kind = _box(b"ftyp", brand, bytes(4), brand, b"isom")
    ahead = len(kind) + len(_movie(track, 0)) + 8
    return kind + _movie(track, ahead) + _box(b"mdat", data)


def _movie(track: _Track, data_at: int) -> bytes:
    length_ms = track.ticks * 1000 // track.ticks_hz
    moments = struct.pack(">IIII", 0, 0, 1000, length_ms)
    head = struct.pack(">IH10x", 0x10000, 0x100) + _UNITY + struct.pack(">24xI", 2)
    return _box(b"moov", _full_box(b"mvhd", moments + head), _track_box(track, length_ms, data_at))


def _track_box(track: _Track, length_ms: int, data_at: int) -> bytes:
    width, height = track.size_px
    loud = 0 if width else 0x100
    facts = struct.pack(">IIIIIQHHHH", 0, 0, 1, 0, length_ms, 0, 0, 0, loud, 0)
    head = _full_box(
        b"tkhd", facts + _UNITY + struct.pack(">II", width << 16, height << 16), flags=7
    )
    moments = struct.pack(">IIIIHH", 0, 0, track.ticks_hz, track.ticks, _UNDETERMINED, 0)
    handler = struct.pack(">I4s12x", 0, track.handler) + b"\0"
    here = _full_box(b"dref", struct.pack(">I", 1), _full_box(b"url ", flags=1))
    return _box(
        b"trak",
        head,
        _box(
            b"mdia",
            _full_box(b"mdhd", moments),
            _full_box(b"hdlr", handler),
            _box(b"minf", track.header, _box(b"dinf", here), _sample_table(track, data_at)),
        ),
    )


def _sample_table(track: _Track, data_at: int) -> bytes:
    """Where the samples lie: all in one chunk, one behind the other."""
    count, equal = len(track.sizes), len(set(track.sizes)) == 1
    sizes = b"" if equal else struct.pack(f">{count}I", *track.sizes)
    return _box(
        b"stbl",
        _full_box(b"stsd", struct.pack(">I", 1), track.entry),
        _full_box(b"stts", struct.pack(">III", 1, count, track.step)),
        _full_box(b"stsc", struct.pack(">IIII", 1, 1, count, 1)),
        _full_box(b"stsz", struct.pack(">II", track.sizes[0] if equal else 0, count), sizes),
        _full_box(b"stco", struct.pack(">II", 1, data_at)),
    )


def _elementary_stream(object_type: int, stream_type: int, bits_per_s: int, info: bytes) -> bytes:
    kind = stream_type << 2 | 1
    config = struct.pack(">BBxHII", object_type, kind, 0, bits_per_s, bits_per_s) + info
    stream = struct.pack(">HB", 1, 0) + _descriptor(4, config) + _descriptor(6, b"\x02")
    return _full_box(b"esds", _descriptor(3, stream))


def _descriptor(tag: int, body: bytes) -> bytes:
    return bytes((tag, len(body))) + body


def _box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", len(body) + 8, kind) + body


def _full_box(kind: bytes, *parts: bytes, flags: int = 0) -> bytes:
    return _box(kind, struct.pack(">I", flags), *parts)
