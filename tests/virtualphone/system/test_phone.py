"""The phone as a whole: fixture, snapshot, reset, caches, alarms."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.alarms import Alarm
from phoneagent.virtualphone.system.intents import Intent

STATE = {
    "now": "2026-03-02T09:30:00+00:00",
    "timezone": "Europe/Berlin",
    "frozen": True,
    "settings": {"global": {"wifi_on": "0"}},
    "contacts": [
        {"name": "Ann Lee", "phones": ["555-0100", {"value": "555-0101", "label": "Work"}]},
        {"first_name": "Bo", "emails": ["bo@example.org"], "starred": True},
    ],
    "messages": [
        {"number": "555-0100", "text": "Hello", "minutes_ago": 5, "read": False},
        {"number": "555-0100", "text": "Hi", "incoming": False, "at": "2026-03-02T09:29"},
    ],
    "calls": [{"number": "555-0100", "type": "missed"}],
    "files": {"/sdcard/Download/x.bin": {"base64": "AAEC"}},
    "notes": [{"name": "shopping.md", "text": "milk"}],
    "packages": ["com.example.app", {"name": "com.example.b", "label": "B"}],
    "properties": {"ro.product.model": "Pocket"},
    "clipboard": "clip",
}


def check_state(phone):
    assert phone.clock.now().isoformat() == "2026-03-02T10:30:00+01:00"
    assert not phone.radios.wifi
    assert [c.name for c in phone.contacts.all()] == ["Ann Lee", "Bo"]
    assert [p.label for p in phone.contacts.named("ann lee").phones] == ["Mobile", "Work"]
    (latest,) = phone.messages.conversations()
    assert latest.body == "Hello"  # 09:25 UTC; the other was sent at 09:29 in Berlin
    assert phone.messages.unread() == 1
    (call,) = phone.providers.query("content://call_log/calls")
    assert (call["name"], call["type"]) == ("Ann Lee", 3)
    assert phone.files.read_bytes("/sdcard/Download/x.bin") == b"\0\1\2"
    assert phone.files.names("/sdcard/Documents/Notes") == ["shopping.md"]
    assert phone.packages.get("com.example.b").label == "B"
    assert phone.props["ro.product.model"] == "Pocket"
    assert phone.clipboard.text == "clip"


@pytest.fixture
def furnished():
    with VirtualPhone(state=json.loads(json.dumps(STATE))) as phone:
        yield phone


def test_the_fixture_furnishes_a_phone(furnished):
    check_state(furnished)


def test_a_snapshot_brings_everything_back(furnished):
    saved = furnished.snapshot()
    furnished.reset()
    assert furnished.contacts.all() == []
    assert furnished.files.names("/sdcard/Download") == []
    assert not furnished.clock.frozen
    furnished.restore(saved)
    check_state(furnished)
    assert furnished.activities.top()[0] == "com.google.android.apps.nexuslauncher"


def test_reset_is_a_fresh_phone_in_place(phone, hands):
    root = phone.files.root
    phone.open_notifications()
    phone.unknown.append("frobnicate")
    phone.settings.put("global", "airplane_mode_on", 1)
    phone.reset({"clipboard": "x"})
    assert phone.files.root == root
    assert phone.unknown == []
    assert phone.radios.wifi
    assert phone.clipboard.text == "x"
    assert hands.sees(id="hotseat")


def test_a_fixture_of_the_wrong_shape_is_refused():
    with pytest.raises(ValueError, match="Invalid namespace"):
        VirtualPhone(state={"settings": {"globals": {"a": "b"}}})


def test_storage_at_a_given_place_stays(tmp_path: Path):
    with VirtualPhone(root=tmp_path / "device") as phone:
        phone.files.write_text("/sdcard/a.txt", "kept")
    with VirtualPhone(root=tmp_path / "device") as phone:
        assert phone.files.read_text("/sdcard/a.txt") == "kept"


def test_an_own_temporary_place_is_removed():
    with VirtualPhone() as phone:
        root = phone.files.root
    assert not root.exists()


def test_pictures_are_made_once_per_change(phone):
    phone.clock.freeze()
    first = phone.png()
    assert phone.png() is first
    assert phone.screenshot() is phone.screenshot()
    generation = phone.generation
    phone.key(24)
    assert phone.generation > generation
    assert phone.png() is not first


def test_the_minute_turns_the_page(phone, hands):
    phone.clock.freeze()
    generation = phone.generation
    assert hands.sees("12:00")
    phone.clock.advance(61)
    assert phone.generation > generation
    assert hands.sees("12:01")


def test_automatic_time_returns_to_the_networks(phone):
    phone.settings.put("global", "auto_time", 0)
    phone.clock.set(datetime(1999, 1, 1, tzinfo=UTC))
    phone.settings.put("global", "auto_time", 1)
    assert phone.clock.now().year == 2026


def test_a_fixtures_time_is_the_networks_too(furnished):
    furnished.clock.set(datetime(1999, 1, 1, tzinfo=UTC))
    furnished.settings.put("global", "auto_time", 0)
    furnished.settings.put("global", "auto_time", 1)
    assert furnished.clock.now().isoformat() == "2026-03-02T10:30:00+01:00"


def test_alarms_come_due_by_their_own_clock(phone):
    sent = []
    phone.broadcasts.send = lambda intent: sent.append(intent.action)
    now = phone.clock.epoch_ms()
    phone.alarms.set(Alarm("org.x", "rtc", now + 60_000, Intent("RING")))
    in_a_minute = phone.clock.uptime_ms() + 60_000
    phone.alarms.set(Alarm("org.x", "timer", in_a_minute, Intent("BEEP"), base="elapsed"))
    phone.clock.set(phone.clock.now().replace(hour=18))
    phone.settle()
    assert sent == ["RING"]
    phone.clock.advance(61)
    phone.settle()
    phone.settle()
    assert sent == ["RING", "BEEP"]


def test_clearing_contacts_storage_empties_the_address_book(furnished):
    assert furnished.clear_data("com.android.providers.contacts")
    assert furnished.contacts.all() == []
    assert not furnished.clear_data("no.such.package")


def test_uninstalling_a_part_of_the_system_is_refused(phone):
    assert not phone.uninstall("com.android.settings")
    assert phone.packages.get("com.android.settings")
