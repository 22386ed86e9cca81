"""Reminders: choosing them, and the notifications they become."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.calendar.amount import AmountDialog
from phoneagent.virtualphone.apps.calendar.dialogs import RadioDialog
from phoneagent.virtualphone.apps.calendar.model import NO_REMINDER, Event, Occurrence
from phoneagent.virtualphone.apps.calendar.options import PACKAGE
from phoneagent.virtualphone.apps.calendar.recurrence import occurrences
from phoneagent.virtualphone.apps.calendar.rows import Look, time_line
from phoneagent.virtualphone.apps.calendar.store import Store
from phoneagent.virtualphone.apps.calendar.wording import reminder_text
from phoneagent.virtualphone.system.alarms import Alarm
from phoneagent.virtualphone.system.intents import Component, Intent
from phoneagent.virtualphone.system.notifications import Notification
from phoneagent.virtualphone.timetext import hour24
from phoneagent.virtualphone.ui import Dialog, Layer

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

REMIND = f"{PACKAGE}.REMIND"
_USUAL = (NO_REMINDER, 0, 1, 5, 10, 30, 60)
_UNITS = (("minutes", 1), ("hours", 60), ("days", 1440))
_AHEAD_S = 400 * 86_400


def reminder_dialog(layer: Layer, minutes: int, on_pick: Callable[[int], object]) -> Dialog:
    """The usual times before the start, the present one, custom."""
    choices = sorted({*_USUAL, minutes})

    def pick(number: int) -> None:
        if number < len(choices):
            on_pick(choices[number])
        else:
            layer.show(AmountDialog("dialog_custom_interval", _UNITS, 9999, on_pick))

    return RadioDialog([*map(reminder_text, choices), "Custom"], choices.index(minutes), pick)


# what becomes of them ------------------------------------------------------------------------


def schedule(phone: VirtualPhone, event: Event) -> None:
    """Set an alarm for the next reminder of a stored event, in place of the one there is."""
    tag = f"event{event.id}"
    phone.alarms.cancel(PACKAGE, tag)
    upcoming = _next(phone, event)
    if upcoming is None:
        return
    at_ms, found = upcoming
    extras = {"event_id": event.id, "event_occurrence_ts": found.start_s}
    component = Component(PACKAGE, f"{PACKAGE}.receivers.NotificationReceiver")
    phone.alarms.set(Alarm(PACKAGE, tag, at_ms, Intent(REMIND, component=component, extras=extras)))


def _next(phone: VirtualPhone, event: Event) -> tuple[int, Occurrence] | None:
    now = phone.clock.now()
    before = [minutes for minutes in event.reminders if minutes != NO_REMINDER]
    if not before or now.tzinfo is None:
        return None
    now_s = int(now.timestamp())
    for found in occurrences(event, now_s, now_s + _AHEAD_S, now.tzinfo):
        times = sorted(found.start_s - minutes * 60 for minutes in before)
        later = [second for second in times if second > now_s]
        if later:
            return later[0] * 1000, found
    return None


def remind(phone: VirtualPhone, intent: Intent) -> None:
    """Post the notification of a reminder that is due, and schedule the next."""
    event = Store(phone).get(intent.number("event_id"))
    if event is None:
        return
    start_s = intent.number("event_occurrence_ts", event.start_s)
    found = Occurrence(event, start_s, start_s + event.end_s - event.start_s)
    now = phone.clock.now()
    line = time_line(found, Look(now, hour24(phone.settings)))
    extras = {"event_id": event.id, "event_occurrence_ts": start_s}
    component = Component(PACKAGE, f"{PACKAGE}.activities.EventActivity")
    phone.notifications.post(
        Notification(
            PACKAGE,
            f"event{event.id}",
            event.title,
            f"{_day(found, now)}{line} {event.description}".strip(),
            intent=Intent("", component=component, extras=extras),
            urgent=True,
        )
    )
    schedule(phone, event)


def _day(found: Occurrence, now: datetime) -> str:
    day = found.days(now.tzinfo or UTC)[0]
    if day == now.date():
        return ""
    near = day == now.date() + timedelta(days=1)
    return "Tomorrow at " if near else f"{day:%B} {day.day} at "
