"""What is done to tasks: complete with undo, reschedule, move, copy, delete with undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.tasks.model import Task, day_of, has_time, moment_ms, time_of
from phoneagent.virtualphone.apps.tasks.recurrence import parsed
from phoneagent.virtualphone.apps.tasks.store import Store

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.tasks.listing import ListScreen


def complete(screen: ListScreen, task: Task) -> None:
    """Complete a task or take that back; a repeating one is moved on to its next date."""
    store = screen.store
    if task.done:
        store.save(replace(task, completed_ms=0))
        return

    def undo() -> None:
        store.save(task)

    moved = completed(store, task)
    if moved.done:
        screen.snackbar("Task completed", "Undo", undo)
    else:
        due = screen.dates.moment(moved.due_ms, short=False)
        screen.snackbar(f"{task.title} rescheduled for {due}", "Undo", undo)


def completed(store: Store, task: Task) -> Task:
    """Store that a task is done, or when it is due next; returns what was stored."""
    rule = parsed(task.recurrence)
    following = None
    if rule:
        from_ms = store.now_ms if task.after_completion or not task.due_ms else task.due_ms
        day = day_of(from_ms, store.zone)
        clock = time_of(task.due_ms, store.zone) if task.due_ms else None
        start = datetime.fromtimestamp(moment_ms(day, clock, store.zone) // 1000, store.zone)
        following = rule.after(start)
    if rule is None or following is None:
        changed = replace(task, completed_ms=store.now_ms)
    else:
        clock = following.time() if has_time(task.due_ms) else None
        due_ms = moment_ms(following.date(), clock and clock.replace(second=0), store.zone)
        left = replace(rule, count=rule.count - 1) if rule.count else rule
        start_ms = _shifted(task, due_ms)
        changed = replace(task, due_ms=due_ms, start_ms=start_ms, recurrence=left.stored())
    store.save(changed)
    return changed


def _shifted(task: Task, due_ms: int) -> int:
    """A start date keeps its distance from the due date."""
    return task.start_ms + due_ms - task.due_ms if task.start_ms and task.due_ms else task.start_ms


def reschedule(store: Store, tasks: Sequence[Task], due_ms: int) -> None:
    """Give tasks another due date."""
    for task in tasks:
        store.save(replace(task, due_ms=due_ms, start_ms=_shifted(task, due_ms or task.due_ms)))


def set_priority(store: Store, tasks: Sequence[Task], priority: int) -> None:
    for task in tasks:
        store.save(replace(task, priority=priority))


def move(store: Store, tasks: Sequence[Task], list_uuid: str) -> None:
    """Put tasks into a list."""
    for task in tasks:
        store.save(replace(task, list_uuid=list_uuid))


def copy(store: Store, tasks: Sequence[Task]) -> list[int]:
    """Store a second one of each; returns their numbers."""
    return [store.save(replace(task, id=0, completed_ms=0, created_ms=0)) for task in tasks]


def delete(screen: ListScreen, tasks: Sequence[Task]) -> None:
    """Delete tasks and say how many."""
    screen.store.delete(*(task.id for task in tasks))
    screen.snackbar(f"{len(tasks)} deleted")
