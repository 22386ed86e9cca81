"""Shipped shortcuts are opened on a phone, through the device, by the real adb."""

import pytest

from phoneagent.core.lessons import Shortcut
from phoneagent.core.shortcuts import expand
from phoneagent.core.steps import Intention
from phoneagent.devices import android
from phoneagent.memory.seeds import read_seeds
from phoneagent.resources import data_dir
from phoneagent.virtualphone.chaos import UnreliablePhone
from phoneagent.virtualphone.server import PhoneServer

SHORTCUTS = {item.name: item for _, _, item in read_seeds(data_dir("memory"))
             if isinstance(item, Shortcut)}  # fmt: skip


@pytest.fixture
def phone():
    with UnreliablePhone() as phone:
        yield phone


@pytest.fixture
def device(phone, private_world):
    with PhoneServer(phone, like_the_jar=True) as server, android.build(server.serial) as device:
        yield device


def use(device, shortcut, **arguments):
    """Expand a shortcut, open it, and look."""
    (move,) = expand(SHORTCUTS[shortcut], arguments)
    receipt = device.perform(Intention(n=1, subgoal=1, action=move.action))
    assert receipt.ok, receipt.error
    return device.look()


def texts(capture):
    return [text for node in capture.root.walk() for text in (node.text, node.desc) if text]


def test_settings_pages(device):
    for name in ("open_wifi_settings", "open_display_settings", "open_date_settings"):
        assert use(device, name).package == "com.android.settings"


def test_an_alarm_with_every_argument(device):
    seen = use(device, "set_alarm", hour="7", minutes="5", label="tea; 50% & #1 ü")
    shown = " ".join(texts(seen))
    assert "7:05" in shown
    assert "tea; 50% & #1 ü" in shown


def test_a_message_arrives_whole(device):
    body = "hi; #Intent;end & 100% \u4f60\u597d 'quoted' \"twice\""
    seen = use(device, "compose_sms", number="+1 555-0199", body=body)
    assert body in texts(seen)


def test_a_new_contact_is_filled_in(device):
    seen = use(device, "new_contact", name="Ann Lee", phone="555-0100")
    shown = " ".join(texts(seen))
    assert "Ann" in shown
    assert "Lee" in shown
    assert "555-0100" in shown
