"""The dialer's first screen: three tabs, a search, and the key pad that slides over them."""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.apps.dialer import lists
from phoneagent.virtualphone.apps.dialer.keypad import KeyPad
from phoneagent.virtualphone.apps.dialer.placing import add_contact, place_call, write_text
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.calls import PastCall
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    BottomNavigation,
    Column,
    DialogButton,
    EditText,
    Fab,
    Frame,
    ImageButton,
    ListDialog,
    MenuItem,
    Node,
    PopupMenu,
    Row,
    Screen,
    Text,
)

_TABS = (("Favorites", "star"), ("Recents", "clock"), ("Contacts", "people"))
FAVORITES, RECENTS, CONTACTS = range(3)


class DialerScreen(Screen):
    """Favorites, Recents, Contacts; ACTION_DIAL opens it with the key pad and a number."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.tab = RECENTS
        self.searching = False
        dials = intent.action in ("android.intent.action.DIAL", "android.intent.action.VIEW")
        self.pad_shown = dials and not intent.type
        self.pad = KeyPad(self, intent.address if intent.scheme == "tel" else "", self._call)

    def view(self) -> Node:
        if self.pad_shown:
            found = lists.matches(self, self.pad.typed, self._call)
            pad = self.pad.view(self._hide_pad)
            return (Row if self.wide else Column)(found, pad, height=FILL)
        if self.searching:
            return Column(self._search_field(), self._found(), height=FILL)
        fab = Fab("grid", self._show_pad, desc="key pad", id="dialpad_fab")
        return Column(
            self._bar(),
            Frame(self._list(), fab, weight=1),
            BottomNavigation(_TABS, self.tab, self._switch),
            height=FILL,
        )

    def _bar(self) -> Node:
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

    def _list(self) -> Node:
        if self.tab == FAVORITES:
            return lists.favourites(self, self._call)
        if self.tab == RECENTS:
            return lists.recents(self, self._call, self._offer)
        return lists.people(self)

    def _search_field(self) -> Node:
        return Row(
            ImageButton("back", self._stop_search, desc="Navigate up"),
            EditText(hint="Search contacts", id="search_view", weight=1, autofocus=True),
            height=64,
            pad=(4, 0, 12, 0),
        )

    def _found(self) -> Node:
        return lists.found(self, self.text_of("search_view").strip(), self._call)

    def _switch(self, number: int) -> None:
        self.tab = number

    def _search(self) -> None:
        self.set_text("search_view", "")
        self.searching = True

    def _stop_search(self) -> None:
        self.searching = False

    def _show_pad(self) -> None:
        self.pad = KeyPad(self, "", self._call)
        self.pad_shown = True

    def _hide_pad(self) -> None:
        self.pad_shown = False

    def _call(self, number: str) -> None:
        place_call(self, number)

    def _offer(self, past: PastCall) -> None:
        """What a tap on a line of the log offers."""
        deeds: list[tuple[str, Callable[[], object]]] = [
            ("Call", lambda: self._call(past.number)),
            ("Message", lambda: write_text(self, past.number)),
            ("Delete", lambda: self.phone.calls.delete(past.id)),
        ]
        if self.phone.contacts.by_number(past.number) is None:
            deeds.insert(2, ("Add contact", lambda: add_contact(self, past.number)))
        titles = [title for title, _ in deeds]
        self.show(ListDialog(past.name or past.number, titles, lambda n: deeds[n][1]()))

    def _menu(self) -> None:
        any_calls = bool(self.phone.calls.past())
        self.show(PopupMenu([MenuItem("Clear call history", self._ask_clear, any_calls)]))

    def _ask_clear(self) -> None:
        self.show(
            AlertDialog(
                "Clear call history?",
                "This will delete all calls from your history",
                positive=DialogButton("OK", self.phone.calls.clear_log),
                negative=DialogButton("Cancel"),
            )
        )

    def on_back(self) -> bool:
        used = self.pad_shown or self.searching
        self._hide_pad()
        self._stop_search()
        return used
