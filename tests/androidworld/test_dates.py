"""What people mean by a day or a time."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.androidworld.dates import day_in, day_named, time_named

SUNDAY = date(2023, 10, 15)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", 15),
        ("tomorrow", 16),
        ("yesterday", 14),
        ("Friday", 20),
        ("this Monday", 16),
        ("Sunday", 22),
        ("the Tuesday after next", 24),
        ("October 28", 28),
        ("October 02 2023", 2),
    ],
)
def test_a_day_by_its_words(words, day):
    assert day_named(words, SUNDAY) == date(2023, 10, day)


def test_a_day_inside_a_sentence():
    assert day_in("What tasks do I have due this Friday in Tasks app?", SUNDAY).day == 20
    assert day_in("Do I have any events October 28 in Simple Calendar Pro?", SUNDAY).day == 28


@pytest.mark.parametrize("words", ["16:45", "4:45pm", "04:45pm"])
def test_a_time_by_its_words(words):
    assert time_named(words) == time(16, 45)


def test_full_hours():
    assert (time_named("4pm"), time_named("12am"), time_named("12pm")) == (
        time(16),
        time(0),
        time(12),
    )
