"""A drawing: strokes and fills on a ground, in the order they were made, and its pixels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Point = tuple[float, float]
Size = tuple[int, int]

WHITE = "#ffffff"
_COARSE = 4
"""Areas are searched in a picture this many times smaller."""
_GROWTH_PX = 5


@dataclass(frozen=True, slots=True)
class Stroke:
    """What a finger drew, in px of the canvas; `color` None takes away (the eraser)."""

    points: tuple[Point, ...]
    color: str | None
    width_px: float


@dataclass(frozen=True, slots=True)
class Fill:
    """An area of one colour, filled with another from a point in it."""

    at: Point
    color: str


Operation = Stroke | Fill


@dataclass(frozen=True)
class Drawing:
    """Everything on a canvas.

    Attributes:
        operations: oldest first.
        ground: the colour below everything, `#rrggbb`.
        picture: shown below the strokes, fitted to the canvas.
    """

    operations: tuple[Operation, ...] = ()
    ground: str = WHITE
    picture: Image.Image | None = None

    @property
    def is_empty(self) -> bool:
        return not self.operations and self.picture is None


class Canvas:
    """Paints a drawing, and of a drawing that grows only what is new."""

    def __init__(self) -> None:
        self._image: Image.Image | None = None
        self._painted = Drawing()

    def image(self, drawing: Drawing, size: Size) -> Image.Image:
        """The pixels of a drawing (RGB); do not draw on them.

        Args:
            drawing: what to paint.
            size: width and height in px.
        """
        old, done = self._painted, len(self._painted.operations)
        grows = (
            self._image is not None
            and self._image.size == size
            and (drawing.ground, drawing.picture) == (old.ground, old.picture)
            and drawing.operations[:done] == old.operations
        )
        if self._image is None or not grows:
            self._image, done = _ground(drawing, size), 0
        for operation in drawing.operations[done:]:
            _paint(self._image, operation, drawing.ground)
        self._painted = drawing
        return self._image


def _ground(drawing: Drawing, size: Size) -> Image.Image:
    image = Image.new("RGB", size, drawing.ground)
    picture = drawing.picture
    if picture is not None:
        scale = min(size[0] / picture.width, size[1] / picture.height)
        fitted = picture.resize(
            (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        )
        image.paste(fitted, ((size[0] - fitted.width) // 2, (size[1] - fitted.height) // 2))
    return image


def _paint(image: Image.Image, operation: Operation, ground: str) -> None:
    if isinstance(operation, Stroke):
        draw_line(image, operation.points, operation.color or ground, operation.width_px)
    else:
        _fill(image, operation)


def draw_line(image: Image.Image, points: Sequence[Point], color: str, width_px: float) -> None:
    """Draw a line with round ends and joints; a single point becomes a dot."""
    pen = ImageDraw.Draw(image)
    if len(points) > 1:
        pen.line(list(points), fill=color, width=max(1, round(width_px)), joint="curve")
    radius = width_px / 2
    for x, y in {points[0], points[-1]}:
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=color)


def _fill(image: Image.Image, fill: Fill) -> None:
    """Fill an area: found in a coarse copy, grown back to where the colour ends."""
    x, y = (math.floor(value) for value in fill.at)
    if not (0 <= x < image.width and 0 <= y < image.height):
        return
    wanted = image.getpixel((x, y))
    if not isinstance(wanted, tuple):
        return
    small = image.resize(
        (max(1, image.width // _COARSE), max(1, image.height // _COARSE)), Image.Resampling.NEAREST
    )
    place = (min(x // _COARSE, small.width - 1), min(y // _COARSE, small.height - 1))
    small.putpixel(place, wanted)
    marked = Image.eval(_same(small, wanted), lambda value: value // 2)
    ImageDraw.floodfill(marked, place, 255)
    area = marked.point([0] * 255 + [255]).resize(image.size, Image.Resampling.NEAREST)
    area = area.filter(ImageFilter.MaxFilter(_GROWTH_PX))
    image.paste(fill.color, mask=ImageChops.multiply(area, _same(image, wanted)))


def _same(image: Image.Image, color: tuple[int, ...]) -> Image.Image:
    """The mask of all pixels of a colour."""
    plain = Image.new("RGB", image.size, color)
    red, green, blue = ImageChops.difference(image, plain).split()
    differs = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return differs.point([255] + [0] * 255)
