"""An event being edited: what its form holds, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from phoneagent.virtualphone.apps.calendar.model import (
    EVENT,
    FLAG_ALL_DAY,
    MONTH_S,
    NO_REMINDER,
    SAME_DAY,
    TASK,
    WEEK_S,
    YEAR_S,
    Event,
    weeks_rule,
)
from phoneagent.virtualphone.system.intents import Intent

_NOON = time(12)
_SINGLE_DAYS = tuple(weeks_rule(day) for day in range(7))


@dataclass
class Draft:
    """The form's values beside its text fields; changing the start moves the end along."""

    start: datetime
    end: datetime
    all_day: bool
    interval_s: int
    rule: int
    limit: int
    reminders: tuple[int, int, int]
    type_id: int
    color: int

    def move_start(self, start: datetime) -> None:
        """Begin at another time; the event keeps its length, a weekly one its only weekday."""
        self.end += start - self.start
        was = self.start
        self.start = start
        if was.date() != start.date() and self._is_weekly and self.rule in _SINGLE_DAYS:
            self.rule = weeks_rule(start.weekday())

    def set_start_day(self, day: date) -> None:
        self.move_start(datetime.combine(day, self.start.time(), self.start.tzinfo))

    def set_start_time(self, clock: time) -> None:
        self.move_start(datetime.combine(self.start.date(), clock, self.start.tzinfo))

    def set_end_day(self, day: date) -> None:
        self.end = datetime.combine(day, self.end.time(), self.end.tzinfo)

    def set_end_time(self, clock: time) -> None:
        self.end = datetime.combine(self.end.date(), clock, self.end.tzinfo)

    @property
    def _is_weekly(self) -> bool:
        return bool(self.interval_s) and not self.interval_s % WEEK_S

    def set_interval(self, interval_s: int) -> None:
        """Repeat every so often, at first on the weekday or the day it starts on."""
        self.interval_s = interval_s
        if self._is_weekly:
            self.rule = weeks_rule(self.start.weekday())
        elif interval_s and not (interval_s % MONTH_S and interval_s % YEAR_S):
            self.rule = SAME_DAY
        else:
            self.rule = 0

    def set_rule(self, rule: int) -> None:
        """Repeat on these days; on none is no repetition."""
        self.rule = rule
        if not rule:
            self.set_interval(0)

    def span_s(self) -> tuple[int, int]:
        """First and last second; a whole day is stored from midnight to noon."""
        if not self.all_day:
            return int(self.start.timestamp()), int(self.end.timestamp())
        first = datetime.combine(self.start.date(), time(), self.start.tzinfo)
        last = datetime.combine(self.end.date(), _NOON, self.end.tzinfo)
        return int(first.timestamp()), int(last.timestamp())

    def applied(self, event: Event) -> Event:
        """The event with the form's values."""
        start_s, end_s = self.span_s()
        flags = event.flags & ~FLAG_ALL_DAY | (FLAG_ALL_DAY if self.all_day else 0)
        return replace(
            event,
            start_s=start_s,
            end_s=end_s if event.kind == EVENT else start_s,
            repeat_interval_s=self.interval_s,
            repeat_rule=self.rule,
            repeat_limit=self.limit if self.interval_s else 0,
            reminders=self._sorted_reminders(),
            flags=flags,
            type_id=self.type_id,
            color=self.color,
        )

    def _sorted_reminders(self) -> tuple[int, int, int]:
        kept = sorted(minutes for minutes in self.reminders if minutes != NO_REMINDER)
        if not self.all_day:
            kept = [minutes for minutes in kept if minutes >= 0]
        padded = [*kept, NO_REMINDER, NO_REMINDER, NO_REMINDER]
        return padded[0], padded[1], padded[2]


def of_event(event: Event, start_s: int, zone: tzinfo) -> Draft:
    """The form of a stored event, at one of its occurrences."""
    start = datetime.fromtimestamp(start_s, zone)
    return Draft(
        start=start,
        end=start + timedelta(seconds=event.end_s - event.start_s),
        all_day=event.all_day,
        interval_s=event.repeat_interval_s,
        rule=event.repeat_rule,
        limit=event.repeat_limit,
        reminders=event.reminders,
        type_id=event.type_id,
        color=event.color,
    )


def of_intent(intent: Intent, now: datetime, minutes: int, kind: int) -> tuple[Event, Draft]:
    """A new event and its form, as an intent describes them.

    `beginTime` and `endTime` (milliseconds), `title`, `eventLocation`, `description` and `allDay`
    are those of Android's CalendarContract; `new_event_start_ts` (seconds) is the app's own.

    Args:
        intent: what was asked for.
        now: the start when the intent names none.
        minutes: the length when the intent names no end.
        kind: `EVENT` or `TASK`.
    """
    zone = now.tzinfo or UTC
    begin_ms = intent.number("beginTime", intent.number("new_event_start_ts") * 1000)
    start = datetime.fromtimestamp(begin_ms / 1000, zone) if begin_ms else now
    length = timedelta(minutes=intent.number("new_event_minutes", minutes))
    end_ms = intent.number("endTime")
    end = datetime.fromtimestamp(end_ms / 1000, zone) if end_ms else start + length
    event = Event(
        title=intent.text("title"),
        location=intent.text("eventLocation"),
        description=intent.text("description"),
        time_zone=str(zone),
        kind=TASK if kind == TASK else EVENT,
    )
    draft = of_event(event, int(start.timestamp()), zone)
    draft.end = max(start, end)
    draft.all_day = intent.text("allDay").lower() in ("1", "true")
    return event, draft
