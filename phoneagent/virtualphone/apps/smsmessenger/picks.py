"""What can be done with selected messages."""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.apps.smsmessenger.model import count_text, when_text
from phoneagent.virtualphone.apps.smsmessenger.parts import ask
from phoneagent.virtualphone.system.intents import ACTION_SEND, Intent
from phoneagent.virtualphone.system.providers.telephony import Message
from phoneagent.virtualphone.ui import (
    ActionMode,
    AlertDialog,
    Column,
    DialogButton,
    EditText,
    ImageButton,
    MenuItem,
    Node,
    PopupMenu,
    Screen,
)


class MessageActions:
    """The selection in a conversation, its bar and its menu.

    Args:
        screen: shows the conversation.
        shown: its messages, oldest first.
    """

    def __init__(self, screen: Screen, shown: Callable[[], list[Message]]) -> None:
        self.screen = screen
        self.shown = shown
        self.chosen: frozenset[int] = frozenset()

    @property
    def active(self) -> bool:
        return bool(self.chosen)

    def toggle(self, message: Message) -> None:
        """Select a message, or no longer."""
        self.chosen ^= {message.id}
        self.screen.invalidate()

    def clear(self) -> None:
        """End the selection."""
        self.chosen = frozenset()
        self.screen.invalidate()

    def bar(self) -> Node:
        """The bar in the toolbar's place."""
        one = len(self.chosen) == 1
        return ActionMode(
            f"{len(self.chosen)} / {len(self.shown())}",
            ImageButton("copy", self._copy, desc="Copy to clipboard", id="cab_copy_to_clipboard")
            if one
            else None,
            ImageButton("share", self._share, desc="Share", id="cab_share") if one else None,
            ImageButton("delete", self._ask_delete, desc="Delete", id="cab_delete"),
            on_close=self.clear,
            on_more=self._menu,
        )

    def _menu(self) -> None:
        lines = [MenuItem("Select all", self._select_all)]
        if len(self.chosen) == 1:
            lines = [
                MenuItem("Properties", self._show_properties),
                MenuItem("Forward", self._forward),
                MenuItem("Select text", self._select_text),
                *lines,
            ]
        self.screen.show(PopupMenu(lines))

    def _take_one(self) -> Message | None:
        """The one selected message; the selection ends."""
        found = [message for message in self.shown() if message.id in self.chosen]
        self.clear()
        return found[0] if found else None

    def _copy(self) -> None:
        if message := self._take_one():
            self.screen.phone.clipboard.set(message.body)
            self.screen.toast("Value copied to clipboard")

    def _share(self) -> None:
        self._send_on(Intent(ACTION_SEND, type="text/plain"))

    def _forward(self) -> None:
        new = self.screen.app.component(".activities.NewConversationActivity")
        self._send_on(Intent(ACTION_SEND, type="text/plain", component=new))

    def _send_on(self, intent: Intent) -> None:
        if message := self._take_one():
            self.screen.start(intent.with_extra("android.intent.extra.TEXT", message.body))

    def _show_properties(self) -> None:
        if message := self._take_one():
            who, when = ("Sender", "Received at") if message.incoming else ("Receiver", "Sent at")
            moment = when_text(self.screen.phone, message.date_ms, with_time=True)
            text = f"{who}: {message.address}\n{when}: {moment}"
            ok = DialogButton("OK")
            self.screen.show(AlertDialog("Message details", text, positive=ok))

    def _select_text(self) -> None:
        message = self._take_one()
        if message is None:
            return

        def content() -> Node:
            field = EditText(message.body, id="dialog_select_text_value", input_type="multiline")
            return Column(field, pad=(20, 0, 20, 0))

        self.screen.show(AlertDialog("Select text", content=content, positive=DialogButton("OK")))

    def _ask_delete(self) -> None:
        what = count_text(len(self.chosen), "message")
        question = f"Are you sure you want to proceed with the deletion of {what}?"
        ask(self.screen, question, self._delete)

    def _delete(self) -> None:
        for message_id in self.chosen:
            self.screen.phone.messages.delete(message_id)
        self.clear()
        if not self.shown():
            self.screen.finish()

    def _select_all(self) -> None:
        self.chosen = frozenset(message.id for message in self.shown())
        self.screen.invalidate()
