"""What a person has set in the calendar, kept in its shared preferences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.calendar.model import NO_REMINDER
from phoneagent.virtualphone.system.preferences import Preferences

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

PACKAGE = "com.simplemobiletools.calendar.pro"
MONTHLY, YEARLY, EVENT_LIST, WEEKLY, DAILY, MONTHLY_DAILY = 1, 2, 3, 4, 5, 7
VIEWS = {
    DAILY: "Daily view",
    WEEKLY: "Weekly view",
    MONTHLY: "Monthly view",
    MONTHLY_DAILY: "Monthly and daily view",
    YEARLY: "Yearly view",
    EVENT_LIST: "Simple event list",
}
_SUNDAY = 7


class Options:
    """The app's settings by the names of its own preferences file, Prefs.xml."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._stored = Preferences(phone.files, PACKAGE, "Prefs")

    @property
    def view(self) -> int:
        """Which view is shown, one of `VIEWS`."""
        shown = self._stored.get("view", MONTHLY)
        return shown if shown in VIEWS else MONTHLY

    @property
    def first_weekday(self) -> int:
        """Where a week begins, Monday is 0."""
        return (self._stored.get("first_day_of_week", _SUNDAY) - 1) % 7

    @property
    def creates_tasks(self) -> bool:
        return self._stored.get("allow_creating_tasks", True)

    @property
    def reminders(self) -> tuple[int, int, int]:
        """Minutes before the start that a new event reminds at."""
        found = [
            self._stored.get(f"default_reminder_{number}", 10 if number == 1 else NO_REMINDER)
            for number in (1, 2, 3)
        ]
        return found[0], found[1], found[2]

    @property
    def duration_minutes(self) -> int:
        """How long a new event takes."""
        return self._stored.get("default_duration", 0)

    @property
    def hidden_types(self) -> frozenset[str]:
        """Numbers of the event types that are filtered out."""
        return self._stored.get("hidden_event_types", frozenset())

    def on(self, name: str, default: bool) -> bool:
        """One of the switches: dim_past_events, week_numbers, replace_description ..."""
        return self._stored.get(name, default)

    def put(self, name: str, value: bool | int | frozenset[str]) -> None:
        """Change one setting."""
        self._stored.put(name, value)
