"""A bench to try the toolkit on: the phone's side of it, with nothing but a settable clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from phoneagent.virtualphone.ui.display import Display
from phoneagent.virtualphone.ui.host import Status
from phoneagent.virtualphone.ui.screen import Screen


class Clock:
    def __init__(self):
        self.ms = 60_000

    def now(self):
        return datetime(2025, 3, 14, 9, 26, tzinfo=UTC) + timedelta(milliseconds=self.ms)

    def uptime_ms(self):
        return self.ms


class Changes:
    generation = 1

    def note(self):
        self.generation += 1


class Clipboard:
    text = ""

    def set(self, text, label=""):
        self.text = text


@dataclass
class Toasts:
    clock: Clock
    toast: SimpleNamespace | None = None

    def show(self, text, package="android", duration_ms=2000):
        until_ms = self.clock.ms + duration_ms
        self.toast = SimpleNamespace(text=text, package=package, until_ms=until_ms)

    def showing(self):
        return self.toast if self.toast and self.clock.ms < self.toast.until_ms else None


@dataclass
class Bench:
    """A host with one app; `open` puts a screen on its display."""

    size_px: tuple[int, int] = (1080, 2400)
    animation_scale: float = 0.0
    density_dpi: int = 420
    clock: Clock = field(default_factory=Clock)
    changes: Changes = field(default_factory=Changes)
    clipboard: Clipboard = field(default_factory=Clipboard)
    pressed: list[int] = field(default_factory=list)
    pulled: int = 0
    dark: bool = False

    def __post_init__(self):
        self.toasts = Toasts(self.clock)
        self.display = Display(self)
        self.app = SimpleNamespace(package="com.example.bench", phone=self)

    def status(self):
        return Status(battery_percent=85, dark=self.dark)

    def key(self, keycode):
        self.pressed.append(keycode)

    def open_notifications(self):
        self.pulled += 1

    def open(self, view):
        """Show a screen whose view is a function of the screen."""

        class Tried(Screen):
            def view(self):
                return view(self)

        screen = Tried(self.app, None)
        self.display.screen = screen
        self.changes.note()
        return screen

    def find(self, **wanted):
        """The first node on any window with these attributes; None when there is none."""
        for root in reversed(self.display.roots()):
            node = root.find(**wanted)
            if node is not None:
                return node
        return None

    def tap(self, node, hold_ms=40, dx=0.0, dy=0.0):
        x, y = node.bounds.center
        self.touch("down", x + dx, y + dy)
        self.clock.ms += hold_ms
        self.touch("up", x + dx, y + dy)
        self.clock.ms += 1000

    def touch(self, kind, x, y):
        self.display.touch(kind, x, y, self.clock.ms)

    def swipe(self, x1, y1, x2, y2, steps=10):
        self.touch("down", x1, y1)
        for step in range(1, steps + 1):
            self.clock.ms += 16
            self.touch("move", x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps)
        self.touch("up", x2, y2)
        self.clock.ms += 1000


@pytest.fixture
def bench():
    return Bench()
