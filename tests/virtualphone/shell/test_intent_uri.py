"""Intent URIs are read as Android reads them, and `am start` follows them."""

from __future__ import annotations

import pytest

from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.shell.commands.intent_uri import parse_uri
from phoneagent.virtualphone.system.intents import ACTION_VIEW, Component, Intent
from tests.virtualphone.conftest import Adb


def test_action_type_and_extras() -> None:
    uri = (
        "intent:#Intent;action=android.intent.action.INSERT;type=vnd.android.cursor.dir%2Fcontact;"
        "S.name=Ann%20%26%20Lee%3B;i.count=3;B.skip=true;f.share=0.5;end"
    )
    assert parse_uri(uri) == Intent(
        "android.intent.action.INSERT",
        type="vnd.android.cursor.dir/contact",
        extras={"name": "Ann & Lee;", "count": 3, "skip": True, "share": 0.5},
    )


def test_data_scheme_component_and_category() -> None:
    intent = parse_uri(
        "intent://example.org/a?b=c#Intent;scheme=https;component=org.example/.Main;"
        "category=android.intent.category.BROWSABLE;launchFlags=0x10000000;end"
    )
    assert intent.data == "https://example.org/a?b=c"
    assert intent.component == Component("org.example", "org.example.Main")
    assert (intent.action, intent.flags) == (ACTION_VIEW, 0x10000000)
    assert intent.categories == {"android.intent.category.BROWSABLE"}


def test_any_other_uri_is_viewed() -> None:
    assert parse_uri("tel:555-0100") == Intent(ACTION_VIEW, data="tel:555-0100")


@pytest.mark.parametrize(
    "uri", ["intent:#Intent;action", "intent:#Intent;action=x", "intent:#Intent;z.a=1;end"]
)
def test_what_is_no_intent(uri: str) -> None:
    with pytest.raises(ValueError, match=r"name=value|end not found|EXTRA"):
        parse_uri(uri)


def test_am_start_opens_what_the_uri_names(adb: Adb, phone: VirtualPhone) -> None:
    done = adb("shell", "am", "start", "'intent:#Intent;action=android.settings.WIFI_SETTINGS;end'")
    assert b"Starting: Intent { act=android.settings.WIFI_SETTINGS" in done.stdout
    assert phone.activities.top()[0] == "com.android.settings"
    wrong = adb("shell", "am", "start", "'intent:#Intent;z.a=1;end'")
    assert b"Error" in wrong.stderr + wrong.stdout
