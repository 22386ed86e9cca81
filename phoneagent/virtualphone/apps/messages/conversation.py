"""One conversation: its messages as bubbles, and the field to answer in."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlsplit

from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.system.providers.telephony import FAILED, Message
from phoneagent.virtualphone.timetext import clock_text
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Column,
    DialogButton,
    EditText,
    Empty,
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

_BODY = "sms_body"
_END_PX = 1_000_000


class ConversationScreen(Screen):
    """Messages to and from one number; the intent's address names it, its body is the draft."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.number = intent.address
        query = parse_qs(urlsplit(intent.data).query)
        self.shown = 0
        self.draft = intent.text(_BODY) or query.get("body", [""])[0]

    def on_resume(self) -> None:
        self.phone.messages.mark_read(self.number)
        self.phone.notifications.cancel(self.package, f"sms:{self.number}")

    def view(self) -> Node:
        if self.phone.messages.unread():
            self.phone.messages.mark_read(self.number)
        messages = self.phone.messages.with_number(self.number)
        if len(messages) != self.shown:
            self.shown = len(messages)
            self.scroll_to("message_list", _END_PX)  # the newest message comes into view
        bubbles = [self._bubble(message) for message in messages]
        return Column(
            Toolbar(
                who(self, self.number),
                ImageButton("call", self._call, desc="Call"),
                on_up=self.finish,
                on_more=self._menu,
            ),
            RecyclerView(*bubbles, id="message_list", weight=1, pad=(0, 8, 0, 8))
            if bubbles
            else Empty(f"Texting with {who(self, self.number)}", weight=1, height=FILL),
            Row(
                EditText(
                    self.draft,
                    id="compose_message_text",
                    hint="Text message",
                    input_type="text",
                    weight=1,
                    radius=26,
                ),
                ImageButton(
                    "send",
                    self._send,
                    desc="Send SMS",
                    id="send_message_button",
                    enabled=bool(self.text_of("compose_message_text").strip() or self.draft),
                ),
                pad=(12, 6, 8, 10),
                gap=4,
            ),
            height=FILL,
        )

    def _bubble(self, message: Message) -> Node:
        mine = not message.incoming
        failed = message.kind == FAILED
        ground = "primary" if mine else "surface_high"
        status = "Not sent. Tap to try again" if failed else clock_text(self.phone, message.date_ms)
        return Column(
            Text(
                message.body,
                id="message_text",
                size=16,
                color="#ffffff" if mine else "on_surface",
                background="#b3261e" if failed else ground,
                radius=20,
                pad=(14, 10, 14, 10),
                on_long_click=lambda: self._ask_delete(message),
                on_click=(lambda: self._retry(message)) if failed else None,
            ),
            Text(status, id="message_status", size=12, color="muted"),
            align="end" if mine else "start",
            pad=(72 if mine else 16, 4, 16 if mine else 72, 4),
            gap=2,
        )

    def _send(self) -> None:
        body = self.text_of("compose_message_text").strip()
        if not body:
            return
        self.draft = ""
        self.set_text("compose_message_text", "")
        self._send_text(body)

    def _send_text(self, body: str) -> None:
        if not self.phone.telephony.send(self.number, body):
            self.toast("Message not sent: airplane mode is on")

    def _retry(self, message: Message) -> None:
        self.phone.messages.delete(message.id)
        self._send_text(message.body)

    def _call(self) -> None:
        self.start(Intent("android.intent.action.DIAL", data=f"tel:{quote(self.number)}"))

    def _menu(self) -> None:
        lines = [MenuItem("Delete", self._ask_delete_all)]
        if self.phone.contacts.by_number(self.number) is None:
            lines.insert(0, MenuItem("Add contact", self._add_contact))
        self.show(PopupMenu(lines))

    def _add_contact(self) -> None:
        self.start(
            Intent(
                "android.intent.action.INSERT",
                type="vnd.android.cursor.dir/contact",
                extras={"phone": self.number},
            )
        )

    def _ask_delete(self, message: Message) -> None:
        self._confirm("Delete this message?", lambda: self.phone.messages.delete(message.id))

    def _ask_delete_all(self) -> None:
        self._confirm("Delete this conversation?", self._delete_all)

    def _delete_all(self) -> None:
        self.phone.messages.delete_conversation(self.number)
        self.finish()

    def _confirm(self, question: str, action: object) -> None:
        self.show(
            AlertDialog(
                question,
                "This is permanent and can\u2019t be undone",
                positive=DialogButton("Delete", action),  # type: ignore[arg-type]
                negative=DialogButton("Cancel"),
            )
        )


def conversation(app: App, number: str, body: str = "") -> ConversationScreen:
    """The screen for one number, with a draft."""
    intent = Intent(
        "android.intent.action.SENDTO", data=f"smsto:{quote(number)}", extras={_BODY: body}
    )
    return ConversationScreen(app, intent)


def who(screen: Screen, number: str) -> str:
    """The contact's name, else the number."""
    contact = screen.phone.contacts.by_number(number)
    return contact.name if contact else number
