"""The Playlists tab, and the page of one playlist."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from phoneagent.virtualphone.apps.vlc.audio import item_row
from phoneagent.virtualphone.apps.vlc.library import VIDEO, Media, Playlist
from phoneagent.virtualphone.apps.vlc.pane import MediaPane
from phoneagent.virtualphone.apps.vlc.process import VlcScreen
from phoneagent.virtualphone.apps.vlc.sheets import Choice, ContextSheet, count_text
from phoneagent.virtualphone.apps.vlc.times import clock_text, length_text
from phoneagent.virtualphone.apps.vlc.video import search_bar
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Button,
    Column,
    DialogButton,
    Drag,
    EditText,
    Empty,
    Frame,
    Icon,
    ImageButton,
    LazyList,
    Node,
    Row,
    Text,
    Toolbar,
)

_LINE_DP = 72.0


class PlaylistsPane(MediaPane):
    """Every playlist."""

    title, icon = "Playlists", "list"
    searching = False

    def media(self) -> list[Media]:
        return []

    def _found(self) -> list[Playlist]:
        wanted = self.screen.text_of("search_src_text").casefold() if self.searching else ""
        lists = self.screen.library.playlists()
        return [found for found in lists if wanted in found.name.casefold()]

    def bar(self) -> Node:
        if self.searching:
            return search_bar(self.leave)
        return Toolbar(
            "VLC",
            ImageButton("search", self._search, desc="Search\N{HORIZONTAL ELLIPSIS}"),
            id="main_toolbar",
        )

    def body(self) -> Node:
        lists = self._found()
        if not lists:
            return Empty("No playlist found.", "list")
        return LazyList(
            len(lists), lambda i: self._row(lists[i]), item_height=_LINE_DP, id="audio_list"
        )

    def _row(self, playlist: Playlist) -> Node:
        return item_row(
            playlist.name,
            count_text(playlist.count),
            "list",
            partial(self._open, playlist),
            partial(self._menu, playlist),
        )

    def _open(self, playlist: Playlist) -> None:
        intent = Intent(extras={"playlist": playlist.id, "name": playlist.name})
        self.screen.start(PlaylistScreen(self.screen.app, intent))

    def _menu(self, playlist: Playlist) -> None:
        def tracks() -> list[Media]:
            return self.screen.library.tracks(playlist.id)

        choices = [
            Choice("Play", "play", lambda: self.play(tracks())),
            Choice("Add to play queue", "list", lambda: self.append(tracks())),
            Choice("Insert next", "arrow_right", lambda: self.insert_next(tracks())),
            Choice("Add to playlist", "playlist_add", lambda: self.add_to_playlist(tracks())),
            Choice("Rename", "edit", lambda: self._ask_name(playlist)),
            Choice("Delete", "delete", lambda: self._ask_removal(playlist)),
        ]
        self.screen.show(ContextSheet(playlist.name, choices))

    def _ask_name(self, playlist: Playlist) -> None:
        library = self.screen.library
        self.screen.show(
            RenameDialog(playlist.name, lambda name: library.rename(playlist.id, name))
        )

    def _ask_removal(self, playlist: Playlist) -> None:
        self.screen.show(
            AlertDialog(
                "Delete playlist",
                f"Delete playlist '{playlist.name}'?",
                positive=DialogButton("Delete", lambda: self.screen.library.remove(playlist.id)),
                negative=DialogButton("Cancel"),
            )
        )

    def _search(self) -> None:
        self.screen.set_text("search_src_text", "")
        self.searching = True

    def leave(self) -> None:
        self.searching = False

    def on_back(self) -> bool:
        used = self.searching
        self.leave()
        return used


class RenameDialog(AlertDialog):
    """Asks for another name of a playlist."""

    def __init__(self, name: str, then: Callable[[str], object]) -> None:
        super().__init__(
            f"Rename {name}",
            positive=DialogButton("OK", self._done),
            negative=DialogButton("Cancel"),
            content=self._field,
        )
        self.name, self.then = name, then

    def _field(self) -> Node:
        field = EditText(
            self.name, id="new_name", hint="Playlist name", autofocus=True, on_submit=self._submit
        )
        return Frame(field, pad=(24, 8, 24, 8))

    def _submit(self) -> None:
        self.close()
        self._done()

    def _done(self) -> None:
        name = self.text_of("new_name").strip()
        if name:
            self.then(name)


class PlaylistTracks(MediaPane):
    """The media of one playlist, which can be moved and taken out."""

    def __init__(self, screen: VlcScreen, playlist: int) -> None:
        super().__init__(screen)
        self.playlist = playlist
        self._dragged: int | None = None

    def media(self) -> list[Media]:
        return self.screen.library.tracks(self.playlist)

    def body(self) -> Node:
        tracks = self.media()
        if not tracks:
            return Empty("Playlist is empty", "list")
        return LazyList(
            len(tracks), lambda i: self._row(tracks[i], i), item_height=_LINE_DP, id="songs"
        )

    def _row(self, media: Media, place: int) -> Node:
        facts = self.screen.library.facts(media)
        row = item_row(
            media.name,
            clock_text(facts.duration_ms),
            "check" if media in self.picked else "video" if media.kind == VIDEO else "music",
            partial(self._tapped_at, place, media),
            None if self.picked else partial(self._menu_at, place, media),
        )
        row.on_long_click = partial(self.toggle, media)
        row.selected = media in self.picked
        row.background = "primary_soft" if row.selected else ""
        row.children.insert(0, self._handle(place))
        return row

    def _handle(self, place: int) -> Node:
        """The mark by which a line is dragged up or down."""
        return Icon(
            "drag",
            id="item_move",
            desc="Move",
            size=22,
            width=32,
            height=48,
            on_drag=partial(self._drag, place),
        )

    def _drag(self, place: int, drag: Drag) -> None:
        """Move a line once the finger is lifted, by as many lines as it went."""
        if drag.kind != "up":
            return
        line_px = drag.frame.height * _LINE_DP / 48
        tracks = self.media()
        target = min(max(0, place + round((drag.y - drag.start_y) / line_px)), len(tracks) - 1)
        if target != place:
            tracks.insert(target, tracks.pop(place))
            self.screen.library.arrange(self.playlist, tracks)

    def _tapped_at(self, place: int, media: Media) -> None:
        if self.picked:
            self.toggle(media)
        else:
            self.play(self.media(), place)

    def _menu_at(self, place: int, media: Media) -> None:
        remove = Choice("Remove", "remove", lambda: self._take_out(place))
        lines = [line for line in self.choices(media) if line.title != "Delete"]
        self.screen.show(ContextSheet(media.name, [*lines, remove]))

    def _take_out(self, place: int) -> None:
        before = self.media()
        name = before[place].name
        library = self.screen.library
        library.arrange(self.playlist, before[:place] + before[place + 1 :])
        self.screen.snackbar(
            f"{name} has been dismissed from playlist",
            "Undo",
            lambda: library.arrange(self.playlist, before),
        )


class PlaylistScreen(VlcScreen):
    """One playlist: its media in order, with a button that plays them."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.tracks = PlaylistTracks(self, intent.number("playlist"))

    def view(self) -> Node:
        if self.tracks.picked:
            bar = self.tracks.selection_bar()
        else:
            bar = Toolbar(self.intent.text("name"), on_up=self.finish, id="main_toolbar")
        return Column(bar, self._header(), Frame(self.tracks.body(), weight=1), height=FILL)

    def _header(self) -> Node:
        media = self.tracks.media()
        total_ms = sum(self.library.facts(item).duration_ms for item in media)
        shuffle = ImageButton("shuffle", self.tracks.shuffle_all, desc="Shuffle all")
        return Row(
            Column(
                Text(count_text(len(media)), id="header_list_artist", color="muted"),
                Text(length_text(total_ms), id="duration", color="muted"),
                weight=1,
            ),
            Button("Play", lambda: self.tracks.play(media), id="play_btn", enabled=bool(media)),
            shuffle,
            id="header_layout",
            pad=(20, 4, 8, 12),
            gap=8,
        )

    def on_back(self) -> bool:
        return self.tracks.on_back()
