"""Camera: photos, videos, modes, the film strip, pictures for other apps."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.media.mp4 import facts_of
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import Screen, Text

BACK, HOME = 4, 3
PHOTOS, VIDEOS = "/sdcard/Pictures", "/sdcard/Movies"


@pytest.fixture
def phone(furnished):
    return furnished


@pytest.fixture
def hands(user):
    user.open("Camera")
    return user


def swipe(phone, direction):
    ends = (200, 900) if direction == "right" else (900, 200)
    phone.swipe(ends[0], 1000, ends[1], 1000)


def test_a_photo_is_a_real_picture_of_what_one_sees(phone, hands):
    hands.tap("Shutter")
    (name,) = phone.files.names(PHOTOS)
    assert name == "IMG_20260302_120000.jpg"
    image = Image.open(io.BytesIO(phone.files.read_bytes(f"{PHOTOS}/{name}")))
    assert image.format == "JPEG"
    assert image.size == (960, 1280)
    assert image.getexif()[0x0132] == "2026:03:02 12:00:00"
    window, shown = image.getpixel((240, 200)), phone.screenshot().getpixel((270, 300))
    assert all(abs(a - b) < 40 for a, b in zip(window, shown, strict=True))


def test_several_photos_in_a_second_all_stay(phone, hands):
    for _ in range(3):
        hands.tap("Shutter")
    assert len(phone.files.names(PHOTOS)) == 3


def test_the_other_camera_sees_something_else(phone, hands):
    hands.tap("Shutter")
    hands.tap("Options")
    hands.tap("Back camera")
    assert hands.sees("Front camera")
    phone.clock.advance(5)
    hands.tap("Shutter")
    back, front = (phone.files.read_bytes(f"{PHOTOS}/{n}") for n in phone.files.names(PHOTOS))
    assert back != front


def test_options_stay_set(phone, hands):
    hands.tap("Options")
    hands.tap("Flash off")
    hands.tap("Flash auto")
    hands.tap("Grid lines off")
    phone.force_stop("com.android.camera2")
    hands.open("Camera")
    hands.tap("Options")
    assert hands.sees("Flash on")
    assert hands.sees("Grid lines on")


def test_a_countdown_takes_the_photo_by_itself(phone, hands):
    hands.tap("Options")
    hands.tap("Countdown timer is off")
    hands.tap("Shutter")
    assert hands.sees("3", id="remaining_seconds")
    assert phone.files.names(PHOTOS) == []
    phone.clock.advance(3.1)
    assert hands.sees("Most recent photo")
    assert len(phone.files.names(PHOTOS)) == 1
    hands.tap("Shutter")
    phone.key(BACK)
    phone.clock.advance(5)
    assert not hands.sees(id="remaining_seconds")
    assert len(phone.files.names(PHOTOS)) == 1


def test_a_video_lasts_as_long_as_one_films(phone, hands):
    swipe(phone, "right")
    hands.tap("Video")
    hands.tap("Shutter")
    phone.clock.advance(7)
    assert hands.sees("00:07", id="recording_time")
    assert phone.files.names(VIDEOS) == []
    hands.tap("Shutter")
    (name,) = phone.files.names(VIDEOS)
    facts = facts_of(phone.files.host(f"{VIDEOS}/{name}"))
    assert 6900 <= facts.duration_ms <= 9000
    assert (facts.width_px, facts.height_px) == (240, 320)
    assert phone.files.names(PHOTOS) == []


@pytest.mark.parametrize("key", [BACK, HOME])
def test_leaving_ends_a_video_and_keeps_it(phone, hands, key):
    swipe(phone, "right")
    hands.tap("Video")
    hands.tap("Shutter")
    phone.clock.advance(2)
    phone.key(key)
    assert len(phone.files.names(VIDEOS)) == 1


def test_the_list_of_modes_is_left_without_a_choice(phone, hands):
    swipe(phone, "right")
    assert hands.sees("Switch to Video Mode")
    phone.key(BACK)
    assert not hands.sees("Switch to Video Mode")
    swipe(phone, "right")
    swipe(phone, "left")
    assert not hands.sees("Switch to Video Mode")
    swipe(phone, "left")
    assert hands.sees("Shutter")  # there is nothing to look back at


def test_the_film_strip(phone, hands):
    hands.tap("Shutter")
    phone.clock.advance(60)
    hands.tap("Shutter")
    hands.tap("Most recent photo")
    assert hands.sees("IMG_20260302_120100.jpg")
    swipe(phone, "left")
    assert hands.sees("IMG_20260302_120000.jpg")
    hands.tap("More options")
    hands.tap("Details")
    assert any("/sdcard/Pictures/IMG_20260302_120000.jpg" in text for text in hands.texts())
    hands.tap("Close")
    hands.tap("Delete")
    hands.tap("Cancel")
    hands.tap("Delete")
    hands.tap("Delete", id="button1")
    assert phone.files.names(PHOTOS) == ["IMG_20260302_120100.jpg"]
    swipe(phone, "right")
    assert hands.sees("Shutter")


def test_a_picture_replaced_or_broken_under_the_strip(phone, hands):
    hands.tap("Shutter")
    hands.tap("Most recent photo")
    (name,) = phone.files.names(PHOTOS)
    phone.files.write_bytes(f"{PHOTOS}/{name}", b"no picture")
    phone.changes.note()
    assert hands.sees(name)
    assert phone.png()
    phone.files.remove(f"{PHOTOS}/{name}")
    phone.changes.note()
    assert hands.sees("No photos")


class Asking(Screen):
    """An app that wants a picture."""

    result = None

    def on_result(self, result):
        self.result = result

    def view(self):
        return Text(f"got {self.result}")


@pytest.mark.parametrize(("action", "ending"), [("IMAGE", ".jpg"), ("VIDEO", ".mp4")])
def test_other_apps_get_what_they_ask_for(phone, hands, action, ending):
    asking = Asking(phone.activities.top_screen().app, Intent())
    phone.activities.start(asking, phone.activities.top_screen())
    path = f"/sdcard/Android/data/app/files/x{ending}"
    asking.start(Intent(f"android.media.action.{action}_CAPTURE", extras={"output": path}))
    hands.tap("Shutter")
    if action == "VIDEO":
        hands.tap("Shutter")
    hands.tap("Retake")
    assert hands.sees("Shutter")
    hands.tap("Shutter")
    if action == "VIDEO":
        hands.tap("Shutter")
    hands.tap("Done")
    assert hands.sees(f"got {path}")
    assert phone.files.exists(path)
    assert phone.files.names(PHOTOS) == phone.files.names(VIDEOS) == []


def test_a_request_may_be_left(phone, hands):
    asking = Asking(phone.activities.top_screen().app, Intent())
    phone.activities.start(asking, phone.activities.top_screen())
    asking.start(Intent("android.media.action.IMAGE_CAPTURE"))
    hands.tap("Shutter")
    hands.tap("Cancel")
    assert hands.sees("got None")
    assert phone.files.names(PHOTOS) == []


def test_settings_and_turning(phone, hands):
    swipe(phone, "right")
    hands.tap("Settings")
    hands.tap("Save location")
    hands.tap("Back camera video")
    hands.tap("SD 480p")
    assert hands.sees("SD 480p")
    phone.key(BACK)
    turning.turn(phone, 1)
    hands.tap("Shutter")
    assert len(phone.files.names(PHOTOS)) == 1
