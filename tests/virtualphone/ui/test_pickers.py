"""Date and time pickers of Material Components, and the date picker made of wheels."""

from __future__ import annotations

from datetime import date, time

import pytest

from phoneagent.virtualphone.ui import (
    Column,
    DatePickerDialog,
    DateWheels,
    MaterialDatePicker,
    MaterialTimePicker,
    Text,
)

TODAY = date(2023, 10, 15)
TYPE_TIME = "Switch to text input mode for the time input."


@pytest.fixture
def said():
    return []


@pytest.fixture
def screen(bench):
    return bench.open(lambda screen: Column(Text("Below"), height=-1))


# time -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("hour", range(24))
def test_every_hour_of_the_long_day_can_be_touched(bench, screen, said, hour):
    screen.show(MaterialTimePicker(time(6, 15), said.append, hour24=True))
    bench.tap(bench.find(text=f"{hour:02d}" if hour == 0 else str(hour), desc=f"{hour} hours"))
    assert bench.find(id="material_hour_tv").text == f"{hour:02d}"
    assert bench.find(id="material_minute_tv").checked
    bench.tap(bench.find(desc="45 minutes"))
    bench.tap(bench.find(id="material_timepicker_ok_button"))
    assert said == [time(hour, 45)]
    assert screen.layers == []


def test_noon_and_midnight_of_the_short_day(bench, screen, said):
    screen.show(MaterialTimePicker(time(9, 0), said.append))
    bench.tap(bench.find(desc="12 o'clock"))
    bench.tap(bench.find(id="material_clock_period_pm_button"))
    bench.tap(bench.find(text="OK"))
    screen.show(MaterialTimePicker(time(12, 5), said.append))
    bench.tap(bench.find(text="AM"))
    bench.tap(bench.find(text="OK"))
    assert said == [time(12, 0), time(0, 5)]


def test_a_time_is_typed_and_the_second_digit_moves_on(bench, screen, said):
    screen.show(MaterialTimePicker(time(6, 15), said.append, hour24=True))
    bench.tap(bench.find(desc=TYPE_TIME))
    assert bench.find(text="Enter time") is not None
    typing = bench.display.typing
    typing.replace_all("21")
    assert screen.layers[0].states.focus == "minute_input"
    typing.replace_all("07")
    bench.tap(bench.find(text="OK"))
    assert said == [time(21, 7)]


def test_no_number_beyond_the_clock_is_taken(bench, screen, said):
    picker = MaterialTimePicker(time(6, 15), said.append, hour24=True)
    screen.show(picker)
    bench.tap(bench.find(desc=TYPE_TIME))
    bench.display.typing.replace_all("29")
    assert picker.text_of("hour_input") == "2"
    bench.tap(bench.find(desc="Switch to clock mode for the time input."))
    assert bench.find(id="material_hour_tv").text == "02"
    bench.tap(bench.find(text="Cancel"))
    assert said == []
    assert screen.layers == []


# date -----------------------------------------------------------------------------------------


def test_a_day_is_picked_after_paging_and_swiping(bench, screen, said):
    screen.show(MaterialDatePicker(TODAY, TODAY, said.append))
    assert bench.find(id="mtrl_picker_header_selection_text").text == "Oct 15, 2023"
    assert bench.find(desc="Today Sunday, October 15").selected
    bench.tap(bench.find(desc="Change to next month"))
    left, _, right, bottom = bench.find(id="month_grid").bounds
    bench.swipe(right - 50, bottom - 40, left + 50, bottom - 40)
    bench.tap(bench.find(desc="Sunday, December 24"))
    bench.tap(bench.find(text="OK"))
    assert said == [date(2023, 12, 24)]


def test_a_year_is_picked(bench, screen, said):
    screen.show(MaterialDatePicker(None, TODAY, said.append))
    assert not bench.find(id="confirm_button").enabled
    bench.tap(bench.find(id="month_navigation_fragment_toggle"))
    bench.tap(bench.find(text="2025"))
    assert bench.find(text="October 2025") is not None
    bench.tap(bench.find(desc="Wednesday, October 1"))
    bench.tap(bench.find(text="OK"))
    assert said == [date(2025, 10, 1)]


def test_a_date_is_typed_and_a_wrong_one_is_refused(bench, screen, said):
    screen.show(MaterialDatePicker(TODAY, TODAY, said.append))
    bench.tap(bench.find(desc="Switch to text input mode"))
    bench.display.typing.replace_all("13/45/23")
    bench.tap(bench.find(text="OK"))
    assert said == []
    assert "mm/dd/yy" in bench.find(id="textinput_error").text
    bench.display.typing.replace_all("11/05/23")
    bench.tap(bench.find(desc="Switch to calendar input mode"))
    assert bench.find(desc="Sunday, November 5").selected
    bench.tap(bench.find(text="OK"))
    assert said == [date(2023, 11, 5)]


def test_the_platforms_calendar_is_swiped_and_begins_on_any_weekday(bench, screen, said):
    screen.show(DatePickerDialog(TODAY, said.append, first_weekday=0))
    first = bench.find(desc="01 October 2023").bounds
    assert bench.find(desc="02 October 2023").bounds.top > first.top
    left, _, right, bottom = bench.find(id="android:id/month_view").bounds
    bench.swipe(left + 50, bottom - 40, right - 50, bottom - 40)
    bench.tap(bench.find(desc="30 September 2023"))
    bench.tap(bench.find(text="OK"))
    assert said == [date(2023, 9, 30)]


def test_wheels_keep_the_day_inside_the_month(bench):
    shown = {"day": date(2024, 1, 31)}
    bench.open(lambda s: DateWheels(shown["day"], lambda day: shown.update(day=day)))
    bench.tap(bench.find(text="Feb"))
    assert shown["day"] == date(2024, 2, 29)
    bench.tap(bench.find(text="2025"))
    assert shown["day"] == date(2025, 2, 28)
    bench.tap(bench.find(text="Feb"))
    bench.display.typing.replace_all("nov")
    assert shown["day"] == date(2025, 11, 28)
    bench.tap(bench.find(text="28"))
    bench.display.typing.replace_all("5")
    assert shown["day"] == date(2025, 11, 5)
    assert bench.find(text="05") is not None


def test_wheels_may_leave_out_the_day(bench):
    bench.open(lambda s: DateWheels(TODAY, print, shows_day=False))
    assert bench.find(id="android:id/day") is None
    assert bench.find(id="android:id/month") is not None
