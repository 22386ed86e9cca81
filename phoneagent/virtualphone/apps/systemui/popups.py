"""What pops up over an app for a moment: a heads-up notification, the volume panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.systemui.cards import notification_card
from phoneagent.virtualphone.ui.controls import SeekBar
from phoneagent.virtualphone.ui.layer import Layer, Room
from phoneagent.virtualphone.ui.layout import Layout
from phoneagent.virtualphone.ui.node import FILL, Node, Rect
from phoneagent.virtualphone.ui.views import Column, Icon, Row, Text

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

_MAX_MEDIA_VOLUME = 15


class HeadsUp(Layer):
    """The newest urgent notification, at the top of the screen."""

    kind = "system"
    package = "com.android.systemui"
    modal = False

    def __init__(self, phone: VirtualPhone) -> None:
        super().__init__()
        self._phone = phone
        self._replying = ""

    @property
    def replying(self) -> str:
        """The notification's button whose reply is being typed; empty for none."""
        return self._replying

    @replying.setter
    def replying(self, key: str) -> None:
        self._replying = key
        if key:
            self._phone.notifications.hold()

    def on_back(self) -> bool:
        if self.replying:
            self._phone.notifications.lower()
            return True
        return False

    def area(self, root: Node, room: Room, layout: Layout) -> Rect:
        free = room.content
        _, height = layout.measure(root, free.width, free.height)
        return Rect(free.left, free.top, free.right, free.top + height)

    def view(self) -> Node:
        notification = self._phone.notifications.heads_up()
        if notification is None:
            return Column()
        card = notification_card(self._phone, notification, self, self._phone.notifications.lower)
        card.elevation, card.background = 3, "surface_mid"
        card.on_swipe = self._swiped
        return Column(card, id="heads_up_container", pad=(12, 0, 12, 12), width=FILL)

    def _swiped(self, direction: str) -> None:
        if direction == "up":
            self._phone.notifications.lower()


class VolumePanel(Layer):
    """The media volume after a volume key."""

    kind = "system"
    package = "com.android.systemui"
    modal = False

    def __init__(self, phone: VirtualPhone) -> None:
        super().__init__()
        self._phone = phone

    def area(self, root: Node, room: Room, layout: Layout) -> Rect:
        free = room.content
        width, height = layout.px(280), layout.px(88)
        left, top = free.right - width - layout.px(12), free.top + free.height // 4
        return Rect(left, top, left + width, top + height)

    def view(self) -> Node:
        settings = self._phone.settings
        level = settings.number("system", "volume_music")

        def seek(value: float) -> None:
            settings.put("system", "volume_music", round(value * _MAX_MEDIA_VOLUME))

        return Column(
            Text("Media volume", size=12, color="muted"),
            Row(
                Icon("volume"),
                SeekBar(level / _MAX_MEDIA_VOLUME, seek, id="volume_row_slider", weight=1),
                gap=8,
            ),
            id="volume_dialog",
            background="surface",
            radius=24,
            elevation=3,
            pad=(16, 12, 16, 12),
            height=FILL,
        )
