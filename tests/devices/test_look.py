"""Looking: settled screens, cheap when nothing happened, honest when nothing settles."""

from __future__ import annotations

import time
from datetime import timedelta

from phoneagent.core.actions import Tap
from phoneagent.devices.android import AndroidDevice
from phoneagent.virtualphone.chaos import UnreliablePhone
from tests.devices.conftest import NOW, Driver, Show
from tests.devices.screens import Counter, Form, Restless, Sliding, Stopwatch


def test_a_look_has_everything(device: AndroidDevice, show: Show) -> None:
    show(Form)
    seen = device.look()
    assert seen.image.startswith(b"\xff\xd8")
    assert seen.package == "com.android.settings"
    assert seen.activity.startswith("com.android.settings.")
    assert seen.size_px == (1080, 2400)
    assert seen.problems == ()
    assert any(node.hint == "Name" for node in seen.root.walk())
    assert abs(seen.taken_at_s - time.time()) < 60
    assert seen.device_ms > 0


def test_an_unchanged_screen_is_one_quick_round_trip(device: AndroidDevice, show: Show) -> None:
    show(Form)
    first = device.look()
    times_ms = []
    for _ in range(20):
        started = time.perf_counter()
        again = device.look()
        times_ms.append((time.perf_counter() - started) * 1000)
        assert again.xml == first.xml
        assert again.image == first.image
        assert again.waited_ms == 0
    assert min(times_ms) < 5


def test_the_clock_in_the_status_bar_is_no_change(
    device: AndroidDevice, phone: UnreliablePhone, show: Show
) -> None:
    show(Form)
    first = device.look()
    with phone.lock:
        phone.clock.set(NOW + timedelta(minutes=7))
    again = device.look()
    assert again.xml != first.xml
    assert again.waited_ms == 0
    assert any(node.text == "9:37" for node in again.root.walk())


def test_a_change_without_an_action_is_seen(device: AndroidDevice, show: Show) -> None:
    screen = show(Counter)
    device.look()
    with screen.phone.lock:
        screen.taps = 41
        screen.invalidate()
    assert any(node.text.startswith("41 taps") for node in device.look().root.walk())


def test_an_animation_is_waited_for(device: AndroidDevice, show: Show) -> None:
    show(Sliding)
    seen = device.look()
    assert "unsettled" not in seen.problems
    assert seen.waited_ms > 200
    top = next(n for n in seen.root.walk() if n.text == "Arriving").bounds.top
    time.sleep(0.1)
    again = next(n for n in device.look().root.walk() if n.text == "Arriving")
    assert again.bounds.top == top


def test_a_ticking_text_does_not_hold_the_look_up(device: AndroidDevice, show: Show) -> None:
    show(Stopwatch)
    seen = device.look()
    assert "unsettled" not in seen.problems
    assert seen.extra["ticking"] == "1"
    assert seen.waited_ms < 500


def test_a_screen_that_never_rests_is_taken_at_the_ceiling(
    device: AndroidDevice, show: Show
) -> None:
    show(Restless)
    started = time.perf_counter()
    seen = device.look()
    assert "unsettled" in seen.problems
    assert time.perf_counter() - started < 6
    assert seen.image


def test_a_toast_is_told_once(device: AndroidDevice, show: Show) -> None:
    screen = show(Counter)
    driver = Driver(device)
    anchor = driver.anchor(text="Tap me")
    with screen.phone.lock:
        screen.toast("Saved")
    driver.do(Tap(target=1), target=anchor)
    assert device.look().toasts == ("Saved",)
    driver.do(Tap(target=1), target=anchor)
    assert device.look().toasts == ()


def test_the_keyboard_is_seen(device: AndroidDevice, show: Show) -> None:
    show(Form)
    driver = Driver(device)
    assert not device.look().keyboard_shown
    driver.do(Tap(target=1), target=driver.anchor(hint="Name"))
    assert device.look().keyboard_shown


def test_a_dark_screen_is_woken(device: AndroidDevice, phone: UnreliablePhone) -> None:
    with phone.lock:
        phone.power.sleep()
    seen = device.look()
    assert phone.power.screen_on
    assert seen.extra["woke"] == "the screen was off"
    assert "black" not in seen.problems
