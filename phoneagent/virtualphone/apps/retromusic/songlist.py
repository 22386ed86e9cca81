"""A list of songs on any screen: tap plays, a long press selects, the dots offer the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from phoneagent.virtualphone.apps.chooser import ACTION_SEND_MULTIPLE, EXTRA_STREAM, choose
from phoneagent.virtualphone.apps.retromusic import dialogs
from phoneagent.virtualphone.apps.retromusic.library import Song, artist_name, length_text
from phoneagent.virtualphone.apps.retromusic.process import RetroScreen
from phoneagent.virtualphone.apps.retromusic.rows import dots, item_row
from phoneagent.virtualphone.system.intents import ACTION_SEND, Extra, Intent
from phoneagent.virtualphone.ui import (
    ActionMode,
    Empty,
    ImageButton,
    LazyList,
    MenuItem,
    Node,
    PopupMenu,
    Text,
)

ROW_DP = 72.0
ALBUM, ARTIST = "album", "artist"


class SongList:
    """Songs, one of which can be played, queued, kept, looked at or deleted.

    Args:
        screen: where they are shown.
        songs: what is listed now.
        lengths: whether a row says how long its song is, as on the pages of albums and artists.
    """

    def __init__(
        self, screen: RetroScreen, songs: Callable[[], list[Song]], *, lengths: bool = False
    ) -> None:
        self.screen = screen
        self.retro = screen.retro
        self.songs = songs
        self.lengths = lengths
        self.picked: list[Song] = []

    def view(self, key: str = "recyclerView") -> Node:
        """The scrolling list, or what stands there when it is empty."""
        songs = self.songs()
        if not songs:
            return Empty("You have no songs", "music")
        return LazyList(
            len(songs),
            lambda number: self.row(songs, number),
            item_height=ROW_DP,
            id="recyclerView",
            key=key,
        )

    def row(self, songs: list[Song], number: int) -> Node:
        """The row of one of some songs."""
        song = songs[number]
        picked = song in self.picked
        row = item_row(
            song.title,
            artist_name(song.artist),
            "check" if picked else "music",
            partial(self.tapped, songs, number),
            self.handle(songs, number),
        )
        if self.lengths:
            time = length_text(song.duration_ms)
            row.children.append(Text(time, id="time", size=13, color="muted"))
        if not self.picked:
            row.children.append(dots(lambda node: self._menu(songs, number, node)))
        row.on_long_click = partial(self.toggle, song)
        row.selected = picked
        row.background = "primary_soft" if picked else ""
        return row

    def handle(self, songs: list[Song], number: int) -> Node | None:
        """What stands before a row; a list that can be arranged has a handle there."""
        del songs, number
        return None

    def tapped(self, songs: list[Song], number: int) -> None:
        if self.picked:
            self.toggle(songs[number])
        else:
            self.retro.play(songs, number)

    def toggle(self, song: Song) -> None:
        """Select a song, or no longer; the selection keeps the order of the touches."""
        if song in self.picked:
            self.picked.remove(song)
        else:
            self.picked.append(song)

    def unpick(self) -> bool:
        """Give the selection up; True when there was one."""
        had = bool(self.picked)
        self.picked = []
        return had

    # one song

    def _menu(self, songs: list[Song], number: int, place: Node) -> None:
        self.screen.show(PopupMenu(self.menu(songs, number), place.frame))

    def menu(self, songs: list[Song], number: int) -> list[MenuItem]:
        """The lines of one song's menu."""
        song = songs[number]
        one = [song]
        return [
            MenuItem("Play next", lambda: self.play_next(one)),
            MenuItem("Add to playing queue", lambda: self.enqueue(one)),
            MenuItem("Add to playlist", lambda: self.add_to_playlist(one)),
            MenuItem("Go to album", lambda: self._go(ALBUM, song.album)),
            MenuItem("Go to artist", lambda: self._go(ARTIST, song.artist)),
            MenuItem("Share", lambda: self.share(one)),
            MenuItem("Details", lambda: dialogs.show_details(self.screen, song)),
            MenuItem("Delete from device", lambda: self.ask_delete(one)),
        ]

    def _go(self, kind: str, name: str) -> None:
        self.screen.page("group", kind=kind, name=name)

    def play_next(self, songs: Sequence[Song]) -> None:
        self.retro.queue.insert_next(songs)
        self._say_queued(len(songs))
        self.unpick()

    def enqueue(self, songs: Sequence[Song]) -> None:
        self.retro.queue.append(songs)
        self._say_queued(len(songs))
        self.unpick()

    def _say_queued(self, count: int) -> None:
        noun = "title" if count == 1 else "titles"
        self.screen.toast(f"Added {count} {noun} to the playing queue.")

    def add_to_playlist(self, songs: Sequence[Song]) -> None:
        self.unpick()
        dialogs.add_to_playlist(self.screen, self.retro, songs)

    def share(self, songs: Sequence[Song]) -> None:
        """Hand files to another app."""
        uris = tuple(self.screen.phone.documents.uri_of(song.path) for song in songs)
        alone = len(uris) == 1
        action = ACTION_SEND if alone else ACTION_SEND_MULTIPLE
        extras: dict[str, Extra] = {EXTRA_STREAM: uris[0] if alone else uris}
        self.screen.start(choose(Intent(action, type="audio/*", extras=extras)))

    def ask_delete(self, songs: Sequence[Song]) -> None:
        dialogs.ask_delete_songs(self.screen, self.retro, songs, self.unpick)

    # the bar of a selection

    def selection_bar(self) -> Node:
        """What can be done with all selected songs; two actions fit, the rest is in the menu."""
        picked = list(self.picked)
        return ActionMode(
            f"{len(picked)} selected",
            ImageButton(
                "play_next", lambda: self.play_next(picked), desc="Play next", id="action_play_next"
            ),
            ImageButton(
                "queue",
                lambda: self.enqueue(picked),
                desc="Add to playing queue",
                id="action_add_to_current_playing",
            ),
            on_close=self.unpick,
            on_more=lambda: self.screen.show(PopupMenu(self.selection_menu(picked))),
        )

    def selection_menu(self, picked: list[Song]) -> list[MenuItem]:
        """The lines behind the dots of that bar."""
        return [
            MenuItem("Add to playlist", lambda: self.add_to_playlist(picked)),
            MenuItem("Share", lambda: self.share(picked)),
            MenuItem("Delete from device", lambda: self.ask_delete(picked)),
            MenuItem("Select all", self._pick_all),
        ]

    def _pick_all(self) -> None:
        self.picked = self.songs()
