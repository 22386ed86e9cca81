"""Drawing controls: switches, check boxes, radio buttons, seek bars, keys, the battery."""

from __future__ import annotations

import math
from collections.abc import Callable

from phoneagent.virtualphone.ui import fonts
from phoneagent.virtualphone.ui.brush import Brush
from phoneagent.virtualphone.ui.layout import Layout
from phoneagent.virtualphone.ui.node import Node, Rect


def paint(brush: Brush, node: Node, layout: Layout) -> int:
    """Draw a node's control; return how much room in px it takes before the node's text."""
    return _CONTROLS[node.paint](brush, node, layout)


def _switch(brush: Brush, node: Node, layout: Layout) -> int:
    inner = layout.inner(node)
    width, height = layout.px(52), layout.px(32)
    left, top = inner.right - width, inner.center[1] - height // 2
    track = Rect(left, top, left + width, top + height)
    rgb = brush.theme.rgb
    middle = top + height // 2
    if node.checked:
        brush.rounded(track, height // 2, rgb("primary" if node.enabled else "disabled"))
        x = track.right - height // 2
        brush.disc(x, middle, layout.px(12), rgb("on_primary"))
        brush.icon("check", (x, middle), layout.px(15), rgb("primary"))
    else:
        brush.rounded(track, height // 2, rgb("muted" if node.enabled else "outline"))
        rim = layout.px(2)
        inside = Rect(left + rim, top + rim, track.right - rim, track.bottom - rim)
        brush.rounded(inside, inside.height // 2, rgb("surface_high"))
        thumb = rgb("muted" if node.enabled else "outline")
        brush.disc(left + height // 2, middle, layout.px(8), thumb)
    return 0


def _checkbox(brush: Brush, node: Node, layout: Layout) -> int:
    inner = layout.inner(node)
    size, rim = layout.px(18), layout.px(2)
    left, top = inner.left + layout.px(3), inner.center[1] - size // 2
    box = Rect(left, top, left + size, top + size)
    rgb = brush.theme.rgb
    if node.checked:
        brush.rounded(box, layout.px(3), rgb("primary" if node.enabled else "disabled"))
        brush.icon("check", box.center, layout.px(15), rgb("on_primary"))
    else:
        brush.outline(box, layout.px(3), rgb("muted" if node.enabled else "disabled"), rim)
    return layout.px(24 + 12)


def _radio(brush: Brush, node: Node, layout: Layout) -> int:
    inner = layout.inner(node)
    x, y = inner.left + layout.px(12), inner.center[1]
    radius, rim = layout.px(10), layout.px(2)
    ring = Rect(x - radius, y - radius, x + radius, y + radius)
    color = brush.theme.rgb(
        "disabled" if not node.enabled else "primary" if node.checked else "muted"
    )
    brush.outline(ring, radius, color, rim)
    if node.checked:
        brush.disc(x, y, layout.px(5), color)
    return layout.px(24 + 12)


def _seekbar(brush: Brush, node: Node, layout: Layout) -> int:
    frame = node.frame
    inset = min(frame.height // 2, frame.width // 4)
    left, right, y = frame.left + inset, frame.right - inset, frame.center[1]
    thumb_x = round(left + (right - left) * node.value)
    half = layout.px(2)
    rgb = brush.theme.rgb
    brush.rounded(Rect(left, y - half, right, y + half), half, rgb("outline"))
    color = rgb("primary" if node.enabled else "disabled")
    if thumb_x > left:
        brush.rounded(Rect(left, y - half, thumb_x, y + half), half, color)
    brush.disc(thumb_x, y, layout.px(10), color)
    return 0


def _progress(brush: Brush, node: Node, layout: Layout) -> int:
    frame, rgb = node.frame, brush.theme.rgb
    half = frame.height // 2
    brush.rounded(frame, half, rgb("surface_high"))
    done = frame.left + round(frame.width * min(1.0, max(0.0, node.value)))
    if done > frame.left:
        brush.rounded(Rect(frame.left, frame.top, done, frame.bottom), half, rgb("primary"))
    return 0


def _key(brush: Brush, node: Node, layout: Layout) -> int:
    """A keyboard key: a cap inset in its touch area."""
    across, down = layout.px(2.5), layout.px(5)
    frame = node.frame
    cap = Rect(frame.left + across, frame.top + down, frame.right - across, frame.bottom - down)
    brush.rounded(cap, layout.px(7), brush.theme.rgb(node.background))
    return 0


def _battery(brush: Brush, node: Node, layout: Layout) -> int:
    frame, rgb = node.frame, brush.theme.rgb
    x, y = frame.center
    body = Rect(x - layout.px(4.5), y - layout.px(6), x + layout.px(4.5), y + layout.px(7))
    brush.rounded(
        Rect(x - layout.px(2), body.top - layout.px(1.5), x + layout.px(2), body.top),
        1,
        rgb("muted"),
    )
    brush.rounded(body, layout.px(1.5), rgb("disabled"))
    level = body.bottom - round(body.height * node.value)
    full = Rect(body.left, min(level, body.bottom - 1), body.right, body.bottom)
    brush.rounded(full, layout.px(1.5), rgb("on_surface" if node.value > 0.15 else "error"))
    return 0


def _clock(brush: Brush, node: Node, layout: Layout) -> int:
    """The hand of a clock face: `value` degrees from the top, `size` dp long."""
    x, y = node.frame.center
    angle, reach = math.radians(node.value), layout.px(node.size)
    tip = (round(x + reach * math.sin(angle)), round(y - reach * math.cos(angle)))
    color = brush.theme.rgb("primary")
    brush.line([(x, y), tip], color, layout.px(2))
    brush.disc(x, y, layout.px(4), color)
    brush.disc(*tip, layout.px(20), color)
    return 0


def _label(brush: Brush, node: Node, layout: Layout) -> int:
    """A number that only has a description, as on the platform's clock face."""
    size_px = layout.px(node.size)
    x, y = node.frame.center
    left = x - fonts.width_px(node.desc, size_px) // 2
    top = y - fonts.line_height_px(size_px) // 2
    brush.text(node.desc, (left, top), size_px, brush.theme.rgb(node.color))
    return 0


_CONTROLS: dict[str, Callable[[Brush, Node, Layout], int]] = {
    "switch": _switch,
    "checkbox": _checkbox,
    "radio": _radio,
    "seekbar": _seekbar,
    "progress": _progress,
    "key": _key,
    "battery": _battery,
    "clock": _clock,
    "label": _label,
}
