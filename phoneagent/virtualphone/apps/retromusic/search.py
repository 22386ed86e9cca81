"""Searching songs, albums, artists and playlists."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from phoneagent.virtualphone.apps.retromusic.groups import grouped
from phoneagent.virtualphone.apps.retromusic.library import Song, artist_name, songs_text
from phoneagent.virtualphone.apps.retromusic.process import RetroScreen
from phoneagent.virtualphone.apps.retromusic.rows import item_row
from phoneagent.virtualphone.apps.retromusic.songlist import ALBUM, ARTIST, SongList
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Chips,
    Column,
    EditText,
    Empty,
    Frame,
    Heading,
    ImageButton,
    LongList,
    Node,
    Row,
)

KINDS = ("Songs", "Artists", "Albums", "Playlists")


class SearchScreen(RetroScreen):
    """A field, chips that narrow it to one kind, and what was found."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.chip: int | None = None
        self.list = SongList(self, self._songs)

    def view(self) -> Node:
        self.retro.settle()
        if self.list.picked:
            bar = self.list.selection_bar()
        else:
            field = EditText(
                hint="Search", id="searchView", weight=1, autofocus=True, ime_action="search"
            )
            clear = ImageButton("close", self._clear, desc="Clear", id="clearText")
            up = ImageButton("back", self.finish, desc="Navigate up")
            bar = Row(up, field, clear, height=64, pad=(4, 0, 4, 0))
        chosen = frozenset() if self.chip is None else frozenset({self.chip})
        rows = self._rows()
        body = LongList(rows, id="recyclerView") if rows else Empty("No results", "search")
        return Column(
            bar,
            Chips(KINDS, chosen, self._choose, id="searchFilterGroup"),
            Frame(body, weight=1),
            height=FILL,
        )

    def _clear(self) -> None:
        self.set_text("searchView", "")

    def _choose(self, number: int) -> None:
        self.chip = None if self.chip == number else number

    @property
    def _wanted(self) -> str:
        return self.text_of("searchView").strip().casefold()

    def _songs(self) -> list[Song]:
        wanted = self._wanted
        return [song for song in self.retro.songs() if wanted and wanted in song.title.casefold()]

    def _rows(self) -> list[Callable[[], Node]]:
        finders = (self._song_rows, self._artist_rows, self._album_rows, self._playlist_rows)
        rows: list[Callable[[], Node]] = []
        for number, find in enumerate(finders):
            found = find() if self._wanted and self.chip in (None, number) else []
            if found:
                rows += [partial(Heading, KINDS[number]), *found]
        return rows

    def _song_rows(self) -> list[Callable[[], Node]]:
        songs = self._songs()
        return [partial(self.list.row, songs, number) for number in range(len(songs))]

    def _artist_rows(self) -> list[Callable[[], Node]]:
        return self._group_rows(ARTIST, "person")

    def _album_rows(self) -> list[Callable[[], Node]]:
        return self._group_rows(ALBUM, "music")

    def _group_rows(self, kind: str, icon: str) -> list[Callable[[], Node]]:
        return [
            partial(
                item_row,
                artist_name(name),
                songs_text(songs),
                icon,
                partial(self.page, "group", kind=kind, name=name),
            )
            for name, songs in grouped(self.retro.songs(), kind).items()
            if self._wanted in name.casefold()
        ]

    def _playlist_rows(self) -> list[Callable[[], Node]]:
        return [
            partial(
                item_row,
                playlist.name,
                songs_text(self.retro.playlists.songs(playlist.id)),
                "list",
                partial(self.page, "playlist", playlist=playlist.id),
            )
            for playlist in self.retro.playlists.all()
            if self._wanted in playlist.name.casefold()
        ]

    def on_back(self) -> bool:
        return self.list.unpick()
