"""The colour dialog: a field of shades, a bar of hues, a hexadecimal code."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable

from PIL import Image, ImageDraw

from phoneagent.virtualphone.ui import (
    AlertDialog,
    Column,
    DialogButton,
    Drag,
    EditText,
    Icon,
    Node,
    Picture,
    Row,
    Spacer,
    Text,
)

_CODE = re.compile(r"[0-9a-fA-F]{6}")
_SIDE_DP = 220
_RADIUS_PX = 18


class ColorDialog(AlertDialog):
    """Choose a colour; `on_pick` gets it as `#rrggbb`."""

    def __init__(self, color: str, on_pick: Callable[[str], object]) -> None:
        super().__init__(
            positive=DialogButton("OK", lambda: on_pick(self.color)),
            negative=DialogButton("Cancel"),
            content=self._picker,
        )
        self.old = self.color = color
        self.hue, self.saturation, self.value = _hsv(color)

    def _picker(self) -> Node:
        square = Picture(
            self._draw_square,
            id="color_picker_square",
            weight=1,
            height=_SIDE_DP,
            on_drag=self._shade,
        )
        bar = Picture(
            self._draw_bar, id="color_picker_hue", width=36, height=_SIDE_DP, on_drag=self._turn
        )
        code = EditText(
            self.color.removeprefix("#"),
            self._typed,
            id="color_picker_new_hex",
            key="hex",
            weight=1,
            ime_action="done",
        )
        codes = Row(
            Text(self.old, id="color_picker_old_hex", color="muted"),
            Icon("arrow_right", size=20),
            Text("#", id="color_picker_new_hex_label"),
            code,
            gap=8,
        )
        patches = Row(
            _patch(self.old, "color_picker_old_color"),
            Spacer(1),
            Icon("arrow_right", size=20),
            Spacer(1),
            _patch(self.color, "color_picker_new_color"),
        )
        return Column(Row(square, bar, gap=12), patches, codes, pad=(24, 12, 24, 0), gap=12)

    def _draw_square(self, width: int, height: int, dark: bool) -> Image.Image:
        across = Image.linear_gradient("L").rotate(90).resize((width, height))
        down = Image.linear_gradient("L").rotate(180).resize((width, height))
        hue = Image.new("L", (width, height), round(self.hue * 255))
        image = Image.merge("HSV", (hue, across, down)).convert("RGB")
        x, y = self.saturation * (width - 1), (1 - self.value) * (height - 1)
        box = (x - _RADIUS_PX, y - _RADIUS_PX, x + _RADIUS_PX, y + _RADIUS_PX)
        pen = ImageDraw.Draw(image)
        pen.ellipse(box, outline="#ffffff", width=5)
        pen.ellipse((box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2), outline="#000000", width=2)
        return image

    def _draw_bar(self, width: int, height: int, dark: bool) -> Image.Image:
        down = Image.linear_gradient("L").resize((width, height))
        full = Image.new("L", (width, height), 255)
        image = Image.merge("HSV", (down, full, full)).convert("RGB")
        y = self.hue * (height - 1)
        ImageDraw.Draw(image).rectangle((0, y - 4, width, y + 4), outline="#000000", width=3)
        return image

    def _shade(self, drag: Drag) -> None:
        frame = drag.frame
        self.saturation = _part(drag.x - frame.left, frame.width)
        self.value = 1 - _part(drag.y - frame.top, frame.height)
        self._mix()

    def _turn(self, drag: Drag) -> None:
        self.hue = _part(drag.y - drag.frame.top, drag.frame.height)
        self._mix()

    def _mix(self) -> None:
        parts = colorsys.hsv_to_rgb(self.hue, self.saturation, self.value)
        self.color = "#" + "".join(f"{round(part * 255):02x}" for part in parts)
        self.set_text("hex", self.color.removeprefix("#"))

    def _typed(self, text: str) -> None:
        if _CODE.fullmatch(text):
            self.color = f"#{text.lower()}"
            self.hue, self.saturation, self.value = _hsv(self.color)


def _part(distance: float, length: int) -> float:
    return min(1.0, max(0.0, distance / max(1, length - 1)))


def _hsv(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return colorsys.rgb_to_hsv(red, green, blue)


def _patch(color: str, id: str) -> Node:
    return Node(
        class_name="android.widget.ImageView",
        id=id,
        background=color,
        border="outline",
        width=110,
        height=32,
        radius=6,
    )
