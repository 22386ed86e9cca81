"""The search: history, categories and addresses, and results while typing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.osmand import places
from phoneagent.virtualphone.apps.osmand.favorites import DEFAULT_GROUP, Favorites
from phoneagent.virtualphone.apps.osmand.geo import GeoPoint, distance_m, distance_text
from phoneagent.virtualphone.apps.osmand.memory import Memory
from phoneagent.virtualphone.apps.osmand.places import PLACES, Place
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Column,
    DialogButton,
    EditText,
    Empty,
    Icon,
    ImageButton,
    ListRow,
    LongList,
    Node,
    Row,
    Screen,
    Tabs,
    Text,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.system.app import App

_TABS = ("History", "Categories", "Address")
_CATEGORIES = (
    ("City", "Cities", "business"),
    ("Town", "Towns", "business"),
    ("Village", "Villages", "home"),
    ("Hamlet", "Hamlets", "home"),
    ("Peak", "Mountain peaks", "flag"),
)
_ICONS = {kind: icon for kind, _, icon in _CATEGORIES} | {"Location": "location"}


class SearchScreen(Screen):
    """Finds a place and hands it to the screen below.

    Args:
        app, intent: as every screen has them.
        near: distances are counted from here.
    """

    def __init__(self, app: App, intent: Intent, near: GeoPoint) -> None:
        super().__init__(app, intent)
        self.near = near
        self.tab = 0
        self.category = ""
        self.memory = Memory(self.phone)
        self._own = tuple(
            Place(w.name, w.point, "Favorite", w.group or DEFAULT_GROUP)
            for w in Favorites(self.phone).all()
        )

    def view(self) -> Node:
        query = self.text_of("searchEditText")
        body = self._results(query) if query.strip() else self._suggestions()
        tabs = Tabs(_TABS, self.tab, self._turn, id="tab_layout")
        return Column(self._bar(query), None if query.strip() else tabs, body, height=FILL)

    def _bar(self, query: str) -> Node:
        clear = ImageButton("close", self._clear, desc="Clear", id="clearButton")
        return Row(
            ImageButton("back", self._leave, desc="Navigate up"),
            EditText(
                hint="Type to search all",
                id="searchEditText",
                weight=1,
                autofocus=True,
                ime_action="search",
                on_submit=self.phone.display.hide_keyboard,
            ),
            clear if query else None,
            id="toolbar",
            height=64,
            pad=(4, 0, 4, 0),
        )

    def _results(self, query: str) -> Node:
        found = places.search(query, self.near, more=self._own)
        if not found:
            return Empty(f"Nothing found for \u201c{query.strip()}\u201d", "search", weight=1)
        return self._list([partial(self._row, place) for place in found])

    def _suggestions(self) -> Node:
        if self.tab == 0:
            recent = self.memory.history
            if not recent:
                return Empty("Your search history is empty", "clock", weight=1)
            return self._list([partial(self._row, place, icon="clock") for place in recent])
        if self.tab == 1 and not self.category:
            return self._list([partial(self._category, *known) for known in _CATEGORIES])
        chosen = [p for p in PLACES if not (self.tab == 1 and p.kind != self.category)]
        order = (lambda p: distance_m(self.near, p.point)) if self.tab == 1 else _by_name
        rows: list[Callable[[], Node]] = [partial(self._row, p) for p in sorted(chosen, key=order)]
        return self._list(rows)

    def _list(self, rows: list[Callable[[], Node]]) -> Node:
        key = f"list-{self.tab}-{self.category}"
        return LongList(rows, item_height=64, id="list", key=key, weight=1)

    def _category(self, kind: str, title: str, icon: str) -> Node:
        return ListRow(title, icon=icon, on_click=lambda: self._open(kind))

    def _row(self, place: Place, icon: str = "") -> Node:
        distance = distance_text(distance_m(self.near, place.point))
        texts = Column(
            Text(place.name, id="title", size=16, max_lines=1),
            Text(place.description, id="subtitle", color="muted", size=13, max_lines=1),
            weight=1,
            gap=2,
            align="start",
        )
        shown = icon or ("star" if place.kind == "Favorite" else _ICONS.get(place.kind, "location"))
        return Row(
            Icon(shown, id="imageView"),
            texts,
            Text(distance, id="distance", color="muted", size=13),
            gap=20,
            min_height=64,
            pad=(20, 8, 20, 8),
            focusable=True,
            on_click=lambda: self._pick(place),
            on_long_click=(lambda: self._ask_forget(place)) if icon == "clock" else None,
        )

    def _pick(self, place: Place) -> None:
        self.memory.remember(place)
        self.finish(place)

    def _ask_forget(self, place: Place) -> None:
        delete = DialogButton("Delete", lambda: self.memory.forget(place))
        cancel = DialogButton("Cancel")
        self.show(AlertDialog("Delete from history?", place.name, positive=delete, negative=cancel))

    def _turn(self, tab: int) -> None:
        self.tab, self.category = tab, ""

    def _open(self, kind: str) -> None:
        self.category = kind

    def _clear(self) -> None:
        self.set_text("searchEditText", "")
        self.focus("searchEditText")

    def _leave(self) -> None:
        if not self.on_back():
            self.finish()

    def on_back(self) -> bool:
        used = bool(self.category) or bool(self.text_of("searchEditText"))
        self.category = ""
        self.set_text("searchEditText", "")
        return used


def _by_name(place: Place) -> str:
    return places.fold(place.name)
