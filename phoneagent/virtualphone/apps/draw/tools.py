"""What lies over the canvas: the tools, the colour, the size of the brush."""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.apps.draw.options import Options
from phoneagent.virtualphone.apps.draw.sketch import Sketch
from phoneagent.virtualphone.ui import Column, Frame, ImageButton, Node, Row, SeekBar

BRUSH, ERASER, DROPPER, BUCKET = "brush", "eraser", "eye_dropper", "bucket_fill"
BRUSH_DP = 40.0
"""Of the largest brush."""
_ON_CANVAS = "#333333"
Click = Callable[[], object]


def tool_bar(
    sketch: Sketch, tool: str, color: str, on_tool: Callable[[str], object], on_color: Click
) -> Node:
    """The tools in the corner; tapping the one in use puts it down again.

    Args:
        sketch: what undo and redo act on.
        tool: the one in use.
        color: of the brush.
        on_tool: gets the tool that is taken up.
        on_color: the colour was tapped.
    """

    def take(icon: str, desc: str, id: str) -> Node:
        chosen = tool == id
        button = _button(icon, desc, id, lambda: on_tool(BRUSH if chosen else id))
        button.selected, button.color = chosen, "primary" if chosen else _ON_CANVAS
        return button

    top = Row(
        _button("redo", "Redo", "redo", sketch.redo) if sketch.can_redo else None,
        take("bucket", "Bucket fill", BUCKET),
        take("eraser", "Eraser", ERASER),
        take("dropper", "Eyedropper", DROPPER),
        _color_button(color, on_color),
        width=-2.0,
    )
    undo = _button("undo", "Undo", "undo", sketch.undo) if sketch.can_undo else None
    return Column(
        top, undo, width=-2.0, align="end", at="top_end", class_name="android.view.ViewGroup"
    )


def size_bar(options: Options) -> Node:
    """The size of the brush: a preview and a slider."""
    side = BRUSH_DP * options.size_percent / 100

    def slid(value: float) -> None:
        options.size_percent = round(value * 100)

    preview = Node(
        class_name="android.widget.ImageView",
        id="stroke_width_preview",
        background=options.color,
        border="outline",
        width=side,
        height=side,
        radius=side / 2,
    )
    slider = SeekBar(options.size_percent / 100, slid, id="stroke_width_bar", width=200)
    return Column(
        preview,
        slider,
        width=-2.0,
        align="center",
        gap=8,
        margin=(0, 0, 0, 12),
        at="bottom_center",
        class_name="android.view.ViewGroup",
    )


def _button(icon: str, desc: str, id: str, action: Click) -> Node:
    return ImageButton(
        icon, action, desc=desc, id=id, class_name="android.widget.ImageView", color=_ON_CANVAS
    )


def _color_button(color: str, on_color: Click) -> Node:
    dot = Node(
        class_name="android.view.View",
        background=color,
        border="outline",
        width=28,
        height=28,
        radius=14,
        at="center_center",
    )
    return Frame(
        dot,
        class_name="android.widget.ImageView",
        desc="Change color",
        id="color_picker",
        width=48,
        height=48,
        focusable=True,
        on_click=on_color,
    )
