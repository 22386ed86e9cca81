"""The MP4 files we write are whole: every box ends where it says, every sample is where it says."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from phoneagent.virtualphone.media.mp4 import facts_of
from phoneagent.virtualphone.media.mp4_writer import film, silence

HOLDERS = {b"moov", b"trak", b"mdia", b"minf", b"dinf", b"stbl"}
SIZE_PX = (64, 48)


def boxes(data, start=0, end=None):
    """Every box as (kind, position of its body, body), and that they fill what holds them."""
    end = len(data) if end is None else end
    while start < end:
        size, kind = struct.unpack_from(">I4s", data, start)
        assert size >= 8
        assert start + size <= end
        yield kind, start + 8, data[start + 8 : start + size]
        if kind in HOLDERS:
            yield from boxes(data, start + 8, start + size)
        start += size
    assert start == end


def samples(data):
    """The samples that the tables point at."""
    found = {kind: (at, body) for kind, at, body in boxes(data)}
    (at,) = struct.unpack_from(">I", found[b"stco"][1], 8)
    size, count = struct.unpack_from(">II", found[b"stsz"][1], 4)
    sizes = [size] * count if size else struct.unpack_from(f">{count}I", found[b"stsz"][1], 12)
    media_at, media = found[b"mdat"]
    assert at == media_at
    assert sum(sizes) == len(media)
    out = []
    for length in sizes:
        out.append(data[at : at + length])
        at += length
    return out


def pictures():
    found = []
    for shade in range(5):
        stream = io.BytesIO()
        image = Image.new("RGB", SIZE_PX, (shade * 50, 90, 100))
        for x in range(0, 64, 3 + shade):
            image.putpixel((x, x % 48), (255, 255, 255))
        image.save(stream, "jpeg")
        found.append(stream.getvalue())
    return found


@pytest.mark.parametrize(("duration_ms", "rate_hz", "channels"), [
    (3500, 44100, 2), (1, 8000, 1), (7_200_000, 48000, 2),
])  # fmt: skip
def test_silence_lasts_as_long_as_it_was_recorded(tmp_path, duration_ms, rate_hz, channels):
    path = tmp_path / "sound.m4a"
    path.write_bytes(silence(duration_ms, rate_hz, channels))
    frame_ms = 1024 * 1000 / rate_hz
    assert duration_ms <= facts_of(path).duration_ms + 1 <= duration_ms + frame_ms + 2
    assert len(set(samples(path.read_bytes()))) == 1


def test_a_film_shows_its_pictures(tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(film(pictures(), SIZE_PX, 200))
    facts = facts_of(path)
    assert (facts.duration_ms, facts.width_px, facts.height_px) == (1000, *SIZE_PX)
    assert samples(path.read_bytes()) == pictures()
    assert Image.open(io.BytesIO(samples(path.read_bytes())[3])).size == SIZE_PX


def test_a_player_opens_the_film(tmp_path):
    cv2 = pytest.importorskip("cv2")
    path = tmp_path / "film.mp4"
    path.write_bytes(film(pictures(), SIZE_PX, 200))
    found, frame = cv2.VideoCapture(str(path)).read()
    assert found
    assert frame.shape == (48, 64, 3)
