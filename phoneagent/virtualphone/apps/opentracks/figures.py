"""Numbers with their labels, the table of intervals, the empty chart."""

from __future__ import annotations

from PIL import Image, ImageDraw

from phoneagent.virtualphone.apps.opentracks.units import units_of
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Divider,
    Empty,
    Node,
    Picture,
    Row,
    Screen,
    Spinner,
    Text,
)

_SPLITS = (1, 2, 3, 4, 5, 10, 20, 50)
_SPLIT_KEY = "split_interval"


def figure(label: str, value: str, unit: str = "", *, id: str) -> Node:
    """A label, and below it a large number with its unit."""
    return Column(
        Text(label, id=f"{id}_label", size=13, color="muted"),
        Row(
            Text(value, id=f"{id}_value", size=26),
            Text(unit, id=f"{id}_unit", size=14, color="muted") if unit else None,
            gap=6,
        ),
        class_name="android.view.ViewGroup",
        weight=1,
        pad=(16, 12, 16, 12),
        gap=2,
    )


def intervals(screen: Screen) -> Node:
    """Splits of a track: none without positions."""
    unit = units_of(screen.phone).large
    chosen = screen.text_of(_SPLIT_KEY) or f"1 {unit}"
    choices = [f"{number} {unit}" for number in _SPLITS]

    def pick(number: int) -> None:
        screen.set_text(_SPLIT_KEY, choices[number])

    place = choices.index(chosen) if chosen in choices else 0
    heads = [Text(title, weight=1, bold=True) for title in ("Distance", "Speed", "Elevation")]
    return Column(
        Text("Split interval", size=12, color="muted", pad=(16, 12, 16, 0)),
        Spinner(screen, choices, place, pick, id="intervals_dropdown", margin=(8, 0, 8, 0)),
        Row(*heads, pad=(16, 8, 16, 8)),
        Divider(),
        Empty("There are not any interval yet", weight=1, id="interval_list_empty_view"),
        weight=1,
        height=FILL,
    )


def chart(along: str) -> Node:
    """Axes without a curve: nothing is known between start and stop."""

    def draw(width: int, height: int, dark: bool) -> Image.Image:
        ground, ink = (
            ((18, 19, 24), (110, 112, 120)) if dark else ((253, 251, 255), (150, 152, 160))
        )
        image = Image.new("RGB", (width, height), ground)
        pen = ImageDraw.Draw(image)
        left, bottom = width // 10, height * 9 // 10
        for step in range(6):
            y = bottom - step * (bottom - height // 10) // 5
            pen.line((left, y, width * 19 // 20, y), ink if step == 0 else _faint(ground, ink), 2)
        pen.line((left, height // 10, left, bottom), ink, 3)
        return image

    picture = Picture(draw, id="chart_view", class_name="android.view.View", width=FILL)
    picture.weight = 1
    label = Text(along, text_align="center", color="muted", pad=8)
    return Column(picture, label, weight=1, height=FILL)


def _faint(ground: tuple[int, int, int], ink: tuple[int, int, int]) -> tuple[int, ...]:
    return tuple((3 * a + b) // 4 for a, b in zip(ground, ink, strict=True))
