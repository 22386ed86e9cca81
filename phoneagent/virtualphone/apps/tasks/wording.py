"""How Tasks writes dates: by their distance from today, else in full."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from phoneagent.virtualphone.apps.tasks.model import has_time

_SHORT = {0: "Today", 1: "Tmrw", -1: "Yest"}
_LONG = {0: "Today", 1: "Tomorrow", -1: "Yesterday"}
_NEAR_DAYS = 6


@dataclass(frozen=True)
class Dates:
    """Writes moments as they look now.

    Attributes:
        now: the phone's time.
        long_day: the day has 24 hours.
        always_full: dates are never written by their distance.
    """

    now: datetime
    long_day: bool
    always_full: bool = False

    @property
    def zone(self) -> tzinfo | None:
        return self.now.tzinfo

    def clock(self, moment: datetime) -> str:
        """`15:30`, or `3:30 PM`, or `3 PM` at a full hour."""
        if self.long_day:
            return f"{moment:%H:%M}"
        return f"{moment:%I %p}".lstrip("0") if not moment.minute else _twelve(moment)

    def moment(self, at_ms: int, *, short: bool) -> str:
        """A due or start date: `Tmrw`, `Mon 14:00`, `Oct 25`, `Wednesday, October 25 at 2:00 PM`.

        Args:
            at_ms: milliseconds since the epoch.
            short: as in a row of a list; else as in the form of a task.
        """
        when = datetime.fromtimestamp(at_ms / 1000, self.zone)
        day = self.day(when.date(), short=short)
        if not has_time(at_ms):
            return day
        if not self._is_near(when.date()):
            return f"{day}{', ' if short else ' at '}{_twelve(when)}"
        return self.clock(when) if when.date() == self.now.date() else f"{day} {self.clock(when)}"

    def day(self, day: date, *, short: bool) -> str:
        """`Today`, `Tmrw` or `Tomorrow`, `Mon` or `Monday`, then dates with what they need."""
        if self._is_near(day):
            near = (_SHORT if short else _LONG).get((day - self.now.date()).days)
            return near or f"{day:%a}" if short else near or f"{day:%A}"
        year = f", {day.year}" if day.year != self.now.year else ""
        return f"{day:%b} {day.day}{year}" if short else f"{day:%A, %B} {day.day}{year}"

    def _is_near(self, day: date) -> bool:
        return not self.always_full and abs((day - self.now.date()).days) <= _NEAR_DAYS

    def stamp(self, at_ms: int) -> str:
        """`2023-10-15 15:34`."""
        return f"{datetime.fromtimestamp(at_ms / 1000, self.zone):%Y-%m-%d %H:%M}"


def _twelve(moment: datetime) -> str:
    return f"{moment:%I:%M %p}".lstrip("0")
