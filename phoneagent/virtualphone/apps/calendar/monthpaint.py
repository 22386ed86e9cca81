"""Drawing a month: its days with their events, or with a dot; nothing here is a view of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from phoneagent.virtualphone.ui import fonts
from phoneagent.virtualphone.ui.brush import Brush
from phoneagent.virtualphone.ui.node import Rect
from phoneagent.virtualphone.ui.theme import DARK, LIGHT, Rgb

COLUMNS = 7
_LIGHT_INK, _DARK_INK = (255, 255, 255), (20, 20, 20)


@dataclass(frozen=True)
class Strip:
    """An event in the row of a week, from one column to another (both included)."""

    title: str
    color: str
    first: int
    last: int
    dim: bool = False


@dataclass(frozen=True)
class Cell:
    """A day: its number and how it stands out."""

    number: int
    inside: bool
    """It belongs to the month shown."""
    today: bool = False
    chosen: bool = False
    dot: str = ""
    """The colour of the mark of a day with events, in a view that does not name them."""


@dataclass(frozen=True)
class Month:
    """All that a month's picture depends on: six weeks, each with its strips in order."""

    letters: str
    today_column: int
    """The column of today's weekday; -1 when today is not on the page."""
    cells: tuple[Cell, ...]
    strips: tuple[tuple[Strip, ...], ...]
    header_px: int
    text_px: int
    small_px: int

    def picture(self, width_px: int, height_px: int, dark: bool) -> Image.Image:
        """Draw it at a size."""
        return _drawn(self, width_px, height_px, dark)


@lru_cache(maxsize=32)
def _drawn(month: Month, width_px: int, height_px: int, dark: bool) -> Image.Image:
    theme = DARK if dark else LIGHT
    brush = Brush(Image.new("RGB", (width_px, height_px), theme.rgb("surface")), theme)
    painter = _Painter(month, brush, width_px / COLUMNS)
    painter.letters()
    weeks = len(month.cells) // COLUMNS
    height = (height_px - month.header_px) / weeks
    for week in range(weeks):
        top = round(month.header_px + week * height)
        painter.week(week, top, round(height))
    return brush.image


class _Painter:
    def __init__(self, month: Month, brush: Brush, column_px: float) -> None:
        self._month = month
        self._brush = brush
        self._column_px = column_px
        self._rgb = brush.theme.rgb

    def letters(self) -> None:
        """The initials of the weekdays, above the weeks."""
        for column, letter in enumerate(self._month.letters):
            ink = self._rgb("primary" if column == self._month.today_column else "on_surface")
            top = (self._month.header_px - self._month.text_px) // 2
            self._centered(letter, column, top, ink)

    def week(self, week: int, top: int, height: int) -> None:
        cells = self._month.cells[week * COLUMNS : (week + 1) * COLUMNS]
        for column, cell in enumerate(cells):
            self._day(cell, column, top)
        first = top + round(self._month.text_px * 2.1)
        if self._month.strips:
            self._strips(self._month.strips[week], first, top + height)

    def _day(self, cell: Cell, column: int, top: int) -> None:
        text_px, rgb = self._month.text_px, self._rgb
        ink = rgb("on_surface" if cell.inside else "disabled")
        middle = round((column + 0.5) * self._column_px)
        center, radius = top + text_px, round(text_px * 0.95)
        if cell.today:
            self._brush.disc(middle, center, radius, rgb("primary"))
            ink = rgb("on_primary")
        elif cell.chosen:
            box = Rect(middle - radius, center - radius, middle + radius, center + radius)
            self._brush.outline(box, radius, rgb("primary"), max(2, text_px // 14))
        self._centered(str(cell.number), column, center - text_px // 2, ink)
        if cell.dot:
            dot_y = center + radius + text_px // 4
            self._brush.disc(middle, dot_y, max(3, text_px // 6), rgb(cell.dot))

    def _centered(self, text: str, column: int, top: int, ink: Rgb) -> None:
        size = self._month.text_px
        left = round((column + 0.5) * self._column_px - fonts.width_px(text, size) / 2)
        self._brush.text(text, (left, top - size // 5), size, ink)

    def _strips(self, strips: Sequence[Strip], top: int, bottom: int) -> None:
        """Stack the strips; where there is no room for the rest stand three dots."""
        line = round(self._month.small_px * 1.5) + 2
        room = (bottom - top) // line
        wanted = [sum(s.first <= c <= s.last for s in strips) for c in range(COLUMNS)]
        used = [0] * COLUMNS
        for strip in strips:
            span = range(strip.first, strip.last + 1)
            slot = max(used[column] for column in span)
            full = slot >= room - 1 and any(wanted[column] > room for column in span)
            if full and slot == room - 1:
                dots_top = top + slot * line - self._month.text_px // 3
                self._centered("...", strip.first, dots_top, self._rgb("muted"))
            elif slot < room and not full:
                self._strip(strip, top + slot * line, line - 2)
            for column in span:
                used[column] = slot + 1

    def _strip(self, strip: Strip, y: int, line: int) -> None:
        small = self._month.small_px
        left = round(strip.first * self._column_px) + 3
        right = round((strip.last + 1) * self._column_px) - 3
        ground = self._rgb(strip.color)
        if strip.dim:
            paper = self._rgb("surface")
            ground = _mixed(ground, paper)
        ink = _DARK_INK if sum(ground) > 400 else _LIGHT_INK
        self._brush.rounded(Rect(left, y, right, y + line), small // 4, ground)
        pad = small // 4
        self._brush.text(
            _cut(strip.title, small, right - left - 2 * pad),
            (left + pad, y + (line - small) // 2 - small // 6),
            small,
            ink,
        )


def _cut(text: str, size_px: int, room_px: int) -> str:
    """The beginning of a text that fits."""
    lengths = range(1, min(len(text), 200) + 1)
    return text[: bisect_right(lengths, room_px, key=lambda n: fonts.width_px(text[:n], size_px))]


def _mixed(color: Rgb, paper: Rgb) -> Rgb:
    """A colour seen half through."""
    red, green, blue = ((a + b) // 2 for a, b in zip(color, paper, strict=True))
    return red, green, blue
