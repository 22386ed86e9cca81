"""Simple Gallery Pro: pictures looked at, copied, moved, renamed, shared and deleted."""

from __future__ import annotations

import io
import shutil
import time
from functools import lru_cache

import pytest
from PIL import Image

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.intents import Intent
from tests.virtualphone.hands import NOON, Hands

BACK = 4
RED, GREEN, BLUE = (210, 20, 20), (20, 160, 20), (20, 20, 210)
COLOURS = {"a.jpg": RED, "b.png": GREEN, "c.jpg": BLUE}


@lru_cache
def picture(color, kind="JPEG", size=(80, 60)):
    """The bytes of a plain picture."""
    stream = io.BytesIO()
    Image.new("RGB", size, color).save(stream, kind)
    return stream.getvalue()


@pytest.fixture
def phone():
    with VirtualPhone(now=NOON) as fresh:
        for name, color in COLOURS.items():
            kind = "PNG" if name.endswith("png") else "JPEG"
            fresh.files.write_bytes(f"/sdcard/DCIM/{name}", picture(color, kind))
            fresh.clock.advance(60)
        fresh.files.write_bytes("/sdcard/Pictures/Trips/t.jpg", picture(GREEN))
        yield fresh
        assert fresh.unknown == []


@pytest.fixture
def hands(phone):
    user = Hands(phone)
    user.open("Gallery")
    return user


@pytest.fixture
def album(hands):
    """Hands in the folder DCIM, with the names shown."""
    hands.tap("DCIM")
    hands.tap("Toggle filename visibility")
    return hands


def names(phone, folder):
    return [name for name in phone.files.names(f"/sdcard/{folder}") if "." in name]


def shown(hands):
    return [node.text for node in hands.nodes() if node.id.endswith("id/medium_name")]


def colour_at(phone, x=540, y=1200):
    """Which of the pictures is seen at a point."""
    seen = phone.screenshot().getpixel((x, y))
    return min(
        (RED, GREEN, BLUE, (0, 0, 0)),
        key=lambda c: sum(abs(a - b) for a, b in zip(c, seen, strict=True)),
    )


def menu(hands, line):
    hands.tap("More options")
    hands.tap(line)


def test_folders_show_their_newest_picture(phone, hands):
    assert {"DCIM", "3", "Trips", "1"} <= set(hands.texts())
    cell = hands.find("DCIM").bounds
    assert colour_at(phone, cell.left + 100, cell.top - 150) == BLUE


def test_names_are_shown_on_demand_newest_first(hands):
    hands.tap("DCIM")
    assert shown(hands) == []
    hands.tap("Toggle filename visibility")
    assert shown(hands) == ["c.jpg", "b.png", "a.jpg"]


def test_a_picture_fills_the_screen_and_swipes_lead_on(phone, album):
    album.tap("b.png")
    assert album.sees("b.png")
    assert colour_at(phone) == GREEN
    phone.swipe(900, 1200, 200, 1200)
    assert album.sees("a.jpg")
    assert colour_at(phone) == RED
    phone.swipe(900, 1200, 200, 1200)
    assert album.sees("a.jpg")
    phone.swipe(200, 1200, 900, 1200)
    assert colour_at(phone) == GREEN
    phone.swipe(540, 1000, 540, 1700)
    assert album.sees(id="media_grid")


def test_a_tap_hides_the_bars(phone, album):
    album.tap("b.png")
    phone.tap(540, 1200)
    assert not album.sees("Delete")
    phone.clock.advance(1)
    phone.tap(540, 1200)
    assert album.sees("Delete")


def test_a_double_tap_shows_it_large_and_a_finger_moves_it(phone, hands):
    halves = Image.new("RGB", (200, 100), RED)
    halves.paste(BLUE, (100, 0, 200, 100))
    stream = io.BytesIO()
    halves.save(stream, "PNG")
    phone.files.write_bytes("/sdcard/Movies/halves.png", stream.getvalue())
    phone.changes.note()
    hands.tap("Movies")
    phone.tap(150, 300)
    assert (colour_at(phone, 300), colour_at(phone, 800)) == (RED, BLUE)
    assert colour_at(phone, 300, 700) == (0, 0, 0)
    phone.tap(200, 1200)
    phone.tap(200, 1200)
    assert (colour_at(phone, 100), colour_at(phone, 900)) == (RED, RED)
    assert colour_at(phone, 300, 700) == RED
    for _ in range(3):
        phone.swipe(900, 1200, 100, 1200)
    assert (colour_at(phone, 100), colour_at(phone, 900)) == (BLUE, BLUE)
    phone.clock.advance(1)
    phone.tap(200, 1200)
    phone.tap(200, 1200)
    assert (colour_at(phone, 300), colour_at(phone, 800)) == (RED, BLUE)


def test_a_picture_is_copied_into_a_folder_without_pictures(phone, album):
    album.press("b.png")
    assert album.sees("1 / 3")
    menu(album, "Copy to")
    album.tap("Other folder")
    album.tap("Internal")
    album.tap("Download")
    album.tap("OK")
    assert phone.toasts.last.text == "File copied successfully"
    assert names(phone, "Download") == ["b.png"]
    assert names(phone, "DCIM") == ["a.jpg", "b.png", "c.jpg"]
    assert not album.sees("1 / 3")


def test_several_are_moved_to_another_album(phone, album):
    album.press("a.jpg")
    album.tap("c.jpg")
    menu(album, "Move to")
    album.tap("DCIM", id="dir_name")
    assert phone.toasts.last.text == "Source and destination cannot be the same"
    album.tap("Trips")
    assert names(phone, "Pictures/Trips") == ["a.jpg", "c.jpg", "t.jpg"]
    assert shown(album) == ["b.png"]


@pytest.mark.parametrize(
    ("answer", "there"),
    [("Overwrite", ["a.jpg", "t.jpg"]), ("Keep both", ["a.jpg", "a_1.jpg", "t.jpg"])],
)
def test_a_name_that_is_taken(phone, album, answer, there):
    phone.files.write_bytes("/sdcard/Pictures/Trips/a.jpg", b"old")
    album.press("a.jpg")
    menu(album, "Copy to")
    album.tap("Trips")
    assert album.sees('File "a.jpg" already exists. Overwrite?')
    album.tap(answer)
    assert names(phone, "Pictures/Trips") == there
    replaced = phone.files.read_bytes("/sdcard/Pictures/Trips/a.jpg") != b"old"
    assert replaced is (answer == "Overwrite")


def test_a_folder_is_made_on_the_way(phone, album):
    album.press("a.jpg")
    menu(album, "Copy to")
    album.tap("Other folder")
    album.tap("Create new folder")
    album.tap("OK")
    assert phone.toasts.last.text == "Filename cannot be empty"
    phone.type_text("Best")
    album.tap("OK")
    assert names(phone, "DCIM/Best") == ["a.jpg"]


def test_back_leads_up_and_out_of_the_folder_picker(phone, album):
    album.press("a.jpg")
    menu(album, "Copy to")
    album.tap("Other folder")
    assert album.sees("> DCIM")
    phone.key(BACK)
    assert not album.sees("> DCIM")
    assert album.sees("Select a folder")
    phone.key(BACK)
    assert not album.sees("Select a folder")
    assert album.sees("1 / 3")


def test_a_picture_is_renamed(phone, album):
    album.tap("a.jpg")
    menu(album, "Rename")
    album.fill("Title", "b")
    album.fill("Extension", "png")
    album.tap("OK")
    assert phone.toasts.last.text == "A file or folder with that name already exists"
    album.fill("Title", "sunset")
    album.fill("Extension", "jpg")
    album.tap("OK")
    assert names(phone, "DCIM") == ["b.png", "c.jpg", "sunset.jpg"]
    assert album.sees("sunset.jpg")
    assert colour_at(phone) == RED


@pytest.mark.parametrize("skips", [True, False])
def test_a_picture_is_deleted_and_may_come_back(phone, album, skips):
    album.tap("b.png")
    album.tap("Delete")
    if skips:
        album.tap(id="skip_the_recycle_bin_checkbox")
        assert album.sees('Are you sure you want to delete "b.png"?')
    album.tap("Yes")
    assert names(phone, "DCIM") == ["a.jpg", "c.jpg"]
    assert album.sees("a.jpg")
    phone.key(BACK)
    phone.key(BACK)
    assert album.sees("Recycle Bin") is not skips
    if not skips:
        album.tap("Recycle Bin")
        album.press("b.png")
        menu(album, "Restore selected files")
        assert names(phone, "DCIM") == ["a.jpg", "b.png", "c.jpg"]


def test_deleting_is_asked_first(phone, album):
    album.press("a.jpg")
    album.tap("Delete", id="cab_delete")
    assert album.sees('Are you sure you want to move "a.jpg" into the Recycle Bin?')
    album.tap("No")
    assert len(names(phone, "DCIM")) == 3


def test_the_viewer_ends_with_the_last_picture(phone, hands):
    hands.tap("Trips")
    phone.tap(150, 300)
    hands.tap("Delete")
    hands.tap("Yes")
    assert hands.sees("No media files have been found.")


def test_a_whole_folder_is_selected_and_deleted(phone, hands):
    hands.press("DCIM")
    hands.tap("Properties")
    assert hands.sees("3")
    hands.tap("OK")
    hands.tap("Delete", id="cab_delete")
    hands.tap("Yes")
    assert names(phone, "DCIM") == []
    assert not hands.sees("DCIM")


def test_properties_tell_size_and_place(phone, album):
    album.press("b.png")
    menu(album, "Properties")
    for text in ("b.png", "/storage/emulated/0/DCIM", "80 x 60", "02.03.2026, 12:01 PM"):
        assert album.sees(text), text


def test_favourites_have_an_album(phone, album):
    album.press("a.jpg")
    menu(album, "Add to favorites")
    phone.key(BACK)
    album.tap("Favorites")
    assert shown(album) == ["a.jpg"]
    phone.tap(150, 300)
    album.tap("Toggle favorite")
    phone.key(BACK)
    assert album.sees("No media files have been found.")


def test_sorting_and_searching(hands, album):
    menu(album, "Sort by")
    album.tap("Name")
    album.tap("Ascending")
    album.tap("OK")
    assert shown(album) == ["a.jpg", "b.png", "c.jpg"]
    album.fill("Search in DCIM", "PNG")
    assert shown(album) == ["b.png"]
    album.tap("Clear")
    album.tap("Back", id="top_toolbar_search_icon")
    album.fill("Search folders", "tri")
    assert album.sees("Trips")
    assert not album.sees("DCIM")


def test_a_picture_is_turned_in_its_file(phone, album):
    album.press("a.jpg")
    menu(album, "Rotate right")
    with Image.open(phone.files.host("/sdcard/DCIM/a.jpg")) as turned:
        assert turned.size == (60, 80)


def test_pictures_are_shared(phone, album):
    album.press("a.jpg")
    album.tap("c.jpg")
    album.tap("Share")
    assert album.sees("Share via")
    assert album.sees("a.jpg + 1 file") or album.sees("c.jpg + 1 file")


def test_other_apps_let_a_picture_be_seen_and_picked(phone):
    hands = Hands(phone)
    uri = phone.documents.uri_of("/sdcard/DCIM/b.png")
    assert phone.activities.start(Intent("android.intent.action.VIEW", uri, "image/png")).ok
    assert hands.sees("b.png")
    assert colour_at(phone) == GREEN
    everything = "content://media/external/images/media/"
    assert phone.activities.start(Intent("android.intent.action.VIEW", everything)).ok
    assert hands.sees(id="directories_grid")
    phone.activities.home()
    below = phone.activities.top_screen()
    answers = []
    below.on_result = answers.append
    phone.activities.start(Intent("android.intent.action.PICK", type="image/*"), caller=below)
    hands.tap("DCIM")
    phone.tap(150, 300)
    assert phone.path_behind(answers[0].data).endswith("/DCIM/c.jpg")


def test_what_is_no_picture_and_what_is_gone(phone, hands):
    phone.files.write_bytes("/sdcard/DCIM/broken.jpg", b"\x00nothing")
    phone.files.write_bytes("/sdcard/DCIM/.hidden.jpg", picture(RED))
    phone.changes.note()
    hands.tap("DCIM")
    hands.tap("Toggle filename visibility")
    assert shown(hands)[0] == "broken.jpg"
    assert ".hidden.jpg" not in shown(hands)
    hands.tap("broken.jpg")
    assert colour_at(phone) == (0, 0, 0)
    shutil.rmtree(phone.files.host("/sdcard/DCIM"))
    phone.changes.note()
    assert not hands.sees("broken.jpg")
    phone.key(BACK)
    assert hands.sees("No media files have been found.")


def test_a_thousand_pictures_are_scrolled_and_turned():
    with VirtualPhone(now=NOON) as phone:
        folder = phone.files.host("/sdcard/DCIM")
        for number in range(1000):
            (folder / f"{number:04d} {'long ' * 30}.jpg").write_bytes(picture(RED))
        hands = Hands(phone)
        hands.open("Gallery")
        hands.tap("DCIM")
        hands.tap("Toggle filename visibility")
        begun = time.process_time()
        for _ in range(3):
            phone.swipe(540, 1800, 540, 600)
        assert time.process_time() - begun < 8
        assert len(hands.nodes()) < 400
        assert colour_at(phone, 150, 1000) in (RED, (0, 0, 0))
        turning.turn(phone, 1)
        assert hands.sees(id="media_grid")
