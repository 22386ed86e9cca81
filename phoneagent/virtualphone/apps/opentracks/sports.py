"""The kinds of activities the app knows, with their icons."""

from __future__ import annotations

_BIKE, _WALK, _RUN, _BOAT, _FLIGHT, _DRIVE, _OTHER = (
    "bike",
    "walk",
    "run",
    "boat",
    "airplane",
    "car",
    "location",
)
_ICONS = {
    "airplane": _FLIGHT,
    "ATV": _DRIVE,
    "biking": _BIKE,
    "boat": _BOAT,
    "climbing": "mountain",
    "cross-country skiing": "ski",
    "cycling": _BIKE,
    "dirt bike": _BIKE,
    "driving": _DRIVE,
    "driving bus": _DRIVE,
    "driving car": _DRIVE,
    "ferry": _BOAT,
    "hiking": _WALK,
    "inline skating": _OTHER,
    "kayaking": _BOAT,
    "mountain biking": _BIKE,
    "other": _OTHER,
    "paddling": _BOAT,
    "road biking": _BIKE,
    "rowing": _BOAT,
    "running": _RUN,
    "sailing": _BOAT,
    "skate boarding": _OTHER,
    "skiing": "ski",
    "snow boarding": "ski",
    "speed walking": _WALK,
    "street running": _RUN,
    "surfing": "swim",
    "swimming": "swim",
    "swimming in open water": "swim",
    "track cycling": _BIKE,
    "track running": _RUN,
    "trail hiking": _WALK,
    "trail running": _RUN,
    "train": _OTHER,
    "unknown": _OTHER,
    "walking": _WALK,
    "workout": "run",
}
_PACED = frozenset(
    {"climbing", "hiking", "running", "speed walking", "street running", "swimming"}
    | {"swimming in open water", "track running", "trail hiking", "trail running"}
    | {"walking", "workout"}
)

SPORTS = tuple(_ICONS)
"""Every kind of activity, in the order of the app's list."""


def icon_of(category: str) -> str:
    """The icon of a kind of activity; one nobody knows has a general one."""
    return _ICONS.get(category, _OTHER)


def has_speed(category: str) -> bool:
    """Whether its rate is a speed; else it is a pace, as for sports on foot."""
    return category not in _PACED
