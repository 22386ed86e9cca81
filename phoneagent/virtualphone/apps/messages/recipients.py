"""A new message: whom to write to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from phoneagent.virtualphone.apps.messages.conversation import conversation
from phoneagent.virtualphone.system.providers.telephony import digits
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    EditText,
    Empty,
    ListRow,
    LongList,
    Node,
    Row,
    Screen,
    Text,
    Toolbar,
)

_SHORTEST_NUMBER = 3


class NewMessageScreen(Screen):
    """Type a name or a number; a tap on a line opens the conversation."""

    def view(self) -> Node:
        typed = self.text_of("recipient").strip()
        rows = self._rows(typed)
        return Column(
            Toolbar("New conversation", on_up=self.finish),
            Row(
                Text("To", size=16, color="muted"),
                EditText(
                    id="recipient",
                    hint="Type a name, phone number, or email",
                    autofocus=True,
                    weight=1,
                    ime_action="done",
                    on_submit=lambda: self._submitted(typed),
                ),
                pad=(20, 4, 16, 8),
                gap=12,
            ),
            LongList(rows, id="contact_list", weight=1, height=FILL)
            if rows
            else Empty("No contacts", "people", weight=1),
            height=FILL,
        )

    def _rows(self, typed: str) -> list[Callable[[], Node]]:
        rows: list[Callable[[], Node]] = []
        if len(digits(typed)) >= _SHORTEST_NUMBER:
            to_typed = partial(self._open, typed)
            rows.append(partial(ListRow, f"Send to {typed}", icon="message", on_click=to_typed))
        found = self.phone.contacts.search(typed) if typed else self.phone.contacts.all()
        for contact in found:
            for phone in contact.phones:
                rows.append(
                    partial(
                        ListRow,
                        contact.name,
                        f"{phone.value} \u00b7 {phone.label}",
                        icon="person",
                        on_click=partial(self._open, phone.value),
                    )
                )
        return rows

    def _submitted(self, typed: str) -> None:
        """The keyboard's action key: a number is taken as it is, a name must be the only one."""
        numbers = [p.value for c in self.phone.contacts.search(typed) for p in c.phones]
        if len(digits(typed)) >= _SHORTEST_NUMBER:
            self._open(typed)
        elif len(numbers) == 1:
            self._open(numbers[0])
        else:
            self.toast("Choose a recipient")

    def _open(self, number: str) -> None:
        self.start(conversation(self.app, number, self.intent.text("android.intent.extra.TEXT")))
        self.finish()
