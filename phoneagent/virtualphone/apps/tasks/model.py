"""What a to-do list is made of: tasks, lists, and what a list shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

HIGH, MEDIUM, LOW, NONE = range(4)
PRIORITY_NAMES = ("High priority", "Medium priority", "Low priority", "No priority")
PRIORITY_COLORS = ("#d32f2f", "#f9a825", "#1976d2", "#9e9e9e")
_MINUTE_MS = 60_000
_MARK_MS = 1_000
"""Added to a moment that has a time of day; a whole day is a moment of full minutes."""


@dataclass(frozen=True)
class TaskList:
    """A list; its uuid is what tasks refer to."""

    uuid: str
    name: str


@dataclass(frozen=True)
class Task:
    """A task; times are milliseconds since the epoch, 0 is none.

    Attributes:
        id: 0 until it is stored.
        priority: `HIGH`, `MEDIUM`, `LOW` or `NONE`.
        start_ms: before that it is "unstarted".
        recurrence: an RRULE (RFC 5545) without its name; empty for none.
        after_completion: a repetition counts from the day of completion, not from the due date.
        list_uuid: empty for a task in no list.
    """

    id: int = 0
    title: str = ""
    priority: int = LOW
    due_ms: int = 0
    start_ms: int = 0
    created_ms: int = 0
    modified_ms: int = 0
    completed_ms: int = 0
    notes: str = ""
    recurrence: str = ""
    after_completion: bool = False
    parent: int = 0
    list_uuid: str = ""

    @property
    def done(self) -> bool:
        return self.completed_ms > 0

    def is_overdue(self, now_ms: int, zone: tzinfo) -> bool:
        """Whether it should have been done; a whole day ends with its last minute."""
        if not self.due_ms or self.done:
            return False
        if has_time(self.due_ms):
            return self.due_ms < now_ms
        return day_of(self.due_ms, zone) < day_of(now_ms, zone)


@dataclass(frozen=True)
class Filter:
    """What a list shows.

    Attributes:
        kind: my_tasks, today, recent, list or search.
        title: above the list.
        word: the uuid of a list, the text of a search.
    """

    kind: str
    title: str
    word: str = ""

    @property
    def is_fixed(self) -> bool:
        """Whether it always shows everything in one order."""
        return self.kind == "recent"


MY_TASKS = Filter("my_tasks", "My Tasks")
TODAY = Filter("today", "Today")
RECENT = Filter("recent", "Recently modified")


def has_time(moment_ms: int) -> bool:
    """Whether a due or start date has a time of day."""
    return moment_ms % _MINUTE_MS > 0


def moment_ms(day: date, clock: time | None, zone: tzinfo) -> int:
    """A due or start date; without a time of day it is the whole day."""
    if clock is None:
        return int(datetime.combine(day, time(), zone).timestamp()) * 1000
    return int(datetime.combine(day, clock, zone).timestamp()) * 1000 + _MARK_MS


def day_of(moment: int, zone: tzinfo) -> date:
    """The day of a moment (ms)."""
    return datetime.fromtimestamp(moment / 1000, zone).date()


def time_of(moment: int, zone: tzinfo) -> time | None:
    """The time of day of a due or start date; None for a whole day."""
    if not has_time(moment):
        return None
    return datetime.fromtimestamp(moment / 1000, zone).time().replace(second=0, microsecond=0)
