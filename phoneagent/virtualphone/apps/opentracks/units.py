"""Distances, speeds, heights and times as the app writes them, in the chosen units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from phoneagent.virtualphone.system.preferences import Preferences
from phoneagent.virtualphone.timetext import moment_of, span_text

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

PACKAGE = "de.dennisguse.opentracks"
UNIT_KEY = "statsUnits"

_MILE_M, _FOOT_M, _NAUTICAL_MILE_M, _KM_M = 1609.344, 0.3048, 1852.0, 1000.0
_SHORT = 0.5
"""Up to this many miles (or kilometres ...) a distance is written in the small unit."""
_NEAR_DAYS = 7


@dataclass(frozen=True)
class Units:
    """One system of units: its large and its small length, and what speed is called.

    Attributes:
        title: in the settings.
        large, large_m: name and metres of the unit of long distances.
        small, small_m: likewise of short ones and of heights.
        speed: the large unit in an hour.
    """

    title: str
    large: str
    large_m: float
    small: str
    small_m: float
    speed: str

    def distance(self, metres: float) -> tuple[str, str]:
        """A distance and its unit: ("3.11", "mi")."""
        if metres > _SHORT * self.large_m:
            return f"{metres / self.large_m:,.2f}", self.large
        return f"{metres / self.small_m:,.2f}", self.small

    def height(self, metres: float) -> tuple[str, str]:
        """A height and its unit."""
        return f"{metres / self.small_m:,.0f}", self.small

    def rate(self, mps: float, *, as_speed: bool) -> tuple[str, str]:
        """A speed and its unit, or for sports on foot the pace: minutes for each large unit."""
        if as_speed:
            return f"{mps * 3600 / self.large_m:,.2f}", self.speed
        pace_s = self.large_m / mps if mps else 0.0
        minutes, seconds = divmod(round(pace_s), 60)
        return f"{minutes}:{seconds:02d}", f"min/{self.large}"


SYSTEMS = {
    "METRIC": Units("Metric (km, m)", "km", _KM_M, "m", 1.0, "km/h"),
    "IMPERIAL_FEET": Units("Imperial (mi, ft)", "mi", _MILE_M, "ft", _FOOT_M, "mph"),
    "IMPERIAL_METER": Units("Imperial (mi, m)", "mi", _MILE_M, "m", 1.0, "mph"),
    "NAUTICAL_IMPERIAL": Units("Nautical (NM, ft)", "NM", _NAUTICAL_MILE_M, "ft", _FOOT_M, "kn"),
}
_DEFAULT = "IMPERIAL_FEET"


def units_of(phone: VirtualPhone) -> Units:
    """The units somebody chose."""
    return SYSTEMS[system_of(phone)]


def system_of(phone: VirtualPhone) -> str:
    """The name of the chosen units."""
    chosen = Preferences(phone.files, PACKAGE).get(UNIT_KEY, _DEFAULT)
    return chosen if chosen in SYSTEMS else _DEFAULT


def time_text(length_ms: int) -> str:
    """45:00, or 1:45:00."""
    return span_text(length_ms // 1000)


def day_text(phone: VirtualPhone, epoch_ms: int) -> str:
    """Today, Yesterday, the weekday of the last days, else 9 Oct."""
    moment, today = moment_of(phone, epoch_ms), phone.clock.now().date()
    days = (today - moment.date()).days
    if days in (0, 1):
        return ("Today", "Yesterday")[days]
    if days < _NEAR_DAYS:
        return f"{moment:%A}"
    year = "" if moment.year == today.year else f" {moment.year}"
    return f"{moment.day} {moment:%b}{year}"


def full_moment_text(phone: VirtualPhone, epoch_ms: int) -> str:
    """Oct 9, 2023, 5:45:00 PM."""
    moment = moment_of(phone, epoch_ms)
    time = f"{moment:%I:%M:%S %p}".lstrip("0")
    return f"{moment:%b} {moment.day}, {moment.year}, {time}"
