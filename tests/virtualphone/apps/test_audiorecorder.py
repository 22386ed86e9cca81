"""Audio Recorder: recording, naming, playing, sharing, the trash."""

from __future__ import annotations

import time
import wave

import pytest

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.media.mp4 import facts_of
from phoneagent.virtualphone.phone import VirtualPhone
from tests.virtualphone.hands import NOON, Hands

PACKAGE = "com.dimowner.audiorecorder"
FOLDER = f"/sdcard/Android/data/{PACKAGE}/files/Music/records"
BACK, HOME = 4, 3
STATE = {
    "recordings": [
        {"name": "Talk.m4a", "seconds": 75, "minutes_ago": 3000},
        {"name": "Lecture.wav", "seconds": 0.5, "minutes_ago": 40},
    ]
}


@pytest.fixture
def phone():
    with VirtualPhone(now=NOON, state=STATE) as phone:
        phone.packages.grant(PACKAGE, "android.permission.RECORD_AUDIO")
        yield phone
        assert phone.unknown == []


@pytest.fixture
def hands(phone):
    hands = Hands(phone)
    hands.open("Audio Recorder")
    return hands


def names(phone):
    return phone.files.names(FOLDER)


def record(phone, hands, seconds):
    hands.tap(id="btn_record")
    phone.clock.advance(seconds)
    hands.tap(id="btn_record_stop")


def shown(hands):
    return [node.text for node in hands.nodes() if node.id.endswith("list_item_name")]


def test_a_recording_is_stored_and_named(phone, hands):
    record(phone, hands, 5)
    assert "Record-1.m4a" in names(phone)  # it is there already, under a name of the app's own
    assert hands.sees("Record-1", id="input_name")
    phone.key(29, meta=0x1000)
    phone.commit_text("Interview.m4a")
    hands.tap("Save")
    assert "Interview.m4a.m4a" in names(phone)
    assert "Record-1.m4a" not in names(phone)
    assert hands.sees("Interview.m4a", id="txt_name")
    facts = facts_of(phone.files.host(f"{FOLDER}/Interview.m4a.m4a"))
    assert 5000 <= facts.duration_ms < 6000


def test_cancel_in_the_dialog_keeps_the_recording(phone, hands):
    record(phone, hands, 1)
    hands.tap("Cancel")
    assert "Record-1.m4a" in names(phone)
    record(phone, hands, 1)
    phone.key(BACK)
    phone.key(BACK)
    assert "Record-2.m4a" in names(phone)


def test_the_counter_grows_and_stands_still_while_paused(phone, hands):
    hands.tap(id="btn_record")
    phone.clock.advance(3)
    assert hands.sees("00:03", id="txt_progress")
    hands.tap(id="btn_record")
    assert hands.sees("Paused")
    phone.clock.advance(60)
    assert hands.sees("00:03", id="txt_progress")
    hands.tap(id="btn_record")
    phone.clock.advance(2)
    assert hands.sees("00:05", id="txt_progress")
    hands.tap(id="btn_record_stop")
    facts = facts_of(phone.files.host(f"{FOLDER}/Record-1.m4a"))
    assert 5000 <= facts.duration_ms < 6500


def test_it_records_on_behind_other_apps_and_stops_from_the_shade(phone, hands):
    hands.tap(id="btn_record")
    phone.key(HOME)
    phone.clock.advance(30)
    (notification,) = phone.notifications.active(PACKAGE)
    assert notification.title == "Recording is ON"
    assert notification.ongoing
    phone.press_action(notification, 1)
    assert phone.notifications.active(PACKAGE) == []
    assert facts_of(phone.files.host(f"{FOLDER}/Record-1.m4a")).duration_ms >= 30_000


def test_a_recording_is_given_up(phone, hands):
    hands.tap(id="btn_record")
    hands.tap(id="btn_record_delete")
    assert hands.sees("Delete this record?")
    hands.tap("No")
    assert hands.sees("Paused")
    hands.tap(id="btn_record_delete")
    hands.tap("Yes")
    assert names(phone) == ["Lecture.wav", "Talk.m4a"]
    assert hands.sees(id="placeholder")


def test_a_killed_app_loses_what_it_was_recording(phone, hands):
    hands.tap(id="btn_record")
    phone.force_stop(PACKAGE)
    assert names(phone) == ["Lecture.wav", "Talk.m4a"]
    hands.open("Audio Recorder")
    assert not hands.sees(id="btn_record_stop")


def test_the_microphone_is_asked_for(phone, hands):
    phone.packages.grant(PACKAGE, "android.permission.RECORD_AUDIO", granted=False)
    hands.tap(id="btn_record")
    hands.tap("Don\u2019t allow")
    assert not hands.sees(id="btn_record_stop")
    hands.tap(id="btn_record")
    hands.tap("While using the app")
    assert hands.sees(id="btn_record_stop")


def test_the_dialog_is_not_shown_again(phone, hands):
    record(phone, hands, 1)
    hands.tap("Don\u2019t ask again")
    hands.tap("Save")
    record(phone, hands, 1)
    assert not hands.sees(id="input_name")
    assert "Record-2.m4a" in names(phone)


def test_a_name_that_is_taken_or_empty(phone, hands):
    record(phone, hands, 1)
    phone.key(29, meta=0x1000)
    phone.commit_text("Talk")
    hands.tap("Save")
    assert "same name" in phone.toasts.last.text
    hands.tap("Record-1")
    phone.key(29, meta=0x1000)
    phone.commit_text(" ")
    hands.tap("Save")
    assert "empty" in phone.toasts.last.text
    assert names(phone) == ["Lecture.wav", "Record-1.m4a", "Talk.m4a"]


def test_the_list_is_sorted_and_bookmarked(phone, hands):
    hands.tap(id="btn_records_list")
    assert shown(hands) == ["Lecture", "Talk"]
    hands.tap(id="btn_sort")
    hands.tap("By duration (longest)")
    assert shown(hands) == ["Talk", "Lecture"]
    stars = [node for node in hands.nodes() if node.id.endswith("list_item_bookmark")]
    phone.tap(*stars[0].bounds.center)
    hands.tap(id="btn_bookmarks")
    assert shown(hands) == ["Talk"]


def test_playing_takes_its_time_and_changes_no_file(phone, hands):
    before = phone.files.host(f"{FOLDER}/Talk.m4a").stat()
    hands.tap(id="btn_records_list")
    hands.tap("Talk")
    phone.clock.advance(20)
    assert hands.sees("00:20", id="txt_progress")
    hands.tap(id="btn_play")
    phone.clock.advance(20)
    assert hands.sees("00:20", id="txt_progress")
    hands.tap(id="btn_play")
    phone.clock.advance(60)
    assert hands.sees("00:00", id="txt_progress")
    hands.tap(id="btn_next")
    assert hands.sees("Lecture", id="txt_name")
    phone.key(BACK)
    assert not hands.sees(id="touch_layout")
    after = phone.files.host(f"{FOLDER}/Talk.m4a").stat()
    assert (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)


def test_the_menu_of_a_recording(phone, hands):
    hands.tap(id="btn_records_list")
    hands.tap(id="list_item_more")
    hands.tap("Information")
    assert any("01:15" in text for text in hands.texts())
    hands.tap("Ok")
    hands.tap(id="list_item_more")
    hands.tap("Save as\u2026")
    hands.tap("Yes")
    assert phone.files.names("/sdcard/Download") == ["Talk.m4a"]
    hands.tap(id="list_item_more")
    hands.tap("Rename")
    phone.key(29, meta=0x1000)
    phone.commit_text("Speech")
    hands.tap("Save")
    assert names(phone) == ["Lecture.wav", "Speech.m4a"]


def test_deleted_recordings_lie_in_the_trash(phone, hands):
    hands.tap(id="btn_records_list")
    hands.press("Talk")
    hands.tap("Lecture")
    hands.tap(id="btn_delete_multi")
    hands.tap("Yes")
    assert hands.sees("Records is empty")
    phone.key(BACK)
    hands.tap("Settings")
    hands.tap("Trash")
    hands.tap(id="list_item_restore")
    hands.tap("Yes")
    hands.tap("Delete all")
    hands.tap("Yes")
    assert len(names(phone)) == 1
    assert hands.sees("Empty")


@pytest.mark.parametrize("chip", ["Wav", "3gp"])
def test_other_formats(phone, hands, chip):
    hands.tap("Settings")
    hands.tap(chip)
    phone.key(BACK)
    record(phone, hands, 2)
    hands.tap("Save")
    path = phone.files.host(f"{FOLDER}/Record-1.{chip.lower()}")
    if chip == "Wav":
        with wave.open(str(path)) as sound:
            assert 2 <= sound.getnframes() / sound.getframerate() < 3
    else:
        assert path.read_bytes()[4:12] == b"ftyp3gp4"
        assert 2000 <= facts_of(path).duration_ms < 3000
    assert hands.sees("00:02", id="txt_duration")


def test_files_removed_and_replaced_under_the_running_app(phone, hands):
    record(phone, hands, 1)
    hands.tap("Save")
    for name in names(phone):
        phone.files.remove(f"{FOLDER}/{name}")
    phone.changes.note()
    assert hands.sees(id="placeholder")
    hands.tap(id="btn_records_list")
    assert hands.sees("Records is empty")
    phone.files.write_bytes(f"{FOLDER}/broken.m4a", b"nothing")
    phone.changes.note()
    hands.tap("broken")
    assert hands.sees("broken", id="txt_name")
    turning.turn(phone, 1)
    assert hands.sees("broken")


def test_a_thousand_recordings():
    many = [{"name": f"{n}.m4a", "seconds": n, "minutes_ago": n} for n in range(1000)]
    with VirtualPhone(now=NOON, state={"recordings": many}) as phone:
        hands = Hands(phone)
        hands.open("Audio Recorder")
        hands.tap(id="btn_records_list")
        assert shown(hands)[0] == "0"
        begun = time.process_time()
        for _ in range(3):
            phone.swipe(540, 1700, 540, 900)
        assert time.process_time() - begun < 3
        assert shown(hands)[0] != "0"
