"""The scripted person on a phone of its own: finds, taps, types, scrolls, says when it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from phoneagent.benchmarks.androidworld import phones
from phoneagent.devices.android import AndroidDevice
from tests.androidworld import experts
from tests.androidworld.experts.settings import open_settings
from tests.androidworld.person import EXPERTS, Lost, Person

assert experts


@dataclass
class Asked:
    """A task of the test's own."""

    name: str
    params: dict[str, Any]
    goal: str = ""
    max_steps: int = 10
    seed: int = 0
    more: dict[str, Any] = field(default_factory=dict)


@pytest.fixture(scope="module")
def device(private_world: object) -> Iterator[AndroidDevice]:
    with phones.start().open() as opened:
        yield opened


@pytest.fixture
def person(device: AndroidDevice) -> Person:
    """Somebody before whom nobody has opened an app, as in an episode."""
    for package in ("com.android.settings", "com.google.android.contacts"):
        device.adb.shell("am", "force-stop", package)
    return Person(device)


def setting(device: AndroidDevice, space: str, key: str) -> str:
    return device.adb.shell("settings", "get", space, key).strip()


@pytest.mark.parametrize("wanted", ["off", "on"])
def test_an_expert_turns_a_radio(person: Person, device: AndroidDevice, wanted: str):
    EXPERTS["SystemWifiTurnOff"](person, Asked("SystemWifiTurnOff", {"on_or_off": wanted}))
    assert setting(device, "global", "wifi_on") == str(int(wanted == "on"))
    assert person.steps <= 6


@pytest.mark.parametrize(("wanted", "level"), [("max", "255"), ("min", "1")])
def test_the_brightness_reaches_both_ends(
    person: Person, device: AndroidDevice, wanted: str, level: str
):
    EXPERTS["SystemBrightnessMax"](person, Asked("SystemBrightnessMax", {"max_or_min": wanted}))
    assert setting(device, "system", "screen_brightness") == level


def test_texts_with_every_sign_of_a_shell_arrive_in_the_field(person: Person):
    text = """it's "50 %s" & <b> $HOME `x` \\ (a|b); #1 * ~ {y} [z]? !"""
    person.open_app("Contacts")
    person.tap("Create contact")
    person.fill("Company", "something else")
    person.fill("Company", text)
    assert person.field("Company").text == text
    person.fill("First name", "Zoë")
    assert person.field("First name").text == "Zoe"  # as AndroidWorld types it
    person.hide_keyboard()
    person.back()
    person.tap("Discard")


def test_who_does_not_find_it_says_what_is_there(person: Person):
    person.open_app("Clock")
    with pytest.raises(Lost, match=r"Kitchen sink.*Stopwatch"):
        person.tap("Kitchen sink")
    with pytest.raises(Lost, match="further down"):
        person.open_app("No such app")


def test_a_list_is_scrolled_until_it_is_there(person: Person):
    open_settings(person)
    person.tap_on(person.scroll_to("About phone"))
    assert person.sees("Android version")
