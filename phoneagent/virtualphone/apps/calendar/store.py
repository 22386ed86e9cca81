"""The calendar's database, read and written at every use.

Tables and columns are those of Simple Calendar Pro's `events.db`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from phoneagent.virtualphone.apps.calendar.model import (
    FLAG_DONE,
    NO_REMINDER,
    REGULAR_TYPE,
    TASK,
    Event,
    EventType,
    Occurrence,
    midnight_s,
)
from phoneagent.virtualphone.apps.calendar.recurrence import occurrences

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

DATABASE = "/data/data/com.simplemobiletools.calendar.pro/databases/events.db"
SCHEMA = """
CREATE TABLE IF NOT EXISTS events(id INTEGER PRIMARY KEY AUTOINCREMENT, start_ts INTEGER,
  end_ts INTEGER, title TEXT, location TEXT, description TEXT, repeat_interval INTEGER,
  repeat_rule INTEGER, reminder_1_minutes INTEGER, reminder_2_minutes INTEGER,
  reminder_3_minutes INTEGER, reminder_1_type INTEGER, reminder_2_type INTEGER,
  reminder_3_type INTEGER, repeat_limit INTEGER, repetition_exceptions TEXT, attendees TEXT,
  import_id TEXT, time_zone TEXT, flags INTEGER, event_type INTEGER, parent_id INTEGER,
  last_updated INTEGER, source TEXT, availability INTEGER, color INTEGER, type INTEGER);
CREATE TABLE IF NOT EXISTS event_types(id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL,
  color INTEGER NOT NULL, caldav_calendar_id INTEGER NOT NULL DEFAULT 0,
  caldav_display_name TEXT NOT NULL DEFAULT '', caldav_email TEXT NOT NULL DEFAULT '',
  type INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS tasks(id INTEGER PRIMARY KEY AUTOINCREMENT, task_id INTEGER NOT NULL,
  start_ts INTEGER NOT NULL, flags INTEGER NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS index_tasks_id_task_id ON tasks(id, task_id);
"""
REGULAR = EventType(REGULAR_TYPE, "Regular event", "#3559b7")
_LAST_S = int(datetime(9000, 1, 1, tzinfo=UTC).timestamp())
_OPAQUE = 0xFF000000
_WRAP = 1 << 32


def color_text(number: int) -> str:
    """An ARGB integer as `#rrggbb`.

    >>> color_text(-65536)
    '#ff0000'
    """
    return f"#{number & 0xFFFFFF:06x}"


def color_number(text: str) -> int:
    """`#rrggbb` as the signed ARGB integer that Android stores."""
    return (_OPAQUE | int(text[1:], 16)) - _WRAP


class Store:
    """Events, tasks and event types of one phone."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone

    @property
    def zone(self) -> tzinfo:
        return self._phone.clock.now().tzinfo or UTC

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._phone.files.database(DATABASE, SCHEMA)

    # reading -----------------------------------------------------------------------------

    def between(self, first: date, last: date) -> list[Occurrence]:
        """Everything that touches the days from `first` to `last`, by time."""
        start_s = midnight_s(first, self.zone)
        end_s = midnight_s(last + timedelta(days=1), self.zone)
        return self._found(start_s, end_s)

    def after(self, from_s: int, to_s: int, text: str = "") -> list[Occurrence]:
        """Everything between two seconds, with `text` in title, place or description."""
        return [o for o in self._found(from_s, to_s) if _mentions(o.event, text.casefold())]

    def _found(self, from_s: int, to_s: int) -> list[Occurrence]:
        query = "SELECT * FROM events WHERE start_ts<? AND (repeat_interval>0 OR end_ts>=?)"
        with self._open() as db:
            rows = db.execute(query, (to_s, from_s)).fetchall()
            done = {(r["task_id"], r["start_ts"]) for r in db.execute("SELECT * FROM tasks")}
        zone = self.zone
        found = [
            replace(o, done=True) if o.event.is_task and o.key in done else o
            for row in rows
            for o in occurrences(_event(row), from_s, to_s, zone)
        ]
        return sorted(found, key=_rank)

    def get(self, event_id: int) -> Event | None:
        """One event by its number."""
        with self._open() as db:
            row = db.execute("SELECT * FROM events WHERE id=?", (event_id,)).fetchone()
        return _event(row) if row else None

    def is_done(self, event_id: int, start_s: int) -> bool:
        """Whether a task was completed."""
        where = "SELECT 1 FROM tasks WHERE task_id=? AND start_ts=?"
        with self._open() as db:
            return db.execute(where, (event_id, start_s)).fetchone() is not None

    def types(self) -> list[EventType]:
        """Every kind of events; there is always the regular one."""
        with self._open() as db:
            rows = db.execute("SELECT id, title, color FROM event_types ORDER BY title").fetchall()
        found = [EventType(row["id"], row["title"], color_text(row["color"])) for row in rows]
        return found or [REGULAR]

    def color_of(self, event: Event, types: Iterable[EventType]) -> str:
        """The colour an event is drawn in."""
        if event.color:
            return color_text(event.color)
        return next((kind.color for kind in types if kind.id == event.type_id), REGULAR.color)

    # writing -----------------------------------------------------------------------------

    def save(self, event: Event) -> int:
        """Store a new event or change a stored one; returns its number."""
        values = _values(event) | {"last_updated": self._phone.clock.epoch_ms()}
        with self._open() as db:
            if event.id:
                assigned = ", ".join(f"{name}=:{name}" for name in values)
                update = f"UPDATE events SET {assigned} WHERE id=:id"  # noqa: S608 - own names
                db.execute(update, values | {"id": event.id})
                return event.id
            rest = {"attendees": "[]", "availability": 0}
            rest |= {f"reminder_{number}_type": 0 for number in (1, 2, 3)}
            return _insert(db, "events", values | rest)

    def delete(self, *event_ids: int) -> None:
        """Remove events with everything that hangs on them."""
        with self._open() as db:
            for event_id in event_ids:
                db.execute("DELETE FROM events WHERE id=? OR parent_id=?", (event_id, event_id))
                db.execute("DELETE FROM tasks WHERE task_id=?", (event_id,))

    def delete_occurrence(self, event: Event, start_s: int) -> None:
        """Leave out one time of a repeating event."""
        day = f"{datetime.fromtimestamp(start_s, self.zone):%Y%m%d}"
        self.save(replace(event, exceptions=(*event.exceptions, day)))

    def delete_from(self, event: Event, start_s: int) -> None:
        """End a repetition before an occurrence; the first one takes the event with it."""
        if start_s <= event.start_s:
            self.delete(event.id)
        else:
            day = datetime.fromtimestamp(start_s, self.zone).date()
            self.save(replace(event, repeat_limit=midnight_s(day, self.zone) - 1))

    def set_done(self, event_id: int, start_s: int, done: bool) -> None:
        """Complete a task, or take that back."""
        with self._open() as db:
            db.execute("DELETE FROM tasks WHERE task_id=? AND start_ts=?", (event_id, start_s))
            if done:
                facts = {"task_id": event_id, "start_ts": start_s, "flags": FLAG_DONE}
                _insert(db, "tasks", facts)

    def save_type(self, kind: EventType) -> int:
        """Store a new kind of events (number 0) or change one; returns its number."""
        number = color_number(kind.color)
        with self._open() as db:
            if kind.id:
                values = (kind.title, number, kind.id)
                db.execute("UPDATE event_types SET title=?, color=? WHERE id=?", values)
                return kind.id
            return _insert(db, "event_types", {"title": kind.title, "color": number})

    def delete_type(self, type_id: int, *, with_events: bool) -> None:
        """Remove a kind of events; its events go with it, or become regular ones."""
        with self._open() as db:
            if with_events:
                db.execute("DELETE FROM events WHERE event_type=?", (type_id,))
            else:
                move = "UPDATE events SET event_type=? WHERE event_type=?"
                db.execute(move, (REGULAR_TYPE, type_id))
            db.execute("DELETE FROM event_types WHERE id=?", (type_id,))

    def lay_out(self, events: Iterable[Event]) -> None:
        """Create the tables, the regular type, and the first events."""
        with self._open() as db:
            if not db.execute("SELECT 1 FROM event_types").fetchone():
                color = color_number(REGULAR.color)
                _insert(db, "event_types", {"title": REGULAR.title, "color": color})
            for event in events:
                rest = {"attendees": "[]", "last_updated": 0, "availability": 0}
                _insert(db, "events", _values(event) | rest)

    def clear(self) -> None:
        """Delete all events and tasks."""
        with self._open() as db:
            db.execute("DELETE FROM events")
            db.execute("DELETE FROM tasks")


def _insert(db: sqlite3.Connection, table: str, values: Mapping[str, Any]) -> int:
    names = ", ".join(values)
    places = ", ".join(f":{name}" for name in values)
    insert = f"INSERT INTO {table}({names}) VALUES ({places})"  # noqa: S608 - own names
    cursor = db.execute(insert, dict(values))
    return int(cursor.lastrowid or 0)


def _mentions(event: Event, text: str) -> bool:
    shown = (event.title, event.location, event.description)
    return not text or any(text in part.casefold() for part in shown)


def _rank(found: Occurrence) -> tuple[Any, ...]:
    event = found.event
    return found.start_s - event.all_day, found.end_s, event.title, event.description


def _event(row: sqlite3.Row) -> Event:
    """A row as an event; what is missing or no number counts as nothing."""
    start_s, end_s = (min(max(_number(row[name]), 0), _LAST_S) for name in ("start_ts", "end_ts"))
    reminders = [_number(row[f"reminder_{n}_minutes"], NO_REMINDER) for n in (1, 2, 3)]
    return Event(
        id=row["id"],
        start_s=start_s,
        end_s=max(start_s, end_s),
        title=str(row["title"] or ""),
        location=str(row["location"] or ""),
        description=str(row["description"] or ""),
        repeat_interval_s=max(0, _number(row["repeat_interval"])),
        repeat_rule=_number(row["repeat_rule"]),
        repeat_limit=_number(row["repeat_limit"]),
        exceptions=_days(row["repetition_exceptions"]),
        reminders=(reminders[0], reminders[1], reminders[2]),
        time_zone=str(row["time_zone"] or ""),
        flags=_number(row["flags"]),
        type_id=_number(row["event_type"], REGULAR_TYPE),
        parent_id=_number(row["parent_id"]),
        import_id=str(row["import_id"] or ""),
        source=str(row["source"] or ""),
        color=_number(row["color"]),
        kind=TASK if row["type"] == TASK else 0,
    )


def _number(value: object, other: int = 0) -> int:
    return value if isinstance(value, int) else other


def _days(stored: object) -> tuple[str, ...]:
    try:
        days = json.loads(str(stored))
    except ValueError:
        return ()
    return tuple(str(day) for day in days) if isinstance(days, list) else ()


def _values(event: Event) -> dict[str, Any]:
    """An event's columns."""
    values: dict[str, Any] = {
        "start_ts": event.start_s,
        "end_ts": event.end_s,
        "title": event.title,
        "location": event.location,
        "description": event.description,
        "repeat_interval": event.repeat_interval_s,
        "repeat_rule": event.repeat_rule,
        "repeat_limit": event.repeat_limit,
        "repetition_exceptions": json.dumps(event.exceptions),
        "time_zone": event.time_zone,
        "flags": event.flags,
        "event_type": event.type_id,
        "parent_id": event.parent_id,
        "import_id": event.import_id,
        "source": event.source,
        "color": event.color,
        "type": event.kind,
    }
    for number, minutes in enumerate(event.reminders, 1):
        values[f"reminder_{number}_minutes"] = minutes
    return values
