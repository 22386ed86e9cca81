"""The notification shade with quick settings, as a pull from the top edge opens it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.systemui.cards import notification_card
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.system.notifications import Notification
from phoneagent.virtualphone.timetext import hour24, time_text
from phoneagent.virtualphone.ui.controls import SeekBar
from phoneagent.virtualphone.ui.layer import Layer, Room
from phoneagent.virtualphone.ui.layout import Layout
from phoneagent.virtualphone.ui.node import FILL, WRAP, Node, Rect
from phoneagent.virtualphone.ui.views import (
    Button,
    Column,
    Frame,
    Grid,
    Icon,
    ImageButton,
    Row,
    Scroll,
    Spacer,
    Text,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

_FIRST_TILES = 4
_MAX_BRIGHTNESS = 255


class Shade(Layer):
    """Clock, quick settings tiles, brightness and the notifications.

    Args:
        phone: whose shade it is.
        on_close: pushes it up.
    """

    kind = "system"
    package = "com.android.systemui"
    dims = True

    def __init__(self, phone: VirtualPhone, on_close: Callable[[], None]) -> None:
        super().__init__()
        self._phone = phone
        self._on_close = on_close
        self.expanded = False
        self.replying = ""

    def area(self, root: Node, room: Room, layout: Layout) -> Rect:
        return Rect(room.display.left, room.content.top, room.display.right, room.content.bottom)

    def on_back(self) -> bool:
        if self.replying:
            self.replying = ""
        elif self.expanded:
            self.expanded = False
        else:
            self._on_close()
        return True

    def on_outside(self) -> None:
        self._on_close()

    def view(self) -> Node:
        posted = self._phone.notifications.active()
        return Scroll(
            self._header(),
            self._tiles(),
            self._brightness() if self.expanded else None,
            self._more() if not self.expanded else None,
            *(self._card(notification) for notification in posted),
            self._footer(bool(posted)),
            id="notification_panel",
            class_name="android.widget.FrameLayout",
            height=FILL,
            background="surface_high",
            pad=(12, 8, 12, 24),
        )

    def _header(self) -> Node:
        now = self._phone.clock.now()
        return Row(
            Text(
                time_text(now, long=hour24(self._phone.settings), marked=False),
                id="clock",
                size=22,
            ),
            Text(f"{now:%a, %b} {now.day}", id="date", color="muted"),
            Spacer(1),
            ImageButton("settings", self._open_settings, desc="Settings", id="settings_button"),
            gap=12,
            pad=(12, 0, 0, 0),
        )

    def _open_settings(self) -> None:
        self._on_close()
        self._phone.activities.start(Intent("android.settings.SETTINGS"))

    def _tiles(self) -> Node:
        tiles = self._all_tiles()
        shown = tiles if self.expanded else tiles[:_FIRST_TILES]
        return Grid(*shown, columns=2, gap=8, id="quick_settings_panel", pad=(0, 8, 0, 8))

    def _all_tiles(self) -> list[Node]:
        phone, radios = self._phone, self._phone.radios
        settings = phone.settings
        dark = settings.number("secure", "ui_night_mode", 1) == 2
        quiet = settings.on("global", "zen_mode")
        rotate = settings.on("system", "accelerometer_rotation")
        saver = settings.on("global", "low_power")
        return [
            _tile("Internet", "wifi", radios.wifi, lambda: radios.set_wifi(not radios.wifi)),
            _tile(
                "Bluetooth",
                "bluetooth",
                radios.bluetooth,
                lambda: radios.set_bluetooth(not radios.bluetooth),
            ),
            _tile(
                "Airplane mode",
                "airplane",
                radios.airplane,
                lambda: radios.set_airplane(not radios.airplane),
            ),
            _tile(
                "Do Not Disturb",
                "silent",
                quiet,
                lambda: settings.put("global", "zen_mode", not quiet),
            ),
            _tile(
                "Auto-rotate",
                "refresh",
                rotate,
                lambda: settings.put("system", "accelerometer_rotation", not rotate),
            ),
            _tile(
                "Dark theme",
                "bedtime",
                dark,
                lambda: settings.put("secure", "ui_night_mode", 1 if dark else 2),
            ),
            _tile(
                "Battery Saver",
                "battery",
                saver,
                lambda: settings.put("global", "low_power", not saver),
            ),
        ]

    def _brightness(self) -> Node:
        level = self._phone.settings.number("system", "screen_brightness", 102)

        def seek(value: float) -> None:
            self._phone.settings.put(
                "system", "screen_brightness", max(1, round(value * _MAX_BRIGHTNESS))
            )

        return Row(
            Icon("brightness"),
            SeekBar(
                level / _MAX_BRIGHTNESS, seek, id="slider", desc="Display brightness", weight=1
            ),
            gap=8,
            pad=(12, 8, 12, 8),
        )

    def _more(self) -> Node:
        def expand() -> None:
            self.expanded = True

        return Frame(
            ImageButton(
                "chevron_down", expand, desc="Open quick settings.", at="top_center", height=32
            )
        )

    def _card(self, notification: Notification) -> Node:
        return notification_card(self._phone, notification, self, self._on_close)

    def _footer(self, any_posted: bool) -> Node:
        if not any_posted:
            return Text(
                "No notifications",
                id="no_notifications",
                color="muted",
                size=16,
                text_align="center",
                pad=(0, 32, 0, 0),
            )
        clear = Button(
            "Clear all", self._clear, style="soft", id="dismiss_text", width=WRAP, at="top_end"
        )
        return Frame(clear, pad=(0, 12, 4, 0))

    def _clear(self) -> None:
        self._phone.notifications.clear()
        self._on_close()


def _tile(label: str, icon: str, on: bool, flip: Callable[[], object]) -> Node:
    """A quick settings tile; Android reports it as a switch."""
    ink = "on_primary_soft" if on else "on_surface"
    return Row(
        Icon(icon, color=ink),
        Column(
            Text(label, id="tile_label", bold=True, color=ink, max_lines=1),
            Text("On" if on else "Off", id="app_label", size=12, color=ink),
            weight=1,
        ),
        class_name="android.widget.Switch",
        desc=label,
        checkable=True,
        checked=on,
        on_click=flip,
        focusable=True,
        gap=12,
        height=64,
        radius=28,
        pad=(18, 0, 12, 0),
        background="primary_soft" if on else "surface",
    )
