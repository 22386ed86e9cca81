"""The lock screen: clock, date and notifications; a swipe up unlocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.systemui.cards import notification_card
from phoneagent.virtualphone.timetext import hour24, time_text
from phoneagent.virtualphone.ui.layer import Layer, Room
from phoneagent.virtualphone.ui.layout import Layout
from phoneagent.virtualphone.ui.node import FILL, Node, Rect
from phoneagent.virtualphone.ui.views import Column, Icon, Spacer, Text

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

_MAX_CARDS = 3


class LockScreen(Layer):
    """The keyguard, without a secret."""

    kind = "system"
    package = "com.android.systemui"

    def __init__(self, phone: VirtualPhone) -> None:
        super().__init__()
        self._phone = phone
        self.replying = ""

    def area(self, root: Node, room: Room, layout: Layout) -> Rect:
        return room.display

    def on_back(self) -> bool:
        return True

    def view(self) -> Node:
        now = self._phone.clock.now()
        posted = self._phone.notifications.active()[:_MAX_CARDS]
        return Column(
            Text(
                time_text(now, long=hour24(self._phone.settings), marked=False),
                id="lockscreen_clock_view",
                size=72,
                text_align="center",
            ),
            Text(
                f"{now:%A, %B} {now.day}", id="keyguard_status_area", text_align="center", size=18
            ),
            *(notification_card(self._phone, n, self, self._phone.power.unlock) for n in posted),
            Spacer(1),
            Icon("lock", desc="Device locked", id="lock_icon", height=32, width=FILL),
            Text(
                "Swipe up to open",
                id="keyguard_indication_text",
                text_align="center",
                color="muted",
            ),
            id="keyguard",
            class_name="android.widget.FrameLayout",
            height=FILL,
            background="surface_mid",
            pad=(12, 120, 12, 72),
            gap=8,
            on_swipe=self._swiped,
        )

    def _swiped(self, direction: str) -> None:
        if direction == "up":
            self._phone.power.unlock()
