"""The camera as another app asks for it: take one picture or video, look at it, hand it over."""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.apps.camera.viewfinder import ViewfinderScreen
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Frame,
    Node,
    Picture,
    RoundButton,
    Row,
    Spacer,
)

_WHITE, _BLACK = "#ffffff", "#000000"


class CaptureScreen(ViewfinderScreen):
    """The viewfinder, then the choice to keep what was taken, to take it again or to leave."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.filming = intent.action.endswith("VIDEO_CAPTURE")
        self.length_ms: int | None = None

    def view(self) -> Node:
        if self.length_ms is None:
            return super().view()
        return Column(
            Frame(
                Picture(self._sight, id="preview_content", width=FILL, height=FILL),
                id="camera_app_root",
                weight=1,
            ),
            Row(
                self._choice("close", "Cancel", "cancel_button", self.finish),
                Spacer(1),
                self._choice("refresh", "Retake", "retake_button", self._retake),
                Spacer(1),
                self._choice("check", "Done", "done_button", self._done),
                id="bottom_bar",
                height=128,
                pad=(28, 0, 28, 0),
            ),
            height=FILL,
            background=_BLACK,
        )

    def _choice(self, icon: str, desc: str, id: str, act: Callable[[], object]) -> Node:
        colors = {"color": _WHITE, "background": "#37474f"}
        return RoundButton(icon, act, dp=64, size=32, desc=desc, id=id, **colors)

    def shoot(self) -> None:
        self.length_ms = 0

    def store_video(self, length_ms: int) -> None:
        self.length_ms = length_ms

    def _retake(self) -> None:
        self.length_ms = None

    def _done(self) -> None:
        """Store what was taken where the other app wants it, and tell it the path."""
        camera, wanted = self.camera, self.intent.text("output").removeprefix("file://")
        length_ms = self.length_ms or 0
        if wanted:
            data = camera.film(length_ms) if self.filming else camera.photo()
            self.phone.files.write_bytes(wanted, data)
        else:
            wanted = camera.take_video(length_ms) if self.filming else camera.take_photo()
        self.finish(wanted)

    def open_strip(self) -> None:
        """Nothing is shown of what was taken before."""
