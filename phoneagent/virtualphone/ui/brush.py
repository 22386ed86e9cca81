"""Smooth shapes, text and icons on a Pillow image, or on a part of it drawn apart."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

from phoneagent.virtualphone.ui import fonts, icons
from phoneagent.virtualphone.ui.node import Rect
from phoneagent.virtualphone.ui.theme import Rgb, Theme

_SCALE = 4


class Brush:
    """Draws on an image whose upper left corner lies at `origin` of the screen (px)."""

    def __init__(self, image: Image.Image, theme: Theme, origin: tuple[int, int] = (0, 0)) -> None:
        self.image = image
        self.theme = theme
        self._x, self._y = origin

    def part(self, rect: Rect) -> Brush:
        """Return a brush for a copy of a part of the image; `put` brings it back."""
        box = (rect.left - self._x, rect.top - self._y, rect.right - self._x, rect.bottom - self._y)
        return Brush(self.image.crop(box), self.theme, (rect.left, rect.top))

    def put(self, part: Brush) -> None:
        """Paste a part back where it came from."""
        self.image.paste(part.image, (part._x - self._x, part._y - self._y))

    def rect(self, rect: Rect, color: Rgb) -> None:
        """Fill a rectangle."""
        self.image.paste(color, self._box(rect))

    def rounded(self, rect: Rect, radius: int, color: Rgb, alpha: int = 255) -> None:
        """Fill a rectangle with round corners; `alpha` 0..255."""
        radius = min(radius, rect.width // 2, rect.height // 2)
        if radius <= 0 and alpha == 255:
            self.rect(rect, color)
            return
        left, top, right, bottom = rect
        corner = _corner(radius, alpha) if radius else None
        if corner is not None:
            for x, y, turn in (
                (left, top, None),
                (right - radius, top, Image.Transpose.FLIP_LEFT_RIGHT),
                (left, bottom - radius, Image.Transpose.FLIP_TOP_BOTTOM),
                (right - radius, bottom - radius, Image.Transpose.ROTATE_180),
            ):
                self._stamp(corner if turn is None else _turned(radius, alpha, turn), (x, y), color)
        for middle in (
            Rect(left + radius, top, right - radius, bottom),
            Rect(left, top + radius, left + radius, bottom - radius),
            Rect(right - radius, top + radius, right, bottom - radius),
        ):
            if not middle.is_empty:
                self._blend(middle, color, alpha)

    def outline(self, rect: Rect, radius: int, color: Rgb, width: int) -> None:
        """Draw the edge of a rectangle with round corners."""
        radius = min(radius, rect.width // 2, rect.height // 2)
        self._stamp(_frame(rect.width, rect.height, radius, width), (rect.left, rect.top), color)

    def disc(self, x: int, y: int, radius: int, color: Rgb) -> None:
        """Fill a circle around a point."""
        self.rounded(Rect(x - radius, y - radius, x + radius, y + radius), radius, color)

    def shadow(self, rect: Rect, radius: int, depth: int) -> None:
        """Lay a soft shadow below a raised rectangle."""
        for step in range(depth, 0, -2):
            grown = Rect(
                rect.left - step, rect.top - step // 2, rect.right + step, rect.bottom + step * 2
            )
            self.rounded(grown, radius + step, (0, 0, 0), 9)

    def text(
        self, text: str, at: tuple[int, int], size_px: int, color: Rgb, bold: bool = False
    ) -> None:
        """Draw one line with its upper left corner at a point."""
        if text and not text.isspace():
            self._stamp(fonts.mask(text, size_px, bold), at, color)

    def icon(self, name: str, center: tuple[int, int], size_px: int, color: Rgb) -> None:
        """Draw a named icon around a point."""
        x, y = center
        self._stamp(icons.mask(name, size_px), (x - size_px // 2, y - size_px // 2), color)

    def line(self, points: list[tuple[int, int]], color: Rgb, width: int) -> None:
        """Draw a line through points."""
        draw = ImageDraw.Draw(self.image)
        draw.line([(x - self._x, y - self._y) for x, y in points], color, width)

    def picture(self, picture: Image.Image, rect: Rect) -> None:
        """Draw an image, fitted into a rectangle."""
        fitted = picture.convert("RGB").resize((rect.width, rect.height))
        self.image.paste(fitted, (rect.left - self._x, rect.top - self._y))

    def dim(self, table: list[int]) -> None:
        """Darken everything by a lookup table."""
        self.image = self.image.point(table)

    def _box(self, rect: Rect) -> tuple[int, int, int, int]:
        return rect.left - self._x, rect.top - self._y, rect.right - self._x, rect.bottom - self._y

    def _stamp(self, mask: Image.Image, at: tuple[int, int], color: Rgb) -> None:
        self.image.paste(color, (at[0] - self._x, at[1] - self._y), mask)

    def _blend(self, rect: Rect, color: Rgb, alpha: int) -> None:
        if alpha == 255:
            self.rect(rect, color)
        else:
            mask = Image.new("L", (rect.width, rect.height), alpha)
            self._stamp(mask, (rect.left, rect.top), color)


@lru_cache(maxsize=256)
def _corner(radius: int, alpha: int) -> Image.Image:
    """Return the mask of an upper left quarter of a disc."""
    big = Image.new("L", (radius * _SCALE, radius * _SCALE))
    ImageDraw.Draw(big).ellipse((0, 0, radius * _SCALE * 2, radius * _SCALE * 2), fill=alpha)
    return big.reduce(_SCALE)


@lru_cache(maxsize=512)
def _turned(radius: int, alpha: int, turn: Image.Transpose) -> Image.Image:
    return _corner(radius, alpha).transpose(turn)


@lru_cache(maxsize=128)
def _frame(width: int, height: int, radius: int, stroke: int) -> Image.Image:
    """Return the mask of the edge of a rounded rectangle."""
    outer = _solid(width, height, radius)
    inner = Image.new("L", (width, height))
    hole = _solid(width - 2 * stroke, height - 2 * stroke, max(0, radius - stroke))
    inner.paste(hole, (stroke, stroke))
    return ImageChops.subtract(outer, inner)


def _solid(width: int, height: int, radius: int) -> Image.Image:
    image = Image.new("RGB", (max(1, width), max(1, height)))
    brush = Brush(image, Theme("mask", {}))
    brush.rounded(Rect(0, 0, width, height), radius, (255, 255, 255))
    return image.getchannel(0)
