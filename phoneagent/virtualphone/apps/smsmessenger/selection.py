"""What can be done with selected conversations."""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.apps.smsmessenger.model import Conversation, Store, count_text
from phoneagent.virtualphone.apps.smsmessenger.parts import (
    add_contact,
    ask,
    conversation_row,
    dial,
)
from phoneagent.virtualphone.apps.smsmessenger.thread import thread
from phoneagent.virtualphone.ui import (
    ActionMode,
    ImageButton,
    MenuItem,
    Node,
    PopupMenu,
    Screen,
    Selection,
)


class ConversationActions(Selection[str]):
    """The selected numbers of a list of conversations: its rows, its bar and its menu.

    Args:
        screen: shows the list.
        shown: the conversations that can be selected now.
    """

    def __init__(self, screen: Screen, shown: Callable[[], list[Conversation]]) -> None:
        super().__init__(screen, lambda: [c.number for c in shown()])
        self.shown = shown
        self.store = Store(screen.phone)

    def row(self, conversation: Conversation) -> Node:
        """A conversation of the list: a tap opens it, or selects it while others are."""
        number = conversation.number

        def tapped() -> None:
            if self.active:
                self.toggle(number)
            else:
                self.screen.start(thread(self.screen.app, number))

        return conversation_row(
            self.screen,
            conversation,
            chosen=number in self.chosen,
            on_click=tapped,
            on_long_click=lambda: self.toggle(number),
        )

    def bar(self) -> Node:
        """The bar in the toolbar's place."""
        one = next(iter(self.chosen)) if len(self.chosen) == 1 else ""
        unknown = one and self.screen.phone.contacts.by_number(one) is None
        return ActionMode(
            f"{len(self.chosen)} / {len(self.shown())}",
            ImageButton("delete", self._ask_delete, desc="Delete", id="cab_delete"),
            ImageButton(
                "person_add",
                lambda: self.screen.start(add_contact(one)),
                desc="Add number to contact",
                id="cab_add_number_to_contact",
            )
            if unknown
            else None,
            ImageButton(
                "call",
                lambda: self.screen.start(dial(one)),
                desc="Dial number",
                id="cab_dial_number",
            )
            if one
            else None,
            on_close=self.clear,
            on_more=self._menu,
        )

    def _menu(self) -> None:
        self.screen.show(PopupMenu([self._block(), *self._lines()]))

    def _lines(self) -> list[MenuItem]:
        chosen = [c for c in self.shown() if c.number in self.chosen]
        one = len(chosen) == 1
        any_read, any_unread = any(c.read for c in chosen), any(not c.read for c in chosen)
        archived, pinned = all(c.archived for c in chosen), all(c.pinned for c in chosen)
        offers = [
            (not archived, "Archive", lambda: self._archive(archived=True)),
            (archived, "Unarchive", lambda: self._archive(archived=False)),
            (one, "Copy number to clipboard", self._copy),
            (any_unread, "Mark as Read", self._mark_read),
            (any_read, "Mark as Unread", self._mark_unread),
            (not pinned, "Pin to the top", lambda: self._pin(pinned=True)),
            (pinned, "Unpin", lambda: self._pin(pinned=False)),
            (True, "Select all", self.select_all),
        ]
        return [MenuItem(title, act) for offered, title, act in offers if offered]

    def _block(self) -> MenuItem:
        def block() -> None:
            for number in self.chosen:
                self.store.block(number, blocked=True)
                self.store.forget(number)
            self.clear()

        names = ", ".join(sorted(self.chosen))
        question = f'Are you sure you want to block "{names}"?'
        return MenuItem("Block number", lambda: ask(self.screen, question, block))

    def _ask_delete(self) -> None:
        what = count_text(len(self.chosen), "conversation")
        question = f"Are you sure you want to proceed with the deletion of {what}?"
        ask(self.screen, question, self._delete)

    def _delete(self) -> None:
        for number in self.chosen:
            self.store.forget(number)
        self.clear()

    def _archive(self, *, archived: bool) -> None:
        for number in self.chosen:
            self.store.archive(number, archived=archived)
        self.clear()

    def _pin(self, *, pinned: bool) -> None:
        for number in self.chosen:
            self.store.pin(number, pinned=pinned)
        self.clear()

    def _copy(self) -> None:
        self.screen.phone.clipboard.set(next(iter(self.chosen)))
        self.screen.toast("Value copied to clipboard")
        self.clear()

    def _mark_read(self) -> None:
        for number in self.chosen:
            self.screen.phone.messages.mark_read(number)
        self.clear()

    def _mark_unread(self) -> None:
        for number in self.chosen:
            self.store.mark_unread(number)
        self.clear()
