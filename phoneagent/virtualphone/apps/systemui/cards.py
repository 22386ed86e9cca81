"""How one notification looks, in the shade, on the lock screen and as a heads-up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from phoneagent.virtualphone.system.notifications import Notification
from phoneagent.virtualphone.ui.controls import EditText
from phoneagent.virtualphone.ui.node import WRAP, Node
from phoneagent.virtualphone.ui.views import (
    Button,
    Card,
    Column,
    Icon,
    ImageButton,
    Row,
    Spacer,
    Text,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

_REPLY_ID = "remote_input_text"
_MINUTE_MS = 60_000


class Replies(Protocol):
    """The layer a card lies on: it remembers which notification is being answered."""

    replying: str

    def text_of(self, key: str) -> str: ...
    def set_text(self, key: str, text: str) -> None: ...


def notification_card(
    phone: VirtualPhone, notification: Notification, layer: Replies, on_done: Callable[[], None]
) -> Node:
    """A card with app, time, title, text and buttons; a reply opens a text field in it."""

    def open_it() -> None:
        on_done()
        phone.open_notification(notification)

    def swiped(direction: str) -> None:
        if direction in ("left", "right") and not notification.ongoing:
            phone.notifications.cancel(notification.package, notification.tag)

    return Card(
        _header(phone, notification),
        Text(notification.title, id="android:id/title", size=15, bold=True, max_lines=1),
        Text(notification.text, id="android:id/text", color="muted", max_lines=3),
        _buttons(phone, notification, layer),
        class_name="android.widget.FrameLayout",
        id="expandableNotificationRow",
        background="surface",
        margin=(0, 8, 0, 0),
        radius=20,
        pad=(16, 12, 16, 8),
        gap=2,
        on_click=open_it,
        on_swipe=swiped,
        focusable=True,
    )


def _header(phone: VirtualPhone, notification: Notification) -> Node:
    package = phone.packages.get(notification.package)
    label = package.label if package else notification.package
    icon = package.app.icon if package and package.app else "android"
    return Row(
        Icon(icon, size=16, id="android:id/icon", color="primary"),
        Text(label, id="android:id/app_name_text", size=12, color="muted"),
        Text(_age(phone, notification), id="android:id/time", size=12, color="muted"),
        Spacer(1),
        gap=8,
    )


def _age(phone: VirtualPhone, notification: Notification) -> str:
    minutes = max(0, phone.clock.epoch_ms() - notification.when_ms) // _MINUTE_MS
    if minutes < 1:
        return "now"
    return f"{minutes}m" if minutes < 60 else f"{minutes // 60}h"


def _buttons(phone: VirtualPhone, notification: Notification, layer: Replies) -> Node | None:
    if not notification.actions:
        return None
    for number in range(len(notification.actions)):
        if layer.replying == f"{notification.key}|{number}":
            return _reply_field(phone, notification, number, layer)

    def press(number: int) -> Callable[[], None]:
        def act() -> None:
            if notification.actions[number].reply:
                layer.replying = f"{notification.key}|{number}"
                layer.set_text(_REPLY_ID, "")
            else:
                phone.press_action(notification, number)

        return act

    return Row(
        *(
            Button(action.label, press(number), style="text", id="android:id/action0", width=WRAP)
            for number, action in enumerate(notification.actions)
        ),
        id="android:id/actions",
    )


def _reply_field(
    phone: VirtualPhone, notification: Notification, number: int, layer: Replies
) -> Node:
    def send() -> None:
        text = layer.text_of(_REPLY_ID)
        if text:
            layer.replying = ""
            phone.press_action(notification, number, text)

    return Column(
        Row(
            EditText(
                id=_REPLY_ID,
                hint="Reply",
                ime_action="send",
                on_submit=send,
                autofocus=True,
                weight=1,
            ),
            ImageButton("send", send, desc="Send", id="remote_input_send"),
        ),
        pad=(0, 8, 0, 0),
    )
