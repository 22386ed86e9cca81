"""OsmAnd: a map of Liechtenstein with search, favourites, markers, tracks and directions.

Fixture: `"osmand": {"favorites": [{"name", "lat", "lon", "group"}], "markers": [{"name", "lat",
"lon"}], "tracks": [{"name", "points": [[lat, lon], ...]}]}`, every key optional.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from phoneagent.virtualphone.apps.osmand import favorites, tracks
from phoneagent.virtualphone.apps.osmand.favorites import Favorites
from phoneagent.virtualphone.apps.osmand.geo import GeoPoint
from phoneagent.virtualphone.apps.osmand.gpx import Waypoint
from phoneagent.virtualphone.apps.osmand.mapscreen import MapScreen
from phoneagent.virtualphone.apps.osmand.markers import Markers
from phoneagent.virtualphone.apps.osmand.tracks import Tracks
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import (
    ACTION_MAIN,
    ACTION_VIEW,
    CATEGORY_APP_MAPS,
    answers,
)

_ACTIVITY = "net.osmand.plus.activities.MapActivity"
_GPX = "application/gpx+xml"


class OsmAndApp(App):
    """The map and everything the user puts on it."""

    package = "net.osmand"
    label = "OsmAnd"
    version = "4.6.13"
    version_code = 4613
    icon = "map"
    color = "#ff8800"
    system = False
    launcher = _ACTIVITY
    activities = {_ACTIVITY: MapScreen}
    filters = (
        answers(_ACTIVITY, ACTION_VIEW, schemes=("geo",)),
        answers(_ACTIVITY, ACTION_VIEW, schemes=("file", "content"), types=(_GPX,)),
        answers(_ACTIVITY, ACTION_MAIN, categories=(CATEGORY_APP_MAPS,)),
    )

    def seed(self, state: Mapping[str, Any]) -> None:
        for folder in (favorites.FOLDER, tracks.FOLDER):
            self.phone.files.make_folder(folder)
        Markers(self.phone).ensure()
        mine = state.get("osmand", {})
        if "favorites" in mine:
            Favorites(self.phone).add(
                *(
                    Waypoint(_point(facts), facts["name"], group=facts.get("group", ""))
                    for facts in mine["favorites"]
                )
            )
        for facts in mine.get("markers", ()):
            Markers(self.phone).add(facts["name"], _point(facts))
        for facts in mine.get("tracks", ()):
            points = [GeoPoint(float(lat), float(lon)) for lat, lon in facts["points"]]
            Tracks(self.phone).save(facts["name"], points)

    def clear(self) -> None:
        """The external folder goes with the data, as Android removes it."""
        for folder in (favorites.FOLDER, tracks.FOLDER):
            if self.phone.files.exists(folder):
                self.phone.files.remove(folder)


def _point(facts: Mapping[str, Any]) -> GeoPoint:
    return GeoPoint(float(facts["lat"]), float(facts["lon"]))
