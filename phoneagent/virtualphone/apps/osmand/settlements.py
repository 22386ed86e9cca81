"""What towns and villages look like on the map: an outline and streets, made up from the name."""

from __future__ import annotations

import math
import random
from functools import lru_cache

from phoneagent.virtualphone.apps.osmand.geo import GeoPoint
from phoneagent.virtualphone.apps.osmand.land import smooth
from phoneagent.virtualphone.apps.osmand.places import Place

RADIUS_M = {"City": 900, "Town": 850, "Village": 520, "Hamlet": 240}
"""How far a settlement of a kind reaches."""
_DEGREE_M = 111_200.0


@lru_cache(maxsize=128)
def outline(place: Place) -> tuple[GeoPoint, ...]:
    """The outline of a settlement: an irregular ring around its middle."""
    dice = random.Random(place.name)
    radius_m = RADIUS_M[place.kind]
    ring = tuple(
        _moved(place.point, angle, radius_m * dice.uniform(0.7, 1.15))
        for angle in range(0, 360, 40)
    )
    return smooth(ring, closed=True)


@lru_cache(maxsize=128)
def streets(place: Place) -> tuple[tuple[GeoPoint, ...], ...]:
    """A settlement's streets: a slanting grid inside its outline."""
    dice = random.Random(place.name)
    radius_m = RADIUS_M[place.kind]
    turn = dice.uniform(0, 90)
    found = []
    for across in (turn, turn + 90):
        for step in range(-2, 3):
            middle = _moved(place.point, across + 90, step * radius_m * dice.uniform(0.26, 0.32))
            reach = radius_m * dice.uniform(0.5, 0.85)
            ends = (_moved(middle, across + 180, reach), _moved(middle, across, reach))
            found.append((ends[0], middle, ends[1]))
    return tuple(found)


def _moved(point: GeoPoint, angle: float, metres: float) -> GeoPoint:
    """The point so many metres away in a direction (degrees clockwise from north)."""
    turn = math.radians(angle)
    north, east = metres * math.cos(turn), metres * math.sin(turn)
    stretch = math.cos(math.radians(point.lat))
    return GeoPoint(point.lat + north / _DEGREE_M, point.lon + east / (_DEGREE_M * stretch))
