"""The items of a conversation: times, bubbles, and what became of a message."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.smsmessenger.model import when_text
from phoneagent.virtualphone.system.providers.telephony import FAILED, SENT, Message
from phoneagent.virtualphone.ui import Column, Icon, Node, Row, Text

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.smsmessenger.thread import ThreadScreen

_NEW_TIME_AFTER_MS = 300_000
"""Messages closer together than this share one line with the time."""

OnMessage = Callable[[Message], object]


def thread_items(
    screen: ThreadScreen,
    messages: Sequence[Message],
    chosen: Collection[int],
    on_click: OnMessage,
    on_long_click: OnMessage,
) -> Iterator[Node]:
    """The items of a conversation, oldest first."""
    shown_ms = 0
    for message in messages:
        if message.date_ms - shown_ms > _NEW_TIME_AFTER_MS:
            shown_ms = message.date_ms
            yield _time(screen, shown_ms)
        yield _bubble(message, message.id in chosen, on_click, on_long_click)
        if message.kind == FAILED:
            yield _failed(screen, message)
    if messages and messages[-1].kind == SENT:
        tick = Icon("check", id="thread_success", width=20, height=20, size=16)
        yield Row(tick, justify="end", pad=(0, 0, 16, 0))


def _time(screen: ThreadScreen, date_ms: int) -> Node:
    text = Text(
        when_text(screen.phone, date_ms, with_time=True),
        id="thread_date_time",
        size=13,
        color="muted",
    )
    return Row(text, id="thread_date_time_holder", justify="center", pad=(0, 12, 0, 8))


def _bubble(message: Message, chosen: bool, on_click: OnMessage, on_long_click: OnMessage) -> Node:
    mine = not message.incoming
    body = Text(
        message.body,
        id="thread_message_body",
        size=16,
        color="on_primary" if mine else "on_surface",
        background="primary" if mine else "surface_high",
        radius=18,
        pad=(14, 10, 14, 10),
    )
    return Column(
        body,
        id="thread_message_holder",
        class_name="android.view.ViewGroup",
        align="end" if mine else "start",
        pad=(64 if mine else 16, 3, 16 if mine else 64, 3),
        on_click=lambda: on_click(message),
        on_long_click=lambda: on_long_click(message),
        selected=chosen,
        background="primary_soft" if chosen else "",
    )


def _failed(screen: ThreadScreen, message: Message) -> Node:
    def retry() -> None:
        screen.phone.messages.delete(message.id)
        screen.send(message.body)

    return Row(
        Text("Not sent. Touch to retry.", id="thread_error", size=13, color="error"),
        justify="end",
        pad=(64, 2, 20, 6),
        on_click=retry,
        focusable=True,
    )
