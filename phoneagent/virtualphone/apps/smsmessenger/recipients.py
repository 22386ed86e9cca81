"""A new conversation: whom to write to."""

from __future__ import annotations

from functools import partial

from phoneagent.virtualphone.apps.smsmessenger.model import Store
from phoneagent.virtualphone.apps.smsmessenger.parts import avatar
from phoneagent.virtualphone.apps.smsmessenger.thread import thread
from phoneagent.virtualphone.system.providers.contacts import Contact
from phoneagent.virtualphone.system.providers.telephony import digits
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Divider,
    EditText,
    Empty,
    ImageButton,
    ListDialog,
    LongList,
    Node,
    Pan,
    Row,
    Screen,
    Text,
    Toolbar,
)

_ADDRESS = "new_conversation_address"
_SHORTEST_NUMBER = 3
_SUGGESTIONS = 10


class NewConversationScreen(Screen):
    """Type a number and confirm it, or tap somebody; the intent's text becomes the draft."""

    def view(self) -> Node:
        typed = self.text_of(_ADDRESS).strip()
        rows = [partial(self._row, contact) for contact in self._found(typed)]
        return Column(
            Toolbar("New conversation", on_up=self.finish),
            self._address(typed),
            Divider(id="add_contact_divider"),
            *self._suggestions(),
            LongList(rows, id="contacts_list", item_height=64, weight=1, height=FILL)
            if rows
            else Empty("No contacts found", weight=1),
            height=FILL,
        )

    def _address(self, typed: str) -> Node:
        """The field; its tick carries no description in the real app either."""
        confirm = ImageButton("check", lambda: self._confirm(typed), id="new_conversation_confirm")
        return Row(
            EditText(
                id=_ADDRESS,
                hint="Add Contact or Number\u2026",
                size=20,
                background="",
                weight=1,
                autofocus=True,
                ime_action="done",
            ),
            confirm if len(typed) >= _SHORTEST_NUMBER else None,
            pad=(8, 4, 8, 4),
        )

    def _found(self, typed: str) -> list[Contact]:
        folded, number = typed.casefold(), digits(typed)

        def matches(contact: Contact) -> bool:
            numbers = [digits(phone.value) for phone in contact.phones]
            return folded in contact.name.casefold() or any(number in n for n in numbers if number)

        found = [c for c in self.phone.contacts.all() if c.phones and matches(c)]
        return sorted(found, key=lambda c: not c.name.casefold().startswith(folded))

    def _suggestions(self) -> list[Node]:
        """People of recent conversations."""
        recent = Store(self.phone).conversations()
        known = [c for c in recent if c.title != c.number][:_SUGGESTIONS]
        if not known or self.text_of(_ADDRESS):
            return []
        cells = [self._suggestion(c.title, c.number) for c in known]
        return [
            Text("Suggestions", id="suggestions_label", color="primary", pad=(20, 12, 20, 4)),
            Pan(*cells, id="suggestions_scrollview", gap=12, pad=(16, 4, 16, 8)),
        ]

    def _suggestion(self, title: str, number: str) -> Node:
        return Column(
            avatar(title, "suggested_contact_image"),
            Text(title, id="suggested_contact_name", size=13, max_lines=1, text_align="center"),
            id="suggested_contact_holder",
            class_name="android.widget.RelativeLayout",
            width=88,
            align="center",
            gap=4,
            pad=4,
            focusable=True,
            on_click=lambda: self._open(number),
        )

    def _row(self, contact: Contact) -> Node:
        numbers = ", ".join(phone.value for phone in contact.phones)
        return Row(
            avatar(contact.name, "item_contact_image", 40),
            Column(
                Text(contact.name, id="item_contact_name", size=17, max_lines=1),
                Text(numbers, id="item_contact_number", size=14, color="muted", max_lines=1),
                weight=1,
            ),
            id="item_contact_frame",
            class_name="android.widget.FrameLayout",
            on_click=lambda: self._pick(contact),
            focusable=True,
            min_height=64,
            pad=(16, 6, 16, 6),
            gap=14,
        )

    def _pick(self, contact: Contact) -> None:
        numbers = [phone.value for phone in contact.phones]
        if len(numbers) == 1:
            self._open(numbers[0])
            return
        lines = [f"{phone.value} ({phone.label})" for phone in contact.phones]

        def pick(number: int) -> None:
            self._open(numbers[number])

        self.show(ListDialog("", lines, pick, chosen=-1))

    def _confirm(self, typed: str) -> None:
        if any(char.isalpha() for char in typed):
            self.set_text(_ADDRESS, "")
            self.toast("Can't reply to short codes like this")
        else:
            self._open(typed)

    def _open(self, number: str) -> None:
        body = self.intent.text("android.intent.extra.TEXT") or self.intent.text("sms_body")
        self.start(thread(self.app, number, body))
        self.finish()
