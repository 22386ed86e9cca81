"""A small set of icons drawn as shapes on a 24 x 24 grid; no artwork, any size, any colour."""

from __future__ import annotations

import math
from functools import lru_cache

from PIL import Image, ImageDraw

_SCALE = 4
"""Icons are drawn this many times larger and reduced, which smooths their edges."""

# Each icon is a list of strokes and fills separated by ";":
#   l x,y x,y ...    an open line         p x,y ...    a filled polygon   e x,y ...  one erased
#   c x,y r          a circle's outline   d x,y r      a filled disc      x x,y r    one erased
#   a x,y r from to  an arc in degrees    r x,y x,y q  a rounded outline
#   f x,y x,y q      a rounded fill       k x,y x,y q  one erased
_SHAPES = {
    "back": "l 20,12 4.5,12;l 11.5,5 4.5,12 11.5,19",
    "arrow_right": "l 4,12 19.5,12;l 12.5,5 19.5,12 12.5,19",
    "arrow_up": "l 12,20 12,4.5;l 5,11.5 12,4.5 19,11.5",
    "arrow_down": "l 12,4 12,19.5;l 5,12.5 12,19.5 19,12.5",
    "chevron_left": "l 15,6 9,12 15,18",
    "chevron_right": "l 9,6 15,12 9,18",
    "chevron_up": "l 6,15 12,9 18,15",
    "chevron_down": "l 6,9 12,15 18,9",
    "drop_down": "p 7,10 17,10 12,15",
    "more": "d 12,5 2;d 12,12 2;d 12,19 2",
    "menu": "l 3.5,6 20.5,6;l 3.5,12 20.5,12;l 3.5,18 20.5,18",
    "close": "l 6,6 18,18;l 18,6 6,18",
    "check": "l 4.5,12.5 9.5,17.5 19.5,6.5",
    "add": "l 12,5 12,19;l 5,12 19,12",
    "remove": "l 5,12 19,12",
    "search": "c 10,10 6;l 14.5,14.5 20.5,20.5",
    "edit": "p 3,21 3,17.2 14.1,6.1 17.9,9.9 6.8,21;p 15.4,4.8 17.4,2.8 21.2,6.6 19.2,8.6",
    "delete": (
        "f 6,8 18,21 2;f 5,4.5 19,6.5 0;f 9.5,3 14.5,5 0;e 9.3,10.5 10.7,10.5 10.7,18.5 "
        "9.3,18.5;e 13.3,10.5 14.7,10.5 14.7,18.5 13.3,18.5"
    ),
    "share": "d 18,5 3;d 6,12 3;d 18,19 3;l 6,12 18,5;l 6,12 18,19",
    "save": "f 4,4 20,20 2;k 7,5 15,10 0;x 12,15 3",
    "copy": "r 8,7 19,21 1.5;l 5,17 5,3.5 15.5,3.5",
    "settings": (
        "d 12,12 6.6;f 10.4,2.5 13.6,21.5 1;f 2.5,10.4 21.5,13.6 1;p 4.2,6.4 6.4,4.2 19.8,17.6 "
        "17.6,19.8;p 17.6,4.2 19.8,6.4 6.4,19.8 4.2,17.6;x 12,12 3"
    ),
    "home": "p 12,3 22,12 19,12 19,20.5 5,20.5 5,12 2,12;k 10,14 14,20.6 0",
    "person": "d 12,8 4.2;p 4,20.5 4,18 7.5,15 12,14 16.5,15 20,18 20,20.5",
    "people": (
        "d 9,8.5 3.6;p 2,19 2,17 5,14.6 9,13.8 13,14.6 16,17 16,19;d 16.5,9 2.8;p 17.5,19 "
        "17.5,16.6 16,14 19.5,14.6 22,16.8 22,19"
    ),
    "call": (
        "p 3,3.5 8,3.5 9.5,8.5 7,10.5 9.5,14.5 13.5,17 15.5,14.5 20.5,16 20.5,21 16,21 9.5,18 "
        "6,14.5 3,8"
    ),
    "message": "f 3,3.5 21,17 2;p 3,12 9,17 3,22",
    "mail": "f 2.5,5 21.5,19 2;e 4,7.2 12,13 20,7.2 20,8.8 12,14.7 4,8.8",
    "send": "p 3,20.5 21,12 3,3.5 3,10 14,12 3,14",
    "attach": "a 12,8 4 180 360;l 8,8 8,17;l 16,8 16,16;a 12,16.5 4 0 180;l 12,9 12,16",
    "clock": "c 12,12 9;l 12,6.5 12,12.5 16,15",
    "alarm": "c 12,13 8;l 12,8.5 12,13.5 15,15.5;l 3,6 7,2.8;l 21,6 17,2.8",
    "timer": "c 12,13.5 7.5;l 12,9.5 12,13.5;l 9,2.5 15,2.5;l 18,7 19.5,5.5",
    "stopwatch": "c 12,13.5 7.5;l 12,9.5 12,13.5 14.5,15;l 9.5,2.5 14.5,2.5",
    "bedtime": "d 12,12 9;x 16,9 8",
    "play": "p 7,4.5 20,12 7,19.5",
    "pause": "f 6,5 10,19 0;f 14,5 18,19 0",
    "stop": "f 6,6 18,18 0",
    "record": "d 12,12 8",
    "previous": "p 20,5 9,12 20,19;f 5,5 7.5,19 0",
    "next": "p 4,5 15,12 4,19;f 16.5,5 19,19 0",
    "shuffle": (
        "l 4,6 8,6 16,18 20,18;l 4,18 8,18 16,6 20,6;l 17.5,3.5 20,6 17.5,8.5;l 17.5,15.5 "
        "20,18 17.5,20.5"
    ),
    "repeat": "l 4,11 4,7 19,7;l 16,4 19,7 16,10;l 20,13 20,17 5,17;l 8,14 5,17 8,20",
    "music": "d 8,17.5 3.4;l 10.4,17.5 10.4,4.5 18.5,4.5 18.5,7.5 10.4,7.5",
    "mic": "f 9,2.5 15,14 3;a 12,11.5 6.5 0 180;l 12,18 12,21.5",
    "camera": "f 2.5,6.5 21.5,20 2;f 8.5,4 15.5,7 1;x 12,13 4.6;d 12,13 3",
    "video": "f 3,6 16,18 2;p 17,10.5 21.5,6.8 21.5,17.2 17,13.5",
    "image": "f 3,4 21,20 2;e 5.5,17 9.5,11.5 12.5,15.2 15,12.3 18.7,17",
    "wifi": "a 12,19 14.5 225 315;a 12,19 10 225 315;a 12,19 5.5 225 315;d 12,18 1.8",
    "wifi_off": (
        "a 12,19 14.5 225 315;a 12,19 10 225 315;a 12,19 5.5 225 315;d 12,18 1.8;l 4,3 20,21"
    ),
    "signal": "p 20.5,3.5 20.5,20 4,20",
    "bluetooth": "l 6.5,7.5 17,16.5 12,21 12,3 17,7.5 6.5,16.5",
    "airplane": (
        "p 10.6,9 10.6,4 12,2.4 13.4,4 13.4,9 21.5,14 21.5,16 13.4,13.6 13.4,18.5 15.8,20.3 "
        "15.8,21.8 12,20.7 8.2,21.8 8.2,20.3 10.6,18.5 10.6,13.6 2.5,16 2.5,14"
    ),
    "battery": "f 7,4.5 17,21.5 1.5;f 10,2.5 14,5 0",
    "brightness": (
        "d 12,12 4.2;l 12,2 12,5;l 12,19 12,22;l 2,12 5,12;l 19,12 22,12;l 4.9,4.9 7,7;l 17,17 "
        "19.1,19.1;l 4.9,19.1 7,17;l 17,7 19.1,4.9"
    ),
    "volume": "p 3,9 7,9 12,4.5 12,19.5 7,15 3,15;a 12,12 4.5 300 420;a 12,12 8.5 300 420",
    "silent": "p 3,9 7,9 12,4.5 12,19.5 7,15 3,15;l 15,9 21,15;l 21,9 15,15",
    "vibrate": "f 8,4 16,20 1.5;l 4.5,8 4.5,16;l 19.5,8 19.5,16",
    "notifications": (
        "p 5,18 5,17 6.5,15.5 6.5,10 8.5,6.5 12,5 15.5,6.5 17.5,10 17.5,15.5 19,17 19,18;d "
        "12,20 2;d 12,4.5 1.6"
    ),
    "apps": "d 5,5 2;d 12,5 2;d 19,5 2;d 5,12 2;d 12,12 2;d 19,12 2;d 5,19 2;d 12,19 2;d 19,19 2",
    "storage": "f 3,4 21,9 1;f 3,10.5 21,15.5 1;f 3,17 21,22 1;x 6,6.5 1;x 6,13 1;x 6,19.5 1",
    "lock": "f 5,10 19,21 2;a 12,9.5 4.2 180 360;l 7.8,9.5 7.8,11;l 16.2,9.5 16.2,11;x 12,15.5 1.8",
    "language": "c 12,12 9;l 3,12 21,12;l 12,3 8,8 8,16 12,21;l 12,3 16,8 16,16 12,21",
    "accessibility": "d 12,4 2.2;l 3.5,8.5 20.5,8.5;l 10,9 10,21;l 14,9 14,21;f 9,8 15,15 0",
    "location": "p 5.5,9 7,5.3 12,2.8 17,5.3 18.5,9 17,13 12,21.5 7,13;x 12,9 2.6",
    "map": (
        "p 3,5.5 9,3 9,18.5 3,21;p 10,3 14.5,5.5 14.5,21 10,18.5;p 15.5,5.5 21,3 21,18.5 15.5,21"
    ),
    "calendar": (
        "f 3.5,5 20.5,21 2;k 5.5,9.5 18.5,19 0;f 7,2.5 9,6 0;f 15,2.5 17,6 0;f 13,13.5 17,17.5 0"
    ),
    "note": (
        "f 5,3 19,21 2;e 8,8 16,8 16,9.5 8,9.5;e 8,12 16,12 16,13.5 8,13.5;e 8,16 13,16 "
        "13,17.5 8,17.5"
    ),
    "folder": "p 2.5,5 9.5,5 11.5,7.5 21.5,7.5 21.5,19.5 2.5,19.5",
    "file": "p 5,2.5 14,2.5 19,7.5 19,21.5 5,21.5;e 13,4 17.5,8.5 13,8.5",
    "download": "l 12,4 12,15;l 7,10.5 12,15.5 17,10.5;l 5,20 19,20",
    "star": "p 12,2.5 14.9,8.8 21.6,9.6 16.6,14.2 18,21 12,17.6 6,21 7.4,14.2 2.4,9.6 9.1,8.8",
    "star_outline": (
        "l 12,3.5 14.6,9.3 20.6,10 16.1,14.1 17.4,20.2 12,17.1 6.6,20.2 7.9,14.1 3.4,10 "
        "9.4,9.3 12,3.5"
    ),
    "heart": "p 12,21 3,12 3,8 5.5,4.7 9,4.4 12,7 15,4.4 18.5,4.7 21,8 21,12",
    "label": "p 3,5 15.5,5 21,12 15.5,19 3,19",
    "pin": "p 8,3 16,3 15,5 15,11 18,14 13,14 12,21 11,14 6,14 9,11 9,5",
    "archive": "f 3,4 21,9 1;f 4,10 20,21 1;k 9,12 15,14 0",
    "undo": "l 9,5 4.5,9.5 9,14;l 4.5,9.5 14,9.5 18.5,12 18.5,16 15,19 9,19",
    "redo": "l 15,5 19.5,9.5 15,14;l 19.5,9.5 10,9.5 5.5,12 5.5,16 9,19 15,19",
    "refresh": "a 12,12 8 -60 210;l 16.5,1.5 16.8,5.8 12.5,6.8",
    "sort": "l 3.5,6 20.5,6;l 3.5,12 15,12;l 3.5,18 9.5,18",
    "filter": "p 3,4.5 21,4.5 14,13 14,20 10,20 10,13",
    "info": "c 12,12 9;d 12,7.8 1.4;f 11,10.8 13,17 0",
    "help": "c 12,12 9;d 12,17 1.4;a 12,9.5 3 180 405;l 14,11.8 12,13.2 12,14.5",
    "warning": "p 12,2.5 22.5,21 1.5,21;e 11,9 13,9 13,15 11,15;x 12,17.8 1.2",
    "visibility": "p 1.5,12 6,7 12,5 18,7 22.5,12 18,17 12,19 6,17;x 12,12 4.6;d 12,12 2.8",
    "visibility_off": "p 1.5,12 6,7 12,5 18,7 22.5,12 18,17 12,19 6,17;x 12,12 4.6;l 4,3 20,21",
    "business": "f 2.5,7.5 21.5,20 2;l 9,7 9,4 15,4 15,7;k 2.5,12.6 21.5,13.8 0",
    "cart": "l 2,4 5,4 8,15 18.5,15 21,7 6,7;d 9,19.5 1.9;d 17.5,19.5 1.9",
    "card": "f 2.5,5 21.5,19 2;e 2.5,8.5 21.5,8.5 21.5,11.5 2.5,11.5",
    "money": (
        "c 12,12 9;l 15,8.5 12.5,7.3 10,8 9.6,10 12,12 14.4,14 14,16 11.5,16.7 9,15.5;l 12,5.5 "
        "12,18.5"
    ),
    "chart": "f 4,11 8,20 0;f 10,4 14,20 0;f 16,8 20,20 0",
    "food": "l 7,3 7,21;l 4.5,3 4.5,9 9.5,9 9.5,3;l 16.5,21 16.5,3;p 16.5,3 20,6 20,13 16.5,13",
    "run": (
        "d 14.5,4 2.1;l 9,9 13,7.5 15,12 18.5,13;l 13,8 11,14 14.5,17 13.5,21.5;l 11,14 8.5,18 "
        "4.5,18.5"
    ),
    "book": "p 3,5 11.3,6.5 11.3,20 3,18.5;p 21,5 12.7,6.5 12.7,20 21,18.5",
    "calculator": (
        "f 5,2.5 19,21.5 2;k 7.5,5 16.5,9 0;x 9,13 1.2;x 12,13 1.2;x 15,13 1.2;x 9,17 1.2;x "
        "12,17 1.2;x 15,17 1.2"
    ),
    "palette": "d 12,12 9;x 8,9 1.6;x 13,7 1.6;x 16.5,11 1.6;x 15,18 3",
    "power": "a 12,13 8 -50 230;l 12,3 12,12",
    "sim": "p 5,7.5 10,2.5 19,2.5 19,21.5 5,21.5;k 8.5,11 15.5,18 0",
    "usb": (
        "l 12,21 12,4;l 9,7 12,3.5 15,7;l 12,17 6.5,13 6.5,10;l 12,14 17.5,11 17.5,8;d 6.5,9.5 "
        "1.8;d 12,20 2"
    ),
    "android": (
        "p 4,16.5 5,12 8,9 12,8 16,9 19,12 20,16.5;x 8.5,13 1.1;x 15.5,13 1.1;l 6,6 8,9.5;l "
        "18,6 16,9.5"
    ),
    "keyboard": (
        "f 2.5,6 21.5,18 2;k 5,8.5 7,10.5 0;k 8.5,8.5 10.5,10.5 0;k 12,8.5 14,10.5 0;k "
        "15.5,8.5 17.5,10.5 0;k 7,13.5 17,15.5 0"
    ),
    "shift": "l 12,3.5 4,12 8.5,12 8.5,19.5 15.5,19.5 15.5,12 20,12 12,3.5",
    "shift_on": "p 12,3.5 3,12.5 8,12.5 8,20 16,20 16,12.5 21,12.5",
    "backspace": (
        "p 8,4.5 22,4.5 22,19.5 8,19.5 2,12;e 11,8 12.2,7 20,15.8 18.8,16.8;e 18.8,7 20,8 "
        "12.2,16.8 11,15.8"
    ),
    "enter": "l 20,6 20,12 5,12;l 9.5,7.5 5,12 9.5,16.5",
    "nav_back": "p 17.5,3.5 17.5,20.5 4,12",
    "nav_home": "d 12,12 8",
    "nav_recents": "f 5,5 19,19 2",
    "flash": "p 8,2.5 17,2.5 13.5,9.5 18,9.5 9,21.5 11,13 7,13",
    "flag": "l 5.5,21.5 5.5,3;p 5.5,3.5 19,3.5 16,8 19,12.5 5.5,12.5",
    "task": "c 12,12 9;l 7.5,12.5 10.8,15.8 16.5,8.8",
    "circle": "c 12,12 9",
    "list": "d 4.5,6 1.6;d 4.5,12 1.6;d 4.5,18 1.6;l 9,6 21,6;l 9,12 21,12;l 9,18 21,18",
    "grid": (
        "f 3.5,3.5 10.5,10.5 1;f 13.5,3.5 20.5,10.5 1;f 3.5,13.5 10.5,20.5 1;f 13.5,13.5 "
        "20.5,20.5 1"
    ),
    "cloud": "d 8,14.5 5;d 13.5,10.5 6;d 18,15 4.5;f 8,13 18,19.5 2",
    "hotspot": "d 12,12 2.4;a 12,12 6 130 410;a 12,12 10 130 410",
    "walk": (
        "d 13,4 2;l 13,7.5 11,14 14,17 15,21.5;l 11,14 8.5,21.5;l 13,8 9,10.5 8.5,13.5;l 13,8 16,12"
    ),
}

NAMES = frozenset(_SHAPES)
"""Every icon there is."""

Point = tuple[float, float]


@lru_cache(maxsize=512)
def mask(name: str, size_px: int) -> Image.Image:
    """Draw an icon as a grey mask of `size_px` squared. Raises KeyError for an unknown name."""
    size = size_px * _SCALE
    image = Image.new("L", (size, size))
    pen = _Pen(ImageDraw.Draw(image), size / 24)
    for shape in _SHAPES[name].split(";"):
        kind, *words = shape.split(" ")
        pen.draw(kind, words)
    return image.reduce(_SCALE)


class _Pen:
    """Draws the shapes of one icon at a scale."""

    def __init__(self, draw: ImageDraw.ImageDraw, unit: float) -> None:
        self._draw = draw
        self._unit = unit
        self._stroke = max(1, round(2 * unit))

    def draw(self, kind: str, words: list[str]) -> None:
        points = [self._point(word) for word in words if "," in word]
        numbers = [float(word) for word in words if "," not in word]
        ink = 0 if kind in "exk" else 255
        if kind == "l":
            self._line(points)
        elif kind in "pe":
            self._draw.polygon(points, fill=ink)
        elif kind in "cdx":
            self._circle(points[0], numbers[0] * self._unit, kind == "c", ink)
        elif kind == "a":
            self._arc(points[0], numbers)
        else:
            (left, top), (right, bottom) = points
            box = (left, top, right, bottom)
            radius = numbers[0] * self._unit
            if kind == "r":
                self._draw.rounded_rectangle(box, radius, outline=255, width=self._stroke)
            else:
                self._draw.rounded_rectangle(box, radius, fill=ink)

    def _point(self, word: str) -> Point:
        x, _, y = word.partition(",")
        return float(x) * self._unit, float(y) * self._unit

    def _line(self, points: list[Point]) -> None:
        self._draw.line(points, fill=255, width=self._stroke, joint="curve")
        for x, y in points:
            half = self._stroke / 2
            self._draw.ellipse((x - half, y - half, x + half, y + half), fill=255)

    def _circle(self, center: Point, radius: float, outlined: bool, ink: int) -> None:
        x, y = center
        box = (x - radius, y - radius, x + radius, y + radius)
        if outlined:
            self._draw.ellipse(box, outline=255, width=self._stroke)
        else:
            self._draw.ellipse(box, fill=ink)

    def _arc(self, center: Point, numbers: list[float]) -> None:
        x, y = center
        radius, start, end = numbers[0] * self._unit, numbers[1], numbers[2]
        steps = max(8, int(abs(end - start) / 6))
        angles = [math.radians(start + (end - start) * i / steps) for i in range(steps + 1)]
        self._line([(x + radius * math.cos(t), y + radius * math.sin(t)) for t in angles])
