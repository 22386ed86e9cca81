"""The alarm manager: broadcasts that come due at a time of day or after a span of uptime."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from phoneagent.virtualphone.system.clock import Clock
from phoneagent.virtualphone.system.intents import Component, Intent

Base = Literal["rtc", "elapsed"]


@dataclass(frozen=True)
class Alarm:
    """A broadcast to come. Package and tag together name it.

    Attributes:
        base: `rtc` counts epoch milliseconds on the device's clock, so setting the clock moves
            it; `elapsed` counts milliseconds since boot.
        shown: stands for an alarm a person set, so the status bar shows the alarm icon.
    """

    package: str
    tag: str
    at_ms: int
    intent: Intent
    base: Base = "rtc"
    shown: bool = False


class Alarms:
    """Pending alarms; the phone sends what is due before it looks at anything else."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._pending: dict[tuple[str, str], Alarm] = {}

    def set(self, alarm: Alarm) -> None:
        """Schedule, in place of an earlier alarm with the same package and tag."""
        self._pending[alarm.package, alarm.tag] = alarm

    def cancel(self, package: str, tag: str) -> None:
        self._pending.pop((package, tag), None)

    def cancel_all(self, package: str) -> None:
        """Drop every alarm of a package, as force-stop does."""
        self._pending = {k: a for k, a in self._pending.items() if a.package != package}

    def pending(self) -> list[Alarm]:
        """Alarms to come, the wall-clock ones first, each kind by time."""
        return sorted(self._pending.values(), key=lambda a: (a.base != "rtc", a.at_ms))

    def take_due(self) -> list[Alarm]:
        """Remove and return what is due, earliest first."""
        if not self._pending:
            return []
        now = {"rtc": self._clock.epoch_ms(), "elapsed": self._clock.uptime_ms()}
        due = [alarm for alarm in self.pending() if alarm.at_ms <= now[alarm.base]]
        for alarm in due:
            del self._pending[alarm.package, alarm.tag]
        return due

    def clear(self) -> None:
        self._pending.clear()

    def save(self) -> list[dict[str, Any]]:
        """Wall-clock alarms as JSON can hold them; those counted from boot die with it."""
        return [
            {
                "package": alarm.package,
                "tag": alarm.tag,
                "at_ms": alarm.at_ms,
                "action": alarm.intent.action,
                "component": str(alarm.intent.component) if alarm.intent.component else "",
                "extras": dict(alarm.intent.extras),
                "shown": alarm.shown,
            }
            for alarm in self.pending()
            if alarm.base == "rtc"
        ]

    def load(self, saved: list[dict[str, Any]]) -> None:
        """Take over saved alarms."""
        self._pending.clear()
        for facts in saved:
            component = Component.parse(facts["component"]) if facts["component"] else None
            intent = Intent(facts["action"], component=component, extras=facts["extras"])
            self.set(
                Alarm(facts["package"], facts["tag"], facts["at_ms"], intent, shown=facts["shown"])
            )
