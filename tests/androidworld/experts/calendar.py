"""Simple Calendar Pro: events are written in its form, deleted in a day's list, read in lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from phoneagent.core.hierarchy import Node
from tests.androidworld.dates import day_in, day_named, time_named
from tests.androidworld.person import Person, Task, solves

APP = "Calendar"
TODAY = date(2023, 10, 15)  # what the phone says in every task; the month view marks it
NOW = time(15, 34)
_ADD = re.compile(r"title '(.*)' and the description '(.*)'\. The event should last for (\d+) mins")
_REPEAT = re.compile(
    r"titled '(.*)' starting on .*recurs (\w+), forever, and lasts for (\d+) minutes .*"
    r"description should be '(.*)'\."
)
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = r"(\d{1,2}(?::\d\d)?(?:am|pm)?)"


@dataclass(frozen=True)
class Entry:
    """A row of a list: what it says, and where it is."""

    title: str
    times: str
    row: Node
    day: date

    @property
    def start(self) -> time:
        """When it begins; an event that lasts all day begins with the day."""
        found = re.match(r"\d\d:\d\d", self.times)
        return time.fromisoformat(found[0]) if found else time()


# adding -----------------------------------------------------------------------------------


@solves(
    "SimpleCalendarAddOneEvent",
    "SimpleCalendarAddOneEventRelativeDay",
    "SimpleCalendarAddOneEventTomorrow",
    "SimpleCalendarAddOneEventInTwoWeeks",
)
def add_event(person: Person, task: Task) -> None:
    """Title, description, day, hour and length are in the goal."""
    said = _ADD.search(task.goal)
    assert said, task.goal
    _begin(person, said[1], said[2])
    _set_times(person, _start(task.goal), timedelta(minutes=int(said[3])))
    _save(person)


@solves("SimpleCalendarAddRepeatingEvent")
def add_repeating_event(person: Person, task: Task) -> None:
    """As one event, with the repetition chosen from the dialog."""
    said = _REPEAT.search(task.goal)
    assert said, task.goal
    _begin(person, said[1], said[4])
    _set_times(person, _start(task.goal), timedelta(minutes=int(said[3])))
    person.tap(id="event_repetition")
    person.tap(said[2].capitalize())
    _save(person)


def _start(goal: str) -> datetime:
    hour = re.search(r"at (\d+)h", goal)
    assert hour, goal
    return datetime.combine(_day_of(goal), time(int(hour[1])))


def _day_of(goal: str) -> date:
    plain = _DATE.search(goal)
    if plain:
        return date(*map(int, plain.groups()))
    if "two weeks from today" in goal:
        return TODAY + timedelta(weeks=2)
    return day_in(goal.partition("Simple Calendar Pro")[2], TODAY)


def _begin(person: Person, title: str, description: str) -> None:
    person.open_app(APP)
    person.tap("New Event")
    person.tap("Event")
    person.fill("event_title", title)
    person.fill("event_description", description)
    person.hide_keyboard()


def _set_times(person: Person, start: datetime, length: timedelta) -> None:
    end = start + length
    _pick_day(person, "event_start_date", start.date())
    _pick_time(person, "event_start_time", start.time())
    if end.date() != start.date():
        _pick_day(person, "event_end_date", end.date())
    _pick_time(person, "event_end_time", end.time())


def _pick_day(person: Person, field: str, day: date) -> None:
    """Page the calendar to the month, then tap the day."""
    person.tap(id=field)
    wanted = f"{day.day:02d} {day:%B %Y}"
    while not person.sees(wanted):
        person.tap("Next month")
    person.tap(wanted)
    person.tap("OK")


def _pick_time(person: Person, field: str, wanted: time) -> None:
    """Tap the hour, then the minute, on the clock face."""
    if person.need(id=field).text == f"{wanted:%H:%M}":
        return
    person.tap(id=field)
    face = person.need(id="material_clock_face").bounds
    person.tap(f"{wanted.hour} hours", inside=face)
    if person.need(id="material_minute_tv").text != f"{wanted:%M}":
        person.tap(f"{wanted.minute} minutes", inside=face)
    person.tap("OK")


def _save(person: Person) -> None:
    """Save; the app warns about reminders once, and asks whether it may notify."""
    person.tap("Save")
    if person.sees(id="reminder_warning"):
        person.tap("OK")
    if person.sees(id="permission_allow_button"):
        person.tap("Allow")
    person.wait_for(id="month_view_wrapper")


# deleting ---------------------------------------------------------------------------------


@solves("SimpleCalendarDeleteEvents", "SimpleCalendarDeleteEventsOnRelativeDay")
def delete_day(person: Person, task: Task) -> None:
    """Everything on the day is selected, then deleted."""
    open_day(person, _day_of(task.goal))
    _select(person, entries_of_day(person))


@solves("SimpleCalendarDeleteOneEvent")
def delete_one(person: Person, task: Task) -> None:
    """The event of that title at that hour."""
    said = re.search(r"at (\d+)h with the title '(.*)'", task.goal)
    assert said, task.goal
    open_day(person, _day_of(task.goal))
    wanted = (said[2], time(int(said[1])))
    for nodes in person.pages():
        found = [e for e in _entries(nodes, TODAY) if (e.title, e.start) == wanted]
        if found:
            _select(person, found[:1])
            return
    raise person.lost(f"{wanted}")


def _select(person: Person, found: Iterable[Entry]) -> None:
    for number, entry in enumerate(found):
        touch = person.tap_on if number else person.long_press_on
        touch(entry.row)
    person.tap("Delete", id="cab_delete")
    person.tap("Yes")


# looking ----------------------------------------------------------------------------------


def open_day(person: Person, day: date) -> None:
    """Open a day from the month view; its cells say nothing, so they are counted."""
    person.open_app(APP)
    months = (day.year - TODAY.year) * 12 + day.month - TODAY.month
    for _ in range(abs(months)):
        person.tap(id="top_right_arrow" if months > 0 else "top_left_arrow")
    first = day.replace(day=1)
    before = (first.weekday() + 1) % 7  # a page begins on Sunday
    cells = person.find_all(id="month_view_background")
    person.tap_on(cells[before + day.day - 1])
    person.wait_for(id="day_events")


def entries_of_day(person: Person) -> list[Entry]:
    """All rows of the day that is open."""
    found: dict[tuple[str, str, int], Entry] = {}
    for page, nodes in enumerate(person.pages()):
        for entry in _entries(nodes, TODAY):
            top = entry.row.bounds.top if page == 0 else 0
            found.setdefault((entry.title, entry.times, top), entry)
    return list(found.values())


def _entries(nodes: Iterable[Node], day: date) -> list[Entry]:
    """The rows on a page; headings of days and months say on which day they are."""
    nodes = list(nodes)
    month = day.replace(day=1)
    found = []
    for node in nodes:
        if node.resource_id.endswith("event_section_title"):
            if node.text[0].isdecimal():
                day = month.replace(day=int(node.text.split()[0]))
            else:
                month = _month(node.text)
        elif node.resource_id.endswith("event_item_holder"):
            parts = {n.resource_id.rpartition("/")[2]: n.text for n in node.walk()}
            if "event_item_title" in parts and "event_item_time" in parts:
                title, times = parts["event_item_title"], parts["event_item_time"]
                found.append(Entry(title, times, node, day))
    return found


def _month(title: str) -> date:
    year = title if title[-4:].isdecimal() else f"{title} {TODAY.year}"
    return datetime.strptime(year, "%B %Y").date()


def upcoming(person: Person, until: date) -> list[Entry]:
    """The simple event list from now on, up to a day."""
    person.open_app(APP)
    person.tap("Change view")
    person.tap("Simple event list")
    found: dict[tuple[str, str, date], Entry] = {}
    day = TODAY
    for nodes in person.pages():
        entries = _entries(nodes, day)
        for entry in entries:
            found.setdefault((entry.title, entry.times, entry.day), entry)
        if entries:
            day = entries[-1].day
        if day > until:
            break
    return [entry for entry in found.values() if entry.day <= until]


def titles(found: Iterable[Entry]) -> str:
    """An answer: the titles, separated by commas."""
    return ", ".join(dict.fromkeys(entry.title for entry in found))


# questions --------------------------------------------------------------------------------


@solves("SimpleCalendarEventsOnDate", "SimpleCalendarAnyEventsOnDate")
def events_on_date(person: Person, task: Task) -> str:
    """Everything on the day."""
    open_day(person, day_in(task.goal, TODAY))
    return titles(entries_of_day(person))


@solves("SimpleCalendarEventOnDateAtTime")
def event_at_time(person: Person, task: Task) -> str:
    """What begins at the time."""
    said = re.search(rf"for (.*) at {_TIME} in", task.goal)
    assert said, task.goal
    open_day(person, day_named(said[1], TODAY))
    at = time_named(said[2])
    return titles(entry for entry in entries_of_day(person) if entry.start == at)


@solves("SimpleCalendarFirstEventAfterStartTime")
def first_event_after(person: Person, task: Task) -> str:
    """The earliest that begins then or later."""
    said = re.search(rf"after {_TIME} (.*) in Simple", task.goal)
    assert said, task.goal
    open_day(person, day_named(said[2], TODAY))
    found = [e for e in entries_of_day(person) if e.start >= time_named(said[1])]
    first = min(entry.start for entry in found)
    return titles(entry for entry in found if entry.start == first)


@solves("SimpleCalendarEventsInTimeRange")
def events_in_range(person: Person, task: Task) -> str:
    """What begins between the time and 8 pm."""
    said = re.search(rf"between {_TIME} and {_TIME} (.*) in Simple", task.goal)
    assert said, task.goal
    open_day(person, day_named(said[3], TODAY))
    first, last = time_named(said[1]), time_named(said[2])
    return titles(e for e in entries_of_day(person) if first <= e.start <= last)


@solves("SimpleCalendarEventsInNextWeek")
def events_next_week(person: Person, task: Task) -> str:
    """From the next Monday to the Sunday after."""
    monday = TODAY + timedelta(days=7 - TODAY.weekday())
    sunday = monday + timedelta(days=6)
    return titles(entry for entry in upcoming(person, sunday) if entry.day >= monday)


@solves("SimpleCalendarNextEvent")
def next_event(person: Person, task: Task) -> str:
    """The first in the list that has not begun."""
    later = [e for e in upcoming(person, TODAY) if e.start > NOW]
    first = min(entry.start for entry in later)
    return titles(entry for entry in later if entry.start == first)


@solves("SimpleCalendarNextMeetingWithPerson")
def next_meeting(person: Person, task: Task) -> str:
    """The search shows what is to come first; one of today may be over already."""
    said = re.search(r"meeting with (.*) in Simple", task.goal)
    assert said, task.goal
    _search(person, said[1])
    found = [e for e in _entries(person.nodes(), TODAY) if f"with {said[1]}" in e.title]
    later = [e for e in found if (e.day, e.start) > (TODAY, NOW)]
    first = (later or found)[0]
    return f"{first.day:%B} {first.day.day} {first.day.year} {first.start:%H:%M}"


@solves("SimpleCalendarLocationOfEvent")
def location_of_event(person: Person, task: Task) -> str:
    """Search the title, open it, read the field."""
    said = re.search(r"location of my (.*) event in", task.goal)
    assert said, task.goal
    _search(person, said[1])
    person.tap(said[1], id="event_item_title")
    return person.need(id="event_location").text


def _search(person: Person, text: str) -> None:
    person.open_app(APP)
    person.fill("top_toolbar_search", text)
    person.hide_keyboard()
