"""Times of the day, as goals and screens write them."""

import pytest

from phoneagent.policy.times import begins_with_time, times_in, without_times


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("7:30", {7 * 60 + 30, 19 * 60 + 30}),
        ("07:30", {7 * 60 + 30}),
        ("19:30", {19 * 60 + 30}),
        ("7.30 am", {7 * 60 + 30}),
        ("7:30\N{NARROW NO-BREAK SPACE}PM", {19 * 60 + 30}),
        ("7 p.m.", {19 * 60}),
        ("12 AM", {0}),
        ("12:00 pm", {12 * 60}),
        ("0:15", {15}),
        ("25:00", set()),
        ("10:75", set()),
        ("13 pm", set()),
        ("3.50", set()),
        ("12.5.2024", set()),
        ("version 1.7:30", set()),
        ("7", set()),
    ],
)
def test_minutes_since_midnight(text, minutes):
    assert times_in(text) == minutes


def test_what_stands_beside_a_time():
    assert without_times("Work 7:30 AM, daily").split() == ["Work", ",", "daily"]
    assert begins_with_time("9:15 alarms")
    assert not begins_with_time("alarm at 9:15")
