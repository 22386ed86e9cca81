"""A person's card: call, text, star, edit, delete."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

from phoneagent.virtualphone.apps.contacts.editor import EditorScreen
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.system.providers.contacts import Contact, Labelled
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Card,
    Column,
    DialogButton,
    Empty,
    Icon,
    ImageButton,
    ListRow,
    MenuItem,
    Node,
    PopupMenu,
    Row,
    Screen,
    Scroll,
    Text,
    Toolbar,
)


class CardScreen(Screen):
    """One contact, by the extra `id` or the last part of the intent's URI."""

    @property
    def contact(self) -> Contact | None:
        number = self.intent.number("id") or self.intent.row_id
        return self.phone.contacts.get(number)

    def view(self) -> Node:
        contact = self.contact
        if contact is None:
            gone = Empty("This contact is not there any more", "person")
            return Column(Toolbar("", on_up=self.finish), gone, height=FILL)
        star = "Remove from favorites" if contact.starred else "Add to favorites"
        return Column(
            Toolbar(
                "",
                ImageButton("edit", self._edit, desc="Edit contact", id="menu_edit"),
                ImageButton("star" if contact.starred else "star_outline", self._star, desc=star),
                on_up=self.finish,
                on_more=self._menu,
            ),
            Scroll(
                Column(
                    Text(contact.name, id="large_title", size=28),
                    Text(contact.company, size=14, color="muted") if contact.company else None,
                    align="center",
                    pad=(16, 8, 16, 16),
                ),
                self._shortcuts(contact),
                self._details(contact),
                weight=1,
                height=FILL,
            ),
            height=FILL,
        )

    def _shortcuts(self, contact: Contact) -> Node:
        phone = contact.phones[0].value if contact.phones else ""
        return Row(
            _shortcut("call", "Call", lambda: self._call(phone), enabled=bool(phone)),
            _shortcut("message", "Text", lambda: self._text(phone), enabled=bool(phone)),
            pad=(16, 0, 16, 8),
            gap=8,
        )

    def _details(self, contact: Contact) -> Node:
        def phone_row(item: Labelled) -> Node:
            text = ImageButton(
                "message", lambda: self._text(item.value), desc=f"Text {item.label} {item.value}"
            )
            return ListRow(
                item.value,
                item.label,
                icon="call",
                trailing=text,
                on_click=lambda: self._call(item.value),
            )

        rows = [phone_row(item) for item in contact.phones]
        rows += [ListRow(item.value, item.label, icon="mail") for item in contact.emails]
        if contact.address:
            rows.append(ListRow(contact.address, "Address", icon="location"))
        if contact.note:
            rows.append(ListRow(contact.note, "Notes", icon="note"))
        return Card(
            Text("Contact info", size=14, pad=(20, 14, 20, 6)), *rows, margin=(16, 8, 16, 8)
        )

    def _call(self, number: str) -> None:
        self.start(Intent("android.intent.action.DIAL", data=f"tel:{quote(number)}"))

    def _text(self, number: str) -> None:
        self.start(Intent("android.intent.action.SENDTO", data=f"smsto:{quote(number)}"))

    def _edit(self) -> None:
        contact = self.contact
        if contact:
            self.start(
                EditorScreen(
                    self.app, Intent("android.intent.action.EDIT", extras={"id": contact.id})
                )
            )

    def _star(self) -> None:
        contact = self.contact
        if contact:
            self.phone.contacts.save(replace(contact, starred=not contact.starred))
            self.toast("Removed from favorites" if contact.starred else "Added to favorites")

    def _menu(self) -> None:
        self.show(PopupMenu([MenuItem("Delete", self._delete), MenuItem("Share", self._share)]))

    def _share(self) -> None:
        contact = self.contact
        if contact:
            text = {"android.intent.extra.TEXT": contact.name}
            self.start(Intent("android.intent.action.SEND", type="text/plain", extras=text))

    def _delete(self) -> None:
        contact = self.contact
        if contact:
            ask_delete(self, (contact.id,), self.finish)


def ask_delete(screen: Screen, ids: tuple[int, ...], then: Callable[[], object]) -> None:
    """Ask, delete, say so, then go on."""
    contacts = screen.phone.contacts

    def delete() -> None:
        names = [c.name for c in contacts.all() if c.id in ids]
        for number in ids:
            contacts.delete(number)
        screen.toast(f"{names[0]} deleted" if len(names) == 1 else f"{len(names)} contacts deleted")
        then()

    what = "Delete contact?" if len(ids) == 1 else f"Delete {len(ids)} contacts?"
    screen.show(
        AlertDialog(
            what,
            "This will be removed from all your synced devices.",
            positive=DialogButton("Delete", delete),
            negative=DialogButton("Cancel"),
        )
    )


def _shortcut(icon: str, text: str, on_click: Callable[[], object], *, enabled: bool) -> Node:
    ink = "primary" if enabled else "disabled"
    return Column(
        Icon(icon, color=ink, enabled=enabled),
        Text(text, size=14, color=ink, enabled=enabled),
        weight=1,
        align="center",
        gap=6,
        pad=(0, 10, 0, 10),
        radius=20,
        background="surface_high",
        enabled=enabled,
        on_click=on_click,
        focusable=True,
        desc=text,
    )
