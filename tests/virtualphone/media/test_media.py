"""Media files: what is read from them without a player, and playing in the phone's own time."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from phoneagent.virtualphone.media import frames, mp3, mp4, silence, stills, tags
from phoneagent.virtualphone.media.mp4_writer import film
from phoneagent.virtualphone.media.mp4_writer import silence as silence_file
from phoneagent.virtualphone.media.playback import Playback
from phoneagent.virtualphone.media.queue import PlayQueue


class Watch:
    """A clock that is moved by hand."""

    now_ms = 0

    def uptime_ms(self) -> int:
        return self.now_ms


@given(st.integers(1, 40_000))
def test_a_silent_song_says_how_long_it_is(tmp_path_factory, seconds):
    path = tmp_path_factory.mktemp("song") / "a.mp3"
    path.write_bytes(silence.song("A", seconds=seconds))
    assert abs(mp3.duration_ms(path) - seconds * 1000) <= 72


def test_a_file_without_a_count_of_frames_is_as_long_as_its_bytes_play(tmp_path):
    frame = bytes((0xFF, 0xFB, 0x90, 0x00)) + bytes(413)  # 128 kbit/s, 44.1 kHz
    path = tmp_path / "constant.mp3"
    path.write_bytes(b"ID3\x04\x00\x00\x00\x00\x00\x05junk." + frame * 100)
    assert mp3.duration_ms(path) == 417 * 100 * 8 // 128


@pytest.mark.parametrize("data", [b"", b"no song", b"\xff" * 400, b"ID3", bytes(300)])
def test_what_is_no_song_has_no_length(tmp_path, data):
    path = tmp_path / "a.mp3"
    path.write_bytes(data)
    assert mp3.duration_ms(path) == 0
    assert tags.read(path).title == "a"


def test_tags_are_read_again_once_the_file_has_changed(tmp_path):
    path = tmp_path / "song.mp3"
    path.write_bytes(silence.song("One", "Ann", "Days", 60))
    before = tags.read(path)
    path.write_bytes(silence.song("Another", "Bob", "Nights", 120))
    after = tags.read(path)
    assert [round(found.duration_ms, -3) for found in (before, after)] == [60_000, 120_000]


def test_tinytag_reads_what_is_written(tmp_path):
    pytest.importorskip("tinytag")
    path = tmp_path / "x.mp3"
    path.write_bytes(silence.song("N\xe4he", "Ann", "Days", 60))
    found = tags.read(path)
    assert (found.title, found.artist, found.album) == ("N\xe4he", "Ann", "Days")


def jpeg(grey, size=(64, 48)):
    stream = io.BytesIO()
    Image.new("L", size, grey).save(stream, "jpeg")
    return stream.getvalue()


def brightness(picture):
    return picture.resize((1, 1)).convert("L").getpixel((0, 0))


def test_a_film_of_stills_is_shown_without_a_decoder(tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(film([jpeg(0), jpeg(255), jpeg(128)], (64, 48), 500))
    assert mp4.facts_of(path) == mp4.FilmFacts(1500, 64, 48)
    assert frames.can_decode(path)
    shown = [brightness(frames.frame_at(path, ms)) for ms in (0, 499, 500, 999, 1400)]
    assert shown == pytest.approx([0, 0, 255, 255, 128], abs=3)
    assert frames.frame_at(path, 1600) is None


def test_what_holds_no_stills_is_no_film_of_stills(tmp_path):
    path = tmp_path / "sound.m4a"
    path.write_bytes(silence_file(2000))
    assert not stills.is_film_of_stills(path)


@pytest.mark.parametrize("data", [b"", b"\0\0\0\1moov", b"\0\0\0\x0cmoovabcd", b"x" * 100])
def test_what_is_no_film_has_no_facts(tmp_path, data):
    path = tmp_path / "film.mp4"
    path.write_bytes(data)
    assert mp4.facts_of(path) == mp4.FilmFacts()
    assert frames.frame_at(path, 0) is None
    assert frames.frame_at(tmp_path / "absent.mp4", 0) is None


def test_a_decoder_shows_the_picture_of_each_moment(tmp_path):
    cv2 = pytest.importorskip("cv2")
    numpy = pytest.importorskip("numpy")
    path = tmp_path / "film.mp4"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"mp4v"), 10, (64, 48))
    for grey in (0, 255):
        for _ in range(10):
            writer.write(numpy.full((48, 64, 3), grey, numpy.uint8))
    writer.release()
    assert mp4.facts_of(path) == mp4.FilmFacts(2000, 64, 48)
    for position_ms, dark in ((300, True), (1500, False)):
        frame = frames.frame_at(path, position_ms)
        assert frame is not None
        assert (brightness(frame) < 128) is dark


def test_ffmpeg_shows_the_picture_of_each_moment(tmp_path):
    decode = frames.ffmpeg()
    if decode is None:
        pytest.skip("no ffmpeg here: pip install imageio-ffmpeg")
    path = tmp_path / "film.mp4"
    path.write_bytes(film([jpeg(0), jpeg(255)], (64, 48), 1000))
    assert [brightness(decode(path, ms)) > 128 for ms in (200, 1500)] == [False, True]
    path.write_bytes(b"no film")
    assert decode(path, 0) is None


def test_a_position_moves_only_while_it_plays():
    watch = Watch()
    playback = Playback(watch, 10_000)
    watch.now_ms = 5000
    assert playback.position_ms == 0
    playback.play()
    watch.now_ms = 8000
    playback.pause()
    watch.now_ms = 60_000
    assert playback.position_ms == 3000
    playback.seek(99_000)
    assert playback.position_ms == 10_000
    assert playback.ended
    playback.play()
    assert playback.position_ms == 0


def test_a_queue_is_where_it_would_have_come_to():
    watch = Watch()
    queue = PlayQueue(watch, lambda item: item * 1000)
    queue.append([3, 4, 5])
    watch.now_ms = 8000
    queue.settle()
    assert (queue.current, queue.playback.position_ms) == (5, 1000)
    watch.now_ms = 90_000
    queue.settle()
    assert queue.current == 5
    assert not queue.playback.playing
    queue.repeat = "all"
    queue.settle()
    assert queue.playback.playing


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=20), st.integers(0, 5))
def test_moving_items_never_changes_what_plays(moves, start):
    queue = PlayQueue(Watch(), lambda item: 1000)
    queue.load(range(6), start)
    for place, target in moves:
        queue.move(place, target)
    assert queue.current == start
    assert sorted(queue.items) == list(range(6))


def test_taking_out_what_plays_goes_on_with_the_next():
    queue = PlayQueue(Watch(), lambda item: 1000)
    queue.load("abc", 1)
    queue.remove(0)
    assert (queue.current, queue.index) == ("b", 0)
    queue.remove(0)
    assert queue.current == "c"
    queue.remove(0)
    assert queue.current is None
    queue.next()
    queue.previous()
    queue.toggle()
    assert not queue.playback.playing
