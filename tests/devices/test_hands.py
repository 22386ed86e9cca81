"""Touches, keys and gestures: what arrives on the phone."""

from __future__ import annotations

from phoneagent.core.actions import DoubleTap, LongPress, Press, Scroll, Tap, Wait
from phoneagent.devices.android import AndroidDevice
from phoneagent.virtualphone.phone import VirtualPhone
from tests.devices.conftest import Driver, Show
from tests.devices.screens import Counter, Covered, People


def test_a_tap_arrives_once_where_the_element_is_now(driver: Driver, show: Show) -> None:
    screen = show(Counter)
    anchor = driver.anchor(text="Tap me")
    receipt = driver.do(Tap(target=1), target=anchor)
    assert receipt.ok
    assert receipt.how.startswith("tap ")
    assert screen.taps == 1
    assert driver.see(text="1 taps, 0 holds")


def test_a_long_press_holds_as_long_as_the_phone_wants(driver: Driver, show: Show) -> None:
    screen = show(Counter)
    assert driver.do(LongPress(target=1), target=driver.anchor(text="Hold me")).ok
    assert (screen.taps, screen.holds) == (0, 1)


def test_a_double_tap_is_two_taps(driver: Driver, show: Show) -> None:
    screen = show(Counter)
    assert driver.do(DoubleTap(target=1), target=driver.anchor(text="Tap me")).ok
    assert screen.taps == 2


def test_a_point_is_tapped_as_it_is(driver: Driver, show: Show) -> None:
    screen = show(Counter)
    _, node, _ = driver.see(text="Tap me")
    assert driver.do(Tap(target=tuple(node.bounds.centre))).ok
    assert screen.taps == 1


def test_an_element_that_is_gone_is_not_touched(driver: Driver, show: Show) -> None:
    people = show(People)
    anchor = driver.anchor(text="Person 03")
    with people.phone.lock:
        people.names.remove("Person 03")
        people.invalidate()
    receipt = driver.do(Tap(target=1), target=anchor)
    assert not receipt.ok
    assert "no longer on the screen" in receipt.error
    assert people.chosen == ""


def test_an_element_is_found_again_after_it_moved(driver: Driver, show: Show) -> None:
    people = show(People)
    anchor = driver.anchor(text="Person 05")
    with people.phone.lock:
        people.names[:] = people.names[2:]
        people.invalidate()
    assert driver.do(Tap(target=1), target=anchor).ok
    assert people.chosen == "Person 05"


def test_nothing_is_tapped_through_a_dialog(driver: Driver, show: Show) -> None:
    screen = show(Covered)
    anchor = driver.anchor(text="Below")
    with screen.phone.lock:
        screen.ask()
    receipt = driver.do(Tap(target=1), target=anchor)
    assert not receipt.ok
    assert screen.taps == 0


def test_an_action_without_an_anchor_is_refused(driver: Driver) -> None:
    receipt = driver.do(Tap(target=7))
    assert not receipt.ok
    assert "anchor" in receipt.error


def test_scrolling_goes_on_until_the_text_and_skips_nothing(driver: Driver, show: Show) -> None:
    show(People)
    assert driver.do(Scroll(direction="down", until="Person 33")).ok
    assert driver.see(text="Person 33")
    assert driver.do(Scroll(direction="up", until="Person 02")).ok
    assert driver.see(text="Person 02")


def test_the_end_of_a_list_is_reported(driver: Driver, show: Show) -> None:
    show(People)
    receipt = driver.do(Scroll(direction="down", until="Nobody"))
    assert not receipt.ok
    assert "'Nobody' was not found: the end was reached" in receipt.error
    assert driver.see(text="Person 40")
    again = driver.do(Scroll(direction="down"))
    assert not again.ok
    assert "this is the end" in again.error


def test_a_screen_that_does_not_scroll_says_so(driver: Driver, show: Show) -> None:
    show(Counter)
    receipt = driver.do(Scroll(direction="down"))
    assert not receipt.ok
    assert "nothing on this screen scrolls" in receipt.error


def test_keys(driver: Driver, show: Show, phone: VirtualPhone) -> None:
    show(Counter)
    assert driver.do(Press(key="back")).ok
    assert driver.do(Press(key="home")).ok
    assert "launcher" in phone.activities.top()[0]
    assert driver.do(Press(key="notifications")).ok
    assert phone.system_ui.shade_open


def test_waiting_ends_when_the_text_appears_or_time_is_up(
    device: AndroidDevice, show: Show
) -> None:
    show(Counter)
    driver = Driver(device)
    assert driver.do(Wait(seconds=20, until="tap ME")).device_ms < 5000
    receipt = driver.do(Wait(seconds=0.3, until="never"))
    assert not receipt.ok
    assert "did not appear" in receipt.error
