"""What every Device promises, asked of each way to reach a phone.

With PHONEAGENT_TEST_SERIAL set, a real phone or emulator with English menus is asked too.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from phoneagent import devices
from phoneagent.core.actions import OpenApp, OpenLink, Press, Scroll, Tap, Wait
from phoneagent.core.protocols import Device
from phoneagent.devices import android
from tests.devices.conftest import Driver

REAL = os.environ.get("PHONEAGENT_TEST_SERIAL", "")
SETTINGS = "com.android.settings"
# FLAG_ACTIVITY_NEW_TASK | FLAG_ACTIVITY_CLEAR_TASK: the first page, whatever was open before.
FIRST_PAGE = "intent:#Intent;action=android.settings.SETTINGS;launchFlags=0x10008000;end"
KINDS = [
    "virtual",
    "virtual, slow line",
    pytest.param(
        "attached",
        marks=[pytest.mark.device, pytest.mark.skipif(not REAL, reason="PHONEAGENT_TEST_SERIAL")],
    ),
]


@pytest.fixture(scope="module", params=KINDS)
def device(request: pytest.FixtureRequest, private_world: object) -> Iterator[Device]:
    if request.param == "attached":
        opened = android.build(REAL)
    else:
        opened = devices.connect("virtual", fast="slow" not in request.param)
    with opened as device:
        yield device


@pytest.fixture
def driver(device: Device) -> Driver:
    driver = Driver(device)
    assert driver.do(OpenLink(uri=FIRST_PAGE)).ok
    return driver


def test_it_says_who_it_is(device: Device) -> None:
    told = device.describe()
    assert told["serial"] == device.serial
    assert told["spec"] == device.spec
    assert told["android"]
    assert told["model"]


def test_a_look_shows_the_app_in_front(driver: Driver) -> None:
    seen = driver.device.look()
    assert seen.package == SETTINGS
    assert seen.activity.startswith(SETTINGS)
    assert seen.image
    assert seen.xml
    assert min(seen.size_px) > 0
    assert {node.package for node in seen.root.walk()} >= {SETTINGS}
    assert "unsettled" not in seen.problems


def test_an_app_has_the_label_under_its_icon(driver: Driver) -> None:
    assert "Settings" in driver.device.app_labels()
    assert driver.device.label_of(SETTINGS) == "Settings"
    assert driver.device.label_of("no.such.package") == ""


def test_reading_labels_leaves_the_app_in_front(driver: Driver) -> None:
    driver.device.app_labels()
    assert driver.device.look().package == SETTINGS


@pytest.mark.parametrize("name", ["settings", "SETTINGS ", "Setings", SETTINGS])
def test_an_app_is_opened_by_what_people_call_it(driver: Driver, name: str) -> None:
    driver.do(Press(key="home"))
    receipt = driver.do(OpenApp(name=name))
    assert receipt.ok, receipt.error
    assert "opened" in receipt.how
    assert driver.device.look().package == SETTINGS


def test_an_unknown_app_is_refused_with_near_names(driver: Driver) -> None:
    receipt = driver.do(OpenApp(name="Zettelkasten 3000"))
    assert not receipt.ok
    assert "Zettelkasten 3000" in receipt.error
    assert "nearest" in receipt.error


def test_an_element_is_tapped(driver: Driver) -> None:
    assert driver.do(Scroll(direction="down", until="Display")).ok
    before = driver.device.look()
    receipt = driver.do(Tap(target=1), target=driver.anchor(text="Display"))
    assert receipt.ok
    assert receipt.device_ms > 0
    assert driver.device.look().xml != before.xml


def test_an_element_of_another_screen_is_refused(driver: Driver) -> None:
    stranger = driver.anchor(package=SETTINGS).but(text="No such row", desc="", label="")
    receipt = driver.do(Tap(target=1), target=stranger)
    assert not receipt.ok
    assert not receipt.uncertain
    assert "no longer on the screen" in receipt.error


def test_keys_lead_home(driver: Driver) -> None:
    assert driver.do(Press(key="home")).ok
    assert driver.device.look().package != SETTINGS


def test_a_link_nobody_opens_is_refused(driver: Driver) -> None:
    receipt = driver.do(OpenLink(uri="no-such-scheme-at-all://x"))
    assert not receipt.ok
    assert "no app opens" in receipt.error


def test_an_intent_uri_is_opened(driver: Driver) -> None:
    driver.do(Press(key="home"))
    uri = "intent:#Intent;action=android.settings.DISPLAY_SETTINGS;end"
    assert driver.do(OpenLink(uri=uri)).ok
    assert driver.device.look().package == SETTINGS


def test_waiting_for_what_never_comes_is_refused(driver: Driver) -> None:
    assert not driver.do(Wait(seconds=0.2, until="this never comes")).ok


def test_closing_twice_is_harmless(private_world: object) -> None:
    device = devices.connect("virtual")
    device.close()
    device.close()
