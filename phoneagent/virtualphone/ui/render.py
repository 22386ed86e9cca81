"""Drawing laid-out windows: backgrounds, text, icons, controls, clipped where a list hides them."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from phoneagent.virtualphone.ui import controlpaint, fonts
from phoneagent.virtualphone.ui.brush import Brush
from phoneagent.virtualphone.ui.fieldpaint import paint_field
from phoneagent.virtualphone.ui.layer import Layer, Window
from phoneagent.virtualphone.ui.layout import Layout
from phoneagent.virtualphone.ui.measure import ICON_GAP_DP
from phoneagent.virtualphone.ui.node import Node, Rect
from phoneagent.virtualphone.ui.theme import DARK, Rgb, Theme

_DIM = [int(value * 0.45) for value in range(256)] * 3


class Painter:
    """Draws the windows of a display of one density."""

    def __init__(self, density: float) -> None:
        self._layout = Layout(density)
        self._kept: dict[Layer, tuple[Window, Theme, Brush]] = {}

    def paint(self, windows: Sequence[Window], size: tuple[int, int], theme: Theme) -> Image.Image:
        """Return a new RGB image of the screen, `size` in px."""
        brush = Brush(Image.new("RGB", size, theme.rgb("surface")), theme)
        for window in windows:
            if window.layer.dims:
                brush.dim(_DIM)
            self._window(brush, window)
        return brush.image

    def _window(self, brush: Brush, window: Window) -> None:
        """Draw a window; an opaque one that has not changed is only copied."""
        root = window.root
        opaque = root.background and not root.radius
        if not opaque or window.layer.signature() is None:
            self._node(brush, root)
            return
        kept = self._kept.get(window.layer)
        if kept is None or kept[0] is not window or kept[1] is not brush.theme:
            self._node(brush, root)
            self._kept = {window.layer: (window, brush.theme, brush.part(root.bounds))}
        else:
            brush.put(kept[2])

    def _node(self, brush: Brush, node: Node) -> None:
        if node.bounds != node.frame:
            part = brush.part(node.bounds)
            self._content(part, node)
            brush.put(part)
        else:
            self._content(brush, node)

    def _content(self, brush: Brush, node: Node) -> None:
        self._ground(brush, node)
        image = node.image
        if callable(image):
            image = image(node.frame.width, node.frame.height, brush.theme is DARK)
        if isinstance(image, Image.Image):
            brush.picture(image, node.frame)
        lead = controlpaint.paint(brush, node, self._layout) if node.paint else 0
        if node.editable:
            paint_field(brush, node, self._layout)
        elif node.text or node.icon:
            self._label(brush, node, lead)
        for child in node.shown:
            self._node(brush, child)

    def _ground(self, brush: Brush, node: Node) -> None:
        radius = self._layout.px(node.radius)
        if node.elevation:
            brush.shadow(node.frame, radius, self._layout.px(node.elevation))
        if node.background and node.paint != "key":
            brush.rounded(node.frame, radius, self._color(brush, node, node.background))
        if node.border:
            brush.outline(node.frame, radius, brush.theme.rgb(node.border), self._layout.px(1))

    def _color(self, brush: Brush, node: Node, color: str) -> Rgb:
        return brush.theme.rgb(color if node.enabled else "surface_high")

    def _label(self, brush: Brush, node: Node, lead: int) -> None:
        """Draw icon and text side by side, centred vertically, aligned horizontally."""
        color = brush.theme.rgb(node.color if node.enabled else "disabled")
        inner = self._layout.inner(node)
        icon_px = self._layout.px(node.size) if node.icon else 0
        if node.icon and not node.text:
            brush.icon(node.icon, inner.center, icon_px, color)
            return
        if node.icon:
            middle = (inner.left + icon_px // 2, inner.center[1])
            brush.icon(node.icon, middle, icon_px, color)
            lead = icon_px + self._layout.px(ICON_GAP_DP)
        area = Rect(inner.left + lead, inner.top, inner.right, inner.bottom)
        self._text(brush, node, area, color)

    def _text(self, brush: Brush, node: Node, area: Rect, color: Rgb) -> None:
        size_px = self._layout.text_px(node)
        lines = self._layout.lines(node, node.text, area.width)
        step = fonts.line_height_px(size_px)
        y = area.top + (area.height - step * len(lines)) // 2
        for line in lines:
            x = area.left
            if node.text_align != "start":
                spare = area.width - fonts.width_px(line, size_px, node.bold)
                x += spare // 2 if node.text_align == "center" else spare
            brush.text(line, (x, y), size_px, color, node.bold)
            y += step
