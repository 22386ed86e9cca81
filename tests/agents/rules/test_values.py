"""Times, durations and amounts as people write them, and as screens show them."""

from __future__ import annotations

import pytest

from phoneagent.agents.rules.values import (
    countdown_s,
    duration_of,
    duration_text,
    percent_of,
    time_of,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7:30", "07:30"),
        ("7.30", "07:30"),
        ("19:30", "19:30"),
        ("7 am", "07:00"),
        ("7:30 p.m.", "19:30"),
        ("12:05 am", "00:05"),
        ("12 pm", "12:00"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("half past seven", "07:30"),
        ("quarter to 8 pm", "19:45"),
        ("6:45 in the evening", "18:45"),
        ("seven thirty", "07:30"),
        ("25:00", "None"),
        ("7:61", "None"),
        ("7:30 tomorrow", "None"),
        ("soon", "None"),
    ],
)
def test_time(text: str, expected: str):
    assert str(time_of(text)) == expected


def test_a_time_is_recognised_on_a_screen_and_not_confused():
    half_past_seven = time_of("7:30")
    assert half_past_seven is not None
    assert half_past_seven.shown_in("Tomorrow, 7:30 AM")
    assert half_past_seven.shown_in("07:30")
    assert not half_past_seven.shown_in("17:30")
    assert not half_past_seven.shown_in("7:30 PM")
    assert not half_past_seven.shown_in("7:300")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("10 minutes", 600),
        ("ten-minute", 600),
        ("1 hour 30 minutes", 5400),
        ("an hour and a half", 5400),
        ("two and a half minutes", 150),
        ("half an hour", 1800),
        ("1h30m", 5400),
        ("90 s", 90),
        ("1 hour, 5 minutes and 3 seconds", 3903),
        ("10", None),
        ("a while", None),
    ],
)
def test_duration(text: str, seconds: int | None):
    assert duration_of(text) == seconds


def test_durations_are_written_as_people_do():
    assert duration_text(3903) == "1 hour 5 minutes 3 seconds"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("9:58", 598), ("1:05:03", 3903), ("00h 10m 00s", 600), ("Start", None), ("12 apples", None)],
)
def test_countdown(text: str, seconds: int | None):
    assert countdown_s(text) == seconds


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("50%", 50),
        ("80 percent", 80),
        ("maximum", 100),
        ("the lowest level", 0),
        ("half", 50),
        ("fifty percent", 50),
        ("101", None),
        ("blue", None),
    ],
)
def test_percent(text: str, percent: float | None):
    assert percent_of(text) == percent
