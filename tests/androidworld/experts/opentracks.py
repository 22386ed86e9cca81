"""OpenTracks: days and kinds are asked of the aggregated statistics, single tracks of the list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from phoneagent.core.hierarchy import Node
from tests.androidworld.dates import DAY, day_behind
from tests.androidworld.person import Person, Task, solves

APP = "OpenTracks"
TODAY = date(2023, 10, 15)
MONDAY = date(2023, 10, 9)
_METRES = {"mi": 1609.344, "ft": 0.3048}
_DISTANCE = re.compile(r"\(([\d,.]+) (\w+)\)")


@solves("SportsTrackerActivitiesOnDate")
def kinds_on(person: Person, task: Task) -> str:
    day = _days(task.goal)[0]
    _aggregate(person, day, day)
    return ", ".join(person.read_all(id="aggregated_stats_type_label"))


@solves("SportsTrackerActivitiesCountForWeek")
def count_this_week(person: Person, task: Task) -> str:
    _aggregate(person, MONDAY, TODAY)
    return _beside(person, task.params["category"], "num_tracks").text.strip("()")


@solves("SportsTrackerTotalDurationForCategoryThisWeek")
def duration_this_week(person: Person, task: Task) -> str:
    _aggregate(person, MONDAY, TODAY)
    return _minutes(_beside(person, task.params["category"], "time").text)


@solves("SportsTrackerActivityDuration")
def duration_on(person: Person, task: Task) -> str:
    day = _days(task.goal)[0]
    _aggregate(person, day, day)
    return _minutes(_beside(person, task.params["category"], "time").text)


@solves("SportsTrackerTotalDistanceForCategoryOverInterval")
def distance_between(person: Person, task: Task) -> str:
    first, last = _days(task.goal)
    _aggregate(person, first, last)
    value = _beside(person, task.params["category"], "distance").text
    unit = _beside(person, task.params["category"], "distance_unit").text
    return str(_metres(value, unit))


@solves("SportsTrackerLongestDistanceActivity")
def longest_this_week(person: Person, task: Task) -> str:
    """The search also finds the kind as a part of another or in a name: the form tells."""
    kind = task.params["category"]
    person.open_app(APP)
    person.tap("Search")
    person.type(kind)
    person.hide_keyboard()
    found = sorted(set(_tracks(person)), key=lambda line: -line.metres)
    for line in found:
        person.tap(line.name)
        person.tap("More options")
        person.tap("Edit")
        if person.field("Activity type").text == kind:
            return str(line.metres)
        person.back()
        person.back()
    raise person.lost(f"a {kind} track of this week")


@dataclass(frozen=True)
class Line:
    """A track of this week as the list shows it."""

    name: str
    metres: int


def _tracks(person: Person) -> Iterator[Line]:
    for _ in person.pages():
        for name in person.find_all(id="track_list_item_name"):
            day = _near(person, name, "track_list_item_date")
            facts = _near(person, name, "track_list_item_time_distance")
            said = _DISTANCE.search(facts.text) if day and facts else None
            if said and day and not day.text[0].isdecimal():  # older ones say 8 Oct
                yield Line(name.text, _metres(said[1], said[2]))


def _near(person: Person, node: Node, id: str) -> Node | None:
    """What has this id in the row of a node."""
    y = node.bounds.centre[1]
    row = [other for other in person.find_all(id=id) if abs(other.bounds.centre[1] - y) < 100]
    return min(row, key=lambda other: abs(other.bounds.centre[1] - y), default=None)


def _days(goal: str) -> list[date]:
    """The days a goal speaks of; "this week" and weeks' beginnings are no days."""
    said = goal.split(" Assume ")[0].split(" Express ")[0].split(" Answer ")[0]
    return [day_behind(words, TODAY) for words in DAY.findall(said)]


def _aggregate(person: Person, first: date, last: date) -> None:
    """From anywhere: the sums from one day to another."""
    person.open_app(APP)
    person.tap(id="aggregated_stats_button")
    person.tap("Filter")
    _choose(person, "from", first)
    _choose(person, "to", last)
    person.tap("OK")


def _choose(person: Person, end: str, day: date) -> None:
    field = person.need(id=f"filter_date_edit_text_{end}")
    if f"{day:%B} {day.day}, {day.year}" in field.text:
        return
    person.tap_on(field)
    name = f"{day:%d %B %Y}"
    for _ in range(3):
        if person.sees(name):
            break
        person.tap("Previous month")
    person.tap(name)


def _beside(person: Person, kind: str, what: str) -> Node:
    """A number in the row of a kind of activity."""
    label = person.scroll_to(kind, id="aggregated_stats_type_label")
    below = [
        node
        for node in person.find_all(id=f"aggregated_stats_{what}")
        if node.bounds.bottom >= label.bounds.top
    ]
    if not below:
        person.scroll()
        return _beside(person, kind, what)
    return min(below, key=lambda node: node.bounds.top)


def _minutes(length: str) -> str:
    """`1:45:00` as minutes."""
    parts = [int(part) for part in length.split(":")]
    seconds = sum(part * 60**place for place, part in enumerate(reversed(parts)))
    return str(seconds // 60)


def _metres(value: str, unit: str) -> int:
    return round(float(value.replace(",", "")) * _METRES[unit])
