"""The list of conversations, newest first."""

from __future__ import annotations

from functools import partial

from phoneagent.virtualphone.apps.messages.conversation import conversation, who
from phoneagent.virtualphone.apps.messages.recipients import NewMessageScreen
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.system.providers.telephony import Message
from phoneagent.virtualphone.timetext import day_text
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Column,
    DialogButton,
    EditText,
    Empty,
    Fab,
    Frame,
    Icon,
    ImageButton,
    LongList,
    MenuItem,
    Node,
    PopupMenu,
    Row,
    Screen,
    Text,
    Toolbar,
)


class InboxScreen(Screen):
    """Conversations; a long press selects, the magnifier searches."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.searching = False
        self.selected: set[str] = set()

    def view(self) -> Node:
        shown = self._found()
        rows = [partial(self._row, message) for message in shown]
        nothing = "No results" if self.searching else "No conversations"
        fab = Fab("message", self._new, text="Start chat", desc="Start chat", id="start_chat_fab")
        return Column(
            self._bar(),
            Frame(
                LongList(rows, id="list", pad=(0, 0, 0, 96)) if rows else Empty(nothing, "message"),
                None if self.searching or self.selected else fab,
                weight=1,
            ),
            height=FILL,
        )

    def _found(self) -> list[Message]:
        everything = self.phone.messages.conversations()
        wanted = self.text_of("search").casefold() if self.searching else ""
        if not wanted:
            return everything
        return [
            m
            for m in everything
            if wanted in who(self, m.address).casefold()
            or any(wanted in n.body.casefold() for n in self.phone.messages.with_number(m.address))
        ]

    def _bar(self) -> Node:
        if self.selected:
            return Toolbar(
                f"{len(self.selected)} selected",
                ImageButton("delete", self._ask_delete, desc="Delete", id="action_delete"),
                on_up=self._unselect,
            )
        if self.searching:
            return Row(
                ImageButton("back", self._stop_search, desc="Navigate up"),
                EditText(hint="Search messages", id="search", weight=1, autofocus=True),
                height=64,
                pad=(4, 0, 12, 0),
            )
        return Toolbar(
            "Messages",
            ImageButton("search", self._search, desc="Search messages"),
            on_more=self._menu,
        )

    def _row(self, message: Message) -> Node:
        number, unread = message.address, message.incoming and not message.read
        chosen = number in self.selected
        start = "" if message.incoming else "You: "
        return Row(
            Frame(
                Icon("check" if chosen else "person", color="#ffffff", width=34, height=34),
                width=40,
                height=40,
                radius=20,
                background="#188038" if chosen else "#5f6368",
                pad=3,
            ),
            Column(
                Text(who(self, number), id="conversation_name", size=16, bold=unread, max_lines=1),
                Text(
                    start + message.body,
                    id="conversation_snippet",
                    size=14,
                    bold=unread,
                    color="on_surface" if unread else "muted",
                    max_lines=1,
                ),
                weight=1,
                gap=2,
            ),
            Text(
                day_text(self.phone, message.date_ms),
                id="conversation_timestamp",
                size=12,
                color="muted",
            ),
            id="swipeableContainer",
            class_name="android.view.ViewGroup",
            on_click=lambda: self._tapped(number),
            on_long_click=lambda: self._toggle(number),
            focusable=True,
            selected=chosen,
            background="primary_soft" if chosen else "",
            min_height=72,
            pad=(16, 8, 16, 8),
            gap=14,
        )

    def _tapped(self, number: str) -> None:
        if self.selected:
            self._toggle(number)
        else:
            self.start(conversation(self.app, number))

    def _toggle(self, number: str) -> None:
        self.selected ^= {number}

    def _unselect(self) -> None:
        self.selected = set()

    def _new(self) -> None:
        self.start(NewMessageScreen(self.app, Intent()))

    def _search(self) -> None:
        self.set_text("search", "")
        self.searching = True

    def _stop_search(self) -> None:
        self.searching = False

    def _menu(self) -> None:
        self.show(PopupMenu([MenuItem("Mark all as read", self._mark_all_read)]))

    def _mark_all_read(self) -> None:
        for message in self.phone.messages.conversations():
            self.phone.messages.mark_read(message.address)
        self.invalidate()

    def _ask_delete(self) -> None:
        count = len(self.selected)
        what = "Delete this conversation?" if count == 1 else f"Delete {count} conversations?"
        self.show(
            AlertDialog(
                what,
                "This is permanent and can\u2019t be undone",
                positive=DialogButton("Delete", self._delete),
                negative=DialogButton("Cancel"),
            )
        )

    def _delete(self) -> None:
        for number in self.selected:
            self.phone.messages.delete_conversation(number)
        self._unselect()

    def on_back(self) -> bool:
        used = bool(self.selected) or self.searching
        self._unselect()
        self._stop_search()
        return used
