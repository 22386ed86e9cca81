"""Statistics by kind of activity, of all tracks or of those a filter lets through."""

from __future__ import annotations

from datetime import date
from functools import partial

from phoneagent.virtualphone.apps.opentracks.filter import FilterDialog
from phoneagent.virtualphone.apps.opentracks.model import Total, Track, TrackStore, totals
from phoneagent.virtualphone.apps.opentracks.sports import has_speed, icon_of
from phoneagent.virtualphone.apps.opentracks.units import time_text, units_of
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.timetext import moment_of
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Divider,
    Empty,
    Icon,
    ImageButton,
    LongList,
    Node,
    Row,
    Screen,
    Spacer,
    Text,
    Toolbar,
)


class AggregatedScreen(Screen):
    """Sums by kind; the intent's `track_ids` (with commas) narrow them to selected tracks."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.store = TrackStore(app.phone)
        self.kinds: frozenset[str] = frozenset()
        self.span: tuple[date, date] | None = None

    def _tracks(self) -> list[Track]:
        tracks = self.store.all()
        chosen = self.intent.text("track_ids")
        if chosen:
            ids = {int(number) for number in chosen.split(",")}
            tracks = [track for track in tracks if track.id in ids]
        if self.span is None:
            return tracks
        first, last = self.span
        return [
            track
            for track in tracks
            if track.category in self.kinds
            and first <= moment_of(self.phone, track.start_ms).date() <= last
        ]

    def view(self) -> Node:
        found = totals(self._tracks())
        filtered = self.span is not None
        nothing = (
            "There are not activities for the specified filter"
            if filtered
            else "Record your first track to see aggregated statistics"
        )
        switch = (
            ImageButton(
                "close", self._clear, desc="Filter", id="aggregated_statistics_clear_filter"
            )
            if filtered
            else ImageButton("filter", self._ask, desc="Filter", id="aggregated_statistics_filter")
        )
        return Column(
            Toolbar("Aggregated stats", id="toolbar"),
            LongList(
                [partial(self._row, total) for total in found],
                id="aggregated_stats_list",
                item_height=136,
                weight=1,
                height=FILL,
            )
            if found
            else Empty(nothing, "chart", weight=1, id="aggregated_stats_empty_view"),
            Row(
                Spacer(1),
                switch,
                id="bottom_app_bar",
                class_name="android.view.ViewGroup",
                background="surface_mid",
                height=64,
                pad=(12, 0, 16, 0),
            ),
            height=FILL,
        )

    def _row(self, total: Total) -> Node:
        units, speed = units_of(self.phone), has_speed(total.category)
        distance, unit = units.distance(total.distance_m)
        return Column(
            Row(
                Icon(icon_of(total.category), id="activity_icon", color="primary"),
                Text(total.category, id="aggregated_stats_type_label", size=18, bold=True),
                Text(f"({total.count})", id="aggregated_stats_num_tracks", color="muted"),
                gap=10,
            ),
            Row(
                Text(distance, id="aggregated_stats_distance", size=20),
                Text(unit, id="aggregated_stats_distance_unit", color="muted"),
                Spacer(1),
                Text(time_text(total.moving_ms), id="aggregated_stats_time", size=20),
                gap=6,
            ),
            Row(
                *_rate(
                    "Avg moving speed" if speed else "Avg moving pace",
                    units.rate(total.moving_speed_mps, as_speed=speed),
                    "avg",
                ),
                Spacer(1),
                *_rate(
                    "Max speed" if speed else "Fastest pace",
                    units.rate(total.max_speed_mps, as_speed=speed),
                    "max",
                ),
                gap=6,
            ),
            Divider(),
            class_name="android.view.ViewGroup",
            pad=(16, 12, 16, 0),
            gap=8,
            min_height=136,
        )

    def _ask(self) -> None:
        kinds = [total.category for total in totals(self._tracks())]
        self.show(FilterDialog(kinds, self.phone.clock.now().date(), self._filter))

    def _filter(self, kinds: frozenset[str], first: date, last: date) -> None:
        self.kinds, self.span = kinds, (first, last)

    def _clear(self) -> None:
        self.span = None


def _rate(label: str, rate: tuple[str, str], kind: str) -> tuple[Node, Node, Node]:
    value, unit = rate
    return (
        Text(label, id=f"aggregated_stats_{kind}_rate_label", size=12, color="muted"),
        Text(value, id=f"aggregated_stats_{kind}_rate"),
        Text(unit, id=f"aggregated_stats_{kind}_rate_unit", size=12, color="muted"),
    )
