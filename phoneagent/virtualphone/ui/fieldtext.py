"""Where the characters of a text field lie, and keeping its cursor in sight."""

from __future__ import annotations

from phoneagent.virtualphone.ui import fonts
from phoneagent.virtualphone.ui.layout import Layout
from phoneagent.virtualphone.ui.node import EMPTY, Node


def shown_lines(node: Node, layout: Layout) -> list[tuple[int, str]]:
    """Return the lines of a field as drawn, each with the offset of its first character."""
    text = "\N{BULLET}" * len(node.text) if node.password else node.text
    if node.input_type != "multiline":
        return [(0, text.replace("\n", " "))]
    width = layout.inner(node).width
    lines: list[tuple[int, str]] = []
    offset = 0
    for paragraph in text.split("\n"):
        for line in fonts.wrap(paragraph, layout.px(node.size), width):
            lines.append((offset, line))
            offset += len(line)
        offset += 1
    return lines


def text_top(node: Node, layout: Layout) -> int:
    """Return where the first line starts: centred in a single-line field."""
    inner = layout.inner(node)
    if node.input_type == "multiline":
        return inner.top - _offset(node)
    return inner.top + (inner.height - fonts.line_height_px(layout.px(node.size))) // 2


def line_left(node: Node, line: str, layout: Layout) -> int:
    """Return where a line of a field starts, by its alignment and how far it is panned."""
    inner = layout.inner(node)
    spare = max(0, inner.width - fonts.width_px(line, layout.px(node.size)))
    shift = {"center": spare // 2, "end": spare}.get(node.text_align, 0)
    return inner.left + shift - (0 if node.input_type == "multiline" else _offset(node))


def _offset(node: Node) -> int:
    return node.field.scroll.offset_px if node.field else 0


def cursor_point(node: Node, offset: int, layout: Layout) -> tuple[int, int]:
    """Return the px position of the top of the cursor before a character."""
    size_px = layout.px(node.size)
    lines = shown_lines(node, layout)
    number = max(i for i, (start, _) in enumerate(lines) if start <= offset)
    start, line = lines[number]
    x = line_left(node, line, layout) + fonts.width_px(line[: offset - start], size_px)
    return x, text_top(node, layout) + number * fonts.line_height_px(size_px)


def offset_at(node: Node, x: float, y: float, layout: Layout) -> int:
    """Return the character offset nearest to a point."""
    size_px = layout.px(node.size)
    lines = shown_lines(node, layout)
    number = int((y - text_top(node, layout)) // fonts.line_height_px(size_px))
    start, line = lines[min(max(0, number), len(lines) - 1)]
    reach = x - line_left(node, line, layout)
    best = min(
        range(len(line) + 1), key=lambda count: abs(fonts.width_px(line[:count], size_px) - reach)
    )
    return start + best


def settle_text(node: Node, layout: Layout) -> None:
    """Say how far a field's text can be shifted, and shift it to a cursor that has moved."""
    field = node.field
    if field is None or node.frame == EMPTY:
        return
    inner = layout.inner(node)
    if node.input_type == "multiline":
        viewport = inner.height
        step = fonts.line_height_px(layout.px(node.size))
        content = len(shown_lines(node, layout)) * step
    else:
        viewport, step = max(1, inner.width), 0
        content = fonts.width_px(shown_lines(node, layout)[0][1], layout.px(node.size))
    field.scroll.range_px = max(0, content - viewport)
    field.scroll.move(0)
    if node.focused and field.revealed != (field.edit, viewport):
        field.revealed = (field.edit, viewport)
        point = cursor_point(node, field.edit.cursor, layout)
        start = point[1] - inner.top if step else point[0] - inner.left
        field.scroll.move(max(0, start + step - viewport) or min(0, start))


def reveal(root: Node, target: Node) -> bool:
    """Scroll the container around a node until it can be seen; True when something moved."""
    for node in root.walk():
        if node.scroll is None or node.layout != "scroll":
            continue
        path = _path_to(node, target)
        placed = [step.frame for step in path if step.frame != EMPTY]
        if placed:
            below = placed[-1].bottom - node.bounds.bottom
            above = node.bounds.top - placed[-1].top
            return node.scroll.move(max(below, 0) or -max(above, 0))
    return False


def _path_to(node: Node, target: Node) -> list[Node]:
    """Return the nodes between a container and one below it, the latter included."""
    for child in node.children:
        if child is target:
            return [child]
        deeper = _path_to(child, target)
        if deeper:
            return [child, *deeper]
    return []
