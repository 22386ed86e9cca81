"""Retro Music: playlists, the queue, playing, used by a person."""

from __future__ import annotations

import time

import pytest

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.apps.retromusic.store import PLAYLISTS, QUEUE
from phoneagent.virtualphone.media import silence
from phoneagent.virtualphone.phone import VirtualPhone
from tests.virtualphone.hands import NOON, Hands

BACK = 4
SONGS = [
    {"title": "Rain", "artist": "Ann", "album": "Days", "seconds": 100},
    {"title": "Snow", "artist": "Ann", "album": "Days", "seconds": 200},
    {"title": "Sun", "artist": "Bob", "album": "Nights", "seconds": 300},
    {"title": "Wind", "artist": "Bob", "seconds": 400},
]
STATE = {"music": {"songs": SONGS, "playlists": [{"name": "Wet", "songs": ["Snow", "Rain"]}]}}


@pytest.fixture
def phone():
    with VirtualPhone(now=NOON, state=STATE) as held:
        held.clock.freeze()
        yield held
        assert held.unknown == []


@pytest.fixture
def hands(phone):
    user = Hands(phone)
    user.open("Retro Music")
    return user


def rows(phone, sql, path=PLAYLISTS):
    with phone.files.database(path) as db:
        return [tuple(row) for row in db.execute(sql)]


def listed(phone, name):
    sql = (
        "SELECT title, duration / 1000 FROM SongEntity JOIN PlaylistEntity"
        f" ON playlist_id = playlist_creator_id WHERE playlist_name = '{name}' ORDER BY song_key"
    )
    return rows(phone, sql)


def queue(phone):
    return [title for (title,) in rows(phone, "SELECT title FROM playing_queue", QUEUE)]


def titles(hands, name="title"):
    return [node.text for node in hands.nodes() if node.id.endswith(f":id/{name}")]


def menu_of(hands, title):
    """Tap the dots in the row of a title."""
    row = hands.need(title, id="title").bounds.center[1]
    dots = [node for node in hands.nodes() if node.id.endswith(":id/menu")]
    nearest = min(dots, key=lambda node: abs(node.bounds.center[1] - row))
    hands.phone.tap(*nearest.bounds.center)


def test_songs_are_listed_by_title(hands):
    hands.tap("Songs")
    assert titles(hands) == ["Rain", "Snow", "Sun", "Wind"]


def test_a_new_playlist_keeps_the_order_of_the_touches(phone, hands):
    hands.tap("Songs")
    hands.press("Wind")
    hands.tap("Rain")
    assert hands.sees("2 selected")
    hands.tap("More options")
    hands.tap("Add to playlist")
    hands.tap("New playlist")
    hands.tap("Create")
    assert hands.sees("Playlist name can't be empty")
    hands.fill("Playlist name", "Rough")
    hands.tap("Create")
    assert phone.toasts.last.text == "Added 2 song(s) to Rough"
    assert [title for title, _ in listed(phone, "Rough")] == ["Wind", "Rain"]
    assert [round(s, -1) for _, s in listed(phone, "Rough")] == [400, 100]


def test_a_song_is_added_to_a_playlist_once(phone, hands):
    hands.tap("Songs")
    for _ in range(2):
        menu_of(hands, "Snow")
        hands.tap("Add to playlist")
        hands.tap("Wet")
    assert [title for title, _ in listed(phone, "Wet")] == ["Rain", "Snow"]


def test_a_playlist_is_renamed_reordered_shortened_and_deleted(phone, hands):
    hands.tap("Playlists")
    assert hands.sees("2 Songs \N{BULLET} 05:00")
    menu_of(hands, "Wet")
    hands.tap("Rename")
    hands.fill("Playlist name", "Damp")
    hands.tap("Rename", id="button1")
    hands.tap("Damp")
    assert titles(hands) == ["Damp", "Snow", "Rain"]
    handles = [node for node in hands.nodes() if node.id.endswith(":id/drag_view")]
    (x, first), (_, last) = handles[0].bounds.center, handles[1].bounds.center
    phone.swipe(x, first, x, last, 600)
    assert [title for title, _ in listed(phone, "Damp")] == ["Rain", "Snow"]
    menu_of(hands, "Rain")
    hands.tap("Remove from playlist")
    assert [title for title, _ in listed(phone, "Damp")] == ["Snow"]
    hands.tap("More options")
    hands.tap("Delete")
    hands.tap("Delete", id="button1")
    assert rows(phone, "SELECT * FROM PlaylistEntity") == []
    assert hands.sees("You have no playlists")


def test_a_playlist_is_saved_as_a_file(phone, hands):
    hands.tap("Playlists")
    menu_of(hands, "Wet")
    hands.tap("Save as file")
    hands.tap("Save", class_name="Button")
    saved = phone.files.read_text("/sdcard/Download/Wet.m3u").splitlines()
    assert saved[0] == "#EXTM3U"
    assert saved[2::2] == [f"/storage/emulated/0/Music/{name}.mp3" for name in ("Snow", "Rain")]


def test_songs_are_queued_in_order_and_the_first_plays(phone, hands):
    hands.tap("Songs")
    for title in ("Sun", "Rain"):
        menu_of(hands, title)
        hands.tap("Add to playing queue")
    menu_of(hands, "Wind")
    hands.tap("Play next")
    assert queue(phone) == ["Sun", "Wind", "Rain"]
    assert hands.sees("Sun \N{BULLET} Bob") or hands.sees("Sun \N{BULLET} <unknown>")


def test_a_tap_plays_all_songs_from_there_and_they_follow_each_other(phone, hands):
    hands.tap("Songs")
    hands.tap("Snow")
    assert queue(phone) == ["Rain", "Snow", "Sun", "Wind"]
    phone.clock.advance(190)
    hands.tap(id="miniPlayerFragment")
    assert hands.sees("03:10", id="songCurrentProgress")
    phone.clock.advance(20)
    assert hands.sees("Sun", id="title")
    assert hands.sees("05:00", id="songTotalTime") or hands.sees("04:59", id="songTotalTime")
    hands.tap("Play/Pause")
    phone.clock.advance(500)
    assert hands.sees("Sun", id="title")
    hands.tap("Next")
    hands.tap("Previous")
    assert hands.sees("Sun", id="title")
    hands.tap("Repeat off")
    hands.tap("Repeat all")
    phone.clock.advance(310)
    assert hands.sees("Sun", id="title")


def test_the_queue_is_arranged_and_cleared(phone, hands):
    hands.tap("Songs")
    hands.tap("Play all")
    hands.tap("More options")
    hands.tap("Playing Queue")
    assert titles(hands) == ["Rain", "Snow", "Sun", "Wind"]
    menu_of(hands, "Snow")
    hands.tap("Remove from playing queue")
    handles = [node for node in hands.nodes() if node.id.endswith(":id/drag_view")]
    (x, first), (_, last) = handles[0].bounds.center, handles[2].bounds.center
    phone.swipe(x, first, x, last, 600)
    assert queue(phone) == ["Sun", "Wind", "Rain"]
    hands.tap("Clear queue")
    assert queue(phone) == []
    assert hands.sees("Empty")


def test_the_queue_outlives_the_process_and_a_replaced_one_is_taken_over(phone, hands):
    hands.tap("Songs")
    hands.tap("Play all")
    phone.force_stop("code.name.monkey.retromusic")
    hands.open("Retro Music")
    assert hands.sees(id="miniPlayerTitle")
    phone.files.remove(QUEUE)
    phone.changes.note()
    assert not hands.sees(id="miniPlayerTitle")
    assert queue(phone) == []


def test_lost_databases_are_there_again_once_the_app_is_opened(phone, hands):
    phone.force_stop("code.name.monkey.retromusic")
    phone.files.remove(PLAYLISTS)
    phone.files.remove(QUEUE)
    hands.open("Retro Music")
    assert queue(phone) == []
    assert rows(phone, "SELECT * FROM SongEntity") == []


def test_a_song_is_looked_at_liked_and_deleted(phone, hands):
    hands.tap("Songs")
    menu_of(hands, "Rain")
    hands.tap("Details")
    assert hands.sees("File path: /storage/emulated/0/Music/Rain.mp3")
    hands.tap("OK")
    hands.tap("Rain")
    hands.tap(id="miniPlayerFragment")
    hands.tap("Toggle favorite")
    assert [title for title, _ in listed(phone, "Favorites")] == ["Rain"]
    phone.key(BACK)
    menu_of(hands, "Rain")
    hands.tap("Delete from device")
    hands.tap("Delete", id="button1")
    assert "Rain.mp3" not in phone.files.names("/sdcard/Music")
    assert listed(phone, "Favorites") == []
    assert "Rain" not in queue(phone)


def test_new_songs_are_there_at_once_and_short_sounds_are_none(phone, hands):
    hands.tap("Songs")
    phone.files.write_bytes("/sdcard/Download/Fog.mp3", silence.song("Fog", seconds=30))
    phone.files.write_bytes("/sdcard/Download/Beep.mp3", silence.song("Beep", seconds=5))
    phone.files.write_bytes("/sdcard/Ringtones/Bell.mp3", silence.song("Bell", seconds=60))
    phone.changes.note()
    assert titles(hands) == ["Fog", "Rain", "Snow", "Sun", "Wind"]


def test_albums_say_how_long_their_songs_are(phone, hands):
    pytest.importorskip("tinytag")
    hands.tap("Albums")
    assert titles(hands) == ["Days", "Music", "Nights"]
    hands.tap("Days")
    assert titles(hands, "time") == ["01:40", "03:20"]
    assert hands.sees("2 Songs \N{BULLET} 05:00")
    phone.key(BACK)
    hands.tap("Artists")
    hands.tap("Ann")
    assert titles(hands) == ["Ann", "Rain", "Snow"]


def test_search_finds_songs_and_playlists(phone, hands):
    hands.tap("Search")
    phone.type_text("w")
    assert {"Snow", "Wind", "Wet"} <= set(titles(hands))
    hands.tap("Playlists", class_name="CompoundButton")
    assert titles(hands) == ["Playlists", "Wet"]


def test_sorting_and_history(phone, hands):
    hands.tap("Songs")
    hands.tap("More options")
    hands.tap("Sort order")
    hands.tap("Descending")
    assert titles(hands) == ["Wind", "Sun", "Snow", "Rain"]
    hands.tap("Sun")
    hands.tap("For you")
    hands.tap("History")
    assert titles(hands) == ["History", "Sun"]


def test_an_empty_phone_and_a_turned_one():
    with VirtualPhone(now=NOON) as phone:
        hands = Hands(phone)
        hands.open("Retro Music")
        turning.turn(phone, 1)
        for tab in ("Songs", "Albums", "Artists", "Playlists"):
            hands.tap(tab)
            assert hands.sees(id="empty_text")


def test_a_thousand_songs():
    songs = [{"title": f"Song {n}"} for n in range(1000)]
    with VirtualPhone(now=NOON, state={"music": {"songs": songs}}) as phone:
        hands = Hands(phone)
        hands.open("Retro Music")
        hands.tap("Songs")
        begun = time.process_time()
        phone.swipe(540, 1700, 540, 700)
        hands.tap("Shuffle")
        assert time.process_time() - begun < 2
        assert len(queue(phone)) == 1000
