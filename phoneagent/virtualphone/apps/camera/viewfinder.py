"""The viewfinder: what the camera sees, the shutter, the options, the list of modes."""

from __future__ import annotations

from PIL import Image, ImageDraw

from phoneagent.virtualphone.apps.camera.filmstrip import FilmStripScreen, thumbnail
from phoneagent.virtualphone.apps.camera.model import Camera
from phoneagent.virtualphone.apps.camera.modes import mode_list, mode_options
from phoneagent.virtualphone.apps.camera.settings import CameraSettingsScreen
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.timetext import span_text
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Frame,
    Icon,
    ImageButton,
    Node,
    Picture,
    Row,
    Screen,
    Spacer,
    Text,
)

_WHITE, _BLACK = "#ffffff", "#000000"


class ViewfinderScreen(Screen):
    """Photo or video mode; a swipe right lists the modes, a swipe left shows what was taken."""

    starts_with_video = False

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.camera = Camera(app.phone)
        self.filming = self.starts_with_video
        self.options_shown = False
        self.modes_shown = False
        self.recording_since_ms: int | None = None

    @property
    def refresh_ms(self) -> int:  # type: ignore[override]
        return 500 if self.recording_since_ms is not None or self.camera.counting_s() else 0

    def on_pause(self) -> None:
        self.camera.stop_counting()
        self.stop_recording()

    def view(self) -> Node:
        finder = Frame(
            Picture(self._sight, id="preview_content", width=FILL, height=FILL),
            self._overlay(),
            None if self.modes_shown or self._busy else self._options(),
            mode_list(self.filming, self._choose_mode, self._open_settings, self._hide_modes)
            if self.modes_shown
            else None,
            id="camera_app_root",
            weight=1,
            on_swipe=self._swiped,
        )
        if self.wide:
            return Row(finder, self._bar(), height=FILL, align="fill", background=_BLACK)
        return Column(finder, self._bar(), height=FILL, background=_BLACK)

    def _sight(self, width: int, height: int, dark: bool) -> Image.Image:
        image = self.camera.sight(width // 2, height // 2).resize((width, height))
        if self.camera.grid and not self.filming:
            _draw_thirds(image)
        return image

    @property
    def _busy(self) -> bool:
        return self.recording_since_ms is not None or bool(self.camera.counting_s())

    def _options(self) -> Node:
        return mode_options(
            self.camera, filming=self.filming, shown=self.options_shown, toggle=self._toggle_options
        )

    def _toggle_options(self) -> None:
        self.options_shown = not self.options_shown

    def _overlay(self) -> Node | None:
        """The recording's length, or the seconds of the countdown."""
        if self.recording_since_ms is not None:
            length_s = (self.phone.clock.uptime_ms() - self.recording_since_ms) // 1000
            return Row(
                Icon("record", color="#e53935", width=16, height=16, size=16),
                Text(span_text(length_s), id="recording_time", size=18, color=_WHITE),
                at="top_center",
                width=-2.0,
                margin=(0, 16, 0, 0),
                pad=(12, 6, 14, 6),
                gap=8,
                radius=16,
                background="#303030",
            )
        left_s = self.camera.counting_s()
        if left_s:
            return Text(
                str(left_s), id="remaining_seconds", size=96, color=_WHITE, at="center_center"
            )
        return None

    # The modes

    def _choose_mode(self, name: str) -> None:
        self.filming = name == "Video"
        self._hide_modes()

    def _hide_modes(self) -> None:
        self.modes_shown = False

    def _open_settings(self) -> None:
        self._hide_modes()
        self.start(CameraSettingsScreen(self.app, Intent()))

    def _swiped(self, direction: str) -> None:
        if self._busy:
            return
        if direction == "right":
            self.modes_shown = True
        elif direction == "left" and self.modes_shown:
            self._hide_modes()
        elif direction == "left":
            self.open_strip()

    # The bar with the shutter

    def _bar(self) -> Node:
        """The shutter between the latest picture and nothing, below or beside the finder."""
        newest = next(iter(self.camera.strip()), "")
        picture = (
            thumbnail(self.phone, newest, on_click=self.open_strip)
            if newest and not self._busy
            else Spacer(0, width=56, height=56)
        )
        cells = (picture, Spacer(1), self._shutter(), Spacer(1), Spacer(0, width=56, height=56))
        look = {"id": "bottom_bar", "class_name": "android.widget.FrameLayout"}
        if self.wide:
            return Column(
                *reversed(cells),
                width=128,
                align="center",
                pad=(0, 28, 0, 28),
                background=_BLACK,
                **look,
            )
        return Row(*cells, height=128, pad=(28, 0, 28, 0), background=_BLACK, **look)

    def _shutter(self) -> Node:
        recording = self.recording_since_ms is not None
        icon = ("stop" if recording else "record") if self.filming else "camera"
        return ImageButton(
            icon,
            self.press_shutter,
            desc="Shutter",
            id="shutter_button",
            width=80,
            height=80,
            size=36,
            radius=40,
            background="#e53935" if self.filming else _WHITE,
            color=_WHITE if self.filming else "#37474f",
        )

    def press_shutter(self) -> None:
        """Take a photo, or begin or end a video."""
        self._hide_modes()
        if self.recording_since_ms is not None:
            self.stop_recording()
        elif self.filming:
            self.recording_since_ms = self.phone.clock.uptime_ms()
        elif self.camera.counting_s():
            self.camera.stop_counting()
        elif self.camera.countdown_s:
            self.camera.count_down()
        else:
            self.shoot()

    def shoot(self) -> None:
        """Take the photo."""
        self.camera.take_photo()

    def stop_recording(self) -> None:
        """End a video and store it; nothing happens when none is recorded."""
        if self.recording_since_ms is not None:
            length_ms = self.phone.clock.uptime_ms() - self.recording_since_ms
            self.recording_since_ms = None
            self.store_video(length_ms)

    def store_video(self, length_ms: int) -> None:
        """Keep the recorded video."""
        self.camera.take_video(length_ms)

    def open_strip(self) -> None:
        """Show what was taken."""
        if self.camera.strip():
            self.start(FilmStripScreen(self.app, Intent()))

    def on_back(self) -> bool:
        used = self._busy or self.modes_shown or self.options_shown
        self.stop_recording()
        self.camera.stop_counting()
        self._hide_modes()
        self.options_shown = False
        return used


def _draw_thirds(image: Image.Image) -> None:
    """The lines that divide the viewfinder into nine parts."""
    pen = ImageDraw.Draw(image)
    for third in (1, 2):
        x, y = image.width * third // 3, image.height * third // 3
        pen.line((x, 0, x, image.height), _WHITE, 2)
        pen.line((0, y, image.width, y), _WHITE, 2)


class VideoScreen(ViewfinderScreen):
    """The viewfinder in video mode."""

    starts_with_video = True
