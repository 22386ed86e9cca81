"""VLC: its library, playlists and player, used by a person."""

from __future__ import annotations

import time

import pytest

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.apps.vlc.library import DATABASE
from phoneagent.virtualphone.media import frames
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.intents import ACTION_VIEW, Intent
from tests.virtualphone.hands import NOON, Hands

BACK = 4
STATE = {
    "vlc": {
        "videos": [
            {"name": "beach.mp4", "seconds": 65},
            {"name": "city.mp4", "seconds": 3700},
            {
                "name": "dunes.mp4",
                "seconds": 30,
                "texts": ["one", "two"],
                "folder": "/sdcard/VLCVideos",
            },
        ],
        "playlists": [{"name": "Old", "media": ["/sdcard/Movies/city.mp4"]}],
    },
    "music": {"songs": [{"title": "Rain", "artist": "Ann", "album": "Days", "seconds": 100}]},
}
ORDER = (
    "SELECT name, filename, position FROM PlaylistMediaRelation"
    " JOIN Playlist ON id_playlist = playlist_id JOIN Media ON id_media = media_id"
    " ORDER BY name, position"
)


@pytest.fixture
def phone():
    with VirtualPhone(now=NOON, state=STATE) as held:
        yield held
        assert held.unknown == []


@pytest.fixture
def hands(phone):
    user = Hands(phone)
    user.open("VLC")
    return user


def held(phone):
    with phone.files.database(DATABASE) as db:
        return [tuple(row) for row in db.execute(ORDER)]


def titles(hands, name="ml_item_title"):
    return [node.text for node in hands.nodes() if node.id.endswith(f":id/{name}")]


def test_the_videos_of_the_storage_are_listed_with_their_length(hands):
    assert titles(hands) == ["beach.mp4", "city.mp4", "dunes.mp4"]
    assert titles(hands, "ml_item_time") == ["1:05", "1:01:40", "0:30"]


def test_a_playlist_keeps_the_order_of_the_touches(phone, hands):
    hands.press("dunes.mp4")
    hands.tap("beach.mp4")
    assert hands.sees("2 selected")
    hands.tap("Add to playlist")
    assert hands.sees("2 media")
    hands.fill("Playlist name", "Sand")
    hands.tap("Create")
    hands.tap("Save")
    assert held(phone) == [
        ("Old", "city.mp4", 0),
        ("Sand", "dunes.mp4", 0),
        ("Sand", "beach.mp4", 1),
    ]
    assert not hands.sees("2 selected")


def test_one_by_one_media_go_to_the_end_of_playlists_that_are_there(phone, hands):
    for _ in range(2):
        hands.tap(id="item_more")
        hands.tap("Add to playlist")
        hands.tap("Old")
        hands.tap("Save")
    assert held(phone)[1:] == [("Old", "dunes.mp4", 1), ("Old", "dunes.mp4", 2)]


def test_a_playlist_may_be_replaced_and_a_name_is_taken_only_once(phone, hands):
    hands.tap(id="item_more")
    hands.tap("Add to playlist")
    hands.fill("Playlist name", "Old")
    hands.tap("Create")
    assert hands.sees("Playlist Old already exists")
    phone.key(BACK)
    hands.tap("Old")
    hands.tap(id="replaceSwitch")
    hands.tap("Save")
    assert held(phone) == [("Old", "dunes.mp4", 0)]


def test_a_playlist_is_reordered_shortened_renamed_and_deleted(phone, hands):
    hands.press("beach.mp4")
    hands.tap("dunes.mp4")
    hands.tap("Add to playlist")
    hands.tap("Old")
    hands.tap("Save")
    hands.tap("Playlists")
    hands.tap("Old")
    assert titles(hands, "title") == ["city.mp4", "beach.mp4", "dunes.mp4"]
    handles = [node for node in hands.nodes() if node.id.endswith(":id/item_move")]
    (x, last), (_, first) = handles[2].bounds.center, handles[0].bounds.center
    phone.swipe(x, last, x, first, 600)
    assert titles(hands, "title") == ["dunes.mp4", "city.mp4", "beach.mp4"]
    hands.tap(id="item_more")
    hands.tap("Remove")
    assert [name for _, name, _ in held(phone)] == ["dunes.mp4", "city.mp4"]
    hands.tap("Undo")
    assert [place for *_, place in held(phone)] == [0, 1, 2]
    phone.key(BACK)
    hands.tap(id="item_more")
    hands.tap("Rename")
    hands.fill("Playlist name", "New")
    hands.tap("OK")
    assert {name for name, *_ in held(phone)} == {"New"}
    hands.tap(id="item_more")
    hands.tap("Delete")
    hands.tap("Delete", id="button1")
    assert held(phone) == []
    assert hands.sees("No playlist found.")


def test_new_files_are_found_whenever_the_app_comes_to_the_front(phone, hands):
    phone.files.write_bytes("/sdcard/Download/new.mp4", b"no film")
    phone.files.remove("/sdcard/Movies/beach.mp4")
    phone.key(3)
    hands.open("VLC")
    assert titles(hands) == ["city.mp4", "dunes.mp4", "new.mp4"]


def test_a_database_emptied_from_outside_is_filled_again_on_launch(phone, hands):
    phone.force_stop("org.videolan.vlc")
    with phone.files.database(DATABASE) as db:
        for table in ("Playlist", "Media", "PlaylistMediaRelation"):
            db.execute(f"DELETE FROM {table}")
    hands.open("VLC")
    assert titles(hands) == ["beach.mp4", "city.mp4", "dunes.mp4"]
    phone.files.remove(DATABASE)
    hands.tap("Playlists")
    assert hands.sees("No playlist found.")


def test_videos_are_sorted_searched_and_shown_as_a_list(phone, hands):
    hands.tap("More options")
    hands.tap("Sort by\N{HORIZONTAL ELLIPSIS}")
    hands.tap("Length")
    assert titles(hands) == ["dunes.mp4", "beach.mp4", "city.mp4"]
    hands.tap("More options")
    hands.tap("Display in list")
    assert titles(hands) == ["dunes.mp4", "beach.mp4", "city.mp4"]
    hands.tap("Search\N{HORIZONTAL ELLIPSIS}")
    phone.type_text("CIT")
    assert titles(hands) == ["city.mp4"]
    phone.type_text("x")
    assert hands.sees("No results")


def test_folders_are_browsed_and_back_climbs_up(phone, hands):
    hands.tap("Browse")
    hands.tap("Internal memory")
    hands.tap("VLCVideos")
    assert titles(hands, "title") == ["dunes.mp4"]
    phone.key(BACK)
    phone.key(BACK)
    assert hands.sees("Storages")


def test_a_film_plays_pauses_and_is_sought_in_the_phones_own_time(phone, hands):
    phone.clock.freeze()
    hands.tap("beach.mp4")
    phone.clock.advance(3)
    assert hands.sees("0:03", id="player_overlay_time")
    phone.clock.advance(2)
    assert not hands.sees(id="player_overlay_time")
    phone.tap(540, 1200)
    hands.tap("Pause")
    phone.clock.advance(60)
    assert hands.sees("0:05", id="player_overlay_time")
    bar = hands.need(id="player_overlay_seekbar").bounds
    phone.tap(*bar.center)
    assert hands.sees("0:32", id="player_overlay_time")
    hands.tap("Fast forward")
    assert hands.sees("0:42", id="player_overlay_time")
    assert hands.sees("1:05", id="player_overlay_length")
    phone.key(BACK)
    assert titles(hands) == ["beach.mp4", "city.mp4", "dunes.mp4"]


def test_a_film_shows_its_pictures(phone, hands):
    phone.clock.freeze()
    hands.tap("dunes.mp4")
    looks = set()
    for _ in range(3):
        looks.add(phone.screenshot().crop((100, 900, 980, 1500)).tobytes())
        phone.clock.advance(10)
        phone.changes.note()
    assert len(looks) == 2
    assert not hands.sees(id="player_overlay_textinfo")


def test_without_a_decoder_the_player_says_so(phone, hands):
    path = "/sdcard/Movies/odd.mp4"
    phone.files.write_bytes(path, b"no film")
    phone.key(3)
    hands.open("VLC")
    hands.tap("odd.mp4")
    undecodable = not frames.can_decode(phone.files.host(path))
    assert hands.sees(id="player_overlay_textinfo") is undecodable
    phone.screenshot()


def test_the_player_lays_itself_on_its_side_and_puts_the_phone_back(phone, hands):
    phone.settings.put("system", "accelerometer_rotation", 1)
    hands.tap("beach.mp4")
    hands.tap("Orientation")
    assert phone.rotation == 1
    assert hands.sees(id="player_overlay_length")
    phone.key(BACK)
    assert phone.rotation == 0
    assert phone.settings.get("system", "accelerometer_rotation") == "1"


def test_a_film_goes_on_as_audio_and_the_next_one_follows(phone, hands):
    phone.clock.freeze()
    hands.tap("Playlists")
    hands.tap(id="item_more")
    hands.tap("Play")
    phone.key(BACK)
    assert not hands.sees(id="header_title")
    hands.tap("Audio")
    hands.tap("Tracks")
    hands.tap("Rain")
    assert hands.sees("0:00 / 1:40", id="header_time")
    phone.clock.advance(50)
    assert hands.sees("0:50 / 1:40")
    hands.tap(id="header_title")
    hands.tap("Pause")
    assert hands.sees("0:50", id="time")
    hands.tap("Stop")
    assert not hands.sees(id="header_title")


def test_the_history_lists_what_was_played_and_is_cleared(phone, hands):
    hands.tap("city.mp4")
    phone.key(BACK)
    hands.tap("More")
    assert hands.sees("city.mp4")
    hands.tap("Clear")
    assert not hands.sees("city.mp4")


def test_a_video_is_looked_at_and_deleted(phone, hands):
    hands.tap(id="item_more")
    hands.tap("Information")
    assert hands.sees("320x240")
    phone.key(BACK)
    hands.press("city.mp4")
    hands.tap("Delete")
    hands.tap("Cancel")
    hands.tap("Delete")
    hands.tap("Delete", id="button1")
    assert not phone.files.exists("/sdcard/Movies/city.mp4")
    assert held(phone) == []


def test_other_apps_open_films_in_it(phone, hands):
    uri = phone.documents.uri_of("/sdcard/Movies/beach.mp4")
    phone.activities.start(Intent(ACTION_VIEW, data=uri, type="video/mp4"))
    if not hands.sees("beach.mp4", id="player_overlay_title"):
        hands.tap("VLC")
        hands.tap("Just once")
    assert hands.sees("beach.mp4", id="player_overlay_title")


def test_an_empty_phone_and_a_turned_one():
    with VirtualPhone(now=NOON) as phone:
        hands = Hands(phone)
        hands.open("VLC")
        assert hands.sees(id="empty_text")
        turning.turn(phone, 1)
        for tab in ("Audio", "Browse", "Playlists", "More", "Video"):
            hands.tap(tab)


def test_a_thousand_videos():
    files = {f"/sdcard/Movies/film {n}.mp4": "x" for n in range(1000)}
    with VirtualPhone(now=NOON, state={"files": files}) as phone:
        hands = Hands(phone)
        begun = time.process_time()
        hands.open("VLC")
        phone.swipe(540, 1700, 540, 700)
        assert time.process_time() - begun < 3
        assert 4 < len(titles(hands)) < 30
