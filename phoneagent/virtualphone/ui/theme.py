"""Colours by role, light and dark, after the Material 3 baseline scheme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Theme:
    """A named set of colours; a node names a role, the theme says which colour it is."""

    name: str
    roles: Mapping[str, str]

    def __hash__(self) -> int:
        return hash(self.name)

    def rgb(self, color: str) -> Rgb:
        """Turn a role or `#rrggbb` into a colour. Raises KeyError for an unknown role."""
        return _parse(color if color.startswith("#") else self.roles[color])


@lru_cache(maxsize=512)
def _parse(text: str) -> Rgb:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


LIGHT = Theme(
    "light",
    {
        "surface": "#fdfbff",
        "surface_low": "#f4f3fa",
        "surface_mid": "#eeedf4",
        "surface_high": "#e4e2ea",
        "on_surface": "#1a1b20",
        "muted": "#5a5d66",
        "outline": "#c5c6d0",
        "primary": "#3559b7",
        "on_primary": "#ffffff",
        "primary_soft": "#dbe2ff",
        "on_primary_soft": "#0f2255",
        "error": "#ba1a1a",
        "on_error": "#ffffff",
        "inverse": "#303036",
        "on_inverse": "#f2f0f7",
        "accent": "#b4c5ff",
        "green": "#2e7d4f",
        "amber": "#b3761b",
        "disabled": "#a9abb5",
        "key": "#ffffff",
        "key_dark": "#c9cddb",
        "board": "#e2e4ee",
    },
)

DARK = Theme(
    "dark",
    {
        "surface": "#121318",
        "surface_low": "#1a1b21",
        "surface_mid": "#1f2026",
        "surface_high": "#2b2c33",
        "on_surface": "#e4e2ea",
        "muted": "#a9abb8",
        "outline": "#45464f",
        "primary": "#b4c5ff",
        "on_primary": "#0a2878",
        "primary_soft": "#2c4280",
        "on_primary_soft": "#dbe2ff",
        "error": "#ffb4ab",
        "on_error": "#690005",
        "inverse": "#e4e2ea",
        "on_inverse": "#303036",
        "accent": "#3559b7",
        "green": "#7fd6a0",
        "amber": "#f0bf70",
        "disabled": "#64666f",
        "key": "#3a3c45",
        "key_dark": "#2b2d35",
        "board": "#1d1e24",
    },
)
