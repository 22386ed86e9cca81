"""Points on the earth: distances, coordinates as people write them, the map's projection."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_EARTH_RADIUS_M = 6_371_000.0
_TILE_PX = 256.0
_COORDINATES = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)°?\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)°?\s*")
MIN_ZOOM, MAX_ZOOM = 5, 20


class GeoPoint(NamedTuple):
    """Degrees north and east."""

    lat: float
    lon: float

    def __str__(self) -> str:
        """The point as OsmAnd shows it, about a metre exact."""
        return f"{self.lat:.5f}, {self.lon:.5f}"


def parse_coordinates(text: str) -> GeoPoint | None:
    """Read "lat, lon" in decimal degrees; None when the text is not a point on the earth.

    >>> parse_coordinates("47.1663432, 9.5103085")
    GeoPoint(lat=47.1663432, lon=9.5103085)
    """
    match = _COORDINATES.fullmatch(text)
    if match is None:
        return None
    point = GeoPoint(float(match[1]), float(match[2]))
    return point if abs(point.lat) <= 85 and abs(point.lon) <= 180 else None


def distance_m(a: GeoPoint, b: GeoPoint) -> float:
    """The great-circle distance between two points."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half_lat = (lat_b - lat_a) / 2
    half_lon = math.radians(b.lon - a.lon) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * _EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(chord)))


def length_m(points: list[GeoPoint]) -> float:
    """The length of a line through points."""
    return sum(distance_m(a, b) for a, b in pairwise(points))


def distance_text(metres: float) -> str:
    """A distance as OsmAnd writes it: 850 m, 2.45 km, 12.5 km, 120 km."""
    if metres < 1000:
        return f"{round(metres)} m"
    km = metres / 1000
    return f"{km:.2f} km" if km < 10 else f"{km:.1f} km" if km < 100 else f"{km:.0f} km"


@dataclass(frozen=True, slots=True)
class Viewport:
    """What part of the earth a view shows, in the spherical Mercator projection.

    Attributes:
        center: the point in the middle.
        zoom: doubles the scale with each step; the world is 256 dp wide at 0.
        width_px, height_px: of the view.
        density: px per dp.
    """

    center: GeoPoint
    zoom: float
    width_px: int
    height_px: int
    density: float

    @property
    def _world_px(self) -> float:
        return float(_TILE_PX * self.density * 2.0**self.zoom)

    def px_of(self, point: GeoPoint) -> tuple[float, float]:
        """Where a point lies in the view, px from its upper left corner."""
        x, y = _mercator(point)
        middle_x, middle_y = _mercator(self.center)
        world = self._world_px
        return (
            (x - middle_x) * world + self.width_px / 2,
            (y - middle_y) * world + self.height_px / 2,
        )

    def point_at(self, x: float, y: float) -> GeoPoint:
        """The point under a pixel of the view."""
        middle_x, middle_y = _mercator(self.center)
        world = self._world_px
        return _unproject(
            middle_x + (x - self.width_px / 2) / world,
            middle_y + (y - self.height_px / 2) / world,
        )

    def metres_per_px(self) -> float:
        """The scale in the middle of the view."""
        around_m = 2 * math.pi * _EARTH_RADIUS_M * math.cos(math.radians(self.center.lat))
        return around_m / self._world_px


@lru_cache(maxsize=8192)
def _mercator(point: GeoPoint) -> tuple[float, float]:
    """A point on the square world map, both coordinates 0..1."""
    lat = math.radians(max(-85.0, min(85.0, point.lat)))
    return (
        (point.lon + 180) / 360,
        (1 - math.asinh(math.tan(lat)) / math.pi) / 2,
    )


def _unproject(x: float, y: float) -> GeoPoint:
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))
    return GeoPoint(max(-85.0, min(85.0, lat)), max(-180.0, min(180.0, x * 360 - 180)))
