"""Alarms, a timer and a stopwatch: what they are, and where they are stored."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class Alarm:
    """An alarm; `days` are weekdays from Monday = 0, none means once."""

    id: int
    hour: int
    minute: int
    label: str = ""
    on: bool = True
    days: tuple[int, ...] = ()

    def switched(self, *, on: bool) -> Alarm:
        return replace(self, on=on)

    def time_text(self, *, long: bool) -> str:
        """7:30 AM, or 07:30 where the day has 24 hours."""
        if long:
            return f"{self.hour:02d}:{self.minute:02d}"
        half = "AM" if self.hour < 12 else "PM"
        return f"{(self.hour + 11) % 12 + 1}:{self.minute:02d} {half}"

    def next(self, now: datetime) -> datetime:
        """When it rings next."""
        moment = now.replace(hour=self.hour, minute=self.minute, second=0, microsecond=0)
        if moment <= now:
            moment += timedelta(days=1)
        while self.days and moment.weekday() not in self.days:
            moment += timedelta(days=1)
        return moment

    def days_text(self, now: datetime) -> str:
        """Every day, Mon, Tue; or Today, Tomorrow for one that rings once."""
        if len(self.days) == len(DAYS):
            return "Every day"
        if self.days:
            return ", ".join(DAYS[day] for day in sorted(self.days))
        if not self.on:
            return "Not scheduled"
        return "Today" if self.next(now).date() == now.date() else "Tomorrow"


@dataclass(frozen=True)
class Timer:
    """A countdown; times are milliseconds of uptime. `length_ms` 0: there is none."""

    length_ms: int = 0
    left_at_start_ms: int = 0
    started_ms: int | None = None

    @property
    def exists(self) -> bool:
        return self.length_ms > 0

    @property
    def running(self) -> bool:
        return self.started_ms is not None

    def left_ms(self, now_ms: int) -> int:
        """What is left; negative once it is over."""
        if self.started_ms is None:
            return self.left_at_start_ms
        return self.left_at_start_ms - (now_ms - self.started_ms)

    def started(self, now_ms: int) -> Timer:
        return replace(self, started_ms=now_ms)

    def paused(self, now_ms: int) -> Timer:
        return replace(self, left_at_start_ms=self.left_ms(now_ms), started_ms=None)

    def longer(self, extra_ms: int) -> Timer:
        return replace(self, left_at_start_ms=self.left_at_start_ms + extra_ms)

    def restarted(self) -> Timer:
        return Timer(self.length_ms, self.length_ms)


@dataclass(frozen=True)
class Stopwatch:
    """Milliseconds run so far, and since when it runs; laps are total times."""

    before_ms: int = 0
    started_ms: int | None = None
    laps: tuple[int, ...] = ()

    @property
    def running(self) -> bool:
        return self.started_ms is not None

    def total_ms(self, now_ms: int) -> int:
        return self.before_ms + (now_ms - self.started_ms if self.started_ms is not None else 0)

    def toggled(self, now_ms: int) -> Stopwatch:
        if self.running:
            return replace(self, before_ms=self.total_ms(now_ms), started_ms=None)
        return replace(self, started_ms=now_ms)

    def with_lap(self, now_ms: int) -> Stopwatch:
        return replace(self, laps=(self.total_ms(now_ms), *self.laps))


class ClockStore:
    """Reads and writes the clock's preferences file; opened at every use."""

    def __init__(self, phone: VirtualPhone, path: str) -> None:
        self._files = phone.files
        self._path = path

    def alarms(self) -> list[Alarm]:
        """All alarms, by time of day."""
        found = [Alarm(**{**a, "days": tuple(a["days"])}) for a in self._read().get("alarms", [])]
        return sorted(found, key=lambda a: (a.hour, a.minute, a.id))

    def get(self, alarm_id: int) -> Alarm | None:
        return next((a for a in self.alarms() if a.id == alarm_id), None)

    def add(self, alarm: Alarm) -> Alarm:
        """Store a new alarm under the next id."""
        known = self.alarms()
        alarm = replace(alarm, id=max((a.id for a in known), default=0) + 1)
        self.set_alarms([*known, alarm])
        return alarm

    def save(self, alarm: Alarm) -> None:
        self.set_alarms([alarm if a.id == alarm.id else a for a in self.alarms()])

    def delete(self, alarm_id: int) -> None:
        self.set_alarms([a for a in self.alarms() if a.id != alarm_id])

    def timer(self) -> Timer:
        return Timer(**self._read().get("timer", {}))

    def set_timer(self, timer: Timer) -> None:
        self._write(timer=asdict(timer))

    def stopwatch(self) -> Stopwatch:
        stored = self._read().get("stopwatch", {})
        return Stopwatch(**{**stored, "laps": tuple(stored.get("laps", ()))})

    def set_stopwatch(self, stopwatch: Stopwatch) -> None:
        self._write(stopwatch=asdict(stopwatch))

    def set_alarms(self, alarms: list[Alarm]) -> None:
        """Replace all alarms."""
        self._write(alarms=[asdict(a) for a in alarms])

    def _read(self) -> dict[str, Any]:
        """What is stored; nothing when the file is missing or no preferences at all."""
        if not self._files.exists(self._path):
            return {}
        try:
            stored = json.loads(self._files.read_text(self._path))
        except ValueError:
            return {}
        return stored if isinstance(stored, dict) else {}

    def _write(self, **parts: Any) -> None:
        self._files.write_text(self._path, json.dumps({**self._read(), **parts}))


def hms(total_s: int) -> tuple[int, int, int]:
    """Seconds as hours, minutes, seconds."""
    return total_s // 3600, total_s // 60 % 60, total_s % 60
