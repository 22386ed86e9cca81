"""Retro Music's dialogs: choosing and naming playlists, a song's details."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from phoneagent.virtualphone.apps.retromusic.library import Song, length_text
from phoneagent.virtualphone.apps.retromusic.process import RetroProcess
from phoneagent.virtualphone.media import tags
from phoneagent.virtualphone.ui import (
    AlertDialog,
    Column,
    DialogButton,
    EditText,
    Frame,
    ListDialog,
    Node,
    Screen,
    Text,
)


class NameDialog(AlertDialog):
    """Asks for a playlist's name.

    Args:
        title: of the dialog.
        verb: the text of the button.
        then: gets the name; the dialog stays while it is empty.
        name: what the field holds at first.
    """

    def __init__(
        self, title: str, verb: str, then: Callable[[str], object], name: str = ""
    ) -> None:
        super().__init__(
            title,
            positive=DialogButton(verb, self._done, stays=True),
            negative=DialogButton("Cancel"),
            content=self._field,
        )
        self.name, self.then = name, then
        self.problem = ""

    def _field(self) -> Node:
        field = EditText(
            self.name,
            id="actionNewPlaylist",
            hint="Playlist name",
            autofocus=True,
            ime_action="done",
            on_submit=self._done,
        )
        problem = Text(self.problem, size=12, color="error") if self.problem else None
        return Column(field, problem, id="actionNewPlaylistContainer", pad=(24, 8, 24, 8), gap=6)

    def _done(self) -> None:
        name = self.text_of("actionNewPlaylist").strip()
        if not name:
            self.problem = "Playlist name can't be empty"
            self.invalidate()
            return
        self.close()
        self.then(name)


def add_to_playlist(screen: Screen, retro: RetroProcess, songs: Sequence[Song]) -> None:
    """Ask to which playlist songs are added: a new one or one of those there are."""
    lists = retro.playlists.all()

    def pick(number: int) -> None:
        if number == 0:
            new_playlist(screen, retro, songs)
        else:
            _add(screen, retro, lists[number - 1].name, songs)

    names = ["New playlist", *(playlist.name for playlist in lists)]
    screen.show(ListDialog("Add to playlist", names, pick, negative=DialogButton("Cancel")))


def new_playlist(screen: Screen, retro: RetroProcess, songs: Sequence[Song] = ()) -> None:
    """Ask for the name of a new playlist and create it with songs in it."""
    screen.show(NameDialog("New playlist", "Create", lambda name: _add(screen, retro, name, songs)))


def _add(screen: Screen, retro: RetroProcess, name: str, songs: Sequence[Song]) -> None:
    """Add songs to the playlist of a name, created when there is none yet."""
    found = retro.playlists.named(name)
    if found is None:
        retro.playlists.add(retro.playlists.create(name), songs)
        screen.toast(f"{name} created successfully")
    else:
        retro.playlists.add(found.id, songs)
    if songs or found is not None:
        screen.toast(f"Added {len(songs)} song(s) to {name}")


def show_details(screen: Screen, song: Song) -> None:
    """Everything that is known about a song's file."""
    host = screen.phone.files.host(song.path)
    lines = [("File name", song.title), ("Length", length_text(song.duration_ms))]
    if host.exists():
        tag, size_bytes = tags.read(host), host.stat().st_size
        modified = datetime.fromtimestamp(song.modified_s, screen.phone.clock.now().tzinfo)
        lines = [
            ("File name", host.name),
            ("File path", song.path),
            ("Last Modified", f"{modified:%d %b, %Y %H:%M:%S}"),
            ("Size", f"{size_bytes / (1 << 20):.2f} MB"),
            ("Format", host.suffix.lstrip(".").upper()),
            ("Length", length_text(song.duration_ms)),
            ("Bitrate", f"{tag.bitrate_kbps} kb/s"),
            ("Sampling rate", f"{tag.sample_rate_hz} Hz"),
        ]
    rows = [Text(f"{title}: {value}", size=15) for title, value in lines]
    screen.show(
        AlertDialog(
            "Details",
            positive=DialogButton("OK"),
            content=lambda: Frame(Column(*rows, gap=10), pad=(24, 4, 24, 4)),
        )
    )


def ask_delete_songs(
    screen: Screen, retro: RetroProcess, songs: Sequence[Song], then: Callable[[], object]
) -> None:
    """Ask before songs are deleted from the device."""
    many = len(songs) > 1

    def delete() -> None:
        retro.delete(songs)
        then()
        screen.toast(f"Deleted {len(songs)} song(s).")

    screen.show(
        AlertDialog(
            "Delete songs" if many else "Delete song",
            f"Delete {len(songs)} songs?" if many else f"Delete the song {songs[0].title}?",
            positive=DialogButton("Delete", delete),
            negative=DialogButton("Cancel"),
        )
    )
