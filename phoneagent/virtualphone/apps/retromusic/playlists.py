"""The Playlists tab: create, rename, delete, play, save as a file."""

from __future__ import annotations

from functools import partial

from phoneagent.virtualphone.apps.retromusic import dialogs
from phoneagent.virtualphone.apps.retromusic.library import Song, artist_name, songs_text
from phoneagent.virtualphone.apps.retromusic.process import RetroScreen
from phoneagent.virtualphone.apps.retromusic.rows import dots, item_row
from phoneagent.virtualphone.apps.retromusic.store import Playlist
from phoneagent.virtualphone.ui import (
    AlertDialog,
    DialogButton,
    Empty,
    LazyList,
    MenuItem,
    Node,
    PopupMenu,
)

ORDERS = ("Ascending", "Descending", "Song count")
_FORBIDDEN = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))


class PlaylistMenu:
    """What can be done with one playlist, on the tab and on its own page."""

    def __init__(self, screen: RetroScreen) -> None:
        self.screen = screen
        self.retro = screen.retro

    def items(self, playlist: Playlist) -> list[MenuItem]:
        """The lines of its menu."""

        def songs() -> list[Song]:
            return self.retro.playlists.songs(playlist.id)

        return [
            MenuItem("Play", lambda: self.retro.play(songs())),
            MenuItem("Play next", lambda: self.retro.queue.insert_next(songs())),
            MenuItem("Add to playing queue", lambda: self.retro.queue.append(songs())),
            MenuItem(
                "Add to playlist",
                lambda: dialogs.add_to_playlist(self.screen, self.retro, songs()),
            ),
            MenuItem("Rename", lambda: self.ask_name(playlist)),
            MenuItem("Delete", lambda: self.ask_removal(playlist)),
            MenuItem("Save as file", lambda: self.save(playlist)),
        ]

    def ask_name(self, playlist: Playlist) -> None:
        def rename(name: str) -> None:
            self.retro.playlists.rename(playlist.id, name)

        self.screen.show(dialogs.NameDialog("Rename playlist", "Rename", rename, playlist.name))

    def ask_removal(self, playlist: Playlist) -> None:
        self.screen.show(
            AlertDialog(
                "Delete playlist",
                f"Delete the playlist {playlist.name}?",
                positive=DialogButton("Delete", lambda: self.removed(playlist)),
                negative=DialogButton("Cancel"),
            )
        )

    def removed(self, playlist: Playlist) -> None:
        """Delete it."""
        self.retro.playlists.delete(playlist.id)

    def save(self, playlist: Playlist) -> None:
        """Write it as an M3U file where the person wants it."""

        def write(path: str) -> None:
            songs = self.retro.playlists.songs(playlist.id)
            self.screen.phone.files.write_text(path, m3u(songs))
            self.screen.toast(f"Saved playlist to {path}.")

        name = f"{playlist.name.translate(_FORBIDDEN)}.m3u"
        self.screen.create_document(name, "audio/x-mpegurl", write)


def m3u(songs: list[Song]) -> str:
    """A playlist as an extended M3U file."""
    lines = ["#EXTM3U"]
    for song in songs:
        seconds = song.duration_ms // 1000
        lines += [f"#EXTINF:{seconds},{artist_name(song.artist)} - {song.title}", song.path]
    return "\n".join(lines) + "\n"


class PlaylistsPane:
    """Every playlist, one below the other."""

    def __init__(self, screen: RetroScreen) -> None:
        self.screen = screen
        self.retro = screen.retro
        self.menu = PlaylistMenu(screen)
        self.order = ORDERS[0]

    def view(self) -> Node:
        lists = self._sorted()
        if not lists:
            return Empty("You have no playlists", "list")
        return LazyList(
            len(lists), lambda i: self._row(lists[i]), item_height=72, id="recyclerView"
        )

    def _sorted(self) -> list[Playlist]:
        lists = self.retro.playlists.all()
        if self.order == "Song count":
            lists.sort(key=lambda playlist: len(self.retro.playlists.songs(playlist.id)))
        return lists[::-1] if self.order == "Descending" else lists

    def _row(self, playlist: Playlist) -> Node:
        songs = self.retro.playlists.songs(playlist.id)
        row = item_row(playlist.name, songs_text(songs), "list", partial(self._open, playlist))
        row.children.append(
            dots(lambda node: self.screen.show(PopupMenu(self.menu.items(playlist), node.frame)))
        )
        return row

    def _open(self, playlist: Playlist) -> None:
        self.screen.page("playlist", playlist=playlist.id)

    def overflow(self) -> list[MenuItem]:
        """What the toolbar's menu offers here."""
        return [
            MenuItem("New playlist", lambda: dialogs.new_playlist(self.screen, self.retro)),
            MenuItem("Sort order", self._sort_menu),
        ]

    def _sort_menu(self) -> None:
        def choose(order: str) -> None:
            self.order = order

        lines = [
            MenuItem(order, partial(choose, order), checked=order == self.order) for order in ORDERS
        ]
        self.screen.show(PopupMenu(lines))
