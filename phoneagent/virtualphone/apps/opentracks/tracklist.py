"""The list of tracks: search, selection, the buttons for statistics and recording."""

from __future__ import annotations

from functools import partial

from phoneagent.virtualphone.apps.opentracks.actions import TrackActions
from phoneagent.virtualphone.apps.opentracks.aggregated import AggregatedScreen
from phoneagent.virtualphone.apps.opentracks.markers import MarkersScreen
from phoneagent.virtualphone.apps.opentracks.model import Track, TrackStore
from phoneagent.virtualphone.apps.opentracks.recording import RecordingScreen
from phoneagent.virtualphone.apps.opentracks.session import session_of
from phoneagent.virtualphone.apps.opentracks.settings import SettingsScreen
from phoneagent.virtualphone.apps.opentracks.sports import icon_of
from phoneagent.virtualphone.apps.opentracks.track import TrackScreen
from phoneagent.virtualphone.apps.opentracks.units import day_text, time_text, units_of
from phoneagent.virtualphone.apps.systemui.permission import ask_permission
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.timetext import moment_of
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    EditText,
    Empty,
    Fab,
    Frame,
    Icon,
    ImageButton,
    LongList,
    MenuItem,
    Node,
    PopupMenu,
    Row,
    Screen,
    Spacer,
    Text,
    Toolbar,
)

_SEARCH = "search_src_text"
_LOCATION = "android.permission.ACCESS_FINE_LOCATION"


class TrackListScreen(Screen):
    """Tracks, the latest first; a long press selects."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.store = TrackStore(app.phone)
        self.session = session_of(app)
        self.searching = False
        self.searches_satellites = False
        self.selection = TrackActions(self, self._shown)

    @property
    def refresh_ms(self) -> int:  # type: ignore[override]
        return 1000 if self.session.active else 0

    def _shown(self) -> list[Track]:
        wanted = self.text_of(_SEARCH).strip() if self.searching else ""
        return self.store.search(wanted) if wanted else self.store.all()

    def view(self) -> Node:
        tracks = self._shown()
        rows = [partial(self._row, track) for track in tracks]
        nothing = "" if self.searching else "Start recording your next adventure here"
        return Column(
            self._bar(),
            LongList(rows, id="track_list", item_height=84, weight=1, height=FILL)
            if rows
            else Empty(nothing, "arrow_down", weight=1, id="track_list_empty_view"),
            self._bottom_bar(),
            height=FILL,
        )

    # The bar on top

    def _bar(self) -> Node:
        if self.selection.active:
            return self.selection.bar()
        if self.searching:
            return Row(
                ImageButton("back", self._stop_search, desc="Collapse"),
                EditText(
                    hint="Search",
                    id=_SEARCH,
                    weight=1,
                    autofocus=True,
                    ime_action="search",
                    background="",
                ),
                ImageButton("close", self._clear_search, desc="Clear query", id="search_close_btn")
                if self.text_of(_SEARCH)
                else None,
                id="track_list_toolbar",
                height=64,
                pad=(4, 0, 4, 0),
            )
        return Toolbar(
            "OpenTracks",
            ImageButton("search", self._search, desc="Search", id="track_list_search"),
            ImageButton(
                "location",
                lambda: self.start(MarkersScreen(self.app, Intent())),
                desc="Markers",
                id="track_list_markers",
            ),
            on_more=self._menu,
            id="track_list_toolbar",
        )

    def _search(self) -> None:
        self.set_text(_SEARCH, "")
        self.searching = True

    def _clear_search(self) -> None:
        self.set_text(_SEARCH, "")
        self.focus(_SEARCH)

    def _stop_search(self) -> None:
        self.searching = False

    def _menu(self) -> None:
        settings = MenuItem("Settings", lambda: self.start(SettingsScreen(self.app, Intent())))
        self.show(PopupMenu([settings]))

    # The rows

    def _row(self, track: Track) -> Node:
        recording = track.id == self.session.track_id
        chosen = track.id in self.selection.chosen
        return Row(
            Icon(
                "record" if recording else icon_of(track.category),
                desc="Record" if recording else "Track",
                id="track_list_item_icon",
                color="#c62828" if recording else "primary",
                width=40,
                height=40,
                size=28,
            ),
            self._facts(track, recording=recording),
            class_name="android.view.ViewGroup",
            on_click=lambda: self._tapped(track),
            on_long_click=lambda: self.selection.toggle(track.id),
            focusable=True,
            selected=chosen,
            background="primary_soft" if chosen else "",
            min_height=84,
            pad=(12, 8, 16, 8),
            gap=12,
        )

    def _facts(self, track: Track, *, recording: bool) -> Node:
        """Name, length, description; while something is recorded no row says when it was."""
        distance, unit = units_of(self.phone).distance(track.distance_m)
        facts = f"{time_text(track.total_ms)} ({distance} {unit})"
        moment, dated = moment_of(self.phone, track.start_ms), not self.session.active
        name = Text(track.name, id="track_list_item_name", size=17, max_lines=1, weight=1)
        length = Text(
            "Recording\u2026" if recording else facts,
            id="track_list_item_time_distance",
            color="muted",
            weight=1,
        )
        description = Text(
            track.description,
            id="track_list_item_category_description",
            color="muted",
            max_lines=1,
        )
        day = day_text(self.phone, track.start_ms)
        return Column(
            _pair(name, day if dated else "", "track_list_item_date"),
            _pair(length, f"{moment:%H:%M}" if dated else "", "track_list_item_time"),
            description if track.description else None,
            weight=1,
            gap=2,
        )

    def _tapped(self, track: Track) -> None:
        if self.selection.active:
            self.selection.toggle(track.id)
        elif track.id == self.session.track_id:
            self.start(RecordingScreen(self.app, Intent()))
        else:
            self.start(TrackScreen(self.app, Intent(extras={"track_id": track.id})))

    # The bar at the bottom; its two icons have no description in the real app either

    def _bottom_bar(self) -> Node:
        recording = self.session.active
        return Row(
            ImageButton(
                "chart",
                lambda: self.start(AggregatedScreen(self.app, Intent())),
                id="aggregated_stats_button",
            ),
            ImageButton(
                "hotspot",
                self._toggle_satellites,
                id="sensor_start_button",
                color="primary" if self.searches_satellites else "on_surface",
                selected=self.searches_satellites,
            ),
            Spacer(1),
            Frame(
                Fab(
                    "stop" if recording else "record",
                    self._record,
                    desc="Stop" if recording else "Record",
                    id="track_list_fab_action",
                    color="#c62828",
                    margin=0,
                    radius=28,
                ),
                width=56,
            ),
            id="bottom_app_bar",
            class_name="android.view.ViewGroup",
            background="surface_mid",
            height=80,
            pad=(12, 0, 20, 0),
            gap=8,
        )

    def _toggle_satellites(self) -> None:
        def answered(granted: bool) -> None:
            self.searches_satellites = granted and not self.searches_satellites

        ask_permission(self, _LOCATION, answered)

    def _record(self) -> None:
        if self.session.active:
            self.start(RecordingScreen(self.app, Intent()))
        else:
            ask_permission(self, _LOCATION, self._start)

    def _start(self, granted: bool) -> None:
        if granted:
            self.session.start()
            self.start(RecordingScreen(self.app, Intent()))

    def on_back(self) -> bool:
        used = self.selection.active or self.searching
        if self.selection.active:
            self.selection.clear()
        else:
            self._stop_search()
        return used


def _pair(left: Node, right: str, id: str) -> Node:
    return Row(left, Text(right, id=id, size=13, color="muted") if right else None, gap=8)
