"""What people mean by "this Friday", "October 20", "4:45pm"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NEAR = {"today": 0, "tomorrow": 1, "yesterday": -1}
_TIMES = ("%H:%M", "%I:%M%p", "%I%p")
_DAY = (
    r"today|tomorrow|yesterday|the \w+day after next|this \w+day|[A-Z]\w+ \d{1,2}(?: \d{4})?"
    rf"|{'|'.join(WEEKDAYS)}"
)
DAY = re.compile(rf"\b({_DAY})\b")
"""Finds the words for a day in a sentence."""


def day_named(words: str, today: date) -> date:
    """The day somebody means today; a bare weekday is one of the seven days to come."""
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    for number, name in enumerate(WEEKDAYS):
        if name in words:
            ahead = (number - today.weekday() - 1) % 7 + 1
            return today + timedelta(days=ahead + 7 * ("after next" in words))
    if not words[-4:].isdecimal():
        words += f" {today.year}"
    return datetime.strptime(words, "%B %d %Y").date()


def day_in(sentence: str, today: date) -> date:
    """The day a sentence speaks of."""
    found = DAY.search(sentence)
    assert found, sentence
    return day_named(found[1], today)


def day_behind(words: str, today: date) -> date:
    """The day somebody means who tells of the past; a bare weekday lies in the last seven days."""
    if words in WEEKDAYS:
        back = (today.weekday() - WEEKDAYS.index(words) - 1) % 7 + 1
        return today - timedelta(days=back)
    return day_named(words, today)


def time_named(words: str) -> time:
    """`16:45`, `4:45pm` or `4pm`."""
    for form in _TIMES:
        try:
            return datetime.strptime(words, form).time()
        except ValueError:
            continue
    raise AssertionError(f"no time: {words!r}")
