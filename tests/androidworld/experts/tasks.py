"""Tasks: its list, grouped by date or by priority, answers every question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from phoneagent.core.hierarchy import Node
from tests.androidworld.dates import day_in
from tests.androidworld.person import Person, Task, solves

TODAY = date(2023, 10, 15)  # what the phone says in every task
_NEAR = {"Today": 0, "Tmrw": 1, "Yest": -1}
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NEXT_WEEK = [date(2023, 10, 16) + timedelta(days=number) for number in range(7)]


@dataclass(frozen=True)
class Line:
    """A task in the list: the heading above it, what it is called, when it is due."""

    heading: str
    title: str
    due: str

    def days(self) -> list[date]:
        """The days its date may mean: a weekday is one of the six days before or after today."""
        word = re.sub(r" \d\d:\d\d$", "", self.due)
        if word in _NEAR:
            return [TODAY + timedelta(days=_NEAR[word])]
        if word in _WEEKDAYS:
            near = [TODAY + timedelta(days=number) for number in (*range(-6, -1), *range(2, 7))]
            return [day for day in near if f"{day:%a}" == word]
        if not word:
            return []
        year = "" if word[-4:].isdecimal() else f", {TODAY.year}"
        return [datetime.strptime(word.partition(", 1")[0] + year, "%b %d, %Y").date()]


def grouped(person: Person, mode: str) -> list[Line]:
    """Every task in the list, arranged in groups."""
    person.open_app("Tasks")
    person.tap("Sort")
    person.tap("Grouping")
    person.tap(mode)
    person.back()
    found: dict[tuple[str, str], Line] = {}
    heading = ""
    for nodes in person.pages():
        for line in _lines(nodes, heading):
            known = found.setdefault((line.title, line.due), line)
            heading = known.heading
    return list(found.values())


def _lines(nodes: list[Node], heading: str) -> Iterator[Line]:
    """The tasks on a page; those above its first heading are of the group before."""
    for node in nodes:
        name = node.resource_id.rpartition("/")[2]
        if name == "header":
            heading = node.text
        elif name == "rowBody":
            parts = {n.resource_id.rpartition("/")[2]: n.text for n in node.walk()}
            if "title" in parts:
                yield Line(heading, parts["title"], parts.get("due_date", ""))


def _titles(found: list[Line]) -> str:
    return ", ".join(dict.fromkeys(line.title for line in found))


def _day_under(line: Line) -> date | None:
    """The day a task under a heading of its due date is due; None for an unclear past day."""
    days = line.days()
    if line.heading == "Overdue":
        days = [day for day in days if day < TODAY]
    elif line.heading.startswith("Due "):
        days = [day for day in days if day >= TODAY]
    return days[0] if len(days) == 1 else None


def _due(person: Person, wanted: Callable[[date], bool]) -> list[Line]:
    """The tasks still to be done on the wanted days."""
    found = grouped(person, "By due date")
    days = [(line, _day_under(line)) for line in found if line.heading != "Completed"]
    return [line for line, day in days if day and wanted(day)]


@solves("TasksDueOnDate")
def due_on_date(person: Person, task: Task) -> str:
    """The group of the day."""
    wanted = day_in(task.goal, TODAY)
    return _titles(_due(person, lambda day: day == wanted))


@solves("TasksDueNextWeek")
def due_next_week(person: Person, task: Task) -> str:
    """How many are due from Monday to Sunday."""
    return str(len(_due(person, lambda day: day in _NEXT_WEEK)))


@solves("TasksIncompleteTasksOnDate")
def still_to_do(person: Person, task: Task) -> str:
    """Whatever is due by then and not completed."""
    last = day_in(task.goal, TODAY)
    return _titles(_due(person, lambda day: day <= last))


@solves("TasksHighPriorityTasks")
def high_priority(person: Person, task: Task) -> str:
    """The group of that priority."""
    found = grouped(person, "By priority")
    return _titles([line for line in found if line.heading == "High priority"])


@solves("TasksHighPriorityTasksDueOnDate")
def high_priority_on_date(person: Person, task: Task) -> str:
    """In the group of that priority, sorted by date, those of the day."""
    wanted = day_in(task.goal, TODAY)
    found = [line for line in grouped(person, "By priority") if line.heading == "High priority"]
    days = in_order(found)
    return _titles([line for line, day in zip(found, days, strict=True) if day == wanted])


@solves("TasksCompletedTasksForDate")
def completed_on_date(person: Person, task: Task) -> str:
    """Below "Completed", those due on the day; a bare weekday means the past one if it can."""
    found = [line for line in grouped(person, "By due date") if line.heading == "Completed"]
    ahead = day_in(task.goal, TODAY)
    weeks = (ahead - timedelta(weeks=1), ahead) if _names_weekday(task.goal) else (ahead,)
    for wanted in weeks:
        fitting = [line for line in found if wanted in line.days()]
        if fitting:
            return _titles(fitting)
    raise person.lost(f"completed tasks of {weeks}")


def _names_weekday(goal: str) -> bool:
    return any(name in goal for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"))


def in_order(found: list[Line]) -> list[date]:
    """The days of a list that is sorted by date: each is the earliest not before the one above."""
    days: list[date] = []
    for line in found:
        after = [day for day in line.days() if not days or day >= days[-1]]
        days.append(min(after or line.days(), default=TODAY))
    return days
