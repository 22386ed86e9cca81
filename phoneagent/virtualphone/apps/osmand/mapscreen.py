"""The map: its buttons, the sheet of a chosen point, directions, the menu at the side."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

from phoneagent.virtualphone.apps.osmand import places
from phoneagent.virtualphone.apps.osmand.actions import PointActions
from phoneagent.virtualphone.apps.osmand.cartography import Pin, Sketch, Stroke
from phoneagent.virtualphone.apps.osmand.directions import Directions, directions_panel
from phoneagent.virtualphone.apps.osmand.drawer import Click, ConfigureMapScreen, drawer
from phoneagent.virtualphone.apps.osmand.favorites import Favorites
from phoneagent.virtualphone.apps.osmand.geo import GeoPoint, parse_coordinates
from phoneagent.virtualphone.apps.osmand.gpx import Waypoint
from phoneagent.virtualphone.apps.osmand.mapview import MapPane, map_button, scale_bar
from phoneagent.virtualphone.apps.osmand.markers import COLORS, Marker, Markers
from phoneagent.virtualphone.apps.osmand.markerscreen import MarkersScreen
from phoneagent.virtualphone.apps.osmand.memory import Memory
from phoneagent.virtualphone.apps.osmand.myplaces import MyPlacesScreen, ShowTrack
from phoneagent.virtualphone.apps.osmand.panel import Spot
from phoneagent.virtualphone.apps.osmand.places import Place
from phoneagent.virtualphone.apps.osmand.planscreen import ask_what_to_plan
from phoneagent.virtualphone.apps.osmand.searching import SearchScreen
from phoneagent.virtualphone.apps.osmand.tracks import Tracks
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import FILL, Column, Frame, Node, Row, Screen
from phoneagent.virtualphone.ui.theme import Rgb

NEAR_ZOOM = 15
_NAMED_WITHIN_DP = 24
_GEO = re.compile(r"geo:(?P<at>[^?;]*)[^?]*(?:\?(?:.*&)?q=(?P<query>[^&]*))?")
_TRACK_COLOR: Rgb = (35, 120, 230)
_ROUTE_COLOR: Rgb = (70, 90, 220)


class MapScreen(Screen):
    """MapActivity."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.memory = Memory(self.phone)
        self.favorites = Favorites(self.phone)
        self.markers = Markers(self.phone)
        density = self.phone.display.density
        self.pane = MapPane(self.memory, density, self._tapped, self._held)
        self.spot: Spot | None = None
        self.unfolded = False
        self.directions: Directions | None = None
        self.wanted_end = ""
        self.menu_open = False
        self.bare = False
        self._follow(intent.data)

    def view(self) -> Node:
        shell = self.menu_open or self.bare or self.spot is not None or self.directions is not None
        return Frame(
            self.pane.node(self._sketch()),
            None if self.bare else self._top(),
            None if self.bare else self._bottom(alone=not shell),
            self._scale(),
            self._panel(),
            drawer(self._menu(), self._close_menu) if self.menu_open else None,
            height=FILL,
        )

    # what lies on the map ------------------------------------------------------------------

    def _sketch(self) -> Sketch:
        hidden = self.memory.hidden
        pins: list[Pin] = []
        if "favorites" not in hidden:
            pins += [Pin(w.point, "star", _rgb(w.color)) for w in self.favorites.all()]
        if "markers" not in hidden:
            pins += [Pin(m.point, "flag", _rgb(COLORS[m.color])) for m in self.markers.active()]
        if self.spot:
            pins.append(Pin(self.spot.point, "location", (225, 70, 40), anchored=True))
        strokes = [] if "tracks" in hidden else self._tracks()
        if self.directions and self.directions.way:
            strokes.append(Stroke(self.directions.way, _ROUTE_COLOR))
        return Sketch(tuple(strokes), tuple(pins))

    def _tracks(self) -> list[Stroke]:
        tracks = Tracks(self.phone)
        return [
            Stroke(segment, _TRACK_COLOR)
            for name in sorted(self.memory.shown_tracks)
            for segment in tracks.read(name).segments
        ]

    # the controls --------------------------------------------------------------------------

    def _top(self) -> Node:
        return Row(
            map_button("layers", self._configure, "Configure map", "map_layers_button"),
            map_button("search", self._search, "Search", "map_search_button"),
            width=-2.0,
            gap=10,
            pad=(12, 12, 12, 12),
            at="top_start",
        )

    def _bottom(self, *, alone: bool) -> Node | None:
        """The buttons at the foot; only the zoom stays while a sheet covers the rest."""
        zoom = Column(
            map_button("add", lambda: self.pane.zoom(1), "Zoom in", "map_zoom_in_button"),
            map_button("remove", lambda: self.pane.zoom(-1), "Zoom out", "map_zoom_out_button"),
            width=-2.0,
            gap=10,
            pad=12,
            at="bottom_end" if alone else "center_end",
        )
        if not alone:
            return zoom
        left = Row(
            map_button("menu", self._open_menu, "Back to menu", "map_menu_button"),
            map_button("directions", self._navigate, "Route", "map_route_info_button"),
            width=-2.0,
            gap=10,
            pad=12,
            at="bottom_start",
        )
        here = map_button(
            "my_location", self._locate, "Position not yet known.", "map_my_location_button"
        )
        here.at, here.margin = "bottom_end", (0, 0, 70, 12)
        return Frame(left, here, zoom, height=FILL)

    def _scale(self) -> Node | None:
        """The ruler; a sheet lies over it."""
        if self.spot is not None or self.directions is not None:
            return None
        ruler = scale_bar(self.pane.viewport(0, 0))
        ruler.at, ruler.margin = "bottom_center", (0, 0, 0, 12)
        return ruler

    def _panel(self) -> Node | None:
        if self.spot is not None:
            actions = PointActions(self, self.spot, self._changed, self._directions_to)
            return actions.panel(self.unfolded, self._unfold)
        if self.directions is not None:
            return directions_panel(
                self.directions, self._choose_end, self._swap_ends, self._cancel_directions
            )
        return None

    def _menu(self) -> list[tuple[str, str, Click]]:
        return [
            ("Map markers", "flag", self._open_markers),
            ("My Places", "star", self._open_places),
            ("Search", "search", self._search),
            ("Directions", "directions", self._navigate),
            ("Configure map", "layers", self._configure),
            ("Plan a route", "route", lambda: ask_what_to_plan(self)),
        ]

    # touches -------------------------------------------------------------------------------

    def _tapped(self, point: GeoPoint) -> None:
        """Choose what lies there; on bare land, close the sheet, or hide and show the buttons."""
        found = self._at(point)
        if found:
            self._look_at(found)
        elif self.spot:
            self.spot = None
        elif self.directions is None:
            self.bare = not self.bare

    def _held(self, point: GeoPoint) -> None:
        found = self._at(point)
        self._look_at(found or Spot(Place(str(point), point, self._surroundings(point))))

    def _at(self, point: GeoPoint) -> Spot | None:
        """The favourite, marker or named place under a finger."""
        for waypoint in self.favorites.all():
            if self.pane.near(point, waypoint.point):
                return _favorite_spot(waypoint)
        for marker in self.markers.active():
            if self.pane.near(point, marker.point):
                return _marker_spot(marker)
        reach_px = _NAMED_WITHIN_DP * self.phone.display.density
        place = places.nearest(point, reach_px * self.pane.viewport(0, 0).metres_per_px())
        return Spot(place) if place else None

    def _surroundings(self, point: GeoPoint) -> str:
        near = places.nearest(point, 5000)
        return f"Near {near.name}" if near else "Location"

    def _look_at(self, spot: Spot) -> None:
        self.spot, self.unfolded, self.bare = spot, False, False

    def _unfold(self) -> None:
        self.unfolded = not self.unfolded

    def _changed(self, spot: Spot | None) -> None:
        """The chosen point has become a favourite, a marker, or neither."""
        self.spot = spot

    def _locate(self) -> None:
        self.toast("Position not yet known.")

    # directions ----------------------------------------------------------------------------

    def _navigate(self) -> None:
        self.directions, self.spot = self.directions or Directions(), None

    def _directions_to(self, directions: Directions) -> None:
        known = self.directions or Directions()
        self.directions = Directions(directions.start or known.start, directions.goal or known.goal)
        self.spot = None
        self.pane.fit(list(self.directions.way))

    def _choose_end(self, end: str) -> None:
        self.wanted_end = end
        self._search()

    def _swap_ends(self) -> None:
        if self.directions:
            self.directions = self.directions.swapped

    def _cancel_directions(self) -> None:
        self.directions = None

    # other screens -------------------------------------------------------------------------

    def _open_menu(self) -> None:
        self.menu_open = True

    def _close_menu(self) -> None:
        self.menu_open = False

    def _search(self) -> None:
        self.start(SearchScreen(self.app, Intent(), self.pane.camera.center))

    def _configure(self) -> None:
        self.start(ConfigureMapScreen(self.app, Intent()))

    def _open_markers(self) -> None:
        self.start(MarkersScreen(self.app, Intent(), self.pane.camera.center))

    def _open_places(self) -> None:
        self.start(MyPlacesScreen(self.app, Intent(), self.pane.camera.center))

    def on_resume(self) -> None:
        """Another screen may have moved the map, or removed what was chosen here."""
        self.pane.recall()
        if self.spot and self.spot.favorite and self.spot.favorite not in self.favorites.all():
            self.spot = Spot(Place(self.spot.place.name, self.spot.point))

    def on_result(self, result: object) -> None:
        if isinstance(result, Place) and self.wanted_end:
            start, goal = (result, None) if self.wanted_end == "start" else (None, result)
            self._directions_to(Directions(start, goal))
        elif isinstance(result, Place):
            self._show(Spot(result))
        elif isinstance(result, Waypoint):
            self._show(_favorite_spot(result))
        elif isinstance(result, Marker):
            self._show(_marker_spot(result))
        elif isinstance(result, ShowTrack):
            self.spot = None
            self.pane.fit(Tracks(self.phone).read(result.name).points)
        self.wanted_end = ""

    def _show(self, spot: Spot) -> None:
        self.pane.show(spot.point, NEAR_ZOOM)
        self._look_at(spot)

    def _follow(self, data: str) -> None:
        """Show what a `geo:lat,lon?q=...` link names (RFC 5870, Android's query), or a GPX file."""
        match = _GEO.match(data)
        if match is None:
            self._import(self.phone.path_behind(data))
            return
        query = unquote_plus(match["query"] or "")
        wanted = re.sub(r"\(.*\)$", "", query).strip()
        point = parse_coordinates(wanted) or parse_coordinates(match["at"])
        found = places.search(wanted, self.pane.camera.center) if wanted else []
        if found:
            self._show(Spot(found[0]))
        elif point and point != (0, 0):
            self._show(Spot(places.at(point)))

    def _import(self, path: str) -> None:
        """Keep a GPX file among the tracks and show it."""
        if not path or not self.phone.files.exists(path):
            return
        tracks = Tracks(self.phone)
        name = tracks.take(path)
        self.memory.shown_tracks |= {name}
        self.pane.fit(tracks.read(name).points)
        self.toast(f"{name}.gpx is imported")

    def on_back(self) -> bool:
        used = self.menu_open or self.spot is not None or self.directions is not None
        if self.menu_open:
            self.menu_open = False
        elif self.spot:
            self.spot = None
        else:
            self.directions = None
        return used


def _favorite_spot(waypoint: Waypoint) -> Spot:
    return Spot(Place(waypoint.name, waypoint.point), favorite=waypoint)


def _marker_spot(marker: Marker) -> Spot:
    return Spot(Place(marker.name, marker.point), marker=marker)


def _rgb(color: str) -> Rgb:
    """A `#rrggbb` (or `#aarrggbb`) colour; amber for anything else."""
    digits = color.removeprefix("#")[-6:]
    try:
        value = int(digits, 16)
    except ValueError:
        return (230, 160, 20)
    red, green, blue = value >> 16 & 255, value >> 8 & 255, value & 255
    return (220, 190, 20) if (red, green, blue) == (238, 238, 16) else (red, green, blue)
