"""What the map knows by name: towns, villages and mountains in and around Liechtenstein."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from phoneagent.virtualphone.apps.osmand.geo import GeoPoint, distance_m, parse_coordinates

COUNTRY = "Liechtenstein"
SWITZERLAND, AUSTRIA = "Switzerland", "Austria"
_KIND_ORDER = ("City", "Town", "Village", "Hamlet", "Peak", "Location")


@dataclass(frozen=True, slots=True)
class Place:
    """Something with a name and a position; a mere position has no kind and its coordinates."""

    name: str
    point: GeoPoint
    kind: str = ""
    country: str = ""

    @property
    def description(self) -> str:
        """The second line below the name: Village, Liechtenstein."""
        return ", ".join(part for part in (self.kind, self.country) if part)


def at(point: GeoPoint) -> Place:
    """The bare position."""
    return Place(str(point), point, "Location")


def _in(country: str, kind: str, *named: tuple[str, float, float]) -> tuple[Place, ...]:
    return tuple(Place(name, GeoPoint(lat, lon), kind, country) for name, lat, lon in named)


PLACES: tuple[Place, ...] = (
    *_in(COUNTRY, "City", ("Vaduz", 47.1392, 9.5228)),
    *_in(
        COUNTRY,
        "Town",
        ("Schaan", 47.16634, 9.51031),
        ("Triesen", 47.1070, 9.52749),
        ("Balzers", 47.06888, 9.50616),
    ),
    *_in(
        COUNTRY,
        "Village",
        ("Eschen", 47.2107, 9.5223),
        ("Mauren", 47.2189, 9.5442),
        ("Ruggell", 47.23976, 9.52628),
        ("Bendern", 47.21222, 9.50621),
        ("Gamprin", 47.2204, 9.5093),
        ("Nendeln", 47.19739, 9.54306),
        ("Schaanwald", 47.21655, 9.57),
        ("Schellenberg", 47.2296, 9.5467),
        ("Planken", 47.18589, 9.54522),
        ("Triesenberg", 47.1183, 9.5434),
        ("Malbun", 47.10262, 9.60831),
    ),
    *_in(
        COUNTRY,
        "Hamlet",
        ("Oberplanken", 47.1785, 9.54502),
        ("Rotenboden", 47.12758, 9.53871),
        ("Sch\u00f6nberg", 47.13038, 9.59301),
        ("Steg", 47.1123, 9.5762),
        ("Gaflei", 47.1422, 9.5446),
        ("Silum", 47.1254, 9.5569),
        ("Masescha", 47.1294, 9.5497),
        ("M\u00e4ls", 47.0617, 9.4985),
        ("M\u00fchleholz", 47.1537, 9.5139),
        ("Hinterschellenberg", 47.2367, 9.5573),
    ),
    *_in(
        COUNTRY,
        "Peak",
        ("Drei Schwestern", 47.1787, 9.5683),
        ("Alpspitz", 47.1552, 9.5607),
        ("Naafkopf", 47.0597, 9.6071),
        ("Augstenberg", 47.0826, 9.6121),
        ("Rappenstein", 47.0807, 9.5665),
    ),
    *_in(
        SWITZERLAND,
        "Town",
        ("Buchs", 47.1665, 9.4690),
        ("Sargans", 47.0490, 9.4411),
    ),
    *_in(
        SWITZERLAND,
        "Village",
        ("Sevelen", 47.1228, 9.4861),
        ("Weite", 47.0968, 9.4890),
        ("Tr\u00fcbbach", 47.0713, 9.4787),
        ("Haag", 47.2102, 9.4893),
        ("Salez", 47.2359, 9.4987),
        ("Sennwald", 47.2604, 9.5024),
        ("Maienfeld", 47.0049, 9.5306),
    ),
    *_in(AUSTRIA, "City", ("Feldkirch", 47.2382, 9.5983)),
    *_in(
        AUSTRIA,
        "Village",
        ("Nofels", 47.2560, 9.5700),
        ("Tisis", 47.2247, 9.6093),
        ("Frastanz", 47.2172, 9.6300),
        ("Nenzing", 47.1843, 9.7055),
    ),
)


def fold(text: str) -> str:
    """A text without case and accents, as the search compares it: Schönberg is schonberg.

    >>> fold(" Sch\u00f6nberg")
    'schonberg'
    """
    plain = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def search(query: str, near: GeoPoint, *, more: tuple[Place, ...] = ()) -> list[Place]:
    """Places whose name has words starting with those of the query, the likeliest first.

    A query of the form "lat, lon" is a position. What follows a comma narrows by country.

    Args:
        query: what was typed.
        near: ties are broken by the distance from here.
        more: the user's own places, searched as well.
    """
    position = parse_coordinates(query)
    if position is not None:
        return [at(position)]
    name, _, country = query.partition(",")
    words, wanted_country = fold(name).split(), fold(country)
    if not words:
        return []

    def rank(place: Place) -> tuple[bool, int, float]:
        order = _KIND_ORDER.index(place.kind) if place.kind in _KIND_ORDER else -1
        return not fold(place.name).startswith(words[0]), order, distance_m(near, place.point)

    found = [
        place
        for place in (*more, *PLACES)
        if fold(place.country).startswith(wanted_country) and _matches(words, place)
    ]
    return sorted(found, key=rank)


def _matches(words: list[str], place: Place) -> bool:
    named = fold(place.name).replace("-", " ").split()
    return all(any(part.startswith(word) for part in named) for word in words)


def nearest(point: GeoPoint, within_m: float) -> Place | None:
    """The named place nearest to a point, if one is near enough."""
    place = min(PLACES, key=lambda p: distance_m(point, p.point))
    return place if distance_m(point, place.point) <= within_m else None
