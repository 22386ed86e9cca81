"""The share sheet."""

from __future__ import annotations

import pytest

from phoneagent.virtualphone.apps.chooser import ACTION_SEND_MULTIPLE, choose
from phoneagent.virtualphone.system.intents import ACTION_SEND, Intent

NOTES = "/sdcard/Documents/Notes"


def share(phone, text="see you at noon"):
    extras = {"android.intent.extra.TEXT": text, "android.intent.extra.SUBJECT": "Lunch"}
    phone.activities.start(choose(Intent(ACTION_SEND, type="text/plain", extras=extras)))


def test_a_text_goes_to_the_app_that_is_tapped(phone, hands):
    share(phone)
    assert hands.sees("see you at noon", id="content_preview_text")
    hands.tap("Notes", id="text1")
    assert phone.activities.top()[0] == "org.billthefarmer.notes"
    assert phone.files.read_text(f"{NOTES}/Lunch.md") == "see you at noon"
    phone.key(4)  # back: the sheet is gone
    assert phone.activities.top()[0] != "android"


def test_the_text_is_copied_from_the_sheet(phone, hands):
    share(phone)
    hands.tap("Copy")
    assert phone.clipboard.text == "see you at noon"
    assert hands.sees(id="hotseat")


def test_a_tap_beside_the_sheet_leaves_it(phone, hands):
    share(phone)
    phone.tap(540, 300)
    assert hands.sees(id="hotseat")
    assert phone.clipboard.text == ""


@pytest.mark.parametrize("text", ["word " * 500, "one\n" * 80])
def test_a_long_text_leaves_room_for_the_apps(phone, hands, text):
    share(phone, text)
    assert hands.sees("Notes", id="text1")
    assert hands.sees("Copy")


def test_files_are_named_and_nobody_may_want_them(phone, hands):
    paths = ["/sdcard/Download/a.bin", "/sdcard/Download/b.bin"]
    for path in paths:
        phone.files.write_text(path, "")
    uris = tuple(phone.documents.uri_of(path) for path in paths)
    target = Intent(
        ACTION_SEND_MULTIPLE, type="x-test/nobody", extras={"android.intent.extra.STREAM": uris}
    )
    phone.activities.start(choose(target, "Share via"))
    assert hands.sees("Share via", id="title")
    assert hands.sees("a.bin + 1 file")
    assert hands.sees("No apps can perform this action.")
