"""Portal answers as mobilerun reads it, and only once it is installed and allowed."""

from __future__ import annotations

import base64
import json

import pytest

from phoneagent.virtualphone.apps.portal.provider import SERVICE
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.shell.channels import Buffer, Bytes, Channels
from phoneagent.virtualphone.shell.interpreter import Shell
from tests.virtualphone.hands import NOON, Hands


@pytest.fixture
def portal():
    with VirtualPhone(now=NOON, state={"packages": ["com.mobilerun.portal"]}) as phone:
        phone.settings.put("secure", "enabled_accessibility_services", SERVICE)
        yield phone
        assert phone.unknown == []


def sh(phone, line):
    out, err = Buffer(), Buffer()
    Shell(phone).run(line, Channels(Bytes(b""), out, err))
    return out.value().decode(), err.value().decode()


def asked(phone, path):
    out, _ = sh(phone, f"content query --uri content://com.mobilerun.portal/{path}")
    assert out.startswith("Row: 0 result=")
    return json.loads(out.removeprefix("Row: 0 result="))


def test_a_fresh_phone_has_no_portal(phone):
    line = "content query --uri content://com.mobilerun.portal/version"
    assert "Could not find provider" in sh(phone, line)[1]


def test_without_its_service_it_knows_its_version_only(portal):
    portal.settings.put("secure", "enabled_accessibility_services", "")
    assert asked(portal, "version") == {"status": "success", "result": "0.7.0"}
    assert asked(portal, "state_full")["error"] == "Accessibility service not available"


def test_the_tree_is_what_is_on_the_screen(portal):
    Hands(portal).open("Settings")
    state = asked(portal, "state_full")["result"]
    assert state["phone_state"]["packageName"] == "com.android.settings"
    assert state["device_context"]["screen_bounds"] == {"width": 1080, "height": 2400}
    texts = []

    def walk(node):
        texts.append(node["text"])
        for child in node["children"]:
            walk(child)

    walk(state["a11y_tree"])
    assert "Network & internet" in texts
    numbered = json.loads(asked(portal, "state")["result"])["a11y_tree"]
    assert [element["index"] for element in numbered] == list(range(1, len(numbered) + 1))


def test_its_keyboard_types_any_script(portal):
    Hands(portal).open("Settings")
    Hands(portal).tap("Search settings")
    text = base64.b64encode("tiếng Việt 🎉".encode()).decode()
    line = (
        'content insert --uri "content://com.mobilerun.portal/keyboard/input" '
        f'--bind base64_text:s:"{text}" --bind clear:b:true'
    )
    sh(portal, line)
    assert asked(portal, "state_full")["result"]["phone_state"]["focusedElement"]["text"] == (
        "tiếng Việt 🎉"
    )


def test_its_screen_switches_the_service(portal):
    user = Hands(portal)
    user.open("Mobilerun Portal")
    user.tap("Accessibility service")
    assert portal.settings.get("secure", "enabled_accessibility_services") == ""
    user.tap("Accessibility service")
    assert portal.settings.get("secure", "enabled_accessibility_services") == SERVICE
