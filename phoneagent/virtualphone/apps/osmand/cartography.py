"""Draws the map: the land, its roads and names, and what the user has put on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from PIL import Image, ImageDraw

from phoneagent.virtualphone.apps.osmand import land, settlements
from phoneagent.virtualphone.apps.osmand.geo import GeoPoint, Viewport
from phoneagent.virtualphone.apps.osmand.places import PLACES, Place
from phoneagent.virtualphone.ui import fonts, icons
from phoneagent.virtualphone.ui.theme import Rgb

_STREETS_FROM_ZOOM = 14
_NAMED_FROM_ZOOM = {"City": 5, "Town": 9, "Village": 11, "Hamlet": 12, "Peak": 12}
_NAME_DP = {"City": 17.0, "Town": 15.0, "Village": 13.0, "Hamlet": 12.0, "Peak": 11.0}


@dataclass(frozen=True, slots=True)
class Colors:
    """The colours of the map, by day or by night."""

    ground: Rgb
    country: Rgb
    wood: Rgb
    built: Rgb
    water: Rgb
    border: Rgb
    casing: Rgb
    roads: tuple[Rgb, Rgb, Rgb]
    rail: Rgb
    name: Rgb
    halo: Rgb


DAY = Colors(
    ground=(236, 232, 224),
    country=(246, 244, 236),
    wood=(200, 221, 180),
    built=(222, 216, 208),
    water=(158, 199, 230),
    border=(150, 110, 165),
    casing=(196, 176, 140),
    roads=((232, 146, 120), (249, 213, 132), (255, 255, 255)),
    rail=(120, 120, 120),
    name=(40, 40, 44),
    halo=(255, 255, 255),
)
NIGHT = Colors(
    ground=(30, 32, 36),
    country=(38, 41, 45),
    wood=(36, 52, 40),
    built=(52, 54, 58),
    water=(38, 66, 92),
    border=(150, 118, 170),
    casing=(22, 24, 26),
    roads=((150, 84, 62), (140, 112, 56), (96, 98, 104)),
    rail=(130, 130, 130),
    name=(224, 224, 228),
    halo=(20, 22, 24),
)


@dataclass(frozen=True, slots=True)
class Pin:
    """A disc with an icon at a point; `anchored` ones point at it with a tail."""

    point: GeoPoint
    icon: str
    color: Rgb
    anchored: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points, with a dot at each when `dotted`."""

    points: tuple[GeoPoint, ...]
    color: Rgb
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Sketch:
    """What lies on top of the land."""

    strokes: tuple[Stroke, ...] = ()
    pins: tuple[Pin, ...] = ()


@lru_cache(maxsize=4)
def draw(view: Viewport, sketch: Sketch, dark: bool) -> Image.Image:
    """Draw a part of the map (RGB), in the size of the view."""
    image = Image.new("RGB", (view.width_px, view.height_px), (NIGHT if dark else DAY).ground)
    sheet = _Sheet(image, view, NIGHT if dark else DAY)
    sheet.ground()
    sheet.roads()
    sheet.names()
    for stroke in sketch.strokes:
        sheet.stroke(stroke)
    for pin in sketch.pins:
        sheet.pin(pin)
    return image


class _Sheet:
    """One map being drawn."""

    def __init__(self, image: Image.Image, view: Viewport, colors: Colors) -> None:
        self._image = image
        self._view = view
        self._colors = colors
        self._pen = ImageDraw.Draw(image)
        self._taken: list[tuple[float, float, float, float]] = []

    def ground(self) -> None:
        self._area(_curve(land.BORDER), self._colors.country)
        for wood in land.WOODS:
            self._area(_curve(wood, closed=True), self._colors.wood)
        for place in PLACES:
            if place.kind in settlements.RADIUS_M:
                self._area(settlements.outline(place), self._colors.built)
        for stream in land.STREAMS:
            self._line(_curve(stream), self._colors.water, self._grown(1.0, 0.25))
        self._line(_curve(land.RHINE), self._colors.water, self._grown(3.0, 1.5))
        self._line(_curve(land.RAILWAY), self._colors.rail, self._grown(0.8, 0.1))
        self._border()

    def roads(self) -> None:
        if self._view.zoom >= _STREETS_FROM_ZOOM:
            for place in PLACES:
                if place.kind in settlements.RADIUS_M and self._is_near(place.point):
                    for street in settlements.streets(place):
                        self._line(street, self._colors.roads[2], self._grown(1.5, 0.4))
        shown = [road for road in land.ROADS if road.rank < 2 or self._view.zoom >= 10]
        for road in sorted(shown, key=lambda r: -r.rank):
            width = self._grown(3.4 - road.rank * 0.7, 0.6)
            self._line(_curve(road.points), self._colors.casing, width + self._px(1.2))
        for road in sorted(shown, key=lambda r: -r.rank):
            width = self._grown(3.4 - road.rank * 0.7, 0.6)
            self._line(_curve(road.points), self._colors.roads[road.rank], width)

    def names(self) -> None:
        """Write the names, the most important first; one that would overlap another is left out."""
        for place in sorted(PLACES, key=lambda p: _NAMED_FROM_ZOOM[p.kind]):
            if self._view.zoom >= _NAMED_FROM_ZOOM[place.kind]:
                self._name(place)
        for road in land.ROADS if self._view.zoom >= 11 else ():
            if road.number:
                self._shield(road)

    def stroke(self, stroke: Stroke) -> None:
        self._line(stroke.points, (255, 255, 255), self._px(7))
        self._line(stroke.points, stroke.color, self._px(4.5))
        for point in stroke.points if stroke.dotted else ():
            x, y = self._view.px_of(point)
            self._disc(x, y, self._px(6), (255, 255, 255))
            self._disc(x, y, self._px(4.5), stroke.color)

    def pin(self, pin: Pin) -> None:
        x, y = self._view.px_of(pin.point)
        radius = self._px(13)
        if pin.anchored:
            tip, y = y, y - radius * 1.9
            self._pen.polygon(
                [
                    (x - radius * 0.7, y + radius * 0.6),
                    (x + radius * 0.7, y + radius * 0.6),
                    (x, tip),
                ],
                fill=pin.color,
            )
        self._disc(x, y, radius + self._px(1.5), (255, 255, 255))
        self._disc(x, y, radius, pin.color)
        mask = icons.mask(pin.icon, self._px(16))
        self._stamp(mask, x - mask.width / 2, y - mask.height / 2, (255, 255, 255))

    # inner steps ---------------------------------------------------------------------------

    def _px(self, dp: float) -> int:
        return max(1, round(dp * self._view.density))

    def _grown(self, dp: float, growth: float) -> int:
        """A width that is `dp` at zoom 11 and grows with each step."""
        return self._px(max(0.6, dp + growth * (self._view.zoom - 11)))

    def _is_near(self, point: GeoPoint) -> bool:
        x, y = self._view.px_of(point)
        reach = max(self._view.width_px, self._view.height_px)
        return -reach < x < 2 * reach and -reach < y < 2 * reach

    def _points(self, points: Sequence[GeoPoint]) -> list[tuple[float, float]]:
        return [self._view.px_of(point) for point in points]

    def _line(self, points: Sequence[GeoPoint], color: Rgb, width_px: int) -> None:
        px = self._clipped(self._points(points))
        if len(px) > 1:
            self._pen.line(px, color, width_px, joint="curve")

    def _clipped(self, px: list[tuple[float, float]]) -> list[tuple[float, float]]:
        """Leave out lines far away: Pillow's coordinates are 32 bit."""
        limit = 1 << 20
        return [point for point in px if abs(point[0]) < limit and abs(point[1]) < limit]

    def _area(self, points: Sequence[GeoPoint], color: Rgb) -> None:
        px = self._clipped(self._points(points))
        if len(px) > 2:
            self._pen.polygon(px, fill=color)

    def _disc(self, x: float, y: float, radius: float, color: Rgb) -> None:
        self._pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=color)

    def _stamp(self, mask: Image.Image, x: float, y: float, color: Rgb) -> None:
        self._image.paste(color, (round(x), round(y)), mask)

    def _border(self) -> None:
        """The border as dashes of one length, so that it looks the same at every zoom."""
        dash, width = self._px(9), self._px(1.6)
        px = self._clipped(self._points(_curve(land.BORDER)))
        for (x1, y1), (x2, y2) in pairwise(px):
            if not self._crosses(x1, y1, x2, y2):
                continue
            count = max(1, min(400, round(math.hypot(x2 - x1, y2 - y1) / (2 * dash))))
            for step in range(count):
                start, end = step / count, (step + 0.6) / count
                line = [
                    (x1 + (x2 - x1) * start, y1 + (y2 - y1) * start),
                    (x1 + (x2 - x1) * end, y1 + (y2 - y1) * end),
                ]
                self._pen.line(line, self._colors.border, width)

    def _crosses(self, x1: float, y1: float, x2: float, y2: float) -> bool:
        return (
            min(x1, x2) < self._view.width_px
            and max(x1, x2) > 0
            and min(y1, y2) < self._view.height_px
            and max(y1, y2) > 0
        )

    def _shield(self, road: land.Road) -> None:
        """The road's number on a small plate, at the road's middle."""
        x, y = self._view.px_of(road.points[len(road.points) // 2])
        size = self._px(9)
        half_w, half_h = fonts.width_px(road.number, size, True) / 2 + self._px(3), self._px(7)
        box = (x - half_w, y - half_h, x + half_w, y + half_h)
        if self._is_free(box):
            self._taken.append(box)
            color = (60, 110, 70) if road.rank == 0 else (60, 90, 160)
            self._pen.rounded_rectangle(box, self._px(3), fill=color)
            self._text(road.number, x, y, size, (255, 255, 255), None)

    def _name(self, place: Place) -> None:
        x, y = self._view.px_of(place.point)
        size = self._px(_NAME_DP[place.kind])
        half_w = fonts.width_px(place.name, size, place.kind == "City") / 2 + self._px(2)
        half_h = fonts.line_height_px(size) / 2
        if place.kind == "Peak":
            side = self._px(4)
            self._pen.polygon(
                [(x, y - side), (x + side, y + side), (x - side, y + side)], (150, 84, 46)
            )
            y += half_h + side
        box = (x - half_w, y - half_h, x + half_w, y + half_h)
        if self._is_free(box):
            self._taken.append(box)
            color = (150, 84, 46) if place.kind == "Peak" else self._colors.name
            self._text(place.name, x, y, size, color, self._colors.halo)

    def _is_free(self, box: tuple[float, float, float, float]) -> bool:
        left, top, right, bottom = box
        return all(
            right < taken[0] or left > taken[2] or bottom < taken[1] or top > taken[3]
            for taken in self._taken
        )

    def _text(
        self, text: str, x: float, y: float, size_px: int, color: Rgb, halo: Rgb | None
    ) -> None:
        """Write a line around a point."""
        mask = fonts.mask(text, size_px, bold=True)
        left, top = x - mask.width / 2, y - mask.height / 2
        if not (-mask.width < left < self._view.width_px):
            return
        if not (-mask.height < top < self._view.height_px):
            return
        reach = self._px(1)
        for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)) if halo else ():
            self._stamp(mask, left + dx * reach, top + dy * reach, halo or color)
        self._stamp(mask, left, top, color)


@lru_cache(maxsize=128)
def _curve(points: tuple[GeoPoint, ...], *, closed: bool = False) -> tuple[GeoPoint, ...]:
    return land.smooth(points, closed=closed)
