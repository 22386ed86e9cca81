"""System UI: notification shade, quick settings, heads-up, volume panel and lock screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.systemui.lock import LockScreen
from phoneagent.virtualphone.apps.systemui.permission import PermissionControllerApp
from phoneagent.virtualphone.apps.systemui.popups import HeadsUp, VolumePanel
from phoneagent.virtualphone.apps.systemui.shade import Shade
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.timetext import hour24
from phoneagent.virtualphone.ui.host import Status

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone
    from phoneagent.virtualphone.ui.layer import Layer

__all__ = ["PermissionControllerApp", "SystemUi", "SystemUiApp", "status_of"]

VOLUME_PANEL_MS = 3000
MAX_MEDIA_VOLUME = 15


class SystemUiApp(App):
    """The package behind everything that is not an app."""

    package = "com.android.systemui"
    label = "System UI"
    icon = "settings"


class SystemUi:
    """Which of the system's layers lie above the app."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone
        self._shade: Shade | None = None
        self._lock = LockScreen(phone)
        self._heads_up = HeadsUp(phone)
        self._volume = VolumePanel(phone)
        self._volume_until_ms = 0

    def overlays(self) -> list[Layer]:
        """The layers above the app, bottom to top."""
        layers: list[Layer] = []
        if self._phone.notifications.heads_up() and not self._shade:
            layers.append(self._heads_up)
        else:
            self._heads_up.replying = ""
        if self._phone.power.locked:
            layers.append(self._lock)
        if self._shade:
            layers.append(self._shade)
        if self._phone.clock.uptime_ms() < self._volume_until_ms:
            layers.append(self._volume)
        return layers

    @property
    def shade_open(self) -> bool:
        return self._shade is not None

    def open_shade(self, expanded: bool = False) -> None:
        """Pull the shade down; `expanded` shows all quick settings."""
        if self._shade is None:
            self._shade = Shade(self._phone, self.close_shade)
        self._shade.expanded = expanded
        self._phone.notifications.lower()
        self._phone.changes.note()

    def close_shade(self) -> None:
        """Push the shade up; nothing happens when it is not open."""
        if self._shade is not None:
            self._shade = None
            self._phone.changes.note()

    def step_volume(self, steps: int) -> None:
        """Press a volume key: media volume changes and its panel shows for a while."""
        level = self._phone.settings.number("system", "volume_music") + steps
        level = min(MAX_MEDIA_VOLUME, max(0, level))
        self._phone.settings.put("system", "volume_music", level)
        self._volume_until_ms = self._phone.clock.uptime_ms() + VOLUME_PANEL_MS
        self._phone.changes.note()


def status_of(phone: VirtualPhone) -> Status:
    """What the status bar shows of a phone's state."""
    icons = [_icon(phone, n.package) for n in phone.notifications.active()]
    return Status(
        wifi=phone.radios.wifi,
        mobile=not phone.radios.airplane,
        airplane=phone.radios.airplane,
        bluetooth=phone.radios.bluetooth,
        silent=phone.settings.number("system", "volume_ring") == 0
        or phone.settings.on("global", "zen_mode"),
        notifications=tuple(dict.fromkeys(icons)),
        dark=phone.settings.number("secure", "ui_night_mode", 1) == 2,
        hour24=hour24(phone.settings),
    )


def _icon(phone: VirtualPhone, package: str) -> str:
    found = phone.packages.get(package)
    return found.app.icon if found and found.app else "android"
