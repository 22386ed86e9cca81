"""Placing nodes: every node gets a rectangle in px, clipped to what can be seen.

Two passes as on Android: `Measure.measure` asks a node for its size within a limit, `Layout.place`
gives it a rectangle. Children that a scroll container hides are not shown: neither drawn, nor in
the tree, nor within reach of a finger.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from phoneagent.virtualphone.ui.measure import ENDLESS_PX, Measure, is_horizontal
from phoneagent.virtualphone.ui.node import Node, Rect


class Layout(Measure):
    """Lays out trees at a density."""

    def run(self, root: Node, area: Rect) -> None:
        """Lay out `root` in an area of the screen; sets frame, bounds and shown of all nodes."""
        self._sizes.clear()
        self.place(root, area, area)

    def inner(self, node: Node) -> Rect:
        """Return what a placed node's padding leaves for its content."""
        left, top, right, bottom = self.sides(node.pad)
        frame = node.frame
        return Rect(frame.left + left, frame.top + top, frame.right - right, frame.bottom - bottom)

    def place(self, node: Node, frame: Rect, clip: Rect) -> bool:
        """Give a node its rectangle and place its children; True when any of it can be seen."""
        node.frame = frame
        node.bounds = frame.intersect(clip)
        node.shown = []
        if node.bounds.is_empty:
            return False
        if node.item_at is not None:
            self._place_lazy(node)
        elif not node.children:
            return True
        elif node.layout == "frame":
            self._place_frame(node)
        elif node.layout == "grid":
            self._place_grid(node)
        elif node.layout == "flow":
            self._place_flow(node)
        elif node.layout in ("scroll", "pan"):
            self._place_scrolled(node)
        else:
            self._place_line(node)
        return True

    def _show(self, node: Node, child: Node, index: int, frame: Rect) -> None:
        if self.place(child, frame, node.bounds):
            child.index = index
            child.order = index + 1
            node.shown.append(child)

    def _place_line(self, node: Node) -> None:
        inner = self.inner(node)
        lengths, breadths = self.line(node, inner.width, inner.height)
        gap = self.px(node.gap)
        start, end = (inner.left, inner.right) if is_horizontal(node) else (inner.top, inner.bottom)
        spare = max(0, end - start - sum(lengths) - self.gaps(node))
        if node.justify == "center":
            start += spare // 2
        elif node.justify == "end":
            start += spare
        elif node.justify == "between" and len(lengths) > 1:
            gap += spare // (len(lengths) - 1)
        for i, child in enumerate(node.children):
            self._show(node, child, i, self._cell(node, child, start, lengths[i], breadths[i]))
            start += lengths[i] + gap

    def _cell(self, node: Node, child: Node, start: int, length: int, breadth: int) -> Rect:
        """Return the rectangle of a child of a row or column that starts at a position along it."""
        inner = self.inner(node)
        left, top, right, bottom = self.sides(child.margin)
        room = inner.height if is_horizontal(node) else inner.width
        if node.align == "fill":
            breadth = room
        shift = {"center": (room - breadth) // 2, "end": room - breadth}.get(node.align, 0)
        if is_horizontal(node):
            high = inner.top + shift
            return Rect(start + left, high + top, start + length - right, high + breadth - bottom)
        wide = inner.left + shift
        return Rect(wide + left, start + top, wide + breadth - right, start + length - bottom)

    def _place_frame(self, node: Node) -> None:
        inner = self.inner(node)
        for i, child in enumerate(node.children):
            left, top, right, bottom = self.sides(child.margin)
            wide, high = self.measure(
                child, inner.width - left - right, inner.height - top - bottom
            )
            vertical, _, horizontal = child.at.partition("_")
            x = {
                "center": inner.left + (inner.width - wide) // 2,
                "end": inner.right - right - wide,
            }.get(horizontal, inner.left + left)
            y = {
                "center": inner.top + (inner.height - high) // 2,
                "bottom": inner.bottom - bottom - high,
            }.get(vertical, inner.top + top)
            self._show(node, child, i, Rect(x, y, x + wide, y + high))

    def _place_grid(self, node: Node) -> None:
        inner = self.inner(node)
        gap, wide = self.px(node.gap), self.cell_width(node, inner.width)
        bottom = inner.top
        for number, height in enumerate(self.grid_heights(node, inner.width, inner.height)):
            top = bottom + (gap if number else 0)
            bottom += height
            first = number * node.columns
            for i, child in enumerate(node.children[first : first + node.columns]):
                x = inner.left + i * (wide + gap)
                self._show(node, child, first + i, Rect(x, top, x + wide, bottom))

    def _place_flow(self, node: Node) -> None:
        inner, gap = self.inner(node), self.px(node.gap)
        top, i = inner.top, 0
        for line in self.flow_lines(node, inner.width, inner.height):
            spare = inner.width - sum(wide for wide, _ in line) - gap * (len(line) - 1)
            start = inner.left + {"center": spare // 2, "end": spare}.get(node.justify, 0)
            tall = max(high for _, high in line)
            for wide, high in line:
                left, above, right, below = self.sides(node.children[i].margin)
                y = top + {"center": (tall - high) // 2, "end": tall - high}.get(node.align, 0)
                frame = Rect(start + left, y + above, start + wide - right, y + high - below)
                self._show(node, node.children[i], i, frame)
                start, i = start + wide + gap, i + 1
            top += tall + gap

    def _place_scrolled(self, node: Node) -> None:
        inner = self.inner(node)
        horizontal = is_horizontal(node)
        room = (ENDLESS_PX, inner.height) if horizontal else (inner.width, ENDLESS_PX)
        lengths, breadths = self.line(node, *room)
        viewport = inner.width if horizontal else inner.height
        if node.scroll and not node.scroll.started:
            node.scroll.started = True
            if node.start_at:
                ahead = lengths[: node.start_at] if node.start_at > 0 else lengths
                node.scroll.offset_px = sum(ahead) + self.px(node.gap) * len(ahead)
        offset = _scroll_range(node, sum(lengths) + self.gaps(node), viewport)
        start = (inner.left if horizontal else inner.top) - offset
        low, high = node.bounds[0 if horizontal else 1], node.bounds[2 if horizontal else 3]
        for i, child in enumerate(node.children):
            child.frame = self._cell(node, child, start, lengths[i], breadths[i])
            if start + lengths[i] > low and start < high:
                self._show(node, child, i, child.frame)
            start += lengths[i] + self.px(node.gap)

    def _place_lazy(self, node: Node) -> None:
        if node.item_at is None:
            return
        inner = self.inner(node)
        edges = self._edges(node)
        offset = _scroll_range(node, edges[-1], inner.height)
        first = bisect_right(edges, offset) - 1
        last = min(node.item_count, bisect_left(edges, offset + inner.height))
        for number in range(first, last):
            top, bottom = (inner.top + edges[number + i] - offset for i in (0, 1))
            frame = Rect(inner.left, top, inner.right, bottom)
            self._show(node, node.item_at(number), number - first, frame)

    def _edges(self, node: Node) -> Sequence[int]:
        """Return where the rows of a lazy list begin, and where the last one ends, px."""
        if node.item_heights:
            return list(accumulate(map(self.px, node.item_heights), initial=0))
        height = max(1, self.px(node.item_height))
        return range(0, height * node.item_count + 1, height)


def _scroll_range(node: Node, content_px: int, viewport_px: int) -> int:
    """Tell a scroll container how far it goes; return its offset."""
    beyond = max(0, content_px - viewport_px)
    node.scrollable = beyond > 0
    if node.scroll is None:
        return 0
    node.scroll.range_px = beyond
    node.scroll.move(0)
    return node.scroll.offset_px
