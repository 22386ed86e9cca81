"""Tasks: its list, grouped by date or by priority, answers every question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from phoneagent.core.hierarchy import Node
from tests.androidworld.dates import WEEKDAYS, day_in
from tests.androidworld.person import Person, Task, solves

TODAY = date(2023, 10, 15)  # what the phone says in every task
_NEAR = {"Today": 0, "Tmrw": 1, "Yest": -1}
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


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


def arrange(person: Person, grouping: str, completed: str = "") -> None:
    """Group the list; completed tasks, at its end, may have an order of their own."""
    person.open_app("Tasks")
    person.tap("Sort")
    person.tap("Grouping")
    person.tap(grouping)
    if completed:
        person.tap("Completed")
        person.tap(completed)
    person.back()


def read(person: Person, is_enough: Callable[[Line], bool]) -> list[Line]:
    """The tasks of the list in order, until the last one of a page is beyond what is wanted."""
    found: dict[Line, None] = {}
    before: list[Line] = []
    for nodes in _pages(person):
        page = _continued(list(_lines(nodes)), before)
        found |= dict.fromkeys(page)
        before = page or before
        if page and is_enough(page[-1]):
            break
    return list(found)


def _pages(person: Person) -> Iterator[list[Node]]:
    """The list, moved on by almost all of its height until it ends."""
    before: list[Node] = []
    while (now := person.nodes()) != before:
        yield now
        before = now
        x, y = (box := person.need(id="recycler_view").bounds).centre
        reach = box.height_px * 45 // 100
        person.swipe((x, y + reach), (x, y - reach), 1500)


def _lines(nodes: list[Node]) -> Iterator[Line]:
    """The tasks on a page; above its first heading the heading is unknown."""
    heading = ""
    for node in nodes:
        name = node.resource_id.rpartition("/")[2]
        if name == "header":
            heading = node.text
        elif name == "rowBody":
            parts = {n.resource_id.rpartition("/")[2]: n.text for n in node.walk()}
            if "title" in parts:
                yield Line(heading, parts["title"], parts.get("due_date", ""))


def _continued(page: list[Line], before: list[Line]) -> list[Line]:
    """A page with the headings it does not show, known from the page before."""
    known = {(line.title, line.due): line.heading for line in before}
    last = before[-1].heading if before else ""
    return [
        line if line.heading else replace(line, heading=known.get((line.title, line.due), last))
        for line in page
    ]


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


def _due(person: Person, first: date, last: date) -> list[Line]:
    """The tasks still to be done that are due between two days."""
    arrange(person, "By due date")

    def is_beyond(line: Line) -> bool:
        return line.heading == "Completed" or (_day_under(line) or first) > last

    found = [line for line in read(person, is_beyond) if line.heading != "Completed"]
    days = [(line, _day_under(line)) for line in found]
    return [line for line, day in days if day and first <= day <= last]


@solves("TasksDueOnDate")
def due_on_date(person: Person, task: Task) -> str:
    """The group of the day."""
    wanted = day_in(task.goal, TODAY)
    return _titles(_due(person, wanted, wanted))


@solves("TasksDueNextWeek")
def due_next_week(person: Person, task: Task) -> str:
    """How many are due from Monday to Sunday."""
    return str(len(_due(person, TODAY + timedelta(days=1), TODAY + timedelta(days=7))))


@solves("TasksIncompleteTasksOnDate")
def still_to_do(person: Person, task: Task) -> str:
    """Whatever is due by then and not completed."""
    return _titles(_due(person, date.min, day_in(task.goal, TODAY)))


@solves("TasksHighPriorityTasks")
def high_priority(person: Person, task: Task) -> str:
    """The group of that priority."""
    arrange(person, "By priority")
    found = read(person, lambda line: line.heading != "High priority")
    return _titles([line for line in found if line.heading == "High priority"])


@solves("TasksHighPriorityTasksDueOnDate")
def high_priority_on_date(person: Person, task: Task) -> str:
    """In the group of a day the high priority comes first; the form of a task shows it."""
    wanted = day_in(task.goal, TODAY)
    arrange(person, "By due date")
    for nodes in _pages(person):
        fitting = [line for line in _lines(nodes) if _day_under(line) == wanted]
        if fitting:
            break
    found = []
    for line in fitting:
        person.tap(line.title, id="title")
        is_high = person.find_all(cls="RadioButton")[-1].checked
        person.back()
        if not is_high:
            break
        found.append(line)
    return _titles(found)


@solves("TasksCompletedTasksForDate")
def completed_on_date(person: Person, task: Task) -> str:
    """Below "Completed", those due on the day; of two weekdays the one with more of them."""
    ahead = day_in(task.goal, TODAY)
    days = (ahead - timedelta(weeks=1), ahead) if _names_weekday(task.goal) else (ahead,)
    unclear = any(len(Line("", "", f"{day:%a}").days()) > 1 for day in days) and all(
        abs(day - TODAY) < timedelta(weeks=1) for day in days
    )
    arrange(person, "By due date", completed="By due date" if unclear else "")
    too_early = days[0] - timedelta(days=2)

    def is_beyond(line: Line) -> bool:
        return unclear and line.heading == "Completed" and max(line.days()) < too_early

    found = [line for line in read(person, is_beyond) if line.heading == "Completed"]
    if unclear:
        dated = list(zip(found, in_order(found[::-1])[::-1], strict=True))
    else:
        dated = [(line, day) for line in found for day in line.days()]
    counts = Counter(day for _, day in dated)
    wanted = max(days, key=lambda day: counts[day])
    return _titles([line for line, day in dated if day == wanted])


def _names_weekday(goal: str) -> bool:
    return any(name in goal for name in WEEKDAYS)


def in_order(found: list[Line]) -> list[date]:
    """The days of a list sorted by date, so that a weekday lies between its neighbours' days."""
    latest = [TODAY] * len(found)
    for number in reversed(range(len(found))):
        days = found[number].days() or [TODAY]
        after = latest[number + 1] if number + 1 < len(found) else max(days)
        latest[number] = max((day for day in days if day <= after), default=min(days))
    return latest
