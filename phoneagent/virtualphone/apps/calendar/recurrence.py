"""When a repeating event happens: the rules of Simple Calendar's repetitions."""

from __future__ import annotations

import calendar
import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

from phoneagent.virtualphone.apps.calendar.model import (
    DAY_S,
    LAST_DAY,
    LAST_WEEKDAY,
    MONTH_S,
    NTH_WEEKDAY,
    WEEK_S,
    YEAR_S,
    Event,
    Occurrence,
)

_MONTHS_AHEAD = 12 * 400


def occurrences(event: Event, from_s: int, to_s: int, zone: tzinfo) -> Iterator[Occurrence]:
    """Every occurrence that touches a span of time, in order.

    Args:
        event: repeating or not.
        from_s: first second of the span.
        to_s: the second after the span.
        zone: of the phone; an event keeps its time of day there.
    """
    length_s = event.end_s - event.start_s
    for count, start in enumerate(_starts(event, from_s, zone)):
        start_s = int(start.timestamp())
        if start_s >= to_s or _is_beyond(event, count, start_s):
            return
        skipped = f"{start:%Y%m%d}" in event.exceptions
        if not skipped and start_s + max(length_s, 1) > from_s:
            yield Occurrence(event, start_s, start_s + length_s)


def _is_beyond(event: Event, count: int, start_s: int) -> bool:
    """Whether a repetition has ended before its occurrence number `count`."""
    if event.repeat_limit < 0:
        return count >= -event.repeat_limit
    return bool(event.repeat_limit) and start_s > event.repeat_limit


def _starts(event: Event, from_s: int, zone: tzinfo) -> Iterator[datetime]:
    """Every start; those long before `from_s` are left out when nobody counts them."""
    first = datetime.fromtimestamp(event.start_s, zone)
    interval_s = event.repeat_interval_s
    if not event.repeats:
        return iter((first,))
    if interval_s % YEAR_S == 0:
        return _months(first, 12 * (interval_s // YEAR_S), event.repeat_rule)
    if interval_s % MONTH_S == 0:
        return _months(first, interval_s // MONTH_S, event.repeat_rule)
    counted = event.repeat_limit < 0
    late_s = max(0, from_s - event.end_s)
    if interval_s % WEEK_S == 0:
        passed = 0 if counted else max(0, late_s // interval_s - 1)
        return _weekdays(first, interval_s // WEEK_S, event.repeat_rule, passed)
    passed = 0 if counted else max(0, late_s // interval_s - 1)
    step = timedelta(days=max(1, interval_s // DAY_S))
    return (_moved(first, step * number) for number in itertools.count(passed))


def _weekdays(first: datetime, weeks: int, rule: int, passed: int) -> Iterator[datetime]:
    """The days of a bit mask in every nth week; weeks begin on Monday."""
    days = [day for day in range(7) if rule >> day & 1] or [first.weekday()]
    for number in itertools.count(passed):
        for day in days:
            shift = timedelta(days=day - first.weekday(), weeks=weeks * number)
            if shift >= timedelta():
                yield _moved(first, shift)


def _moved(first: datetime, shift: timedelta) -> datetime:
    """The same time of day some days later."""
    return (first.replace(tzinfo=None) + shift).replace(tzinfo=first.tzinfo)


def _months(first: datetime, months: int, rule: int) -> Iterator[datetime]:
    """One day in every nth month; a month that lacks the day is left out."""
    for number in range(0, _MONTHS_AHEAD, max(1, months)):
        month = first.year * 12 + first.month - 1 + number
        year, month = month // 12, month % 12 + 1
        if year > 9999:
            return
        day = _day_in_month(first, year, month, rule)
        if day:
            yield first.replace(year=year, month=month, day=day)


def _day_in_month(first: datetime, year: int, month: int, rule: int) -> int:
    """Which day of a month the rule means; 0 when the month has no such day."""
    weekday_of_first, length = calendar.monthrange(year, month)
    if rule == LAST_DAY:
        return length
    if rule not in (LAST_WEEKDAY, NTH_WEEKDAY):
        return first.day if first.day <= length else 0
    earliest = 1 + (first.weekday() - weekday_of_first) % 7
    if rule == LAST_WEEKDAY:
        return earliest + (length - earliest) // 7 * 7
    day = earliest + (first.day - 1) // 7 * 7
    return day if day <= length else 0
