"""The archived conversations."""

from __future__ import annotations

from functools import partial

from phoneagent.virtualphone.apps.smsmessenger.model import Conversation, Store
from phoneagent.virtualphone.apps.smsmessenger.parts import ask
from phoneagent.virtualphone.apps.smsmessenger.selection import ConversationActions
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Empty,
    LongList,
    MenuItem,
    Node,
    PopupMenu,
    Screen,
    Toolbar,
)


class ArchiveScreen(Screen):
    """Conversations somebody put away; a long press selects."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.store = Store(app.phone)
        self.selection = ConversationActions(self, self._shown)

    def _shown(self) -> list[Conversation]:
        return [c for c in self.store.conversations() if c.archived]

    def view(self) -> Node:
        rows = [partial(self.selection.row, conversation) for conversation in self._shown()]
        bar = Toolbar("Archive", on_up=self.finish, on_more=self._menu if rows else None)
        return Column(
            self.selection.bar() if self.selection.active else bar,
            LongList(rows, id="conversations_list", item_height=76, weight=1, height=FILL)
            if rows
            else Empty("No archived conversations have been found", weight=1),
            height=FILL,
        )

    def _menu(self) -> None:
        question = (
            "Are you sure you want to empty the archive? All archived conversations will be"
            " permanently lost."
        )
        empty = MenuItem(
            "Delete all archived conversations", lambda: ask(self, question, self._empty)
        )
        self.show(PopupMenu([empty]))

    def _empty(self) -> None:
        for conversation in self._shown():
            self.store.forget(conversation.number)
        self.toast("The archive has been emptied successfully")

    def on_back(self) -> bool:
        used = self.selection.active
        self.selection.clear()
        return used
