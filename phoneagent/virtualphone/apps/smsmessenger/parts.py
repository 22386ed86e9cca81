"""What several screens of the app share: pictures, rows, a question, requests of others."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from phoneagent.virtualphone.apps.smsmessenger.model import Conversation, when_text
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    AlertDialog,
    Column,
    DialogButton,
    Icon,
    Layer,
    Node,
    Row,
    Screen,
    Text,
)

Click = Callable[[], object]

_COLORS = ("#5c6bc0", "#26a69a", "#8d6e63", "#d81b60", "#7e57c2", "#ef6c00", "#1e88e5")


def avatar(title: str, id: str, size: float = 44) -> Node:
    """The round picture of somebody without one, always in the same colour."""
    return Icon(
        "person",
        id=id,
        width=size,
        height=size,
        size=size * 0.6,
        radius=size / 2,
        background=_COLORS[sum(map(ord, title)) % len(_COLORS)],
        color="#ffffff",
    )


def conversation_row(
    screen: Screen,
    conversation: Conversation,
    *,
    chosen: bool,
    on_click: Click,
    on_long_click: Click,
) -> Node:
    """One conversation of a list."""
    return Row(
        avatar(conversation.title, "conversation_image"),
        Column(
            _title(conversation),
            _snippet(conversation),
            class_name="android.widget.RelativeLayout",
            weight=1,
            gap=2,
        ),
        Text(
            when_text(screen.phone, conversation.date_ms, with_time=False),
            id="conversation_date",
            size=13,
            color="muted",
        ),
        id="conversation_frame",
        class_name="android.widget.FrameLayout",
        on_click=on_click,
        on_long_click=on_long_click,
        focusable=True,
        selected=chosen,
        background="primary_soft" if chosen else "",
        min_height=76,
        pad=(16, 8, 16, 8),
        gap=14,
    )


def _title(conversation: Conversation) -> Node:
    pin = Icon("pin", id="pin_indicator", width=16, height=16, size=16)
    title = Text(
        conversation.title,
        id="conversation_address",
        size=17,
        bold=not conversation.read,
        max_lines=1,
    )
    return Row(pin if conversation.pinned else None, title, gap=4)


def _snippet(conversation: Conversation) -> Node:
    unread = not conversation.read
    draft = Text("Draft", id="draft_indicator", size=15, color="error")
    snippet = Text(
        conversation.snippet,
        id="conversation_body_short",
        size=15,
        bold=unread,
        color="on_surface" if unread else "muted",
        max_lines=2,
        weight=1,
    )
    return Row(draft if conversation.is_draft else None, snippet, gap=6)


def ask(layer: Layer, question: str, on_yes: Click) -> None:
    """The app's question before it does what cannot be undone."""
    layer.show(
        AlertDialog(
            message=question, positive=DialogButton("Yes", on_yes), negative=DialogButton("No")
        )
    )


def add_contact(number: str) -> Intent:
    """The request for a new contact with a number."""
    return Intent(
        "android.intent.action.INSERT",
        type="vnd.android.cursor.dir/contact",
        extras={"phone": number},
    )


def dial(number: str) -> Intent:
    """The request for the dialer with a number."""
    return Intent("android.intent.action.DIAL", data=f"tel:{quote(number)}")
