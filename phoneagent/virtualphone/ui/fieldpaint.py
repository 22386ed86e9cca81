"""Drawing text fields: hint, text, selection, cursor, and the line of the focused field."""

from __future__ import annotations

from phoneagent.virtualphone.ui import fonts
from phoneagent.virtualphone.ui.brush import Brush
from phoneagent.virtualphone.ui.fieldtext import (
    cursor_point,
    line_left,
    shown_lines,
    text_top,
)
from phoneagent.virtualphone.ui.layout import Layout
from phoneagent.virtualphone.ui.node import Node, Rect

_SQUARE_DP = 8.0
"""Fields rounded further than this have no line at their foot."""
_LABEL_SP = 11.0
_LABEL_TOP_DP = 5.0
_REST_DP = 6.0
"""How much higher a floating hint rests in an empty field than the text that will be typed."""


def paint_field(brush: Brush, node: Node, layout: Layout) -> None:
    """Draw a field's inside; its ground is drawn already."""
    inner = layout.inner(node)
    if inner.is_empty:
        return
    if node.focused and node.background and node.radius <= _SQUARE_DP:
        edge = Rect(
            node.frame.left, node.frame.bottom - layout.px(2), node.frame.right, node.frame.bottom
        )
        brush.rect(edge, brush.theme.rgb("primary"))
    if node.floats and (node.text or node.focused):
        at = (inner.left, node.frame.top + layout.px(_LABEL_TOP_DP))
        role = "primary" if node.focused else "muted"
        brush.text(node.hint, at, layout.px(_LABEL_SP), brush.theme.rgb(role))
    part = brush.part(_visible(node, inner))
    _paint_text(part, node, layout)
    brush.put(part)


def _visible(node: Node, inner: Rect) -> Rect:
    """Return the text area, a little wider so that a cursor at its edge shows."""
    return Rect(inner.left - 2, inner.top, inner.right + 2, inner.bottom).intersect(node.frame)


def _paint_text(brush: Brush, node: Node, layout: Layout) -> None:
    size_px = layout.px(node.size)
    top = text_top(node, layout)
    if not node.text and not (node.floats and node.focused):
        muted = brush.theme.rgb("muted")
        rest = top - layout.px(_REST_DP) if node.floats else top
        brush.text(node.hint, (line_left(node, node.hint, layout), rest), size_px, muted)
    _paint_selection(brush, node, layout)
    color = brush.theme.rgb("on_surface" if node.enabled else "disabled")
    step = fonts.line_height_px(size_px)
    for number, (_, line) in enumerate(shown_lines(node, layout)):
        brush.text(line, (line_left(node, line, layout), top + number * step), size_px, color)
    if node.focused and node.field and node.field.edit.start == node.field.edit.end:
        x, y = cursor_point(node, node.field.edit.cursor, layout)
        brush.rect(Rect(x, y, x + layout.px(1.5), y + step), brush.theme.rgb("primary"))


def _paint_selection(brush: Brush, node: Node, layout: Layout) -> None:
    edit = node.field.edit if node.field else None
    if edit is None or not node.focused or edit.start == edit.end:
        return
    step = fonts.line_height_px(layout.px(node.size))
    for start, line in shown_lines(node, layout):
        first, last = max(edit.start, start), min(edit.end, start + len(line))
        if first < last:
            left, top = cursor_point(node, first, layout)
            right = left + fonts.width_px(line[first - start : last - start], layout.px(node.size))
            brush.rect(Rect(left, top, right, top + step), brush.theme.rgb("accent"))
