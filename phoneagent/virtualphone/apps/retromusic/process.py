"""What Retro Music keeps while it runs: its stores and the queue that plays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from phoneagent.virtualphone.apps.retromusic.library import STORAGE, Song, song_at
from phoneagent.virtualphone.apps.retromusic.library import songs as songs_on
from phoneagent.virtualphone.apps.retromusic.store import (
    FAVORITES,
    PlaylistStore,
    QueueStore,
)
from phoneagent.virtualphone.media.queue import PlayQueue
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import Screen

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone


class RetroProcess(App):
    """The running app.

    Attributes:
        pages: the screens behind the main one, by name.
    """

    pages: ClassVar[Mapping[str, type[RetroScreen]]] = {}

    def __init__(self, phone: VirtualPhone) -> None:
        super().__init__(phone)
        self.playlists = PlaylistStore(phone.files)
        self.saved_queue = QueueStore(phone.files)
        self.queue: PlayQueue[Song] = PlayQueue(phone.clock, _length_ms, self._keep)
        self.shuffled = False
        self._version: object = None
        self._counted: Song | None = None

    def songs(self) -> list[Song]:
        """Every song on the storage, by title."""
        return songs_on(self.phone.files)

    # the queue on disk

    def settle(self) -> None:
        """Take over a queue that was written by others, and go on to what plays by now."""
        if self.saved_queue.version != self._version or self._version == ():
            songs = self.saved_queue.load()
            if songs != self.queue.items:
                self.queue.load(songs, play=False)
            self._version = self.saved_queue.version
        self.queue.settle()

    def _keep(self) -> None:
        """Store the queue, and count what begins to play."""
        if self.saved_queue.version != self._version or self.saved_queue.load() != self.queue.items:
            self.saved_queue.save(self.queue.items)
        self._version = self.saved_queue.version
        current = self.queue.current
        if current is not None and current != self._counted and self.queue.playback.playing:
            self.playlists.played(current, self.phone.clock.epoch_ms())
        self._counted = current

    # playing

    def play(self, songs: Sequence[Song], index: int = 0) -> None:
        """Let these songs be the queue and play them from one of them on."""
        self.shuffled = False
        self.queue.load(songs, index)

    def play_file(self, path: str) -> None:
        """Play one song of the storage, such as another app asks for; no file, no change."""
        host = self.phone.files.host(path)
        if host.is_file():
            self.play([song_at(host, path)])

    def shuffle(self, songs: Sequence[Song]) -> None:
        """Play songs in a random order."""
        mixed = list(songs)
        self.phone.random.shuffle(mixed)
        self.queue.load(mixed)
        self.shuffled = True

    def toggle_shuffle(self) -> None:
        """Mix what comes, or bring it into the order of titles; what plays goes on."""
        current = self.queue.current
        if current is None:
            return
        place, position_ms = self.queue.index, self.queue.playback.position_ms
        rest = self.queue.items[:place] + self.queue.items[place + 1 :]
        self.shuffled = not self.shuffled
        if self.shuffled:
            self.phone.random.shuffle(rest)
            order = [current, *rest]
        else:
            order = sorted([current, *rest], key=lambda song: song.title.casefold())
        playing = self.queue.playback.playing
        self.queue.items = order
        self.queue.go(order.index(current), play=playing, at_ms=position_ms)

    # favourites

    def is_favorite(self, song: Song) -> bool:
        found = self.playlists.named(FAVORITES)
        return found is not None and any(
            held.path == song.path for held in self.playlists.songs(found.id)
        )

    def toggle_favorite(self, song: Song) -> None:
        """Put a song into the playlist of favourites, or take it out."""
        found = self.playlists.named(FAVORITES)
        playlist = found.id if found else self.playlists.create(FAVORITES)
        if self.is_favorite(song):
            held = self.playlists.songs(playlist)
            self.playlists.arrange(playlist, [kept for kept in held if kept.path != song.path])
        else:
            self.playlists.add(playlist, [song])

    def delete(self, songs: Sequence[Song]) -> None:
        """Delete songs from the device, and with them from every list."""
        gone = {song.path for song in songs}
        for song in songs:
            if self.phone.files.exists(song.path):
                self.phone.files.remove(song.path)
            self.playlists.forget(song)
        for place in reversed(range(len(self.queue.items))):
            if self.queue.items[place].path in gone:
                self.queue.remove(place)


def _length_ms(song: Song) -> int:
    return song.duration_ms


class RetroScreen(Screen):
    """A screen of Retro Music."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        assert isinstance(app, RetroProcess)
        self.retro = app
        self._then: Callable[[str], object] | None = None

    def page(self, page: str, **extras: str | int) -> None:
        """Open another page of the app, by its name."""
        self.start(self.retro.pages[page](self.app, Intent(extras=dict(extras))))

    def create_document(self, name: str, mime: str, then: Callable[[str], object]) -> None:
        """Let the person choose where a new file goes; `then` gets its device path."""
        extras = {"android.intent.extra.TITLE": name}
        asked = Intent("android.intent.action.CREATE_DOCUMENT", type=mime, extras=extras)
        self._then = then
        if not self.phone.activities.start(asked, caller=self).ok:
            then(f"{STORAGE}/Download/{name}")

    def on_result(self, result: object) -> None:
        path = self.phone.path_behind(result.data) if isinstance(result, Intent) else ""
        then, self._then = self._then, None
        if path and then:
            then(path)
