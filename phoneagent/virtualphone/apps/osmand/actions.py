"""What the sheet of a point offers: favourite, marker, share, directions and further actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from phoneagent.virtualphone.apps.osmand.directions import Directions
from phoneagent.virtualphone.apps.osmand.editor import EditorScreen
from phoneagent.virtualphone.apps.osmand.gpx import Waypoint
from phoneagent.virtualphone.apps.osmand.markers import Markers
from phoneagent.virtualphone.apps.osmand.panel import Action, ChoiceSheet, Line, Spot, spot_panel
from phoneagent.virtualphone.apps.osmand.places import Place
from phoneagent.virtualphone.apps.osmand.planscreen import PlanScreen
from phoneagent.virtualphone.apps.osmand.searching import SearchScreen
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    NameDialog,
    Node,
    Screen,
)


class PointActions:
    """The buttons of one point's sheet.

    Args:
        screen: the map.
        spot: the point.
        changed: told what the point has become; None closes the sheet.
        navigate: told where from or where to go.
    """

    def __init__(
        self,
        screen: Screen,
        spot: Spot,
        changed: Callable[[Spot | None], object],
        navigate: Callable[[Directions], object],
    ) -> None:
        self._screen = screen
        self._spot = spot
        self._changed = changed
        self._navigate = navigate
        self._markers = Markers(screen.phone)

    def panel(self, unfolded: bool, unfold: Callable[[], object]) -> Node:
        """The sheet, with the point's details when it is unfolded."""
        spot = self._spot
        favorite = "Edit" if spot.favorite else "Add"
        marker = "Edit marker" if spot.marker else "Marker"
        return spot_panel(
            spot,
            self._details() if unfolded else (),
            (
                Action(favorite, "star", "context_menu_fav_view", self._edit_favorite),
                Action(marker, "flag", "context_menu_route_view", self._marker),
                Action("Share", "share", "context_menu_share_view", self._share),
                Action("Actions", "more", "context_menu_actions_view", self._more),
            ),
            (
                Action(
                    "Less" if unfolded else "Details", "", "context_menu_details_button", unfold
                ),
                Action("Directions", "", "context_menu_directions_button", self._directions_to),
            ),
        )

    def _details(self) -> tuple[str, ...]:
        spot = self._spot
        lines = [str(spot.point)]
        if spot.favorite:
            lines = [spot.favorite.address, spot.favorite.description, *lines]
        return tuple(line for line in lines if line)

    def _edit_favorite(self) -> None:
        spot, known = self._spot, self._spot.favorite
        draft = known or Waypoint(spot.point, spot.place.name)
        self._screen.start(EditorScreen(self._screen.app, Intent(), draft, known))

    def _marker(self) -> None:
        spot = self._spot
        if spot.marker is None:
            marker = self._markers.add(spot.place.name, spot.point)
            self._changed(replace(spot, favorite=None, marker=marker))
            return
        name = spot.marker.name
        self._screen.show(NameDialog("Edit marker", name, "Save", self._rename_marker))

    def _rename_marker(self, name: str) -> str:
        if self._spot.marker:
            self._markers.rename(self._spot.marker, name)
            marker = replace(self._spot.marker, name=name)
            self._changed(Spot(Place(name, marker.point), marker=marker))
        return ""

    def _share(self) -> None:
        spot = self._spot
        lat, lon = spot.point
        text = f"{spot.place.name}\ngeo:{lat:.5f},{lon:.5f}"
        extras = {"android.intent.extra.TEXT": text}
        self._screen.start(Intent("android.intent.action.SEND", type="text/plain", extras=extras))

    def _more(self) -> None:
        lines = [
            Line("Directions from", "directions", self._directions_from),
            Line("Directions to", "directions", self._directions_to),
            Line("Search nearby", "search", self._search_nearby),
            Line("Plan a route", "route", self._plan),
            Line("Copy coordinates", "copy", self._copy),
        ]
        if self._spot.marker:
            lines.append(Line("Remove marker", "delete", self._remove_marker))
        self._screen.show(ChoiceSheet("Actions", lines, "Close"))

    def _directions_from(self) -> None:
        self._navigate(Directions(start=self._spot.place))

    def _directions_to(self) -> None:
        self._navigate(Directions(goal=self._spot.place))

    def _search_nearby(self) -> None:
        self._screen.start(SearchScreen(self._screen.app, Intent(), self._spot.point))

    def _plan(self) -> None:
        points = [self._spot.point]
        self._screen.start(PlanScreen(self._screen.app, Intent(), points))

    def _copy(self) -> None:
        self._screen.phone.clipboard.set(str(self._spot.point))
        self._screen.toast("Copied to clipboard")

    def _remove_marker(self) -> None:
        if self._spot.marker:
            self._markers.remove([self._spot.marker])
        self._changed(None)
