"""Plan a route: points set one after another on the map, saved as a track."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.osmand.cartography import Sketch, Stroke
from phoneagent.virtualphone.apps.osmand.geo import GeoPoint, distance_m, distance_text
from phoneagent.virtualphone.apps.osmand.mapview import MapPane, crosshair, map_button, scale_bar
from phoneagent.virtualphone.apps.osmand.memory import Memory
from phoneagent.virtualphone.apps.osmand.panel import ChoiceSheet, Line
from phoneagent.virtualphone.apps.osmand.places import Place
from phoneagent.virtualphone.apps.osmand.planning import RoutePlan
from phoneagent.virtualphone.apps.osmand.saving import SaveTrackSheet
from phoneagent.virtualphone.apps.osmand.searching import SearchScreen
from phoneagent.virtualphone.apps.osmand.tracks import TrackFile, Tracks
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Button,
    Column,
    DialogButton,
    Divider,
    Frame,
    Icon,
    ImageButton,
    Node,
    Row,
    Screen,
    Spacer,
    Text,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.system.app import App

_COLOR = (70, 90, 220)
_FOUND_ZOOM = 15
_RECENT = 5


class PlanScreen(Screen):
    """The map with a cross in its middle; Add puts a point there, a tap where it was tapped.

    Args:
        app, intent: as every screen has them.
        points: the route's first points.
        name: of the stored track they come from; empty for a new route.
    """

    def __init__(
        self, app: App, intent: Intent, points: Sequence[GeoPoint] = (), name: str = ""
    ) -> None:
        super().__init__(app, intent)
        self.plan = RoutePlan(list(points))
        self.name = name
        self.memory = Memory(self.phone)
        self.tracks = Tracks(self.phone)
        self.pane = MapPane(self.memory, self.phone.display.density, self._tapped, self._tapped)
        if name:
            self.plan.mark_saved()
            self.pane.fit(list(points))

    def view(self) -> Node:
        points = self.plan.points
        stroke = Stroke(points, _COLOR, dotted=True)
        middle = Frame(
            self.pane.node(Sketch((stroke,) if points else ())),
            crosshair(),
            self._controls(),
            weight=1,
        )
        return Column(self._bar(), middle, self._foot(), height=FILL)

    def _bar(self) -> Node:
        done = Button("Done", self._done, style="text", id="widget_top_bar_save")
        return Row(
            ImageButton("close", self._leave, desc="Close", id="widget_top_bar_close_button"),
            Text(self.name or "Plan a route", id="widget_top_bar_title", size=20, weight=1),
            done,
            id="widget_top_bar",
            height=60,
            pad=(4, 0, 8, 0),
        )

    def _controls(self) -> Node:
        search = map_button("search", self._search, "Search", "map_search_button")
        search.at, search.margin = "top_start", 12
        zoom = Column(
            map_button("add", lambda: self.pane.zoom(1), "Zoom in", "map_zoom_in_button"),
            map_button("remove", lambda: self.pane.zoom(-1), "Zoom out", "map_zoom_out_button"),
            width=-2.0,
            gap=10,
            pad=12,
            at="bottom_end",
        )
        ruler = scale_bar(self.pane.viewport(0, 0))
        ruler.at, ruler.margin = "bottom_start", 12
        return Frame(search, ruler, zoom, height=FILL)

    def _foot(self) -> Node:
        plan = self.plan
        ahead = ""
        if plan.points:
            ahead = f" + {distance_text(distance_m(plan.points[-1], self.pane.camera.center))}"
        text = f"{distance_text(plan.length_m)}{ahead},"
        return Column(
            Row(
                Icon("route", id="ruler_icon", color="primary"),
                Text(text, id="measurement_distance_text_view", size=16),
                Text(
                    f"points: {len(plan.points)}",
                    id="measurement_points_text_view",
                    size=16,
                    color="muted",
                    weight=1,
                ),
                pad=(16, 12, 16, 12),
                gap=8,
            ),
            Divider(),
            Row(
                Button("Options", self._options, style="text", id="options_button"),
                Spacer(1),
                _step("undo", plan.undo, "Undo", plan.can_undo),
                _step("redo", plan.redo, "Redo", plan.can_redo),
                Spacer(1),
                Button("Add", self._add, id="add_point_button", icon="add", size=20),
                pad=(8, 6, 12, 8),
            ),
            background="surface",
            id="main_view",
            elevation=3,
        )

    # points --------------------------------------------------------------------------------

    def _add(self) -> None:
        self.plan.add(self.pane.camera.center)

    def _tapped(self, point: GeoPoint) -> None:
        """Add a point; a tap on one that is there asks what to do with it."""
        for number, known in enumerate(self.plan.points):
            if self.pane.near(point, known):
                self._ask_about(number)
                return
        self.plan.add(point)

    def _ask_about(self, number: int) -> None:
        where = f"Point {number + 1}: {self.plan.points[number]}"
        lines = [
            Line("Move to the middle of the map", "crosshair", lambda: self._move(number)),
            Line("Delete point", "delete", lambda: self.plan.remove(number)),
        ]
        self.show(ChoiceSheet(where, lines))

    def _move(self, number: int) -> None:
        points = list(self.plan.points)
        points[number] = self.pane.camera.center
        self.plan.change(tuple(points))

    def _search(self) -> None:
        self.start(SearchScreen(self.app, Intent(), self.pane.camera.center))

    def on_result(self, result: object) -> None:
        if isinstance(result, Place):
            self.pane.show(result.point, _FOUND_ZOOM)

    # options and the end -------------------------------------------------------------------

    def _options(self) -> None:
        some = bool(self.plan.points)
        save = Line("Save changes", "save", self._save_changes, some)
        self.show(
            ChoiceSheet(
                "Options",
                [
                    *([save] if self.name else []),
                    Line("Save as new track", "save", self._ask_name, some),
                    Line("Reverse route", "refresh", self.plan.reverse, len(self.plan.points) > 1),
                    Line("Clear all", "delete", lambda: self.plan.change(()), some),
                ],
                "Close",
            )
        )

    def _done(self) -> None:
        if not self.plan.points:
            self.toast("Please add at least one point.")
        elif self.name:
            self._save_changes()
        else:
            self._ask_name()

    def _ask_name(self) -> None:
        self.show(SaveTrackSheet(self.tracks, self.name, self._save))

    def _save_changes(self) -> None:
        self._save(self.name, True)

    def _save(self, name: str, on_map: bool) -> None:
        self.tracks.save(name, list(self.plan.points))
        shown = self.memory.shown_tracks
        self.memory.shown_tracks = shown | {name} if on_map else shown - {name}
        self.plan.mark_saved()
        self.name = name
        self.show(
            ChoiceSheet(
                f"Track saved: {name}",
                [
                    Line("Open saved track", "route", self.finish),
                    Line("Create new route", "add", self._start_over),
                    Line("Continue editing", "edit", lambda: None),
                ],
                "Exit",
            )
        )
        closing = self.layers[-1]
        if isinstance(closing, ChoiceSheet):
            closing.on_cancel = self.finish

    def _start_over(self) -> None:
        self.plan, self.name = RoutePlan([]), ""

    def _leave(self) -> None:
        if not self.on_back():
            self.finish()

    def on_back(self) -> bool:
        if self.plan.is_saved:
            return False
        self.show(
            AlertDialog(
                "Exit without saving",
                "The route has not been saved. All changes will be lost.",
                neutral=DialogButton("Exit", self.finish),
                negative=DialogButton("Cancel"),
                positive=DialogButton("Save", self._done),
            )
        )
        return True


def _step(icon: str, on_click: object, desc: str, enabled: bool) -> Node:
    return Node(
        class_name="android.widget.ImageButton",
        icon=icon,
        desc=desc,
        id=f"{icon}_point_button",
        width=48,
        height=48,
        size=24,
        enabled=enabled,
        focusable=True,
        on_click=on_click if enabled else None,  # type: ignore[arg-type]
    )


def ask_what_to_plan(screen: Screen) -> None:
    """Let the user choose between a new route and a stored track."""
    tracks = Tracks(screen.phone)

    def opened(track: TrackFile) -> Line:
        def go() -> None:
            points = tracks.read(track.name).points
            screen.start(PlanScreen(screen.app, Intent(), points, track.name))

        return Line(track.name, "file", go)

    def new() -> None:
        screen.start(PlanScreen(screen.app, Intent()))

    def existing() -> None:
        lines = [opened(track) for track in tracks.all()]
        screen.show(ChoiceSheet("Select track" if lines else "There are no tracks yet", lines))

    lines = [
        Line("Create new route", "add", new),
        Line("Open existing track", "folder", existing),
        *[opened(track) for track in tracks.all()[:_RECENT]],
    ]
    screen.show(ChoiceSheet("Plan a route", lines))
