"""What is in a calendar: events and tasks as Simple Calendar's database keeps them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

DAY_S = 86_400
WEEK_S = 7 * DAY_S
MONTH_S = 2_592_001
"""Stands for a month in `repeat_interval_s`; what is added is a calendar month."""
YEAR_S = 365 * DAY_S

SAME_DAY, LAST_WEEKDAY, LAST_DAY, NTH_WEEKDAY = 1, 2, 3, 4
"""Rules of monthly and yearly repetition."""
EVERY_DAY = 0b1111111
"""The rule of a weekly repetition: a bit for each weekday, Monday is 1."""

FLAG_ALL_DAY, FLAG_DONE = 1, 8
EVENT, TASK = 0, 1
NO_REMINDER = -1
REGULAR_TYPE = 1


@dataclass(frozen=True)
class EventType:
    """A kind of events, with the colour they are drawn in (#rrggbb)."""

    id: int
    title: str
    color: str


@dataclass(frozen=True)
class Event:
    """An event or a task; times are seconds since the epoch.

    Attributes:
        id: 0 until it is stored.
        repeat_interval_s: 0 for none; a multiple of `DAY_S`, `WEEK_S`, `MONTH_S` or `YEAR_S`.
        repeat_rule: which days of the week, or of the month or year.
        repeat_limit: 0 for ever, the last second it may start, or minus how many times it happens.
        exceptions: days (YYYYMMDD) on which it does not happen.
        reminders: minutes before the start, `NO_REMINDER` for none.
        color: as the app stores it, an ARGB integer; 0 for that of the type.
        kind: `EVENT` or `TASK`.
    """

    id: int = 0
    start_s: int = 0
    end_s: int = 0
    title: str = ""
    location: str = ""
    description: str = ""
    repeat_interval_s: int = 0
    repeat_rule: int = 0
    repeat_limit: int = 0
    exceptions: tuple[str, ...] = ()
    reminders: tuple[int, int, int] = (NO_REMINDER, NO_REMINDER, NO_REMINDER)
    time_zone: str = "UTC"
    flags: int = 0
    type_id: int = REGULAR_TYPE
    parent_id: int = 0
    import_id: str = ""
    source: str = "simple-calendar"
    color: int = 0
    kind: int = EVENT

    @property
    def all_day(self) -> bool:
        return bool(self.flags & FLAG_ALL_DAY)

    @property
    def is_task(self) -> bool:
        return self.kind == TASK

    @property
    def repeats(self) -> bool:
        return self.repeat_interval_s > 0


@dataclass(frozen=True)
class Occurrence:
    """One time at which an event happens."""

    event: Event
    start_s: int
    end_s: int
    done: bool = False
    """A task that was completed."""

    @property
    def key(self) -> tuple[int, int]:
        return self.event.id, self.start_s

    def days(self, zone: tzinfo) -> list[date]:
        """Every day it touches; one that ends at midnight does not touch the next day."""
        first = datetime.fromtimestamp(self.start_s, zone).date()
        last = datetime.fromtimestamp(max(self.start_s, self.end_s - 1), zone).date()
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]

    def is_over(self, now_s: float, zone: tzinfo) -> bool:
        """Whether it has ended; one of all day ends with its last day."""
        if self.event.all_day:
            return self.days(zone)[-1] < datetime.fromtimestamp(now_s, zone).date()
        return self.end_s < now_s

    def as_stored(self) -> Event:
        """The event, moved to this occurrence."""
        return replace(self.event, start_s=self.start_s, end_s=self.end_s)


def weeks_rule(weekday: int) -> int:
    """The rule of a repetition on one weekday, Monday is 0."""
    return 1 << weekday


def midnight_s(day: date, zone: tzinfo) -> int:
    """The first second of a day."""
    return int(datetime.combine(day, time(), zone).timestamp())
