"""Numbered boxes on a screenshot, so that a model can name what has no words."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from phoneagent.core.base import Rect
from phoneagent.core.screen import Element
from phoneagent.perception.images import encoded

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont, ImageFont

# Dark enough for white digits, far apart in hue, so that neighbours are told apart.
_COLOURS = ("#c2185b", "#00695c", "#4527a0", "#bf360c", "#01579b", "#33691e", "#b71c1c", "#37474f")
_FONT_SHARE = 1 / 34  # of the shorter side
_BIG_SHARE = 0.4


def mark(image: bytes, elements: Iterable[Element], *, quality: int = 80) -> bytes:
    """The screenshot as JPEG with a numbered box around each thing that can be operated.

    Args:
        image: PNG or JPEG of the whole screen.
        elements: of the observation of that screen; boxes are scaled when the image is smaller.
        quality: of the JPEG.
    """
    from PIL import Image, ImageDraw

    picture = Image.open(io.BytesIO(image)).convert("RGB")
    canvas = ImageDraw.Draw(picture)
    screen = Rect(0, 0, *picture.size)
    side = min(picture.size)
    font = _font(max(12, int(side * _FONT_SHARE)))
    tags: list[Rect] = []
    for element in elements:
        box = _on_picture(element, screen)
        if not element.actions or box.area_px == 0 or box.area_px > _BIG_SHARE * screen.area_px:
            continue
        colour = _COLOURS[element.index % len(_COLOURS)]
        canvas.rectangle(_outline(box), outline=colour, width=max(2, side // 300))
        tags.append(_tag(canvas, str(element.index), box, (screen, tags), (font, colour)))
    return encoded(picture, quality)


def _on_picture(element: Element, screen: Rect) -> Rect:
    full = element.locator.size_px
    box = element.bounds
    if full != (0, 0) and full != (screen.right, screen.bottom):
        across, down = screen.right / full[0], screen.bottom / full[1]
        box = Rect(*(int(v * (down if n % 2 else across)) for n, v in enumerate(box)))
    return box.clipped_to(screen)


def _outline(box: Rect) -> tuple[int, int, int, int]:
    return box.left, box.top, box.right - 1, box.bottom - 1


def _tag(
    canvas: ImageDraw,
    number: str,
    box: Rect,
    taken: tuple[Rect, list[Rect]],
    style: tuple[FreeTypeFont | ImageFont, str],
) -> Rect:
    """Draw the number in the first free place at the box's corners; returns the place."""
    (screen, tags), (font, colour) = taken, style
    left, top, right, bottom = canvas.textbbox((0, 0), number, font=font)
    pad = max(2, int(bottom - top) // 4)
    width, height = int(right - left) + 2 * pad, int(bottom - top) + 2 * pad
    places = [p for p in _places(box, width, height) if screen.encloses(p)]
    free = (p for p in places if not any(p.clipped_to(tag).area_px for tag in tags))
    place = next(free, None) or _nearest_free(box, (width, height), screen, tags)
    canvas.rectangle(_outline(place), fill=colour, outline="white")
    canvas.text((place.left + pad - left, place.top + pad - top), number, fill="white", font=font)
    return place


def _places(box: Rect, width: int, height: int) -> Iterator[Rect]:
    """Corners inside, then outside, then the middle of each side."""
    lefts = (box.left, box.right - width)
    for top in (box.top, box.bottom - height, box.top - height, box.bottom):
        for left in lefts:
            yield Rect(left, top, left + width, top + height)
    middle = box.centre.x - width // 2
    for top in (box.top, box.bottom - height):
        yield Rect(middle, top, middle + width, top + height)


def _nearest_free(box: Rect, size: tuple[int, int], screen: Rect, tags: list[Rect]) -> Rect:
    """The first free place downwards and to the right of the box, on a grid of tag sizes."""
    width, height = size
    for ring in range(1, 40):
        for top in (box.top + ring * height, box.top - ring * height):
            for left in range(max(0, box.left - ring * width), box.right + ring * width, width):
                place = Rect(left, top, left + width, top + height)
                if screen.encloses(place) and not any(place.clipped_to(t).area_px for t in tags):
                    return place
    return Rect(screen.left, screen.top, screen.left + width, screen.top + height)


@lru_cache(maxsize=8)
def _font(size_px: int) -> FreeTypeFont | ImageFont:
    from PIL import ImageFont

    return ImageFont.load_default(size_px)
