"""The length of an MP3 file, read from its frames (ISO/IEC 11172-3)."""

from __future__ import annotations

from pathlib import Path

_KBITS = {
    "1": (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    "2": (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES_HZ = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_LAYER_3 = 1
_SEARCHED_BYTES = 1 << 16


def duration_ms(path: Path) -> int:
    """How long a file plays: by the encoder's count of frames, else by its size; 0 if it is none.

    The count is in the Xing or Info header that encoders put into the first frame.
    """
    with path.open("rb") as file:
        head = file.read(10)
        start = _tag_bytes(head)
        file.seek(start)
        data = file.read(_SEARCHED_BYTES)
    for at in range(len(data) - 4):
        if data[at] == 0xFF and data[at + 1] & 0xE0 == 0xE0:
            found = _length_ms(data, at, path.stat().st_size - start - at)
            if found:
                return found
    return 0


def _tag_bytes(head: bytes) -> int:
    """The length of an ID3v2 tag in front of the sound, from its syncsafe size."""
    if len(head) < 10 or head[:3] != b"ID3":
        return 0
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    return size + 10


def _length_ms(data: bytes, at: int, sound_bytes: int) -> int:
    """The length by the frame that begins at a place; 0 when none begins there."""
    version, layer = data[at + 1] >> 3 & 3, data[at + 1] >> 1 & 3
    bitrate, rate = data[at + 2] >> 4, data[at + 2] >> 2 & 3
    if version not in _RATES_HZ or layer != _LAYER_3 or bitrate in (0, 15) or rate == 3:
        return 0
    first = version == 3
    rate_hz = _RATES_HZ[version][rate]
    mono = data[at + 3] >> 6 == 3
    side = (17 if mono else 32) if first else (9 if mono else 17)
    info = data[at + 4 + side : at + 16 + side]
    if info[:4] in (b"Xing", b"Info") and len(info) == 12 and info[7] & 1:
        frames = int.from_bytes(info[8:12], "big")
        return round(frames * (1152 if first else 576) * 1000 / rate_hz)
    return sound_bytes * 8 // _KBITS["1" if first else "2"][bitrate]
