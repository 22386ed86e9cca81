"""Measuring and placing nodes: dp in, px rectangles out, clipped to what can be seen.

Two passes as on Android: `Layout.measure` asks a node for its size within a limit, `Layout.place` gives
it a rectangle. Scroll containers measure their content without a limit and keep only visible children.
"""

from __future__ import annotations

from phoneagent.virtualphone.ui import fonts
from phoneagent.virtualphone.ui.node import FILL, WRAP, Node, Rect, Sides

ENDLESS_PX = 1 << 20
"""The height limit inside a vertical scroll container."""

_CONTROL_DP = {
    "switch": (52.0, 32.0),
    "checkbox": (24.0, 24.0),
    "radio": (24.0, 24.0),
    "seekbar": (0.0, 40.0),
    "progress": (0.0, 4.0),
    "spinner": (40.0, 40.0),
}
_LEADING = {"checkbox", "radio"}
"""Controls drawn before the node's own text."""


class Layout:
    """Lays out one tree at a density; remembers measured sizes for the duration of one run."""

    def __init__(self, density: float) -> None:
        self.density = density
        self._sizes: dict[tuple[int, int, int], tuple[int, int]] = {}

    def run(self, root: Node, area: Rect) -> Node:
        """Lay out `root` in an area of the screen; sets frame, bounds, shown of all nodes."""
        self._sizes.clear()
        self.place(root, area, area)
        return root

    def px(self, dp: float) -> int:
        return round(dp * self.density)

    def sides(self, sides: Sides) -> tuple[int, int, int, int]:
        if isinstance(sides, tuple):
            left, top, right, bottom = sides
            return self.px(left), self.px(top), self.px(right), self.px(bottom)
        if not sides:
            return 0, 0, 0, 0
        side = self.px(sides)
        return side, side, side, side

    # measuring -------------------------------------------------------------------------

    def measure(self, node: Node, max_w: int, max_h: int) -> tuple[int, int]:
        """Return the size in px a node wants within a limit, its margin not counted."""
        key = (id(node), max_w, max_h)
        size = self._sizes.get(key)
        if size is None:
            size = self._sizes[key] = self._measure(node, max_w, max_h)
        return size

    def _measure(self, node: Node, max_w: int, max_h: int) -> tuple[int, int]:
        left, top, right, bottom = self.sides(node.pad)
        want_w = self._wanted(node.width, max_w)
        want_h = self._wanted(node.height, max_h)
        room_w = max(0, (max_w if want_w is None else want_w) - left - right)
        room_h = max(0, (max_h if want_h is None else want_h) - top - bottom)
        if want_w is not None and want_h is not None:
            return want_w, want_h
        inner_w, inner_h = self._content(node, room_w, room_h)
        width = max(inner_w + left + right, self.px(node.min_width)) if want_w is None else want_w
        height = max(inner_h + top + bottom, self.px(node.min_height)) if want_h is None else want_h
        return min(width, max_w), min(height, max_h)

    def _wanted(self, dp: float, limit: int) -> int | None:
        if dp == WRAP:
            return None
        return limit if dp == FILL else min(self.px(dp), limit)

    def _content(self, node: Node, max_w: int, max_h: int) -> tuple[int, int]:
        if node.item_at is not None:
            return max_w, min(max_h, self.px(node.item_height) * node.item_count)
        if node.children:
            if node.layout == "row":
                return self._measure_line(node, max_w, max_h, horizontal=True)
            if node.layout == "column":
                return self._measure_line(node, max_w, max_h, horizontal=False)
            if node.layout == "grid":
                return max_w, sum(self._grid_heights(node, max_w, max_h))
            if node.layout == "scroll":
                width, height = self._measure_line(node, max_w, ENDLESS_PX, horizontal=False)
                return width, min(height, max_h)
            if node.layout == "pan":
                return self._measure_line(node, ENDLESS_PX, max_h, horizontal=True)
            return self._measure_frame(node, max_w, max_h)
        return self._measure_leaf(node, max_w)

    def _measure_leaf(self, node: Node, max_w: int) -> tuple[int, int]:
        width = height = 0
        if node.paint in _CONTROL_DP:
            wide, high = _CONTROL_DP[node.paint]
            width, height = self.px(wide), self.px(high)
        elif node.icon:
            width = height = self.px(node.size)
        text = node.text or node.hint if node.editable else node.text
        if text or node.editable:
            lead = width + self.px(12) if node.paint in _LEADING or node.icon else 0
            lines = self.text_lines(node, text, max_w - lead)
            size_px, bold = self.px(node.size if not node.icon else 14), node.bold
            width = lead + max(fonts.width_px(line, size_px, bold) for line in lines)
            height = max(height, len(lines) * fonts.line_height_px(size_px))
        return width, height

    def text_lines(self, node: Node, text: str, width: int) -> tuple[str, ...]:
        """Break a node's text as it is drawn."""
        if node.editable and node.input_type != "multiline":
            return (text.replace("\n", " "),)
        return fonts.wrap(text, self.px(node.size), max(1, width), node.max_lines, node.bold)

    def _measure_frame(self, node: Node, max_w: int, max_h: int) -> tuple[int, int]:
        width = height = 0
        for child in node.children:
            left, top, right, bottom = self.sides(child.margin)
            wide, high = self.measure(child, max_w - left - right, max_h - top - bottom)
            width = max(width, wide + left + right)
            height = max(height, high + top + bottom)
        return width, height

    def _measure_line(
        self, node: Node, max_w: int, max_h: int, *, horizontal: bool
    ) -> tuple[int, int]:
        lengths, breadths = self._line(node, max_w, max_h, horizontal=horizontal)
        gaps = self.px(node.gap) * max(0, len(node.children) - 1)
        length, breadth = sum(lengths) + gaps, max(breadths, default=0)
        return (length, breadth) if horizontal else (breadth, length)

    def _line(
        self, node: Node, max_w: int, max_h: int, *, horizontal: bool
    ) -> tuple[list[int], list[int]]:
        """Measure the children of a row or column: lengths along it, breadths across, margins in."""
        room = (max_w if horizontal else max_h) - self.px(node.gap) * (len(node.children) - 1)
        weights = sum(child.weight for child in node.children)
        lengths = [0] * len(node.children)
        breadths = [0] * len(node.children)
        order = sorted(range(len(node.children)), key=lambda i: node.children[i].weight > 0)
        free = room
        for i in order:
            child = node.children[i]
            left, top, right, bottom = self.sides(child.margin)
            along, across = (
                (left + right, top + bottom) if horizontal else (top + bottom, left + right)
            )
            if child.weight and room < ENDLESS_PX // 2:
                limit = max(0, int(free * child.weight / weights))
                length = limit
            else:
                limit = max(0, room)
                length = -1
            if horizontal:
                wide, high = self.measure(child, limit - along, max_h - across)
                length = wide + along if length < 0 else length
                breadths[i] = high + across
            else:
                wide, high = self.measure(child, max_w - across, limit - along)
                length = high + along if length < 0 else length
                breadths[i] = wide + across
            lengths[i] = length
            if not (child.weight and room < ENDLESS_PX // 2):
                room -= length
                free = max(0, room)
        return lengths, breadths

    def _grid_heights(self, node: Node, max_w: int, max_h: int) -> list[int]:
        gap = self.px(node.gap)
        cell_w = (max_w - gap * (node.columns - 1)) // node.columns
        heights: list[int] = []
        for start in range(0, len(node.children), node.columns):
            row = node.children[start : start + node.columns]
            high = max(self.measure(child, cell_w, max_h)[1] for child in row)
            heights.append(high + (gap if heights else 0))
        return heights

    # placing ---------------------------------------------------------------------------

    def place(self, node: Node, frame: Rect, clip: Rect) -> bool:
        """Give a node its rectangle and place its children; True when any of it can be seen."""
        node.frame = frame
        node.bounds = frame.intersect(clip)
        node.shown = []
        if node.bounds.is_empty:
            return False
        if not node.children and node.item_at is None:
            return True
        left, top, right, bottom = self.sides(node.pad)
        inner = Rect(frame.left + left, frame.top + top, frame.right - right, frame.bottom - bottom)
        if node.item_at is not None:
            self._place_lazy(node, inner)
        elif node.layout == "row":
            self._place_line(node, inner, horizontal=True)
        elif node.layout == "column":
            self._place_line(node, inner, horizontal=False)
        elif node.layout == "grid":
            self._place_grid(node, inner)
        elif node.layout in ("scroll", "pan"):
            self._place_scrolled(node, inner)
        else:
            self._place_frame(node, inner)
        return True

    def _show(self, node: Node, child: Node, index: int, frame: Rect) -> None:
        if self.place(child, frame, node.bounds):
            child.index = index
            child.order = index + 1
            node.shown.append(child)

    def _place_line(self, node: Node, inner: Rect, *, horizontal: bool) -> None:
        lengths, breadths = self._line(node, inner.width, inner.height, horizontal=horizontal)
        gap = self.px(node.gap)
        start, end = (inner.left, inner.right) if horizontal else (inner.top, inner.bottom)
        used = sum(lengths) + gap * (len(lengths) - 1)
        spare = max(0, end - start - used)
        if node.justify == "center":
            start += spare // 2
        elif node.justify == "end":
            start += spare
        elif node.justify == "between" and len(lengths) > 1:
            gap += spare // (len(lengths) - 1)
        for i, child in enumerate(node.children):
            self._show(
                node,
                child,
                i,
                self._cell(node, child, inner, (start, lengths[i], breadths[i]), horizontal),
            )
            start += lengths[i] + gap

    def _cell(
        self, node: Node, child: Node, inner: Rect, span: tuple[int, int, int], horizontal: bool
    ) -> Rect:
        """Return the rectangle of a child of a row or column from (start, length, breadth)."""
        start, length, breadth = span
        left, top, right, bottom = self.sides(child.margin)
        room = inner.height if horizontal else inner.width
        if node.align == "fill":
            breadth = room
        shift = {"center": (room - breadth) // 2, "end": room - breadth}.get(node.align, 0)
        if horizontal:
            high = inner.top + shift
            return Rect(start + left, high + top, start + length - right, high + breadth - bottom)
        wide = inner.left + shift
        return Rect(wide + left, start + top, wide + breadth - right, start + length - bottom)

    def _place_frame(self, node: Node, inner: Rect) -> None:
        for i, child in enumerate(node.children):
            left, top, right, bottom = self.sides(child.margin)
            wide, high = self.measure(
                child, inner.width - left - right, inner.height - top - bottom
            )
            vertical, _, horizontal = child.at.partition("_")
            x, y = inner.left + left, inner.top + top
            if horizontal == "center":
                x = inner.left + (inner.width - wide) // 2
            elif horizontal == "end":
                x = inner.right - right - wide
            if vertical == "center":
                y = inner.top + (inner.height - high) // 2
            elif vertical == "bottom":
                y = inner.bottom - bottom - high
            self._show(node, child, i, Rect(x, y, x + wide, y + high))

    def _place_grid(self, node: Node, inner: Rect) -> None:
        gap = self.px(node.gap)
        cell_w = (inner.width - gap * (node.columns - 1)) // node.columns
        y = inner.top
        for number, height in enumerate(self._grid_heights(node, inner.width, inner.height)):
            y += gap if number else 0
            high = height - (gap if number else 0)
            for column in range(node.columns):
                i = number * node.columns + column
                if i < len(node.children):
                    x = inner.left + column * (cell_w + gap)
                    self._show(node, node.children[i], i, Rect(x, y, x + cell_w, y + high))
            y += high

    def _place_scrolled(self, node: Node, inner: Rect) -> None:
        horizontal = node.layout == "pan"
        room = (ENDLESS_PX, inner.height) if horizontal else (inner.width, ENDLESS_PX)
        lengths, breadths = self._line(node, *room, horizontal=horizontal)
        gap = self.px(node.gap)
        content = sum(lengths) + gap * (len(lengths) - 1)
        offset = self._scroll_range(node, content, inner.width if horizontal else inner.height)
        start = (inner.left if horizontal else inner.top) - offset
        low, high = (
            (node.bounds.left, node.bounds.right)
            if horizontal
            else (node.bounds.top, node.bounds.bottom)
        )
        for i, child in enumerate(node.children):
            child.frame = self._cell(
                node, child, inner, (start, lengths[i], breadths[i]), horizontal
            )
            if start + lengths[i] > low and start < high:
                self._show(node, child, i, child.frame)
            start += lengths[i] + gap

    def _place_lazy(self, node: Node, inner: Rect) -> None:
        if node.item_at is None:
            return
        height = self.px(node.item_height)
        offset = self._scroll_range(node, height * node.item_count, inner.height)
        first = offset // height
        last = min(node.item_count, (offset + inner.height - 1) // height + 1)
        for number in range(first, last):
            y = inner.top + number * height - offset
            self._show(
                node,
                node.item_at(number),
                number - first,
                Rect(inner.left, y, inner.right, y + height),
            )

    def _scroll_range(self, node: Node, content: int, viewport: int) -> int:
        """Tell a scroll container how far it goes; return its offset."""
        beyond = max(0, content - viewport)
        node.scrollable = beyond > 0
        if node.scroll is None:
            return 0
        node.scroll.range_px = beyond
        node.scroll.move(0)
        return node.scroll.offset_px
