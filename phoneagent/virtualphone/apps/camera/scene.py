"""What the phone's cameras see: a room, and the person who holds the phone."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageDraw

Rgb = tuple[int, int, int]

_SUPERSAMPLING = 2
_DAY, _DUSK, _NIGHT = (150, 200, 240), (235, 160, 110), (25, 30, 60)


@lru_cache(maxsize=16)
def scene(width: int, height: int, *, front: bool, hour: int, step: int = 0) -> Image.Image:
    """The picture a camera takes.

    Args:
        width: in px.
        height: in px.
        front: the camera on the screen's side.
        hour: of the day, for the light in the window.
        step: moves what moves, so that a film is not a still.
    """
    if width > height:
        tall = scene(width, width * 4 // 3, front=front, hour=hour, step=step)
        top = (tall.height - height) // 2
        return tall.crop((0, top, width, top + height))
    size = (width * _SUPERSAMPLING, height * _SUPERSAMPLING)
    image = Image.new("RGB", size, (226, 214, 196))
    pen = _Pen(ImageDraw.Draw(image), *size)
    _draw_room(pen, hour)
    if front:
        _draw_person(pen, step)
    else:
        _draw_plant(pen, step)
    return image.resize((width, height), Image.Resampling.BOX)


class _Pen:
    """Draws on a grid of 100 by 100, whatever the size in px."""

    def __init__(self, draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
        self._draw = draw
        self._x, self._y = width / 100, height / 100

    def box(self, left: float, top: float, right: float, bottom: float, color: Rgb) -> None:
        self._draw.rectangle(self._px(left, top, right, bottom), fill=color)

    def oval(self, left: float, top: float, right: float, bottom: float, color: Rgb) -> None:
        self._draw.ellipse(self._px(left, top, right, bottom), fill=color)

    def shape(self, points: list[tuple[float, float]], color: Rgb) -> None:
        self._draw.polygon([(x * self._x, y * self._y) for x, y in points], fill=color)

    def _px(
        self, left: float, top: float, right: float, bottom: float
    ) -> tuple[float, float, float, float]:
        return left * self._x, top * self._y, right * self._x, bottom * self._y


def _sky(hour: int) -> tuple[int, int, int]:
    if 8 <= hour < 18:
        return _DAY
    return _DUSK if 6 <= hour < 20 else _NIGHT


def _draw_room(pen: _Pen, hour: int) -> None:
    pen.box(0, 72, 100, 100, (150, 112, 78))
    for board in range(0, 100, 14):
        pen.shape([(board, 100), (board + 1, 100), (50 + (board - 50) * 0.6, 72)], (128, 94, 64))
    pen.box(0, 70.5, 100, 72.5, (242, 238, 230))
    pen.box(12, 10, 56, 46, (246, 244, 240))
    for left in (14, 35):
        pen.box(left, 12, left + 19, 44, _sky(hour))
    pen.shape([(14, 44), (14, 38), (25, 34), (33, 39), (33, 44)], (96, 140, 92))
    pen.shape([(35, 44), (35, 36), (46, 39), (54, 33), (54, 44)], (84, 128, 84))
    pen.box(66, 16, 88, 36, (92, 74, 62))
    pen.box(68, 18, 86, 34, (214, 190, 128))
    pen.oval(73, 21, 81, 31, (190, 92, 70))


def _draw_plant(pen: _Pen, step: int) -> None:
    pen.box(22, 62, 78, 66, (120, 82, 52))
    for leg in (25, 72):
        pen.box(leg, 66, leg + 3, 92, (104, 70, 44))
    sway = (step % 4 - 1.5) * 0.8
    for lean in (-9, -4, 2, 7, 11):
        tip = (50 + lean + sway, 34 + abs(lean))
        pen.shape([(49, 52), tip, (51, 52)], (62, 126, 70))
        pen.oval(tip[0] - 3, tip[1] - 3, tip[0] + 3, tip[1] + 4, (78, 150, 84))
    pen.shape([(44, 50), (56, 50), (54, 62), (46, 62)], (196, 104, 70))


def _draw_person(pen: _Pen, step: int) -> None:
    nod = (step % 4 - 1.5) * 0.5
    pen.oval(20, 72, 80, 130, (58, 92, 140))
    pen.box(44, 62, 56, 78, (214, 168, 138))
    pen.oval(32, 30 + nod, 68, 72 + nod, (228, 184, 152))
    pen.shape([(31, 48 + nod), (34, 32 + nod), (50, 26 + nod), (66, 32 + nod), (69, 48 + nod),
               (62, 38 + nod), (40, 38 + nod)], (74, 52, 40))  # fmt: skip
    for eye in (42, 55):
        pen.oval(eye, 48 + nod, eye + 4, 51 + nod, (40, 34, 34))
    pen.oval(44, 60 + nod, 56, 63 + nod, (176, 96, 90))
