"""What the toolkit needs from the phone it draws for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Status:
    """What the status bar shows."""

    battery_percent: int = 100
    charging: bool = False
    wifi: bool = True
    mobile: bool = True
    airplane: bool = False
    bluetooth: bool = False
    silent: bool = False
    notifications: tuple[str, ...] = ()
    """Icon names of pending notifications, newest first."""
    dark: bool = False
    """The dark theme is on."""
    hour24: bool = False
    """The day has 24 hours."""


class HostClock(Protocol):
    def now(self) -> datetime: ...
    def uptime_ms(self) -> int: ...


class HostChanges(Protocol):
    generation: int

    def note(self) -> None: ...


class HostClipboard(Protocol):
    text: str

    def set(self, text: str, label: str = "") -> None: ...


class ShownToast(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def package(self) -> str: ...


class HostToasts(Protocol):
    def showing(self) -> ShownToast | None: ...


class Host(Protocol):
    """The phone, as far as drawing and input are concerned; `VirtualPhone` is one."""

    density_dpi: int

    @property
    def animation_scale(self) -> float:
        """How slowly windows move: 1 is the usual pace, 0 means not at all."""
        ...

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height of the display as it is turned now."""
        ...

    @property
    def clock(self) -> HostClock: ...
    @property
    def changes(self) -> HostChanges: ...
    @property
    def clipboard(self) -> HostClipboard: ...
    @property
    def toasts(self) -> HostToasts: ...
    def status(self) -> Status: ...
    def key(self, keycode: int) -> object:
        """Press a key: what the navigation bar's buttons do."""
        ...

    def open_notifications(self) -> object:
        """Pull down the notification shade."""
        ...
