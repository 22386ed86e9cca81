"""The list of everybody: search, selection of several, the way to a new contact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from phoneagent.virtualphone.apps.contacts.card import CardScreen, ask_delete
from phoneagent.virtualphone.apps.contacts.editor import EditorScreen
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import ACTION_PICK, Intent
from phoneagent.virtualphone.system.providers.contacts import Contact
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    EditText,
    Empty,
    Fab,
    Frame,
    Heading,
    Icon,
    ImageButton,
    ListRow,
    LongList,
    MenuItem,
    Node,
    PopupMenu,
    Row,
    Screen,
    Text,
    Toolbar,
)

_COLORS = ("#1a73e8", "#d93025", "#188038", "#e37400", "#9334e6", "#12858d")


class PeopleScreen(Screen):
    """Everybody by name, with a letter before each group.

    Whoever asks with PICK gets an intent back whose data is the URI of the person tapped.
    """

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.searching = False
        self.selected: set[int] = set()

    def view(self) -> Node:
        query = self.text_of("search") if self.searching else ""
        found = self.phone.contacts.search(query) if query else self.phone.contacts.all()
        rows = list(self._rows(found, grouped=not query))
        empty = Empty("No results" if query else "No contacts yet", "people")
        return Column(
            self._bar(),
            Frame(
                LongList(rows, item_height=56, id="list", pad=(0, 0, 0, 96)) if rows else empty,
                None
                if self.searching or self.selected
                else Fab("add", self._create, desc="Create contact", id="floating_action_button"),
                weight=1,
            ),
            height=FILL,
        )

    def _bar(self) -> Node:
        if self.selected:
            return Toolbar(
                str(len(self.selected)),
                ImageButton("share", self._share, desc="Share"),
                ImageButton("delete", self._delete_selected, desc="Delete", id="menu_delete"),
                on_up=self._unselect,
                on_more=self._selection_menu,
            )
        if self.searching:
            return Row(
                ImageButton("back", self._stop_search, desc="Navigate up"),
                EditText(hint="Search contacts", id="search", weight=1, autofocus=True),
                height=64,
                pad=(4, 0, 12, 0),
            )
        return Row(
            ImageButton("search", self._search, desc="Search"),
            Text("Search contacts", id="open_search_bar_text_view", color="muted", weight=1),
            ImageButton("more", self._menu, desc="More options"),
            id="open_search_bar",
            on_click=self._search,
            background="surface_high",
            radius=28,
            height=56,
            margin=(16, 8, 16, 8),
        )

    def _rows(self, found: list[Contact], *, grouped: bool) -> Iterator[Callable[[], Node]]:
        starred = [c for c in found if c.starred]
        if grouped and starred:
            yield partial(Heading, "Favorites")
            for contact in starred:
                yield partial(self._row, contact)
        letter = ""
        for contact in found:
            first = contact.name[:1].upper()
            if grouped and first != letter:
                letter = first
                yield partial(Heading, letter)
            yield partial(self._row, contact)

    def _row(self, contact: Contact) -> Node:
        chosen = contact.id in self.selected
        return ListRow(
            contact.name,
            leading=avatar(contact, chosen=chosen),
            on_click=lambda: self._tapped(contact),
            on_long_click=lambda: self._toggle(contact),
            selected=chosen,
            background="primary_soft" if chosen else "",
        )

    def _tapped(self, contact: Contact) -> None:
        if self.selected:
            self._toggle(contact)
        elif self.intent.action == ACTION_PICK:
            self.finish(Intent(data=f"content://com.android.contacts/contacts/{contact.id}"))
        else:
            self.start(CardScreen(self.app, Intent(extras={"id": contact.id})))

    def _toggle(self, contact: Contact) -> None:
        self.selected ^= {contact.id}

    def _unselect(self) -> None:
        self.selected = set()

    def _selection_menu(self) -> None:
        everybody = {c.id for c in self.phone.contacts.all()}
        select_all = MenuItem("Select all", lambda: self.selected.update(everybody))
        self.show(PopupMenu([select_all]))

    def _menu(self) -> None:
        everybody = {c.id for c in self.phone.contacts.all()}
        lines = [
            MenuItem("Select all", lambda: self.selected.update(everybody), bool(everybody)),
            MenuItem("Create contact", self._create),
        ]
        self.show(PopupMenu(lines))

    def _share(self) -> None:
        names = [c.name for c in self.phone.contacts.all() if c.id in self.selected]
        text = {"android.intent.extra.TEXT": ", ".join(names)}
        self.start(Intent("android.intent.action.SEND", type="text/plain", extras=text))

    def _delete_selected(self) -> None:
        ask_delete(self, tuple(self.selected), self._unselect)

    def _search(self) -> None:
        self.set_text("search", "")
        self.searching = True

    def _stop_search(self) -> None:
        self.searching = False

    def _create(self) -> None:
        self.start(EditorScreen(self.app, Intent("android.intent.action.INSERT")))

    def on_back(self) -> bool:
        used = bool(self.selected) or self.searching
        self._unselect()
        self._stop_search()
        return used


def avatar(contact: Contact, *, chosen: bool = False) -> Node:
    """A coloured disc with a person on it, or a check when the row is selected."""
    color = _COLORS[sum(map(ord, contact.name)) % len(_COLORS)]
    return Frame(
        Icon("check" if chosen else "person", color="#ffffff", width=34, height=34),
        width=34,
        height=34,
        radius=17,
        background="#1a73e8" if chosen else color,
        class_name="android.widget.QuickContactBadge",
    )
