"""GPX 1.1 files as OsmAnd writes them, and any that others wrote (topografix.com/GPX/1/1).

Elements are found by namespace, never by prefix: a file may come back with other prefixes.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from datetime import datetime

from phoneagent.virtualphone.apps.osmand.geo import GeoPoint, length_m

NAMESPACE = "http://www.topografix.com/GPX/1/1"
EXTENSIONS = "https://osmand.net/docs/technical/osmand-file-formats/osmand-gpx"
CREATOR = "OsmAnd 4.6.13"
_GPX, _OSMAND = f"{{{NAMESPACE}}}", f"{{{EXTENSIONS}}}"


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A named point.

    Attributes:
        point: where it is.
        name: what it is called.
        group: the folder it is in; empty for the default one.
        description, address: free texts.
        icon, color: how it is shown; the colour is `#rrggbb`.
        time: when it was made, ISO 8601.
    """

    point: GeoPoint
    name: str
    group: str = ""
    description: str = ""
    address: str = ""
    icon: str = "special_star"
    color: str = "#eeee10"
    time: str = ""


@dataclass(frozen=True, slots=True)
class Gpx:
    """What is in a file.

    Attributes:
        waypoints: the named points.
        segments: the points of every segment of every track, in order.
    """

    waypoints: tuple[Waypoint, ...] = ()
    segments: tuple[tuple[GeoPoint, ...], ...] = ()

    @property
    def length_m(self) -> float:
        return sum(length_m(list(segment)) for segment in self.segments)

    @property
    def points(self) -> list[GeoPoint]:
        """The points of all segments, one after another."""
        return [point for segment in self.segments for point in segment]


def parse(data: bytes) -> Gpx:
    """Read a file; one that is no GPX has nothing in it, a broken point is left out."""
    try:
        root = ET.fromstring(data)
    except ET.ParseError:
        return Gpx()
    waypoints = [_waypoint(element) for element in root.findall(f"{_GPX}wpt")]
    return Gpx(
        tuple(waypoint for waypoint in waypoints if waypoint),
        tuple(
            tuple(point for e in segment.findall(f"{_GPX}trkpt") if (point := _point(e)))
            for track in root.findall(f"{_GPX}trk")
            for segment in track.findall(f"{_GPX}trkseg")
        ),
    )


def _point(element: ET.Element) -> GeoPoint | None:
    try:
        return GeoPoint(float(element.get("lat", "")), float(element.get("lon", "")))
    except ValueError:
        return None


def _waypoint(element: ET.Element) -> Waypoint | None:
    point = _point(element)
    if point is None:
        return None
    inner = element.find(f"{_GPX}extensions")
    extensions = ET.Element("none") if inner is None else inner
    return Waypoint(
        point,
        element.findtext(f"{_GPX}name", ""),
        group=element.findtext(f"{_GPX}type", ""),
        description=element.findtext(f"{_GPX}desc", ""),
        address=extensions.findtext(f"{_OSMAND}address", ""),
        icon=extensions.findtext(f"{_OSMAND}icon", "special_star"),
        color=extensions.findtext(f"{_OSMAND}color", "#eeee10"),
        time=element.findtext(f"{_GPX}time", ""),
    )


def write(gpx: Gpx, name: str, now: datetime) -> bytes:
    """Make a file of this name (without its ending)."""
    spaces = {"xmlns": NAMESPACE, "xmlns:osmand": EXTENSIONS}
    root = ET.Element("gpx", {"version": "1.1", "creator": CREATOR, **spaces})
    metadata = ET.SubElement(root, "metadata")
    _add_text(metadata, "name", name)
    _add_text(metadata, "time", f"{now:%Y-%m-%dT%H:%M:%SZ}")
    for waypoint in gpx.waypoints:
        _add_waypoint(root, waypoint)
    if gpx.segments:
        track = ET.SubElement(root, "trk")
        _add_text(track, "name", name)
        for segment in gpx.segments:
            element = ET.SubElement(track, "trkseg")
            for point in segment:
                _add_point(element, "trkpt", point)
    ET.indent(root)
    head = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>"
    return f"{head}\n{ET.tostring(root, 'unicode')}\n".encode()


def _add_point(parent: ET.Element, tag: str, point: GeoPoint) -> ET.Element:
    return ET.SubElement(parent, tag, lat=f"{point.lat:.7f}", lon=f"{point.lon:.7f}")


def _add_waypoint(root: ET.Element, waypoint: Waypoint) -> None:
    element = _add_point(root, "wpt", waypoint.point)
    _add_text(element, "time", waypoint.time)
    _add_text(element, "name", waypoint.name)
    _add_text(element, "desc", waypoint.description)
    _add_text(element, "type", waypoint.group)
    extensions = ET.SubElement(element, "extensions")
    _add_text(extensions, "osmand:address", waypoint.address)
    _add_text(extensions, "osmand:icon", waypoint.icon)
    _add_text(extensions, "osmand:background", "circle")
    _add_text(extensions, "osmand:color", waypoint.color)


def _add_text(parent: ET.Element, tag: str, text: str) -> None:
    """Add an element unless it would be empty, without the characters that XML cannot hold."""
    if text:
        kept = "".join(char for char in text if char >= " " or char in "\t\n")
        ET.SubElement(parent, tag).text = kept
