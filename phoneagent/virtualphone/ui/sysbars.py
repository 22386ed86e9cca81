"""The status bar, the navigation bar and the toast: windows of the system around the app's."""

from __future__ import annotations

from collections.abc import Hashable

from phoneagent.virtualphone.timetext import time_text
from phoneagent.virtualphone.ui.host import Host
from phoneagent.virtualphone.ui.layer import Layer, Room
from phoneagent.virtualphone.ui.layout import Layout
from phoneagent.virtualphone.ui.node import FILL, WRAP, Drag, Node, Rect
from phoneagent.virtualphone.ui.views import Icon, Row, Spacer, Text

STATUS_BAR_DP = 24.0
NAVIGATION_BAR_DP = 48.0
SYSTEM_UI = "com.android.systemui"
KEY_BACK, KEY_HOME, KEY_RECENTS = 4, 3, 187
_PULL_DP = 24.0


class StatusBar(Layer):
    """Time on the left, signals and battery on the right; pulling it down opens the shade."""

    kind = "system"
    modal = False
    package = SYSTEM_UI

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._pulled = False

    def signature(self) -> Hashable:
        return self._host.status(), f"{self._host.clock.now():%H:%M}"

    def area(self, root: Node, room: Room, layout: Layout) -> Rect:
        display = room.display
        return Rect(0, 0, display.width, layout.px(STATUS_BAR_DP))

    def view(self) -> Node:
        status = self._host.status()
        shown = time_text(self._host.clock.now(), long=status.hour24, marked=False)
        clock = Text(shown, id="clock", size=13, bold=True)
        pending = [
            Icon(name, size=14, desc=f"Notification: {name}", color="on_surface")
            for name in status.notifications[:4]
        ]
        signals = [
            Icon(name, size=16, desc=desc, color="on_surface", id=id)
            for shown, name, desc, id in (
                (status.silent, "silent", "Ringer silent.", "mute"),
                (status.bluetooth, "bluetooth", "Bluetooth on.", "bluetooth"),
                (status.airplane, "airplane", "Airplane mode.", "airplane"),
                (status.wifi, "wifi", "Wifi signal full.", "wifi_signal"),
                (
                    status.mobile and not status.airplane,
                    "signal",
                    "Phone four bars.",
                    "mobile_signal",
                ),
            )
            if shown
        ]
        battery = Node(
            class_name="android.widget.LinearLayout",
            id="battery",
            desc=f"Battery {status.battery_percent} percent.",
            paint="battery",
            value=status.battery_percent / 100,
            width=14,
            height=16,
        )
        return Row(
            clock,
            *pending,
            Spacer(1),
            *signals,
            battery,
            class_name="android.widget.FrameLayout",
            id="status_bar",
            height=FILL,
            pad=(16, 0, 14, 0),
            gap=6,
            on_drag=self._pull,
        )

    def _pull(self, drag: Drag) -> None:
        if drag.kind == "down":
            self._pulled = False
        far = drag.y - drag.start_y > _PULL_DP * self._host.density_dpi / 160
        if far and not self._pulled:
            self._pulled = True
            self._host.open_notifications()


class NavigationBar(Layer):
    """The three buttons back, home and recents."""

    kind = "system"
    modal = False
    package = SYSTEM_UI

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host

    def signature(self) -> Hashable:
        return self.kind

    def area(self, root: Node, room: Room, layout: Layout) -> Rect:
        display = room.display
        top = display.bottom - layout.px(NAVIGATION_BAR_DP)
        return Rect(0, top, display.width, display.bottom)

    def view(self) -> Node:
        buttons = [
            self._button("nav_back", "Back", "back", KEY_BACK),
            self._button("nav_home", "Home", "home", KEY_HOME),
            self._button("nav_recents", "Overview", "recent_apps", KEY_RECENTS),
        ]
        return Row(
            *buttons,
            class_name="android.widget.FrameLayout",
            id="navigation_bar_frame",
            height=FILL,
            pad=(40, 0, 40, 0),
        )

    def _button(self, icon: str, desc: str, id: str, keycode: int) -> Node:
        return Icon(
            icon,
            desc=desc,
            id=id,
            weight=1,
            height=FILL,
            size=20,
            focusable=True,
            on_click=lambda: self._host.key(keycode),
        )


class ToastLayer(Layer):
    """The text of the toast that is shown now; not touchable and never in a dump."""

    kind = "toast"
    modal = False
    touchable = False

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host

    def view(self) -> Node:
        toast = self._host.toasts.showing()
        text = toast.text if toast else ""
        self.package = toast.package if toast else "android"
        return Text(
            text,
            id="android:id/message",
            class_name="android.widget.Toast",
            background="surface_high",
            elevation=3,
            radius=24,
            pad=(20, 12, 20, 12),
            max_lines=3,
            width=WRAP,
        )

    def area(self, root: Node, room: Room, layout: Layout) -> Rect:
        free = room.content
        width, height = layout.measure(root, free.width - 2 * layout.px(24), free.height)
        left = free.left + (free.width - width) // 2
        bottom = free.bottom - layout.px(88)
        return Rect(left, bottom - height, left + width, bottom)
