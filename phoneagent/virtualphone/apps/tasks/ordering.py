"""Which tasks a list shows, in what order, and under which headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import Any

from phoneagent.virtualphone.apps.tasks.model import (
    PRIORITY_NAMES,
    Filter,
    Task,
    TaskList,
    day_of,
    has_time,
)
from phoneagent.virtualphone.apps.tasks.wording import Dates

GROUP_NONE, AUTO, TITLE, DUE, PRIORITY = -1, 0, 1, 2, 3
MODIFIED, CREATED, START, LIST, COMPLETED, MANUAL = 4, 5, 8, 9, 10, 11
MODES = {
    GROUP_NONE: "None",
    DUE: "By due date",
    START: "By start date",
    PRIORITY: "By priority",
    TITLE: "By title",
    MODIFIED: "By last modified",
    AUTO: "Smart sort",
    CREATED: "By creation time",
    LIST: "By list",
    COMPLETED: "By completion time",
    MANUAL: "My order",
}
SORTS = (DUE, START, PRIORITY, TITLE, MODIFIED, AUTO, CREATED)
GROUPS = (GROUP_NONE, DUE, START, PRIORITY, MODIFIED, CREATED, LIST)
COMPLETED_SORTS = (COMPLETED, DUE, START, PRIORITY, TITLE, MODIFIED, CREATED)
_DATED = {DUE: "due_ms", START: "start_ms", MODIFIED: "modified_ms", CREATED: "created_ms"}
_HEADINGS = {DUE: "Due", START: "Start", MODIFIED: "Modified", CREATED: "Created"}
_NEVER_MS = 3_538_339_200_000
_HALF_DAY_MS, _DAY_MS = 43_140_000, 86_399_000
_TWO_DAYS_MS = 172_799_999


@dataclass(frozen=True)
class Order:
    """How a list is arranged: modes by number, and whether each ascends."""

    group: int = GROUP_NONE
    sort: int = AUTO
    completed: int = COMPLETED
    group_up: bool = True
    sort_up: bool = True
    completed_up: bool = False
    completed_last: bool = True
    shows_completed: bool = True
    shows_unstarted: bool = True


@dataclass(frozen=True)
class Moment:
    """What arranging depends on beside the tasks."""

    now_ms: int
    zone: tzinfo
    lists: tuple[TaskList, ...]

    @property
    def today(self) -> date:
        return day_of(self.now_ms, self.zone)


def chosen(tasks: Iterable[Task], wanted: Filter, order: Order, at: Moment) -> list[Task]:
    """What a filter shows."""
    found = [task for task in tasks if _fits(task, wanted, at)]
    if wanted.is_fixed:
        return found
    return [
        task
        for task in found
        if (order.shows_completed or not task.done)
        and (order.shows_unstarted or task.start_ms <= at.now_ms)
    ]


def _fits(task: Task, wanted: Filter, at: Moment) -> bool:
    if wanted.kind == "today":
        return bool(task.due_ms) and day_of(task.due_ms, at.zone) <= at.today
    if wanted.kind == "recent":
        day_ms = int(timedelta(days=1).total_seconds() * 1000)
        return task.modified_ms > at.now_ms - day_ms
    if wanted.kind == "list":
        return task.list_uuid == wanted.word
    if wanted.kind == "search":
        word = wanted.word.casefold()
        return word in task.title.casefold() or word in task.notes.casefold()
    return True


def arranged(tasks: Iterable[Task], order: Order, at: Moment) -> list[tuple[object, Task]]:
    """Tasks in order, each with the key of the group it belongs to."""
    found = sorted(tasks, key=lambda task: task.title.upper())
    found.sort(key=_sort_key(order.sort, at), reverse=_reversed(order.sort, order.sort_up))
    if order.group != GROUP_NONE:
        key = _group_key(order.group, at)
        found.sort(key=key, reverse=not order.group_up)
    if not order.completed_last:
        return [(_group(task, order, at), task) for task in found]
    done = [task for task in found if task.done]
    done.sort(key=_sort_key(order.completed, at), reverse=not order.completed_up)
    open_ones = [(_group(task, order, at), task) for task in found if not task.done]
    return open_ones + [("completed", task) for task in done]


def _reversed(mode: int, ascending: bool) -> bool:
    """Times of change are newest first when they ascend."""
    return ascending if mode in (MODIFIED, CREATED) else not ascending


def _sort_key(mode: int, at: Moment) -> Callable[[Task], Any]:
    keys: dict[int, Callable[[Task], Any]] = {
        TITLE: lambda task: task.title.upper(),
        DUE: lambda task: _late(task.due_ms, _HALF_DAY_MS) + task.priority * 1000,
        START: lambda task: _late(task.start_ms, _DAY_MS) + task.priority * 1000,
        PRIORITY: lambda task: task.priority,
        MODIFIED: lambda task: task.modified_ms,
        CREATED: lambda task: task.created_ms,
        COMPLETED: lambda task: task.completed_ms,
    }
    return keys.get(mode, lambda task: _smart(task, at))


def _late(moment_ms: int, shift_ms: int) -> int:
    """A date to sort by: none comes last, a whole day counts as a later hour of it."""
    if not moment_ms:
        return _NEVER_MS
    return moment_ms if has_time(moment_ms) else moment_ms + shift_ms


def _smart(task: Task, at: Moment) -> int:
    """By due date, each step of priority worth two days."""
    due = _late(task.due_ms, _HALF_DAY_MS) if task.due_ms else at.now_ms * 2
    return due + _TWO_DAYS_MS * task.priority


def _group_key(mode: int, at: Moment) -> Callable[[Task], Any]:
    if mode == LIST:
        places = {one.uuid: number for number, one in enumerate(at.lists)}
        return lambda task: places.get(task.list_uuid, len(places))
    if mode == PRIORITY:
        return lambda task: task.priority

    def day(task: Task) -> int:
        moment = getattr(task, _DATED[mode])
        return day_of(moment, at.zone).toordinal() if moment else date.max.toordinal()

    return day


def _group(task: Task, order: Order, at: Moment) -> object:
    """The key of a task's group; dates before today are all overdue."""
    mode = order.group
    if mode == GROUP_NONE:
        return None
    if mode == PRIORITY:
        return task.priority
    if mode == LIST:
        return task.list_uuid
    moment = getattr(task, _DATED[mode])
    if not moment:
        return "none"
    day = day_of(moment, at.zone)
    return "overdue" if mode == DUE and day < at.today else day


def headed(
    arranged_tasks: Iterable[tuple[object, Task]], order: Order
) -> Iterator[tuple[object, Task | None]]:
    """The tasks with a line of its own, without a task, before each group."""
    before: object = None
    for group, task in arranged_tasks:
        if order.group != GROUP_NONE and group != before:
            yield group, None
        before = group
        yield group, task


def heading(group: object, mode: int, dates: Dates, lists: Iterable[TaskList]) -> str:
    """What stands above a group."""
    if group == "completed":
        return "Completed"
    if group == "overdue":
        return "Overdue"
    if mode == PRIORITY and isinstance(group, int):
        return PRIORITY_NAMES[group]
    if mode == LIST:
        return next((one.name for one in lists if one.uuid == group), "No list")
    if not isinstance(group, date):
        return {DUE: "No due date", START: "No start date"}.get(mode, "No date")
    day = dates.day(group, short=False)
    near = day in ("Today", "Tomorrow", "Yesterday")
    return f"{_HEADINGS[mode]} {day.lower() if near else day}"
