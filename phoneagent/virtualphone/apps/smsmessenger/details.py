"""Who takes part in a conversation."""

from __future__ import annotations

from phoneagent.virtualphone.apps.smsmessenger.model import Store
from phoneagent.virtualphone.apps.smsmessenger.parts import add_contact, avatar, dial
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Heading,
    ImageButton,
    ListRow,
    Node,
    RecyclerView,
    Screen,
    Text,
    Toolbar,
)


class DetailsScreen(Screen):
    """The conversation's name and its members; a tap on a member opens the contact."""

    def view(self) -> Node:
        number = self.intent.text("number")
        title = Store(self.phone).title(number)
        return Column(
            Toolbar("Conversation details", on_up=self.finish),
            RecyclerView(
                Heading("Conversation name"),
                Text(title, id="conversation_name", size=17, pad=(20, 4, 20, 12)),
                Heading("Members"),
                ListRow(
                    title,
                    number if title != number else "",
                    leading=avatar(title, "item_contact_image", 36),
                    trailing=ImageButton(
                        "call", lambda: self.start(dial(number)), desc="Dial number"
                    ),
                    on_click=lambda: self._open(number),
                ),
                weight=1,
                height=FILL,
            ),
            height=FILL,
        )

    def _open(self, number: str) -> None:
        contact = self.phone.contacts.by_number(number)
        if contact is None:
            self.start(add_contact(number))
        else:
            uri = f"content://com.android.contacts/contacts/{contact.id}"
            self.start(Intent("android.intent.action.VIEW", data=uri))
