"""Events as an iCalendar file (RFC 5545), to be shared with another app."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo

from phoneagent.virtualphone.apps.calendar.model import (
    DAY_S,
    MONTH_S,
    NO_REMINDER,
    WEEK_S,
    YEAR_S,
    Event,
    Occurrence,
)
from phoneagent.virtualphone.system.intents import ACTION_SEND, Intent
from phoneagent.virtualphone.ui import Screen

_FOLDER = "/data/data/com.simplemobiletools.calendar.pro/cache/events"
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_UNITS = ((YEAR_S, "YEARLY"), (MONTH_S, "MONTHLY"), (WEEK_S, "WEEKLY"), (DAY_S, "DAILY"))


def share_events(screen: Screen, found: Iterable[Occurrence]) -> None:
    """Offer events, as one file, to every app that takes one."""
    events = list({one.event.id: one.event for one in found}.values())
    path = f"{_FOLDER}/events.ics"
    zone = screen.phone.clock.now().tzinfo or UTC
    screen.phone.files.write_text(path, calendar_file(events, zone))
    extras = {
        "android.intent.extra.STREAM": f"file://{path}",
        "android.intent.extra.SUBJECT": ", ".join(event.title for event in events),
    }
    screen.start(Intent(ACTION_SEND, type="text/calendar", extras=extras))


def calendar_file(events: Iterable[Event], zone: tzinfo) -> str:
    """Events in iCalendar's words."""
    lines = ["BEGIN:VCALENDAR", "PRODID:-//Simple Mobile Tools//NONSGML Event Calendar//EN"]
    lines.append("VERSION:2.0")
    for event in events:
        lines += _event(event, zone)
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def _event(event: Event, zone: tzinfo) -> list[str]:
    kind = "VTODO" if event.is_task else "VEVENT"
    facts = {
        "SUMMARY": _escaped(event.title),
        "UID": event.import_id,
        "LOCATION": _escaped(event.location),
        "DESCRIPTION": _escaped(event.description),
        "RRULE": _repetition(event),
    }
    lines = [f"BEGIN:{kind}", *(f"{name}:{value}" for name, value in facts.items() if value)]
    lines += [_moment("DTSTART", event.start_s, event.all_day, zone)]
    if not event.is_task:
        lines += [_moment("DTEND", event.end_s, event.all_day, zone)]
    for minutes in event.reminders:
        if minutes != NO_REMINDER:
            trigger = f"TRIGGER:-PT{minutes}M"
            lines += ["BEGIN:VALARM", "ACTION:DISPLAY", trigger, "END:VALARM"]
    return [*lines, f"END:{kind}"]


def _moment(name: str, second: int, all_day: bool, zone: tzinfo) -> str:
    if all_day:
        return f"{name};VALUE=DATE:{datetime.fromtimestamp(second, zone):%Y%m%d}"
    return f"{name}:{datetime.fromtimestamp(second, UTC):%Y%m%dT%H%M%SZ}"


def _repetition(event: Event) -> str:
    if not event.repeats:
        return ""
    interval_s = event.repeat_interval_s
    length_s, unit = next(u for u in _UNITS if interval_s % u[0] == 0 or u[0] == DAY_S)
    rule = f"FREQ={unit};INTERVAL={max(1, interval_s // length_s)}"
    if event.repeat_limit < 0:
        rule += f";COUNT={-event.repeat_limit}"
    elif event.repeat_limit:
        rule += f";UNTIL={datetime.fromtimestamp(event.repeat_limit, UTC):%Y%m%dT%H%M%SZ}"
    if unit == "WEEKLY":
        rule += ";BYDAY=" + ",".join(d for n, d in enumerate(_DAYS) if event.repeat_rule >> n & 1)
    return rule


def _escaped(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), ("\n", "\\n"), (",", "\\,"), (";", "\\;")):
        text = text.replace(plain, escaped)
    return text
