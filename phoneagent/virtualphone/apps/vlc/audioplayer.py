"""The audio player: what is heard, with all its buttons, and the queue below."""

from __future__ import annotations

from functools import partial

from phoneagent.virtualphone.apps.vlc.audio import item_row
from phoneagent.virtualphone.apps.vlc.library import VIDEO
from phoneagent.virtualphone.apps.vlc.process import VlcScreen
from phoneagent.virtualphone.apps.vlc.times import clock_text
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Frame,
    ImageButton,
    LazyList,
    MenuItem,
    Node,
    PopupMenu,
    Row,
    SeekBar,
    Spacer,
    Text,
    Toolbar,
)


class AudioPlayerScreen(VlcScreen):
    """The queue as it is heard; an intent's data is played alone."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        if intent.data:
            self.vlc.heard = True
            self.queue.load([self.library.at(self.phone.path_behind(intent.data))])

    def view(self) -> Node:
        self.queue.settle()
        self.refresh_ms = 1000 if self.queue.playback.playing else 0
        media = self.queue.current
        return Column(
            Toolbar(media.name if media else "", on_up=self.finish, id="audio_player_toolbar"),
            Frame(self._list(), weight=1),
            self._controls(),
            height=FILL,
        )

    def _list(self) -> Node:
        items = self.queue.items

        def row(number: int) -> Node:
            media = items[number]
            facts = self.library.facts(media)
            line = item_row(
                facts.title or media.name,
                f"{facts.artist} \N{MIDDLE DOT} {clock_text(facts.duration_ms)}".lstrip(" \xb7"),
                "video" if media.kind == VIDEO else "music",
                partial(self.queue.go, number),
                partial(self._menu, number),
            )
            line.selected = number == self.queue.index
            line.background = "primary_soft" if line.selected else ""
            return line

        return LazyList(len(items), row, item_height=72, id="songs_list")

    def _menu(self, number: int) -> None:
        lines = [MenuItem("Remove from playlist", lambda: self.queue.remove(number))]
        self.show(PopupMenu(lines))

    def _controls(self) -> Node:
        queue, playback = self.queue, self.queue.playback
        length_ms = max(1, playback.duration_ms)
        playing = playback.playing
        return Column(
            SeekBar(
                playback.position_ms / length_ms,
                lambda value: playback.seek(value * length_ms),
                id="timeline",
            ),
            Row(
                Text(clock_text(playback.position_ms), id="time"),
                Spacer(1),
                Text(clock_text(playback.duration_ms), id="length"),
                pad=(16, 0, 16, 0),
            ),
            Row(
                ImageButton(
                    "repeat",
                    queue.cycle_repeat,
                    desc=f"Repeat {queue.repeat}",
                    id="repeat",
                    color="muted" if queue.repeat == "off" else "primary",
                ),
                ImageButton("previous", queue.previous, desc="Previous", id="previous"),
                ImageButton(
                    "pause" if playing else "play",
                    queue.toggle,
                    desc="Pause" if playing else "Play",
                    id="play_pause",
                    size=36,
                ),
                ImageButton("next", queue.next, desc="Next", id="next"),
                ImageButton("close", self._stop, desc="Stop", id="stop"),
                justify="between",
                pad=(24, 8, 24, 16),
            ),
            background="surface_low",
        )

    def _stop(self) -> None:
        self.queue.clear()
        self.finish()
