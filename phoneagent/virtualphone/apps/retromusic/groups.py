"""The Albums and Artists tabs: songs grouped by what their tags say."""

from __future__ import annotations

from functools import partial

from phoneagent.virtualphone.apps.retromusic.library import Song, artist_name
from phoneagent.virtualphone.apps.retromusic.process import RetroScreen
from phoneagent.virtualphone.apps.retromusic.songlist import ALBUM
from phoneagent.virtualphone.ui import (
    Column,
    Empty,
    Frame,
    Icon,
    LazyList,
    MenuItem,
    Node,
    PopupMenu,
    Row,
    Text,
)

_CARD_DP = 236.0
ORDERS = ("Ascending", "Descending")


def grouped(songs: list[Song], kind: str) -> dict[str, list[Song]]:
    """Songs by album or artist, in the order of their names."""
    groups: dict[str, list[Song]] = {}
    for song in songs:
        groups.setdefault(song.album if kind == ALBUM else song.artist, []).append(song)
    return {name: groups[name] for name in sorted(groups, key=str.casefold)}


class GroupsPane:
    """Albums or artists as cards in two columns."""

    def __init__(self, screen: RetroScreen, kind: str) -> None:
        self.screen = screen
        self.kind = kind
        self.order = ORDERS[0]

    def view(self) -> Node:
        groups = grouped(self.screen.retro.songs(), self.kind)
        names = list(groups) if self.order == ORDERS[0] else list(groups)[::-1]
        if not names:
            return Empty(f"You have no {self.kind}s", "music" if self.kind == ALBUM else "person")
        columns = 4 if self.screen.wide else 2

        def row(number: int) -> Node:
            shown = names[number * columns : (number + 1) * columns]
            cells = [self._card(name, groups[name]) for name in shown]
            cells += [Frame(weight=1) for _ in range(columns - len(cells))]
            return Row(*cells, gap=8, pad=(12, 0, 12, 0), align="start")

        count = -(-len(names) // columns)
        return LazyList(count, row, item_height=_CARD_DP, id="recyclerView", key=self.kind)

    def _card(self, name: str, songs: list[Song]) -> Node:
        album = self.kind == ALBUM
        noun = "Song" if len(songs) == 1 else "Songs"
        text = artist_name(songs[0].artist) if album else f"{len(songs)} {noun}"
        picture = Frame(
            Icon("music" if album else "person", id="image", size=72, at="center_center"),
            height=172,
            radius=12,
            background="surface_high",
        )
        return Column(
            picture,
            Column(
                Text(name if album else artist_name(name), id="title", bold=True, max_lines=1),
                Text(text, id="text", size=12, color="muted", max_lines=1),
                id="titleContainer",
            ),
            class_name="android.view.ViewGroup",
            weight=1,
            gap=6,
            pad=4,
            focusable=True,
            on_click=partial(self._open, name),
        )

    def _open(self, name: str) -> None:
        self.screen.page("group", kind=self.kind, name=name)

    def overflow(self) -> list[MenuItem]:
        """What the toolbar's menu offers here."""
        return [MenuItem("Sort order", self._sort_menu)]

    def _sort_menu(self) -> None:
        def choose(order: str) -> None:
            self.order = order

        lines = [
            MenuItem(order, partial(choose, order), checked=order == self.order) for order in ORDERS
        ]
        self.screen.show(PopupMenu(lines))
