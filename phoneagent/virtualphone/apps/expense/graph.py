"""The graph of a week's expenses, one point a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw

from phoneagent.virtualphone.ui import fonts
from phoneagent.virtualphone.ui.theme import DARK, LIGHT

_DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SAT")
_LABEL_PX = 30
_SMOOTH = 2
"""Lines are drawn this many times larger and reduced, which smooths their edges."""


def week_graph(spent: Sequence[int]) -> Callable[[int, int, bool], Image.Image]:
    """What draws the amounts of seven days, Sunday first, in a given size (px)."""

    def draw(width: int, height: int, dark: bool) -> Image.Image:
        theme = DARK if dark else LIGHT
        image = Image.new("RGB", (width, height), theme.rgb("surface_low"))
        step, top, bottom = width / len(spent), 16, height - 3 * _LABEL_PX // 2 - 24
        highest = max(spent) or 1
        points = [
            (step * (day + 0.5), bottom - (bottom - top) * amount / highest)
            for day, amount in enumerate(spent)
        ]
        line = _line((width, height), points)
        image.paste(theme.rgb("primary"), (0, 0), line)
        for (x, _), name in zip(points, _DAYS, strict=True):
            mask = fonts.mask(name, _LABEL_PX, False)
            left = round(x - fonts.width_px(name, _LABEL_PX, False) / 2)
            image.paste(theme.rgb("muted"), (left, bottom + 24), mask)
        return image

    return draw


def _line(size: tuple[int, int], points: Sequence[tuple[float, float]]) -> Image.Image:
    """The mask of a line through points, with a dot at each."""
    mask = Image.new("L", (size[0] * _SMOOTH, size[1] * _SMOOTH))
    draw = ImageDraw.Draw(mask)
    large = [(x * _SMOOTH, y * _SMOOTH) for x, y in points]
    draw.line(large, fill=255, width=5 * _SMOOTH, joint="curve")
    for x, y in large:
        radius = 9 * _SMOOTH
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return mask.reduce(_SMOOTH)
