"""Toasts: short texts that vanish by themselves."""

from __future__ import annotations

from dataclasses import dataclass

from phoneagent.virtualphone.system.changes import Changes
from phoneagent.virtualphone.system.clock import Clock

SHORT_MS = 2000
LONG_MS = 3500


@dataclass(frozen=True)
class Toast:
    """One toast: its text, who shows it and the uptime at which it is gone."""

    text: str
    package: str
    until_ms: int


class Toasts:
    """The toast on the screen, and the last one ever shown (for clients that ask afterwards)."""

    def __init__(self, changes: Changes, clock: Clock) -> None:
        self._changes = changes
        self._clock = clock
        self._showing: Toast | None = None
        self.last: Toast | None = None

    def show(self, text: str, package: str = "android", duration_ms: int = SHORT_MS) -> None:
        """Show a text at once, in place of any other toast."""
        self._showing = Toast(text, package, self._clock.uptime_ms() + duration_ms)
        self.last = self._showing
        self._changes.note()

    def showing(self) -> Toast | None:
        """The toast that is visible now."""
        toast = self._showing
        return toast if toast and self._clock.uptime_ms() < toast.until_ms else None

    def expire(self) -> None:
        """Take away a toast whose time is over."""
        if self._showing and not self.showing():
            self._showing = None
            self._changes.note()

    def forget(self) -> None:
        """Forget the last toast, so that only a new one is reported."""
        self.last = None
