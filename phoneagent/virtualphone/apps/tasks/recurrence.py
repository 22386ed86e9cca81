"""Repeating tasks: the rules people can choose, how they are written, when the next one is due.

The rules are RRULEs of RFC 5545, of which FREQ, INTERVAL, BYDAY (weekly), UNTIL and COUNT are used.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta

UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ADVERBS = {"DAILY": "daily", "WEEKLY": "weekly", "MONTHLY": "monthly", "YEARLY": "yearly"}


@dataclass(frozen=True)
class Rule:
    """How often, on which weekdays (Monday is 0), until when or how many times more."""

    unit: str = "WEEKLY"
    interval: int = 1
    days: frozenset[int] = frozenset()
    until: date | None = None
    count: int = 0

    def stored(self) -> str:
        """The rule as an RRULE."""
        parts = [f"FREQ={self.unit}"]
        if self.until:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        if self.count:
            parts.append(f"COUNT={self.count}")
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.days and self.unit == "WEEKLY":
            parts.append("BYDAY=" + ",".join(DAYS[day] for day in sorted(self.days)))
        return ";".join(parts)

    def text(self) -> str:
        """`Repeats weekly on Mon, Wed`, `Repeats every 3 days, occurs 5 times`."""
        many = self.interval > 1
        often = f"every {self.interval} {UNITS[self.unit]}s" if many else _ADVERBS[self.unit]
        said = f"Repeats {often}"
        if self.days and self.unit == "WEEKLY":
            said += " on " + ", ".join(calendar.day_abbr[day] for day in sorted(self.days))
        if self.count:
            said += f", occurs {self.count} time{'s' if self.count > 1 else ''}"
        if self.until:
            said += f" until {self.until:%b} {self.until.day}, {self.until.year}"
        return said

    def after(self, moment: datetime) -> datetime | None:
        """When it is due next; None when the repetition is over."""
        if self.count == 1:
            return None
        following = self._next(moment)
        return None if self.until and following.date() > self.until else following

    def _next(self, moment: datetime) -> datetime:
        if self.unit == "DAILY":
            return moment + timedelta(days=self.interval)
        if self.unit == "WEEKLY":
            return self._next_weekday(moment)
        months = self.interval * (12 if self.unit == "YEARLY" else 1)
        number = moment.year * 12 + moment.month - 1 + months
        year, month = number // 12, number % 12 + 1
        day = min(moment.day, calendar.monthrange(year, month)[1])
        return moment.replace(year=year, month=month, day=day)

    def _next_weekday(self, moment: datetime) -> datetime:
        """The next of the days this week, else the first of them some weeks on."""
        later = [day for day in self.days if day > moment.weekday()]
        if later:
            return moment + timedelta(days=min(later) - moment.weekday())
        first = min(self.days, default=moment.weekday())
        return moment + timedelta(days=first - moment.weekday(), weeks=self.interval)


def parsed(stored: str) -> Rule | None:
    """A stored RRULE; None for none, or for one nobody here understands."""
    parts = dict(part.partition("=")[::2] for part in stored.split(";") if part)
    unit = parts.get("FREQ", "")
    if unit not in UNITS:
        return None
    until = parts.get("UNTIL", "")[:8]
    days = [day[-2:] for day in parts.get("BYDAY", "").split(",")]
    try:
        return Rule(
            unit,
            max(1, int(parts.get("INTERVAL", "1"))),
            frozenset(DAYS.index(day) for day in days if day in DAYS),
            datetime.strptime(until, "%Y%m%d").date() if until else None,
            int(parts.get("COUNT", "0")),
        )
    except ValueError:
        return None
