"""Times of the day in goals and on screens: "7:30", "07:30", "7.30 am" and "19:30"."""

from __future__ import annotations

import re

# A point divides only before am or pm: "3.50" is a price. No part of a longer number is a time.
_TIME = re.compile(
    r"(?<![\w:.,])(?:(\d{1,2}):(\d{2})(?:\s?([ap])\.?m\b\.?)?"
    r"|(\d{1,2})(?:\.(\d{2}))?\s?([ap])\.?m\b\.?)(?![\w:])(?!\.\d)",
    re.IGNORECASE,
)
_HALF_DAY, _DAY = 12 * 60, 24 * 60


def times_in(text: str) -> frozenset[int]:
    """The minutes since midnight that a text can mean; "7:30" may be in the morning or not."""
    return frozenset(minute for match in _TIME.finditer(text) for minute in _meant(match))


def without_times(text: str) -> str:
    """The text without its times."""
    return _TIME.sub(" ", text)


def begins_with_time(text: str) -> bool:
    """Whether a time of the day comes first."""
    return bool(_TIME.match(text) and times_in(text))


def _meant(match: re.Match[str]) -> frozenset[int]:
    hours, minutes = int(match[1] or match[4]), int(match[2] or match[5] or 0)
    half = (match[3] or match[6] or "").casefold()
    minute = hours * 60 + minutes
    if minutes > 59 or hours > (12 if half else 23):
        return frozenset()
    morning = minute % _HALF_DAY
    if half:
        return frozenset({morning + (_HALF_DAY if half == "p" else 0)})
    is_open = 1 <= hours <= 12 and not (match[1] or "").startswith("0")
    return frozenset({morning, morning + _HALF_DAY}) if is_open else frozenset({minute % _DAY})
