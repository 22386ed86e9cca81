"""What the app remembers between starts: the part of the map, the search history, shown tracks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.osmand.geo import MAX_ZOOM, MIN_ZOOM, GeoPoint
from phoneagent.virtualphone.apps.osmand.places import Place
from phoneagent.virtualphone.system.preferences import Preferences

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

_HISTORY_LENGTH = 30
_WHOLE_COUNTRY = GeoPoint(47.155, 9.55)
_WHOLE_COUNTRY_ZOOM = 11


@dataclass(frozen=True, slots=True)
class Camera:
    """What the map shows: its middle and its zoom."""

    center: GeoPoint = _WHOLE_COUNTRY
    zoom: int = _WHOLE_COUNTRY_ZOOM

    def zoomed(self, steps: int) -> Camera:
        return Camera(self.center, max(MIN_ZOOM, min(MAX_ZOOM, self.zoom + steps)))


class Memory:
    """The app's settings file."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._store = Preferences(phone.files, "net.osmand", "net.osmand.settings")

    @property
    def camera(self) -> Camera:
        """The part of the map that was shown last; the whole country at first."""
        whole = Camera()
        point = GeoPoint(
            self._store.get("last_known_map_lat", whole.center.lat),
            self._store.get("last_known_map_lon", whole.center.lon),
        )
        zoom = self._store.get("last_known_map_zoom", whole.zoom)
        valid = abs(point.lat) <= 85 and abs(point.lon) <= 180
        return Camera(point if valid else whole.center, zoom).zoomed(0)

    @camera.setter
    def camera(self, camera: Camera) -> None:
        self._store.put("last_known_map_lat", camera.center.lat)
        self._store.put("last_known_map_lon", camera.center.lon)
        self._store.put("last_known_map_zoom", camera.zoom)

    @property
    def shown_tracks(self) -> frozenset[str]:
        """Names of the tracks that are drawn on the map."""
        return self._store.get("selected_gpx", frozenset[str]())

    @shown_tracks.setter
    def shown_tracks(self, names: frozenset[str]) -> None:
        self._store.put("selected_gpx", names)

    @property
    def hidden(self) -> frozenset[str]:
        """Layers that are not drawn: favorites, markers, tracks."""
        return self._store.get("hidden_layers", frozenset[str]())

    def hide(self, layer: str, *, hidden: bool) -> None:
        """Draw a layer no more, or again."""
        others = self.hidden - {layer}
        self._store.put("hidden_layers", others | {layer} if hidden else others)

    @property
    def history(self) -> list[Place]:
        """What was picked in searches, the last first."""
        try:
            return [
                Place(str(name), GeoPoint(float(lat), float(lon)), str(kind), str(country))
                for name, lat, lon, kind, country in json.loads(
                    self._store.get("search_history", "[]")
                )
            ]
        except (TypeError, ValueError):
            return []

    def remember(self, place: Place) -> None:
        """Put a place at the head of the search history."""
        kept = [place, *(p for p in self.history if p.name != place.name)][:_HISTORY_LENGTH]
        self._keep(kept)

    def forget(self, place: Place) -> None:
        """Take a place out of the search history."""
        self._keep([p for p in self.history if p != place])

    def _keep(self, places: list[Place]) -> None:
        rows = [(p.name, *p.point, p.kind, p.country) for p in places]
        self._store.put("search_history", json.dumps(rows, ensure_ascii=False))
