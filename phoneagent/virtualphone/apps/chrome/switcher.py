"""The overview of all tabs: cards to switch to or to close."""

from __future__ import annotations

from functools import partial

from phoneagent.virtualphone.apps.chrome.address import shown
from phoneagent.virtualphone.apps.chrome.process import ChromeScreen
from phoneagent.virtualphone.apps.chrome.tab import Tab
from phoneagent.virtualphone.ui import (
    FILL,
    Button,
    Column,
    Empty,
    Frame,
    Icon,
    ImageButton,
    LazyList,
    MenuItem,
    Node,
    PopupMenu,
    Row,
    Spacer,
    Text,
)

_COLUMNS = 2
_CARD_DP = 220


class SwitcherScreen(ChromeScreen):
    """Every open tab as a card."""

    def view(self) -> Node:
        tabs = self.chrome.tabs
        bar = Row(
            Button("New tab", self._new, style="text", id="new_tab_button", desc="New tab"),
            Spacer(1),
            ImageButton("more", self._menu, desc="More options", id="menu_button"),
            height=56,
            pad=(8, 0, 0, 0),
        )
        cards = LazyList(
            -(-len(tabs) // _COLUMNS), self._row, item_height=_CARD_DP, id="tab_list_recycler_view"
        )
        body = cards if tabs else Empty("No tabs", "language")
        return Column(bar, Frame(body, weight=1), height=FILL)

    def _row(self, number: int) -> Node:
        first = number * _COLUMNS
        shown_tabs = list(enumerate(self.chrome.tabs))[first : first + _COLUMNS]
        cells = [self._card(place, tab) for place, tab in shown_tabs]
        cells += [Frame(weight=1) for _ in range(_COLUMNS - len(cells))]
        return Row(*cells, gap=12, pad=(12, 4, 12, 4))

    def _card(self, place: int, tab: Tab) -> Node:
        head = Row(
            Icon("language", size=18),
            Text(tab.title, id="tab_title", weight=1, max_lines=1, size=13),
            ImageButton(
                "close",
                partial(self._close, place),
                desc=f"Close {tab.title} tab",
                id="action_button",
                width=36,
                height=36,
                size=18,
            ),
            pad=(10, 0, 0, 0),
            gap=6,
        )
        inside = Frame(
            Text(
                shown(tab.url), size=12, color="#5f6368", at="center_center", margin=8, max_lines=4
            ),
            id="tab_thumbnail",
            height=FILL,
            weight=1,
            background="#ffffff",
            radius=10,
            margin=6,
        )
        current = place == self.chrome.current
        return Column(
            head,
            inside,
            id="card_view",
            desc=f"{tab.title}, tab",
            weight=1,
            height=_CARD_DP - 12,
            radius=14,
            background="primary_soft" if current else "surface_high",
            selected=current,
            focusable=True,
            on_click=partial(self._show, place),
        )

    def _show(self, place: int) -> None:
        self.chrome.current = place
        self.finish()

    def _close(self, place: int) -> None:
        self.chrome.close_tab(place)

    def _new(self) -> None:
        self.chrome.new_tab()
        self.finish()

    def _menu(self) -> None:
        self.show(
            PopupMenu([MenuItem("New tab", self._new), MenuItem("Close all tabs", self._close_all)])
        )

    def _close_all(self) -> None:
        self.chrome.tabs.clear()
        self.chrome.current = 0
