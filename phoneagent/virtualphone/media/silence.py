"""A silent MP3 with tags, for fixtures: as short as a file can be that says how long it plays."""

from __future__ import annotations

_HEADER = bytes((0xFF, 0xE3, 0x18, 0xC0))
"""MPEG 2.5 layer III, 8 kbit/s, 8 kHz, mono: frames of 72 bytes that last 72 ms."""
_FRAME_BYTES = _FRAME_MS = 72
_SIDE_BYTES = 9
_HAS_FRAMES_AND_BYTES = 3
_UTF_8 = b"\x03"


def song(title: str, artist: str = "", album: str = "", seconds: float = 180) -> bytes:
    """A file with these ID3v2.4 tags (https://id3.org/id3v2.4.0-structure) and this length.

    Only the first frame is there; its Info header counts those a player would expect.
    """
    tags = _frame(b"TIT2", title) + _frame(b"TPE1", artist) + _frame(b"TALB", album)
    head = b"ID3\x04\x00\x00" + _syncsafe(len(tags))
    count = max(1, round(seconds * 1000 / _FRAME_MS))
    numbers = (_HAS_FRAMES_AND_BYTES, count, count * _FRAME_BYTES)
    info = b"Info" + b"".join(number.to_bytes(4, "big") for number in numbers)
    sound = (_HEADER + bytes(_SIDE_BYTES) + info).ljust(_FRAME_BYTES, b"\0")
    return head + tags + sound


def _frame(name: bytes, text: str) -> bytes:
    if not text:
        return b""
    body = _UTF_8 + text.encode()
    return name + _syncsafe(len(body)) + b"\0\0" + body


def _syncsafe(number: int) -> bytes:
    """A number in four bytes of seven bits."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))
