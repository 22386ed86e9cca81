"""One recorded track: its statistics, its intervals, its charts."""

from __future__ import annotations

from phoneagent.virtualphone.apps.opentracks.actions import ask_to_delete
from phoneagent.virtualphone.apps.opentracks.edit import EditScreen
from phoneagent.virtualphone.apps.opentracks.export import share
from phoneagent.virtualphone.apps.opentracks.figures import figure
from phoneagent.virtualphone.apps.opentracks.markers import MarkersScreen
from phoneagent.virtualphone.apps.opentracks.model import Track, TrackStore
from phoneagent.virtualphone.apps.opentracks.pages import PagesScreen
from phoneagent.virtualphone.apps.opentracks.recording import RecordingScreen
from phoneagent.virtualphone.apps.opentracks.session import session_of
from phoneagent.virtualphone.apps.opentracks.settings import SettingsScreen
from phoneagent.virtualphone.apps.opentracks.sports import has_speed, icon_of
from phoneagent.virtualphone.apps.opentracks.units import full_moment_text, time_text, units_of
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Divider,
    Icon,
    ImageButton,
    MenuItem,
    Node,
    PopupMenu,
    Row,
    Scroll,
    Spacer,
    Text,
)


class TrackScreen(PagesScreen):
    """The intent's `track_id` says which; the bar for what can be done is at the bottom."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.store = TrackStore(app.phone)

    @property
    def _track(self) -> Track | None:
        return self.store.get(self.intent.number("track_id"))

    def on_resume(self) -> None:
        if self._track is None:
            self.finish()

    def stats(self) -> Node:
        track = self._track or Track()
        units, speed = units_of(self.phone), has_speed(track.category)
        word = "speed" if speed else "pace"
        fastest = "Max speed" if speed else "Fastest pace"
        heights = track.gain_m is not None and track.loss_m is not None
        return Scroll(
            self._head(track),
            Divider(),
            figure("Distance", *units.distance(track.distance_m), id="stats_distance"),
            Row(
                figure("Moving time", time_text(track.moving_ms), id="stats_moving_time"),
                figure("Total time", time_text(track.total_ms), id="stats_total_time"),
            ),
            Divider(),
            figure(fastest, *units.rate(track.max_speed_mps, as_speed=speed), id="stats_max_speed"),
            Row(
                figure(
                    f"Avg moving {word}",
                    *units.rate(track.moving_speed_mps, as_speed=speed),
                    id="stats_moving_speed",
                ),
                figure(
                    f"Avg {word}",
                    *units.rate(track.speed_mps, as_speed=speed),
                    id="stats_average_speed",
                ),
            ),
            Divider() if heights else None,
            Row(
                figure("Gain", *units.height(track.gain_m or 0), id="stats_altitude_gain"),
                figure("Loss", *units.height(track.loss_m or 0), id="stats_altitude_loss"),
            )
            if heights
            else None,
            weight=1,
            height=FILL,
        )

    def _head(self, track: Track) -> Node:
        description = Text(track.description, id="stats_description_value", color="muted")
        return Row(
            Icon(
                icon_of(track.category),
                id="stats_activity_type_icon",
                width=48,
                height=48,
                size=36,
                color="primary",
            ),
            Column(
                Text(track.name, id="stats_name_value", size=20, bold=True),
                description if track.description else None,
                Text(
                    full_moment_text(self.phone, track.start_ms),
                    id="stats_start_datetime_value",
                    color="muted",
                ),
                weight=1,
                gap=2,
            ),
            pad=(16, 16, 16, 16),
            gap=14,
        )

    def bottom_bar(self) -> Node:
        return Row(
            ImageButton(
                "map", self._show_on_map, desc="Show on map", id="track_detail_menu_show_on_map"
            ),
            ImageButton("share", self._share, desc="Share", id="track_detail_share"),
            ImageButton(
                "location",
                lambda: self.start(MarkersScreen(self.app, Intent())),
                desc="Markers",
                id="track_detail_markers",
            ),
            Spacer(1),
            ImageButton("more", self._menu, desc="More options"),
            id="bottom_app_bar",
            class_name="android.view.ViewGroup",
            background="surface_mid",
            height=64,
            pad=(12, 0, 12, 0),
            gap=4,
        )

    def _share(self) -> None:
        if track := self._track:
            share(self, [track])

    def _show_on_map(self) -> None:
        self.snackbar("This track has no positions that a map could show")

    def _menu(self) -> None:
        lines = [MenuItem("Edit", self._edit), MenuItem("Delete", self._ask)]
        if not session_of(self.app).active:
            lines.append(MenuItem("Resume track", self._resume))
        lines.append(MenuItem("Settings", self._open_settings))
        self.show(PopupMenu(lines))

    def _open_settings(self) -> None:
        self.start(SettingsScreen(self.app, Intent()))

    def _edit(self) -> None:
        self.start(EditScreen(self.app, self.intent))

    def _ask(self) -> None:
        ask_to_delete(self, self._delete)

    def _delete(self) -> None:
        self.store.delete([self.intent.number("track_id")])
        self.finish()

    def _resume(self) -> None:
        if track := self._track:
            session_of(self.app).resume(track)
            self.start(RecordingScreen(self.app, Intent()))
            self.finish()
