"""Retro Music's main screen: five tabs, and what plays at the foot."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from phoneagent.virtualphone.apps.retromusic.groups import GroupsPane
from phoneagent.virtualphone.apps.retromusic.library import Song
from phoneagent.virtualphone.apps.retromusic.playlists import PlaylistsPane
from phoneagent.virtualphone.apps.retromusic.process import RetroScreen
from phoneagent.virtualphone.apps.retromusic.rows import mini_player
from phoneagent.virtualphone.apps.retromusic.songlist import ALBUM, ARTIST, SongList
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    BottomNavigation,
    Button,
    Column,
    Frame,
    Grid,
    Heading,
    ImageButton,
    MenuItem,
    Node,
    PopupMenu,
    Row,
    Scroll,
    Toolbar,
)

TABS = (
    ("For you", "home"),
    ("Songs", "music"),
    ("Albums", "album"),
    ("Artists", "person"),
    ("Playlists", "list"),
)
_HOME, _SONGS, _ALBUMS, _ARTISTS, _PLAYLISTS = range(5)
_SUGGESTED = 5
_ORDERS: dict[str, Callable[[Song], Any]] = {
    "Ascending": lambda song: song.title.casefold(),
    "Descending": lambda song: song.title.casefold(),
    "Artist": lambda song: song.artist.casefold(),
    "Album": lambda song: song.album.casefold(),
    "Year": lambda song: song.year,
    "Date added": lambda song: -song.modified_s,
}


class MainScreen(RetroScreen):
    """For you, Songs, Albums, Artists, Playlists."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.tab = _HOME
        self.order = "Ascending"
        self.list = SongList(self, self._songs)
        self.suggestions = SongList(self, self._suggested)
        self.albums, self.artists = GroupsPane(self, ALBUM), GroupsPane(self, ARTIST)
        self.playlists = PlaylistsPane(self)
        self.retro.playlists.lay_out()
        self.retro.saved_queue.lay_out()
        if intent.data:
            self.retro.play_file(self.phone.path_behind(intent.data))

    def view(self) -> Node:
        self.retro.settle()
        self.refresh_ms = 1000 if self.retro.queue.playback.playing else 0
        return Column(
            self.list.selection_bar() if self.list.picked else self._bar(),
            Frame(self._body(), weight=1),
            mini_player(self, lambda: self.page("player")),
            BottomNavigation(TABS, self.tab, self._turn_to, id="bottomNavigationView"),
            height=FILL,
        )

    def _turn_to(self, tab: int) -> None:
        self.list.unpick()
        self.tab = tab

    def _bar(self) -> Node:
        return Toolbar(
            "Retro Music",
            ImageButton("search", lambda: self.page("search"), desc="Search"),
            on_more=lambda: self.show(PopupMenu(self._menu())),
            id="toolbar",
        )

    def _menu(self) -> list[MenuItem]:
        lines = {
            _SONGS: lambda: [MenuItem("Sort order", self._sort_menu)],
            _ALBUMS: self.albums.overflow,
            _ARTISTS: self.artists.overflow,
            _PLAYLISTS: self.playlists.overflow,
        }.get(self.tab, list[MenuItem])()
        return [*lines, MenuItem("Playing Queue", lambda: self.page("queue"))]

    def _body(self) -> Node:
        if self.tab == _SONGS:
            return self._song_tab()
        if self.tab == _HOME:
            return self._home()
        return {_ALBUMS: self.albums, _ARTISTS: self.artists}.get(self.tab, self.playlists).view()

    # songs

    def _songs(self) -> list[Song]:
        songs = sorted(self.retro.songs(), key=_ORDERS[self.order])
        return songs[::-1] if self.order == "Descending" else songs

    def _song_tab(self) -> Node:
        songs = self._songs()
        buttons = Row(
            Button("Play all", lambda: self.retro.play(songs), id="playAction", weight=1),
            Button(
                "Shuffle",
                lambda: self.retro.shuffle(songs),
                id="shuffleAction",
                style="soft",
                weight=1,
            ),
            gap=12,
            pad=(16, 4, 16, 8),
        )
        return Column(
            buttons if songs else None, Frame(self.list.view("songs"), weight=1), height=FILL
        )

    def _sort_menu(self) -> None:
        def choose(order: str) -> None:
            self.order = order

        lines = [
            MenuItem(order, partial(choose, order), checked=order == self.order)
            for order in _ORDERS
        ]
        self.show(PopupMenu(lines))

    # home

    def _home(self) -> Node:
        played = [
            Button(name, partial(self.page, "played", name=name), style="soft", id=node_id)
            for name, node_id in (
                ("History", "history"),
                ("Last added", "lastAdded"),
                ("Most played", "topPlayed"),
            )
        ]
        mix = Button("Shuffle", self._shuffle_all, style="soft", id="actionShuffle")
        songs = self._suggested()
        rows = [self.suggestions.row(songs, number) for number in range(len(songs))]
        return Scroll(
            Grid(*played, mix, columns=2, gap=10, id="abs_playlists", pad=(16, 8, 16, 8)),
            Heading("Suggestions") if rows else None,
            *rows,
            id="container",
        )

    def _suggested(self) -> list[Song]:
        by_path = {song.path: song for song in self.retro.songs()}
        played = [by_path[p] for p in self.retro.playlists.history("play_count") if p in by_path]
        rest = [song for song in by_path.values() if song not in played]
        return [*played, *rest][:_SUGGESTED]

    def _shuffle_all(self) -> None:
        songs = self.retro.songs()
        if songs:
            self.retro.shuffle(songs)
        else:
            self.toast("You have no songs")

    def on_back(self) -> bool:
        if self.list.unpick() or self.suggestions.unpick():
            return True
        used = self.tab != _HOME
        self.tab = _HOME
        return used
