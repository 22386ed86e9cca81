"""The player: a film on the whole screen, its controls for a few seconds over it."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.apps.vlc.process import VlcScreen
from phoneagent.virtualphone.apps.vlc.times import clock_text
from phoneagent.virtualphone.media import frames
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Frame,
    ImageButton,
    MenuItem,
    Node,
    Picture,
    PopupMenu,
    Row,
    SeekBar,
    Spacer,
    Text,
)

_CONTROLS_MS = 4000
_JUMP_MS = 10_000
_WHITE = "#ffffff"
_NO_DECODER = "This phone has no decoder for the film: it plays without its pictures."


class PlayerScreen(VlcScreen):
    """What the queue plays; an intent's data is played alone."""

    fullscreen = True

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.shown_until_ms = 0
        self.vlc.heard = False
        self.upright: turning.Held | None = None
        if intent.data:
            self.queue.load([self.library.at(self.phone.path_behind(intent.data))])
        self._show_controls()

    def _show_controls(self) -> None:
        self.shown_until_ms = self.phone.clock.uptime_ms() + _CONTROLS_MS

    @property
    def _controls_shown(self) -> bool:
        playing = self.queue.playback.playing
        return not playing or self.phone.clock.uptime_ms() < self.shown_until_ms

    def view(self) -> Node:
        self.queue.settle()
        self.refresh_ms = 500 if self.queue.playback.playing else 0
        film = Picture(
            self._draw, id="video_layout", class_name="android.view.View", width=FILL, height=FILL
        )
        return Frame(
            film,
            self._plain_words(),
            Column(
                self._title_bar(),
                Spacer(1),
                self._controls(),
                height=FILL,
                id="player_ui_container",
                class_name="android.widget.FrameLayout",
            )
            if self._controls_shown
            else None,
            id="player_root",
            desc="Video player",
            height=FILL,
            background="#000000",
            on_click=self._tapped,
            on_double_click=self.queue.toggle,
            focusable=True,
        )

    def _draw(self, width_px: int, height_px: int, dark: bool) -> Image.Image:
        """The film's picture, as large as it fits, on black."""
        del dark
        ground = Image.new("RGB", (width_px, height_px))
        media = self.queue.current
        if media is None:
            return ground
        last_ms = max(0, self.queue.playback.duration_ms - 100)
        position_ms = min(self.queue.playback.position_ms, last_ms)
        frame = frames.frame_at(self.phone.files.host(media.path), position_ms)
        if frame is not None:
            scale = min(width_px / frame.width, height_px / frame.height)
            size = (round(frame.width * scale), round(frame.height * scale))
            place = ((width_px - size[0]) // 2, (height_px - size[1]) // 2)
            ground.paste(frame.resize(size), place)
        return ground

    def _plain_words(self) -> Node | None:
        media = self.queue.current
        if media is None or frames.can_decode(self.phone.files.host(media.path)):
            return None
        return Text(
            _NO_DECODER, id="player_overlay_textinfo", color="#c8ccd4", at="center_center",
            text_align="center", margin=32,
        )  # fmt: skip

    def _title_bar(self) -> Node:
        media = self.queue.current
        return Row(
            ImageButton("back", self.finish, desc="Navigate up", color=_WHITE),
            Text(
                media.name if media else "",
                id="player_overlay_title",
                size=18,
                color=_WHITE,
                weight=1,
                max_lines=1,
            ),
            ImageButton("list", self._show_queue, desc="Show playlist", color=_WHITE)
            if len(self.queue.items) > 1
            else None,
            pad=(4, 40, 8, 4),
            background="#101114",
        )

    def _controls(self) -> Node:
        playback = self.queue.playback
        length_ms = max(1, playback.duration_ms)
        times = Row(
            Text(clock_text(playback.position_ms), id="player_overlay_time", color=_WHITE),
            SeekBar(
                playback.position_ms / length_ms,
                self._seek,
                id="player_overlay_seekbar",
                weight=1,
                desc=f"{clock_text(playback.position_ms)} of {clock_text(playback.duration_ms)}",
            ),
            Text(clock_text(playback.duration_ms), id="player_overlay_length", color=_WHITE),
            gap=8,
            pad=(16, 4, 16, 0),
        )
        buttons = Row(
            self._button("rotate", "Orientation", "orientation_toggle", self._turn),
            Spacer(1),
            self._button("previous", "Previous", "playlist_previous", self.queue.previous),
            self._button("undo", "Rewind", "player_overlay_rewind", lambda: self._jump(-_JUMP_MS)),
            self._button(
                "pause" if playback.playing else "play",
                "Pause" if playback.playing else "Play",
                "player_overlay_play",
                self.queue.toggle,
            ),
            self._button(
                "redo", "Fast forward", "player_overlay_forward", lambda: self._jump(_JUMP_MS)
            ),
            self._button("next", "Next", "playlist_next", self._next),
            Spacer(1),
            self._button("more", "More options", "player_overlay_adv_function", self._menu),
            pad=(8, 0, 8, 52),
        )
        return Column(times, buttons, id="progress_overlay", background="#101114")

    def _button(self, icon: str, label: str, name: str, act: Callable[[], object]) -> Node:
        def press() -> None:
            self._show_controls()
            act()

        return ImageButton(icon, press, desc=label, id=name, color=_WHITE, width=44)

    def _tapped(self) -> None:
        if self._controls_shown and self.queue.playback.playing:
            self.shown_until_ms = 0
        else:
            self._show_controls()

    def _seek(self, value: float) -> None:
        self._show_controls()
        self.queue.playback.seek(value * self.queue.playback.duration_ms)

    def _jump(self, by_ms: int) -> None:
        self.queue.playback.seek(self.queue.playback.position_ms + by_ms)

    def _next(self) -> None:
        if self.queue.index + 1 < len(self.queue.items):
            self.queue.next()

    def _turn(self) -> None:
        """Lay the film on its side, or upright again; leaving puts the phone back as it was."""
        if self.upright is None:
            self.upright = turning.Held.of(self.phone)
        turning.turn(self.phone, 0 if self.phone.rotation % 2 else 1)

    def _menu(self) -> None:
        lines = [
            MenuItem("Play as audio", self._hear_on),
            MenuItem("Repeat", self.queue.cycle_repeat, checked=self.queue.repeat != "off"),
        ]
        self.show(PopupMenu(lines))

    def _show_queue(self) -> None:
        def pick(number: int) -> MenuItem:
            return MenuItem(self.queue.items[number].name, lambda: self.queue.go(number))

        self.show(PopupMenu([pick(number) for number in range(len(self.queue.items))]))

    def _hear_on(self) -> None:
        self.vlc.heard = True
        self.finish()

    def on_pause(self) -> None:
        """A film that is no longer in front stops, unless it is heard on as audio."""
        if not self.vlc.heard:
            self.queue.playback.pause()
        if self.upright is not None:
            self.upright.put_back(self.phone)
            self.upright = None
