"""What plays now, and the queue behind it."""

from __future__ import annotations

from functools import partial

from phoneagent.virtualphone.apps.retromusic.dialogs import add_to_playlist, show_details
from phoneagent.virtualphone.apps.retromusic.library import Song, artist_name, length_text
from phoneagent.virtualphone.apps.retromusic.process import RetroScreen
from phoneagent.virtualphone.apps.retromusic.songlist import ROW_DP, SongList
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Drag,
    Empty,
    Fab,
    Frame,
    Icon,
    ImageButton,
    MenuItem,
    Node,
    PopupMenu,
    RoundButton,
    Row,
    SeekBar,
    Spacer,
    Text,
    Toolbar,
)


class PlayerScreen(RetroScreen):
    """The song that plays, on the whole screen."""

    def view(self) -> Node:
        self.retro.settle()
        self.refresh_ms = 1000 if self.retro.queue.playback.playing else 0
        song = self.retro.queue.current
        bar = Toolbar(
            "",
            ImageButton("heart", lambda: self._like(song), desc="Toggle favorite", id="favorite")
            if song
            else None,
            ImageButton("queue", self._open_queue, desc="Playing Queue", id="now_playing"),
            on_up=self.finish,
            on_more=lambda: self.show(PopupMenu(self._menu())),
            id="playerToolbar",
        )
        if song is None:
            return Column(bar, Empty("Empty", "music"), height=FILL)
        cover, words, controls = self._cover(), self._words(song), self._controls(song)
        if self.wide:
            beside = Column(Spacer(1), words, controls, Spacer(1), weight=1, height=FILL)
            return Column(bar, Row(cover, beside, weight=1), height=FILL)
        return Column(bar, cover, words, controls, height=FILL)

    def _cover(self) -> Node:
        picture = Icon("music", size=140, at="center_center", color="on_primary_soft")
        return Frame(
            Frame(picture, background="primary_soft", radius=16, height=FILL),
            id="playerAlbumCoverFragment",
            weight=1,
            height=FILL,
            pad=(32, 8, 32, 16),
            on_swipe=self._swiped,
        )

    def _swiped(self, way: str) -> None:
        if way in ("left", "right"):
            (self.retro.queue.next if way == "left" else self.retro.queue.previous)()
        elif way == "down":
            self.finish()

    def _words(self, song: Song) -> Node:
        return Column(
            Text(song.title, id="title", size=24, bold=True, max_lines=2),
            Text(artist_name(song.artist), id="text", size=16, color="muted", max_lines=1),
            pad=(28, 0, 28, 8),
            gap=4,
        )

    def _controls(self, song: Song) -> Node:
        playback = self.retro.queue.playback
        length_ms = max(1, song.duration_ms)
        times = Row(
            Text(length_text(playback.position_ms), id="songCurrentProgress", color="muted"),
            Spacer(1),
            Text(length_text(song.duration_ms), id="songTotalTime", color="muted"),
            pad=(28, 0, 28, 0),
        )
        slider = SeekBar(
            playback.position_ms / length_ms,
            lambda value: playback.seek(value * length_ms),
            id="progressSlider",
            margin=(14, 0, 14, 0),
        )
        return Column(slider, times, self._buttons(), pad=(0, 0, 0, 24))

    def _buttons(self) -> Node:
        queue = self.retro.queue
        repeats, mixed = queue.repeat != "off", self.retro.shuffled
        return Row(
            ImageButton(
                "repeat",
                queue.cycle_repeat,
                desc=f"Repeat {queue.repeat}",
                id="repeatButton",
                color="primary" if repeats else "muted",
            ),
            ImageButton("previous", queue.previous, desc="Previous", id="previousButton"),
            RoundButton(
                "pause" if queue.playback.playing else "play",
                queue.toggle,
                desc="Play/Pause",
                id="playPauseButton",
                dp=72,
            ),
            ImageButton("next", queue.next, desc="Next", id="nextButton"),
            ImageButton(
                "shuffle",
                self.retro.toggle_shuffle,
                desc="Shuffle on" if mixed else "Shuffle off",
                id="shuffleButton",
                color="primary" if mixed else "muted",
            ),
            justify="between",
            pad=(24, 8, 24, 8),
        )

    def _like(self, song: Song | None) -> None:
        if song is not None:
            self.retro.toggle_favorite(song)
            liked = self.retro.is_favorite(song)
            self.toast("Added to favorites" if liked else "Removed from favorites")

    def _open_queue(self) -> None:
        self.page("queue")

    def _menu(self) -> list[MenuItem]:
        queue, song = self.retro.queue, self.retro.queue.current
        if song is None:
            return [MenuItem("Playing Queue", self._open_queue)]
        return [
            MenuItem("Add to playlist", lambda: add_to_playlist(self, self.retro, [song])),
            MenuItem("Save playing queue", lambda: add_to_playlist(self, self.retro, queue.items)),
            MenuItem("Clear playing queue", queue.clear),
            MenuItem("Details", lambda: show_details(self, song)),
        ]


class QueueSongs(SongList):
    """The songs of the queue: they can be moved and taken out."""

    def handle(self, songs: list[Song], number: int) -> Node | None:
        drag = Icon(
            "drag",
            id="drag_view",
            size=22,
            width=28,
            height=48,
            on_drag=partial(self._drag, number),
        )
        current = number == self.retro.queue.index
        drag.color = "primary" if current else "muted"
        return drag

    def _drag(self, number: int, drag: Drag) -> None:
        if drag.kind != "up":
            return
        line_px = drag.frame.height * ROW_DP / 48
        last = len(self.retro.queue.items) - 1
        target = min(max(0, number + round((drag.y - drag.start_y) / line_px)), last)
        if target != number:
            self.retro.queue.move(number, target)

    def tapped(self, songs: list[Song], number: int) -> None:
        if self.picked:
            self.toggle(songs[number])
        else:
            self.retro.queue.go(number)

    def menu(self, songs: list[Song], number: int) -> list[MenuItem]:
        remove = MenuItem("Remove from playing queue", lambda: self.retro.queue.remove(number))
        lines = super().menu(songs, number)
        return [lines[0], remove, *lines[2:]]


class QueueScreen(RetroScreen):
    """What plays and what comes."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.list = QueueSongs(self, lambda: list(self.retro.queue.items))

    def view(self) -> Node:
        self.retro.settle()
        self.refresh_ms = 1000 if self.retro.queue.playback.playing else 0
        queue = self.retro.queue
        left_ms = sum(song.duration_ms for song in queue.items[queue.index + 1 :])
        if self.list.picked:
            bar = self.list.selection_bar()
        else:
            subtitle = f"Up next \N{BULLET} {length_text(left_ms)}" if queue.items else ""
            bar = Toolbar("Playing Queue", on_up=self.finish, subtitle=subtitle)
        clear = Fab("delete", queue.clear, text="Clear queue", id="clearQueue")
        return Column(
            bar,
            Frame(
                self.list.view() if queue.items else Empty("Empty", "queue"),
                clear if queue.items else None,
                weight=1,
            ),
            height=FILL,
        )

    def on_back(self) -> bool:
        return self.list.unpick()
