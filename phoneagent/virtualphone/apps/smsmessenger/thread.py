"""One conversation: its messages as bubbles, and the field to write in."""

from __future__ import annotations

import unicodedata
from urllib.parse import parse_qs, quote, urlsplit

from phoneagent.virtualphone.apps.smsmessenger.bubbles import thread_items
from phoneagent.virtualphone.apps.smsmessenger.details import DetailsScreen
from phoneagent.virtualphone.apps.smsmessenger.model import Store
from phoneagent.virtualphone.apps.smsmessenger.parts import add_contact, ask, dial
from phoneagent.virtualphone.apps.smsmessenger.picks import MessageActions
from phoneagent.virtualphone.apps.smsmessenger.settings import (
    CHARACTER_COUNTER,
    SEND_ON_ENTER,
    SIMPLE_CHARACTERS,
)
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import ACTION_SENDTO, Intent
from phoneagent.virtualphone.system.providers.telephony import Message
from phoneagent.virtualphone.ui import (
    FILL,
    Button,
    Column,
    EditText,
    ImageButton,
    MenuItem,
    Node,
    PopupMenu,
    RecyclerView,
    Row,
    Screen,
    Text,
    Toolbar,
)

_BODY, _FIELD, _LIST = "sms_body", "thread_type_message", "thread_messages_list"
_END_PX = 1_000_000


class ThreadScreen(Screen):
    """Messages to and from one number; the intent's address names it, its body is the draft."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.store = Store(app.phone)
        self.number = intent.address.strip()
        query = parse_qs(urlsplit(intent.data).query)
        self.draft = intent.text(_BODY) or query.get("body", [""])[0]
        self.shown = 0
        self.selection = MessageActions(self, lambda: self.store.messages(self.number))

    def on_resume(self) -> None:
        if not self.number:
            self.start(Intent(component=self.app.component(".activities.NewConversationActivity")))
            self.finish()
            return
        self.draft = self.store.take_draft(self.number) or self.draft
        self._read()

    def on_pause(self) -> None:
        body = self._typed()
        if body and self.number:
            self.store.keep_draft(self.number, body)

    def _read(self) -> None:
        self.phone.messages.mark_read(self.number)
        self.phone.notifications.cancel(self.package, f"sms:{self.number}")

    def view(self) -> Node:
        if self.phone.messages.unread():
            self._read()
        messages = self.store.messages(self.number)
        if len(messages) != self.shown:
            self.shown = len(messages)
            self.scroll_to(_LIST, _END_PX)  # the newest message comes into view
        return Column(
            self.selection.bar() if self.selection.active else self._toolbar(),
            RecyclerView(
                *thread_items(
                    self, messages, self.selection.chosen, self._tapped, self.selection.toggle
                ),
                id=_LIST,
                weight=1,
                start_at=-1,
                pad=(0, 8, 0, 8),
            ),
            self._compose_bar(),
            height=FILL,
        )

    def _toolbar(self) -> Node:
        return Toolbar(
            self.store.title(self.number),
            ImageButton("delete", self._ask_delete, desc="Delete", id="delete"),
            ImageButton(
                "call",
                lambda: self.start(dial(self.number)),
                desc="Dial number",
                id="dial_number",
            ),
            on_up=self.finish,
            on_more=self._menu,
            id="thread_toolbar",
        )

    def _tapped(self, message: Message) -> None:
        if self.selection.active:
            self.selection.toggle(message)

    # Writing

    def _typed(self) -> str:
        field = self.states.field_of(_FIELD)
        field.declare(self.draft)
        return field.edit.text.strip()

    def _compose_bar(self) -> Node:
        typed = self._typed()
        on_enter = self.store.prefs.get(SEND_ON_ENTER, False)
        counter = Text(str(len(typed)), id="thread_character_counter", size=12, color="muted")
        return Row(
            EditText(
                self.draft,
                id=_FIELD,
                hint="Type a message\u2026",
                input_type="text" if on_enter else "multiline",
                ime_action="send" if on_enter else "",
                on_submit=self._send if on_enter else None,
                min_height=52,
                weight=1,
                background="",
            ),
            counter if self.store.prefs.get(CHARACTER_COUNTER, False) else None,
            Button(
                "SMS",
                self._send,
                style="text",
                id="thread_send_message",
                desc="OK",
                enabled=bool(typed),
                color="primary" if typed else "disabled",
                min_height=52,
                width=72,
            ),
            id="message_holder",
            class_name="android.view.ViewGroup",
            background="surface_low",
            pad=(8, 4, 8, 8),
        )

    def _send(self) -> None:
        body = self._typed()
        if not body:
            return
        self.draft = ""
        self.set_text(_FIELD, "")
        self.send(body)

    def send(self, body: str) -> None:
        """Send a text to the conversation's number."""
        if self.store.prefs.get(SIMPLE_CHARACTERS, False):
            split = unicodedata.normalize("NFD", body)
            body = "".join(char for char in split if not unicodedata.combining(char))
        if not self.phone.telephony.send(self.number, body):
            self.toast("Couldn\u2019t send message, radio turned off")

    # The menu

    def _menu(self) -> None:
        known = self.phone.contacts.by_number(self.number)
        here = [c for c in self.store.conversations() if c.number == self.number]
        archived = any(c.archived for c in here)
        lines = [
            MenuItem(
                "Unarchive" if archived else "Archive", lambda: self._archive(archived=not archived)
            ),
            MenuItem("Conversation details", self._open_details),
            MenuItem("Block number", self._ask_block),
            MenuItem("Mark as Unread", self._mark_unread),
        ]
        if known is None:
            lines.insert(
                2,
                MenuItem("Add number to contact", lambda: self.start(add_contact(self.number))),
            )
        self.show(PopupMenu(lines))

    def _open_details(self) -> None:
        self.start(DetailsScreen(self.app, Intent(extras={"number": self.number})))

    def _archive(self, *, archived: bool) -> None:
        self.store.archive(self.number, archived=archived)
        self.finish()

    def _mark_unread(self) -> None:
        self.finish()
        self.store.mark_unread(self.number)

    def _ask_block(self) -> None:
        ask(self, f'Are you sure you want to block "{self.number}"?', self._block)

    def _block(self) -> None:
        self.store.block(self.number, blocked=True)
        self._delete()

    def _ask_delete(self) -> None:
        question = "Are you sure you want to delete all messages of this conversation?"
        ask(self, question, self._delete)

    def _delete(self) -> None:
        self.draft = ""
        self.set_text(_FIELD, "")
        self.store.forget(self.number)
        self.finish()

    def on_back(self) -> bool:
        used = self.selection.active
        self.selection.clear()
        return used


def thread(app: App, number: str, body: str = "") -> ThreadScreen:
    """The screen for one number, with a text to send in its field."""
    component = app.component(".activities.ThreadActivity")
    return ThreadScreen(
        app,
        Intent(ACTION_SENDTO, f"smsto:{quote(number)}", component=component, extras={_BODY: body}),
    )
