"""One step by hand: ui, tap, type, swipe, press, open, expect, screenshot on one phone."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from PIL import Image

from phoneagent import devices
from phoneagent.virtualphone.server import PhoneServer
from tests.cli.conftest import Cli, Said


@pytest.fixture
def on(cli: Cli, device: str) -> Cli:
    """A command on the module's phone, which starts at the home screen."""

    def run(*args: str) -> Said:
        return cli(*args, "--device", device)

    assert run("press", "home").code == 0
    return run


def test_a_contact_by_hand(on: Cli):
    for args in (
        ("open", "Contacts", "--fresh"),
        ("tap", "Create contact"),
        ("type", "Grüße 李", "--into", "First name"),
        ("type", "!", "--append"),
        ("expect", "--field", "First name", "--value", "Grüße 李!"),
        ("tap", "Save"),
        ("expect", "Grüße 李!", "--app", "Contacts"),
    ):
        said = on(*args)
        assert said.code == 0, (args, said.err)
        assert said.out == ""


def test_open_fresh_clears_the_app(on: Cli):
    on("open", "Clock")
    on("tap", "Stopwatch")
    assert on("open", "Clock").code == 0
    assert on("expect", "--on", "Stopwatch").code == 0
    assert on("open", "Clock", "--fresh").code == 0
    assert on("expect", "--on", "Alarms").code == 0


def test_ui_numbers_what_tap_takes(on: Cli):
    seen = on("ui", "--json").json
    contacts = next(e for e in seen["elements"] if e["label"] == "Contacts")
    assert f"{contacts['index']} Contacts" in on("ui").out
    assert on("tap", f"@{contacts['index']}", "--json").json == {
        "ok": True,
        "tapped": f"@{contacts['index']}",
    }
    assert on("ui", "--json").json["package"] == "com.google.android.contacts"


def test_tap_takes_a_point(on: Cli):
    box = next(e for e in on("ui", "--json").json["elements"] if e["label"] == "Clock")["bounds"]
    x, y = (box[0] + box[2]) // 2, (box[1] + box[3]) // 2
    assert on("tap", f"{x},{y}").code == 0
    assert on("expect", "--app", "Clock").code == 0


def test_swipes_by_direction_and_by_points(on: Cli):
    assert on("swipe", "up").code == 0
    assert on("expect", "Search apps").code == 0
    on("press", "home")
    assert on("swipe", "540,1800", "540,600", "--json").json == {"ok": True}
    assert on("expect", "Search apps").code == 0


def test_switches_can_be_expected(on: Cli, server: PhoneServer):
    on("open", "intent:#Intent;action=android.settings.WIFI_SETTINGS;end")
    wifi = on("expect", "--on", "Wi-Fi", "--within", "1").code == 0
    on("tap", "Wi-Fi")
    flag = "--off" if wifi else "--on"
    assert on("expect", flag, "Wi-Fi").code == 0
    other = "--on" if wifi else "--off"
    said = on("expect", other, "Wi-Fi", "--within", "0.3", "--json")
    assert said.code == 1
    assert "Wi" in said.json["hint"]


def test_a_screenshot_is_a_picture_of_the_screen(on: Cli, tmp_path: Path):
    path = tmp_path / "screen.png"
    said = on("screenshot", str(path), "--json")
    assert said.json["bytes"] == path.stat().st_size
    with Image.open(path) as image:
        assert image.size == (1080, 2400)
        assert image.format == "PNG"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("tap", "Teleport", "--within", "0.3"), "no element 'Teleport'"),
        (("tap", "@99", "--within", "0.3"), "no element 99"),
        (("type", "x", "--into", "Nowhere", "--within", "0.3"), "no field 'Nowhere'"),
        (("type", "x"), "no field has the focus"),
        (("open", "Nosuch"), "no app is called 'Nosuch'"),
        (("open", "nosuch://x"), "no app opens"),
        (("expect", "Mars", "--within", "0.1"), 'shows "Mars"'),
    ],
    ids=lambda words: str(words)[:30],
)
def test_what_cannot_be_done_is_said(on: Cli, args: tuple[str, ...], message: str):
    said = on(*args)
    assert said.code == 1
    assert message in said.err
    assert '{"' not in said.err.splitlines()[0]


def test_expect_wants_something_to_expect(on: Cli):
    assert on("expect").code == 2


def test_devices_lists_the_phone(cli: Cli, device: str, server: PhoneServer):
    with devices.connect(device):
        found = cli("devices", "--json").json["devices"]
        assert {"serial": server.serial, "state": "device", "model": "Virtual Phone"} in found
        assert server.serial in cli("devices").out


def test_devices_says_what_to_do_when_there_is_none(cli: Cli):
    cli("devices")  # starts the server when no test before did
    _forget_all_phones()
    assert "--device virtual" in cli("devices").out
    assert cli("devices", "--json").json == {"devices": []}


def _forget_all_phones() -> None:
    """What `adb disconnect` does: tests before may have left phones that are gone by now."""
    with socket.create_connection(("127.0.0.1", int(os.environ["ANDROID_ADB_SERVER_PORT"]))) as adb:
        adb.sendall(b"0010host:disconnect:")
        assert adb.recv(4) == b"OKAY"
