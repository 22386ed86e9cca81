"""A recording under way: numbers that grow, and the button that ends it."""

from __future__ import annotations

from typing import Any

from phoneagent.virtualphone.apps.opentracks.edit import StoppedScreen
from phoneagent.virtualphone.apps.opentracks.figures import figure
from phoneagent.virtualphone.apps.opentracks.pages import PagesScreen
from phoneagent.virtualphone.apps.opentracks.session import session_of
from phoneagent.virtualphone.apps.opentracks.units import time_text, units_of
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Fab,
    Frame,
    Node,
    Row,
    Scroll,
    Spacer,
    Text,
)


class RecordingScreen(PagesScreen):
    """A tap on Stop only says that it must be held."""

    refresh_ms = 1000

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.session = session_of(app)

    def on_resume(self) -> None:
        if not self.session.active:
            self.finish()

    def on_result(self, result: Any) -> None:
        """The recording goes on after it had been stopped: this screen stays."""

    def stats(self) -> Node:
        units = units_of(self.phone)
        return Scroll(
            Row(
                figure("Total time", time_text(self.session.length_ms), id="stats"),
                figure("Moving time", time_text(0), id="stats"),
            ),
            Row(
                figure("Distance", *units.distance(0), id="stats"),
                figure("Speed", *units.rate(0, as_speed=True), id="stats"),
            ),
            Row(
                figure("Max speed", *units.rate(0, as_speed=True), id="stats"),
                figure("Elevation", "-", units.small, id="stats"),
            ),
            weight=1,
            height=FILL,
        )

    def bottom_bar(self) -> Node:
        stop = Fab(
            "stop",
            lambda: self.toast("Hold to stop"),
            on_long_click=self._stop,
            desc="Stop",
            id="track_recording_fab_action",
            color="#c62828",
            margin=0,
            radius=28,
        )
        return Row(
            Text("Waiting for GPS signal\u2026", color="muted"),
            Spacer(1),
            Frame(stop, width=56),
            id="bottom_app_bar",
            class_name="android.view.ViewGroup",
            background="surface_mid",
            height=80,
            pad=(20, 0, 20, 0),
        )

    def _stop(self) -> None:
        track_id = self.session.stop()
        self.start(StoppedScreen(self.app, Intent(extras={"track_id": track_id})))
