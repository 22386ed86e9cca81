"""Simple Calendar Pro: events and tasks in six views."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from phoneagent.virtualphone.apps.calendar.editor import EventScreen, TaskScreen
from phoneagent.virtualphone.apps.calendar.main import CalendarScreen
from phoneagent.virtualphone.apps.calendar.model import (
    DAY_S,
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
from phoneagent.virtualphone.apps.calendar.options import PACKAGE
from phoneagent.virtualphone.apps.calendar.provider import CalendarProvider
from phoneagent.virtualphone.apps.calendar.reminding import REMIND, remind, schedule
from phoneagent.virtualphone.apps.calendar.settings import SettingsScreen
from phoneagent.virtualphone.apps.calendar.store import Store
from phoneagent.virtualphone.system.app import App, BroadcastResult
from phoneagent.virtualphone.system.intents import (
    ACTION_EDIT,
    ACTION_INSERT,
    ACTION_MAIN,
    ACTION_VIEW,
    CATEGORY_APP_CALENDAR,
    Intent,
    answers,
)
from phoneagent.virtualphone.system.providers import Provider

_MAIN = ".activities.MainActivity"
_EVENT = ".activities.EventActivity"
_ITEM, _DIR = "vnd.android.cursor.item/event", "vnd.android.cursor.dir/event"
_REPEATS = {"": 0, "daily": DAY_S, "weekly": WEEK_S, "monthly": MONTH_S, "yearly": YEAR_S}


class CalendarApp(App):
    """Its events lie in `databases/events.db`, its settings in `shared_prefs/Prefs.xml`."""

    package = PACKAGE
    label = "Calendar"
    version = "6.22.2"
    version_code = 238
    icon = "calendar"
    color = "#f57c00"
    system = False
    launcher = _MAIN
    activities = {
        _MAIN: CalendarScreen,
        _EVENT: EventScreen,
        ".activities.TaskActivity": TaskScreen,
        ".activities.SettingsActivity": SettingsScreen,
    }
    filters = (
        answers(_EVENT, ACTION_INSERT, ACTION_EDIT, types=(_ITEM, _DIR)),
        answers(_MAIN, ACTION_VIEW, types=(_ITEM, "time/epoch")),
        answers(_MAIN, ACTION_MAIN, categories=(CATEGORY_APP_CALENDAR,)),
        answers(_MAIN, ACTION_VIEW, schemes=("content",), hosts=("com.android.calendar",)),
    )
    receives = frozenset({REMIND})
    permissions = ("android.permission.POST_NOTIFICATIONS", "android.permission.READ_CONTACTS")
    authorities = CalendarProvider.authorities

    def seed(self, state: Mapping[str, Any]) -> None:
        """Take the fixture's events.

        `"calendar": [{"title": "Lunch", "start": "2026-03-02T12:00", "minutes": 60, "location":
        "", "description": "", "all_day": false, "repeat": "weekly", "reminder": 10, "task":
        false}]`; `repeat` is daily, weekly, monthly or yearly.
        """
        store = Store(self.phone)
        events = [_event(facts, store) for facts in state.get("calendar", ())]
        store.lay_out(events)
        if any(event.reminders[0] != NO_REMINDER for event in events):
            for number in range(1, len(events) + 1):
                stored = store.get(number)
                if stored:
                    schedule(self.phone, stored)

    def provider(self) -> Provider:
        return CalendarProvider()

    def on_broadcast(self, intent: Intent) -> BroadcastResult | None:
        remind(self.phone, intent)
        return BroadcastResult(-1)


def _event(facts: Mapping[str, Any], store: Store) -> Event:
    """One event of the fixture."""
    start = datetime.fromisoformat(facts["start"])
    start = start if start.tzinfo else start.replace(tzinfo=store.zone)
    whole = bool(facts.get("all_day", False))
    interval_s = _REPEATS[facts.get("repeat", "")]
    rule = SAME_DAY if interval_s in (MONTH_S, YEAR_S) else 0
    end = start + timedelta(minutes=facts.get("minutes", 60))
    if whole:
        start, end = (datetime.combine(start.date(), at, start.tzinfo) for at in (time(), time(12)))
    return Event(
        title=facts["title"],
        start_s=int(start.astimezone(UTC).timestamp()),
        end_s=int(end.astimezone(UTC).timestamp()),
        location=facts.get("location", ""),
        description=facts.get("description", ""),
        repeat_interval_s=interval_s,
        repeat_rule=weeks_rule(start.weekday()) if interval_s == WEEK_S else rule,
        reminders=(facts.get("reminder", NO_REMINDER), NO_REMINDER, NO_REMINDER),
        flags=FLAG_ALL_DAY if whole else 0,
        kind=TASK if facts.get("task", False) else EVENT,
    )
