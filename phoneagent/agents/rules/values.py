"""Times, durations and amounts: from what people and screens write to exact values."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(a\.?m\.?|p\.?m\.?|o'?clock)?(?:\s+(.+))?")
_PAST = re.compile(
    r"(half|quarter|a quarter|[\w-]+?)(?: minutes?)? (past|after|to|before) ([\w-]+)(?:\s+(.+))?"
)
_DAYPARTS = {
    "in the morning": 0,
    "am": 0,
    "at night": 12,
    "in the evening": 12,
    "in the afternoon": 12,
    "pm": 12,
}
_SECONDS = {
    "h": 3600,
    "hr": 3600,
    "hour": 3600,
    "m": 60,
    "min": 60,
    "minute": 60,
    "s": 1,
    "sec": 1,
    "second": 1,
}
_SPAN = re.compile(
    r"(half an|half a|an?|\d+(?:\.\d+)?|[a-z]+(?:-[a-z]+)?)[ -]*"
    r"(hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)(?![a-z])"
)


def number_of(text: str) -> int | None:
    """The whole number that digits or English words mean, up to 99."""
    text = text.strip().lower()
    if text.isdigit():
        return int(text)
    first, _, rest = text.replace("-", " ").partition(" ")
    if not rest:
        return _UNITS.index(first) if first in _UNITS else _TENS.get(first)
    if first in _TENS and rest in _UNITS[1:10]:
        return _TENS[first] + _UNITS.index(rest)
    return None


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day."""

    hour: int
    minute: int

    def __str__(self) -> str:
        return f"{self.hour:02}:{self.minute:02}"

    @property
    def hour12(self) -> int:
        return self.hour % 12 or 12

    @property
    def half(self) -> str:
        return "AM" if self.hour < 12 else "PM"

    def shown_in(self, text: str) -> bool:
        """Whether a screen text shows this time, in 24 or 12 hours."""
        for match in re.finditer(
            r"(?<![\d:])(\d{1,2}):(\d{2})(?!\d)\s*([ap])?\.?(m)?", text.lower()
        ):
            hour, minute, half = int(match[1]), int(match[2]), match[3]
            if half:
                hour = hour % 12 + (12 if half == "p" else 0)
            if (hour, minute) == (self.hour, self.minute):
                return True
        return False


def time_of(text: str) -> ClockTime | None:
    """The time of day that a phrase means: "7:30", "7 pm", "half past seven", "noon"."""
    text = " ".join(text.lower().split()).rstrip(".")
    if text in ("noon", "midday", "midnight"):
        return ClockTime(0 if text == "midnight" else 12, 0)
    match = _CLOCK.fullmatch(text)
    if match:
        half = (match[3] or "").replace(".", "")
        return _clock(
            int(match[1]), int(match[2] or 0), half if half in ("am", "pm") else "", match[4]
        )
    match = _PAST.fullmatch(text)
    if match:
        return _past(match)
    words = text.split(" ")
    hour = number_of(words[0])
    minute = number_of(" ".join(words[1:])) if len(words) > 1 else None
    if hour is not None and minute is not None and minute >= 10:
        return _clock(hour, minute, "", None)
    return None


def _past(match: re.Match[str]) -> ClockTime | None:
    amount = match[1].removeprefix("a ")
    minutes = {"half": 30, "quarter": 15}.get(amount, number_of(amount))
    hour = number_of(match[3])
    if minutes is None or hour is None:
        return None
    if match[2] in ("to", "before"):
        hour, minutes = (hour - 1) % 24, 60 - minutes
    return _clock(hour, minutes, "", match[4])


def _clock(hour: int, minute: int, half: str, daypart: str | None) -> ClockTime | None:
    key = (daypart or half).replace(".", "")
    if (key and key not in _DAYPARTS) or hour > 23 or minute > 59:
        return None
    if key and hour <= 12:
        hour = hour % 12 + _DAYPARTS[key]
    return ClockTime(hour, minute)


def duration_of(text: str) -> int | None:
    """The seconds that a phrase means: "10 minutes", "1 hour and 30 minutes", "half an hour"."""
    text = " ".join(text.lower().replace(",", " ").split()).rstrip(".")
    extra = 0
    halves = re.fullmatch(
        r"(.+ (hour|minute))s? and a half|(?:(.+)) and a half (hour|minute)s?", text
    )
    if halves:
        unit = halves[2] or halves[4]
        text = halves[1] or f"{halves[3]} {unit}"
        extra = _SECONDS[unit] // 2
    total, end = 0.0, 0
    for match in _SPAN.finditer(text):
        if text[end : match.start()].strip() not in ("", "and"):
            return None
        amount = _amount(match[1])
        if amount is None:
            return None
        total += amount * _SECONDS[match[2].rstrip("s") or "s"]
        end = match.end()
    if not end or text[end:].strip():
        return None
    return round(total) + extra


def _amount(text: str) -> float | None:
    if text in ("half an", "half a"):
        return 0.5
    if text in ("a", "an"):
        return 1
    if re.fullmatch(r"\d+\.\d+", text):
        return float(text)
    return number_of(text)


def duration_text(seconds: int) -> str:
    """A duration as people write it: "1 hour 30 minutes"."""
    parts = []
    for unit, size in (("hour", 3600), ("minute", 60), ("second", 1)):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {unit}{'s' if count > 1 else ''}")
    return " ".join(parts)


def countdown_s(text: str) -> int | None:
    """The seconds that a running clock shows: "9:58", "0:09:58", "9m 58s"; None if it is none."""
    text = " ".join(text.lower().split())
    match = re.fullmatch(r"-?(?:(\d+):)?(\d{1,2}):(\d{2})(?:[.,]\d+)?", text)
    if match:
        return int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3])
    if re.fullmatch(r"(?:\d+\s*[hms]\s*)+", text):
        return sum(int(n) * _SECONDS[u] for n, u in re.findall(r"(\d+)\s*([hms])", text))
    return duration_of(text)


_PERCENT_WORDS = {
    100.0: ("maximum", "max", "full", "highest", "brightest", "loudest", "full blast"),
    75.0: ("three quarters",),
    50.0: ("half", "halfway", "medium", "middle"),
    25.0: ("a quarter", "quarter", "one quarter"),
    0.0: ("minimum", "min", "lowest", "zero", "darkest", "dimmest", "quietest", "nothing"),
}


def percent_of(text: str) -> float | None:
    """The percentage that a phrase means: "50%", "half", "maximum", "lowest"."""
    text = " ".join(text.lower().strip(". ").removeprefix("the ").split())
    text = re.sub(r" (?:level|value|setting|possible)$", "", text)
    for value, words in _PERCENT_WORDS.items():
        if text in words:
            return value
    match = re.fullmatch(r"(\d+(?:\.\d+)?) ?(?:%|percent|per cent)?", text)
    if match:
        value = float(match[1])
        return value if value <= 100 else None
    word = re.fullmatch(r"([a-z]+(?:[- ][a-z]+)?) (?:percent|per cent)", text)
    if not word:
        return None
    amount = 100 if word[1] in ("hundred", "a hundred", "one hundred") else number_of(word[1])
    return float(amount) if amount is not None else None
