"""When things break: reads go on, acts are never repeated, and blindness is named."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from phoneagent.core.actions import Tap
from phoneagent.devices import android
from phoneagent.devices.adb import Adb, client
from phoneagent.devices.android import AndroidDevice
from phoneagent.errors import DeviceLost, DeviceNotFound
from phoneagent.virtualphone.chaos import UnreliablePhone
from phoneagent.virtualphone.server import PhoneServer
from tests.devices.cable import Cable
from tests.devices.conftest import Driver, Show
from tests.devices.screens import Counter


@pytest.fixture
def cable(server: PhoneServer) -> Iterator[Cable]:
    cable = Cable(server.adbd.port)
    yield cable
    cable.close()


@pytest.fixture
def wired(cable: Cable, private_world: object) -> Iterator[AndroidDevice]:
    with android.build(cable.serial) as device:
        yield device


def test_a_look_survives_the_death_of_the_server(
    device: AndroidDevice, server: PhoneServer, show: Show
) -> None:
    show(Counter)
    device.look()
    server.u2.die()
    assert "Tap me" in device.look().xml


def test_an_act_after_the_death_of_the_server_happens_once(
    device: AndroidDevice, server: PhoneServer, show: Show
) -> None:
    screen = show(Counter)
    driver = Driver(device)
    anchor = driver.anchor(text="Tap me")
    server.u2.die()
    assert driver.do(Tap(target=1), target=anchor).ok
    assert screen.taps == 1


def test_the_server_dying_during_a_look_is_not_noticed(
    device: AndroidDevice, phone: UnreliablePhone, show: Show
) -> None:
    show(Counter)
    with phone.lock:
        phone.plan_faults("u2_death@3")
    assert "Tap me" in device.look().xml
    assert "u2_death" in phone.plan.struck


def test_a_dropped_connection_comes_back(
    device: AndroidDevice, phone: UnreliablePhone, show: Show
) -> None:
    show(Counter)
    device.look()
    with phone.lock:
        phone.plan_faults("adb_drop@1")
    assert "Tap me" in device.look().xml
    assert phone.plan.struck == ["adb_drop"]


def test_a_cut_in_the_middle_of_a_tap_is_uncertain_and_never_repeated(
    wired: AndroidDevice, cable: Cable, show: Show
) -> None:
    screen = show(Counter)
    driver = Driver(wired)
    anchor = driver.anchor(text="Tap me")
    cut = cable.cut_after(b'"injectInputEvent", "params": [1,')
    receipt = driver.do(Tap(target=1), target=anchor)
    assert cut.wait(5)
    assert not receipt.ok
    assert receipt.uncertain
    assert "broke" in receipt.error
    assert "Tap me" in wired.look().xml  # the phone is back ...
    assert screen.taps <= 1  # ... and what may have arrived was not sent again


def test_a_cut_while_looking_costs_nothing(wired: AndroidDevice, cable: Cable, show: Show) -> None:
    show(Counter)
    cut = cable.cut_after(b"dumpWindowHierarchy")
    assert "Tap me" in wired.look().xml
    assert cut.wait(5)


def test_a_phone_that_stays_away_is_lost(
    server: PhoneServer, show: Show, private_world: object
) -> None:
    show(Counter)
    with android.build(server.serial, patience_s=0.3) as device:
        device.look()
        server.adbd.stop()
        with pytest.raises((DeviceLost, DeviceNotFound)):
            device.look()


def test_a_black_picture_is_named(
    device: AndroidDevice, phone: UnreliablePhone, show: Show
) -> None:
    show(Counter)
    with phone.lock:
        phone.plan_faults("black_frame")
    assert "black" in device.look().problems


def test_a_tree_without_nodes_is_poor(
    device: AndroidDevice, phone: UnreliablePhone, show: Show
) -> None:
    show(Counter)
    with phone.lock:
        phone.plan_faults("empty_tree")
    seen = device.look()
    assert "poor_tree" in seen.problems
    assert seen.image


@pytest.mark.parametrize("fault", ["anr", "crash", "permission"])
def test_a_dialog_of_the_system_is_named(
    device: AndroidDevice, phone: UnreliablePhone, show: Show, fault: str
) -> None:
    show(Counter)
    with phone.lock:
        phone.plan_faults(f"{fault}@1")
    device.look()
    wanted = "permission_dialog" if fault == "permission" else "system_dialog"
    assert wanted in device.look().problems


def test_a_locked_phone_says_so_and_is_opened(
    device: AndroidDevice, phone: UnreliablePhone
) -> None:
    with phone.lock:
        phone.power.sleep()
        phone.power.wake()
        locked = phone.power.locked
    assert locked
    seen = device.look()
    assert not phone.power.locked
    assert seen.extra["woke"] == "the screen was locked"
    assert "locked" not in seen.problems


def test_the_slow_line_does_the_same(
    server: PhoneServer, show: Show, private_world: object
) -> None:
    screen = show(Counter)
    with android.build(server.serial, fast=False) as device:
        driver = Driver(device)
        assert driver.do(Tap(target=1), target=driver.anchor(text="Tap me")).ok
        assert screen.taps == 1
        assert device.look().extra["slow"] == "asked for"
        assert device.describe()["slow"] == "asked for"


def test_a_phone_that_is_not_there(private_world: object) -> None:
    with pytest.raises(DeviceNotFound, match="no-such-phone"):
        Adb("no-such-phone", client(), patience_s=0.2).attach()
