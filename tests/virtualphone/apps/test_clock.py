"""Clock: alarms, timer and stopwatch, by touch and by intents; time is moved by hand."""

from __future__ import annotations

import math

import pytest

from phoneagent.virtualphone.system.intents import Intent

BACK, HOME = 4, 3
EXTRA = "android.intent.extra.alarm."


@pytest.fixture
def phone(furnished):
    furnished.clock.freeze()
    return furnished


@pytest.fixture
def hands(user):
    user.open("Clock")
    return user


def store(phone):
    return phone.processes.start("com.google.android.deskclock").app.store


def alarms(phone):
    return [(a.hour, a.minute, a.label, a.on, a.days) for a in store(phone).alarms()]


def point_at(hands, position, of):
    """Touch the clock face at a position, 0 at the top of `of` around."""
    face = hands.need(id="radial_picker").bounds
    x, y = face.center
    reach = 0.4 * face.width
    angle = math.tau * position / of
    hands.phone.tap(x + reach * math.sin(angle), y - reach * math.cos(angle))


def card(hands, number):
    """Unfold the n-th alarm."""
    arrows = [node for node in hands.nodes() if node.id.endswith(":id/arrow")]
    hands.phone.tap(*arrows[number].bounds.center)


def ask(phone, action, **extras):
    intent = Intent(
        f"android.intent.action.{action}", extras={f"{EXTRA}{k}": v for k, v in extras.items()}
    )
    assert phone.activities.start(intent).ok


def test_an_alarm_is_set_on_the_clock_face(phone, hands):
    hands.tap("Add alarm")
    point_at(hands, 8, of=12)
    point_at(hands, 45, of=60)
    hands.tap("PM")
    hands.tap("OK")
    assert (20, 45, "", True, ()) in alarms(phone)
    assert hands.sees("8:45 PM")
    assert phone.toasts.last.text == "Alarm set for 8:45 PM"
    assert any((a.shown and "20:45" in f"{a.at_ms}") or a.shown for a in phone.alarms.pending())


def test_an_alarm_is_typed(phone, hands):
    hands.tap("Add alarm")
    hands.tap("Switch to text input mode for the time input.")
    hands.tap(id="input_hour")
    phone.key(29, meta=0x1000)
    phone.type_text("14")
    hands.tap("OK")
    assert hands.sees("Enter a valid time")
    for name, text in (("input_hour", "6"), ("input_minute", "10")):
        hands.tap(id=name)
        phone.key(29, meta=0x1000)
        phone.type_text(text)
    hands.tap("PM", id="text1")
    hands.tap("AM")
    hands.tap("OK")
    assert (6, 10, "", True, ()) in alarms(phone)


def test_a_long_day_has_no_halves(phone, hands):
    phone.settings.put("system", "time_12_24", "24")
    assert hands.sees("18:05")
    assert hands.sees("12:00", id="clock")  # the status bar
    hands.tap("Add alarm")
    assert not hands.sees("PM")
    phone.key(BACK)
    phone.settings.put("system", "time_12_24", "12")
    phone.clock.advance(3600)
    assert hands.sees("1:00", id="clock")


def test_an_alarm_is_moved_labelled_and_given_days(phone, hands):
    hands.tap("6:05 PM", id="digital_clock")
    point_at(hands, 9, of=12)
    hands.tap("OK")
    assert (21, 5, "", True, ()) in alarms(phone)
    card(hands, 1)
    hands.tap("Tue", class_name="CheckBox")
    hands.tap("Sun", class_name="CheckBox")
    hands.tap("Add label")
    phone.type_text("Pills")
    hands.tap("OK")
    assert (21, 5, "Pills", True, (1, 6)) in alarms(phone)
    assert hands.sees("Tue, Sun")


def test_a_switch_turns_an_alarm_off(phone, hands):
    assert [a.tag for a in phone.alarms.pending()] == ["alarm-1"]
    hands.tap(id="onoff", class_name="Switch")  # the lowest on the screen
    assert {on for *_, on, _ in alarms(phone)} == {True}
    assert len(phone.alarms.pending()) == 2


def test_a_deleted_alarm_comes_back_by_undo(phone, hands):
    card(hands, 0)
    hands.tap("Delete", id="delete")
    assert [a[:2] for a in alarms(phone)] == [(18, 5)]
    bar = hands.need("Alarm deleted").bounds
    assert bar.bottom <= hands.need(id="bottom_navigation").bounds.top
    assert hands.need("Add alarm").bounds.bottom <= bar.top
    hands.tap("Undo")
    assert (7, 30, "Gym", True, (0, 2)) in alarms(phone)
    assert not hands.sees("Alarm deleted")


def test_a_snackbar_goes_by_itself_and_the_tabs_stay_within_reach(phone, hands):
    card(hands, 0)
    hands.tap("Delete", id="delete")
    hands.tap("Timer")
    assert hands.sees("00h 00m 00s")
    phone.clock.advance(5)
    assert not hands.sees("Alarm deleted")


def test_an_alarm_rings_once_it_is_due(phone, hands):
    hands.tap(id="onoff", class_name="Switch")
    phone.key(HOME)
    phone.clock.advance(6 * 3600 + 5 * 60 + 1)
    assert hands.sees("6:05 PM", id="text")
    assert (18, 5, "", False, ()) in alarms(phone)  # rings once, then it is off
    hands.tap("6:05 PM", id="text")
    hands.tap("Stop")
    assert not hands.sees("Stop")


def test_a_timer_runs_pauses_and_ends_with_a_notification(phone, hands):
    hands.tap("Timer")
    for key in ("1", "3", "0"):
        hands.tap(key)
    assert hands.sees("00h 01m 30s")
    hands.tap("Start")
    phone.clock.advance(30)
    assert hands.sees("1:00", id="timer_time_text")
    hands.tap("Pause")
    phone.clock.advance(500)
    assert hands.sees("1:00", id="timer_time_text")
    hands.tap("Add 1 minute")
    hands.tap("Start")
    phone.key(HOME)
    phone.clock.advance(119)
    assert phone.notifications.active() == []
    phone.clock.advance(2)
    assert hands.sees("Time\u2019s up")


def test_a_timer_is_reset_and_deleted(phone, hands):
    hands.tap("Timer")
    hands.tap("5")
    hands.tap("00")
    hands.tap("Start")
    phone.clock.advance(60)
    hands.tap("Reset")
    assert hands.sees("5:00", id="timer_time_text")
    hands.tap("Delete")
    assert not store(phone).timer().exists
    assert hands.sees("00h 00m 00s")


def test_the_stopwatch_counts_laps_and_resets(phone, hands):
    hands.tap("Stopwatch")
    hands.tap("Start")
    phone.clock.advance(5.25)
    assert hands.sees("00:05.25")
    hands.tap("Lap")
    phone.clock.advance(60)
    hands.tap("Pause")
    phone.clock.advance(60)
    assert hands.sees("01:05.25", id="stopwatch_time_text")
    assert hands.sees("# 1")
    hands.tap("Reset")
    assert hands.sees("00:00.00")
    assert not hands.sees("# 1")


def test_set_alarm(phone, hands):
    ask(phone, "SET_ALARM", HOUR=6, MINUTES=45, MESSAGE="Run", DAYS="[2, 1]", SKIP_UI=True)
    assert (6, 45, "Run", True, (0, 6)) in alarms(phone)
    ask(phone, "SET_ALARM", HOUR=23, MINUTES=0)
    assert hands.sees("11:00 PM")


def test_set_timer_and_the_show_intents(phone, hands):
    ask(phone, "SET_TIMER", LENGTH=90, SKIP_UI=False)
    assert hands.sees("1:30", id="timer_time_text")
    ask(phone, "SHOW_ALARMS")
    assert hands.sees("Add alarm")
    ask(phone, "SHOW_TIMERS")
    assert hands.sees("1:30", id="timer_time_text")
