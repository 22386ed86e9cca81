"""What `content://com.android.calendar` says about itself: the kinds of its addresses.

The kinds are those of Android's CalendarContract
(https://developer.android.com/reference/android/provider/CalendarContract). No account of this
phone has a calendar, so there are no rows behind them; Simple Calendar keeps its own database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from phoneagent.virtualphone.system.providers.base import Query, Row, UnknownUri, Value

_KINDS = ("calendars", "events", "instances", "attendees", "reminders")


class CalendarProvider:
    """An empty calendar provider."""

    authorities: Sequence[str] = ("com.android.calendar",)

    def query(self, path: str, query: Query) -> list[Row]:
        self._check(path)
        return []

    def insert(self, path: str, values: Mapping[str, Value]) -> str:
        raise UnknownUri("No calendar account to write to")

    def update(self, path: str, values: Mapping[str, Value], query: Query) -> int:
        self._check(path)
        return 0

    def delete(self, path: str, query: Query) -> int:
        self._check(path)
        return 0

    def mime_of(self, path: str) -> str:
        """The kind of an address; without a path it means the present time."""
        kind, _, number = path.partition("/")
        if kind in ("", "time"):
            return "time/epoch"
        if kind == "events":
            return f"vnd.android.cursor.{'item' if number else 'dir'}/event"
        return ""

    def _check(self, path: str) -> None:
        if path.partition("/")[0] not in _KINDS:
            raise UnknownUri(f"content://com.android.calendar/{path}")
