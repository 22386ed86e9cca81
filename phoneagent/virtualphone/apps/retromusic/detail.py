"""Pages of songs: an album, an artist, a playlist, what was played."""

from __future__ import annotations

from functools import partial

from phoneagent.virtualphone.apps.retromusic.library import Song, artist_name, songs_text
from phoneagent.virtualphone.apps.retromusic.playlists import PlaylistMenu
from phoneagent.virtualphone.apps.retromusic.process import RetroScreen
from phoneagent.virtualphone.apps.retromusic.rows import mini_player
from phoneagent.virtualphone.apps.retromusic.songlist import ALBUM, ROW_DP, SongList
from phoneagent.virtualphone.apps.retromusic.store import Playlist
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Button,
    Column,
    Drag,
    Frame,
    Icon,
    MenuItem,
    Node,
    PopupMenu,
    Row,
    Text,
    Toolbar,
)


class SongsScreen(RetroScreen):
    """A page with a title, the buttons to play it all, and a list of songs."""

    lengths = False

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.list = self.make_list()

    def make_list(self) -> SongList:
        return SongList(self, self.songs, lengths=self.lengths)

    def songs(self) -> list[Song]:
        """What the page lists."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        """What stands above the list."""
        raise NotImplementedError

    def menu(self) -> list[MenuItem]:
        """The lines of the overflow menu."""
        songs = self.songs
        return [
            MenuItem("Play next", lambda: self.list.play_next(songs())),
            MenuItem("Add to playing queue", lambda: self.list.enqueue(songs())),
            MenuItem("Add to playlist", lambda: self.list.add_to_playlist(songs())),
        ]

    def view(self) -> Node:
        self.retro.settle()
        self.refresh_ms = 1000 if self.retro.queue.playback.playing else 0
        if self.list.picked:
            bar = self.list.selection_bar()
        else:
            bar = Toolbar("", on_up=self.finish, on_more=lambda: self.show(PopupMenu(self.menu())))
        return Column(
            bar,
            self._header(),
            Frame(self.list.view(), weight=1),
            mini_player(self, lambda: self.page("player")),
            height=FILL,
        )

    def _header(self) -> Node:
        songs = self.songs()
        return Column(
            Text(self.title, id="title", size=26, bold=True, max_lines=2),
            Text(songs_text(songs), id="subtitle", color="muted"),
            Row(
                Button(
                    "Play all",
                    lambda: self.retro.play(songs),
                    id="playAction",
                    weight=1,
                    enabled=bool(songs),
                ),
                Button(
                    "Shuffle",
                    lambda: self.retro.shuffle(songs),
                    id="shuffleAction",
                    style="soft",
                    weight=1,
                    enabled=bool(songs),
                ),
                gap=12,
                pad=(0, 10, 0, 0),
            ),
            pad=(20, 0, 20, 12),
            gap=4,
        )

    def on_back(self) -> bool:
        return self.list.unpick()


class GroupScreen(SongsScreen):
    """An album or an artist: the songs with their lengths."""

    lengths = True

    def songs(self) -> list[Song]:
        kind, name = self.intent.text("kind"), self.intent.text("name")
        held = [
            song
            for song in self.retro.songs()
            if (song.album if kind == ALBUM else song.artist) == name
        ]
        return sorted(held, key=lambda song: song.track)

    @property
    def title(self) -> str:
        name = self.intent.text("name")
        return name if self.intent.text("kind") == ALBUM else artist_name(name)


class PlayedScreen(SongsScreen):
    """Songs by when they came or were played: history, last added, most played."""

    def songs(self) -> list[Song]:
        songs = self.retro.songs()
        if self.title == "Last added":
            return sorted(songs, key=lambda song: -song.modified_s)
        by_path = {song.path: song for song in songs}
        order = "time_played" if self.title == "History" else "play_count"
        paths = self.retro.playlists.history(order)
        return [by_path[path] for path in paths if path in by_path]

    @property
    def title(self) -> str:
        return self.intent.text("name")

    def menu(self) -> list[MenuItem]:
        if self.title != "History":
            return super().menu()
        return [*super().menu(), MenuItem("Clear history", self.retro.playlists.clear_history)]


class PlaylistSongs(SongList):
    """The songs of a playlist: they can be moved and taken out."""

    screen: PlaylistScreen

    def handle(self, songs: list[Song], number: int) -> Node | None:
        return Icon(
            "drag",
            id="drag_view",
            size=22,
            width=28,
            height=48,
            on_drag=partial(self._drag, songs, number),
        )

    def _drag(self, songs: list[Song], number: int, drag: Drag) -> None:
        """Move a song once the finger is lifted, by as many lines as it went."""
        if drag.kind != "up":
            return
        line_px = drag.frame.height * ROW_DP / 48
        target = min(max(0, number + round((drag.y - drag.start_y) / line_px)), len(songs) - 1)
        if target != number:
            moved = songs[:number] + songs[number + 1 :]
            moved.insert(target, songs[number])
            self.retro.playlists.arrange(self.screen.playlist.id, moved)

    def menu(self, songs: list[Song], number: int) -> list[MenuItem]:
        def take_out() -> None:
            rest = songs[:number] + songs[number + 1 :]
            self.retro.playlists.arrange(self.screen.playlist.id, rest)

        return [MenuItem("Remove from playlist", take_out), *super().menu(songs, number)]

    def selection_menu(self, picked: list[Song]) -> list[MenuItem]:
        def take_out() -> None:
            rest = [song for song in self.songs() if song not in picked]
            self.retro.playlists.arrange(self.screen.playlist.id, rest)
            self.unpick()

        return [MenuItem("Remove from playlist", take_out), *super().selection_menu(picked)]


class PlaylistScreen(SongsScreen):
    """One playlist in its own order."""

    def make_list(self) -> SongList:
        return PlaylistSongs(self, self.songs)

    @property
    def playlist(self) -> Playlist:
        number = self.intent.number("playlist")
        return self.retro.playlists.get(number) or Playlist(number, "")

    def songs(self) -> list[Song]:
        return self.retro.playlists.songs(self.playlist.id)

    @property
    def title(self) -> str:
        return self.playlist.name

    def menu(self) -> list[MenuItem]:
        return _OwnMenu(self).items(self.playlist)


class _OwnMenu(PlaylistMenu):
    """The menu of the playlist whose page this is: once deleted, the page is left."""

    def removed(self, playlist: Playlist) -> None:
        super().removed(playlist)
        self.screen.finish()
