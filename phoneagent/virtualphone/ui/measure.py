"""How large nodes want to be: dp in, px out, within the room their parent offers."""

from __future__ import annotations

from phoneagent.virtualphone.ui import fonts
from phoneagent.virtualphone.ui.node import FILL, WRAP, Node, Sides

ENDLESS_PX = 1 << 20
"""The room inside a scroll container, along its direction."""

TEXT_BEHIND_ICON_SP = 14.0
"""Text size of a node that has an icon too; its `size` is that of the icon."""
ICON_GAP_DP = 12.0

_CONTROL_DP = {
    "switch": (52.0, 32.0),
    "checkbox": (24.0, 24.0),
    "radio": (24.0, 24.0),
    "seekbar": (0.0, 40.0),
}
_LEADING = ("checkbox", "radio")
"""Controls drawn before the node's own text."""


class Measure:
    """Measures nodes at a density (px per dp) and remembers their sizes for one run."""

    def __init__(self, density: float) -> None:
        self.density = density
        self._sizes: dict[tuple[int, int, int], tuple[int, int]] = {}

    def px(self, dp: float) -> int:
        return round(dp * self.density)

    def sides(self, sides: Sides) -> tuple[int, int, int, int]:
        """Return padding or margin in px: left, top, right, bottom."""
        if not sides:
            return 0, 0, 0, 0
        if isinstance(sides, tuple):
            left, top, right, bottom = sides
            return self.px(left), self.px(top), self.px(right), self.px(bottom)
        side = self.px(sides)
        return side, side, side, side

    def text_px(self, node: Node) -> int:
        """Return the text size of a node."""
        return self.px(TEXT_BEHIND_ICON_SP if node.icon else node.size)

    def measure(self, node: Node, max_w: int, max_h: int) -> tuple[int, int]:
        """Return the size in px a node wants within a limit, its margin not counted."""
        key = (id(node), max_w, max_h)
        size = self._sizes.get(key)
        if size is None:
            size = self._sizes[key] = self._measure(node, max_w, max_h)
        return size

    def _measure(self, node: Node, max_w: int, max_h: int) -> tuple[int, int]:
        want_w, want_h = self._wanted(node.width, max_w), self._wanted(node.height, max_h)
        if want_w is not None and want_h is not None:
            return want_w, want_h
        left, top, right, bottom = self.sides(node.pad)
        room_w = max(0, (max_w if want_w is None else want_w) - left - right)
        room_h = max(0, (max_h if want_h is None else want_h) - top - bottom)
        inner_w, inner_h = self._content(node, room_w, room_h)
        if want_w is None:
            want_w = max(inner_w + left + right, self.px(node.min_width))
        if want_h is None:
            want_h = max(inner_h + top + bottom, self.px(node.min_height))
        return min(want_w, max_w), min(want_h, max_h)

    def _wanted(self, dp: float, limit: int) -> int | None:
        if dp == WRAP:
            return None
        return limit if dp == FILL else min(self.px(dp), limit)

    def _content(self, node: Node, max_w: int, max_h: int) -> tuple[int, int]:
        if node.item_at is not None:
            return max_w, min(max_h, self.px(node.item_height) * node.item_count)
        if not node.children:
            return self._leaf(node, max_w)
        if node.layout == "frame":
            return self._frame(node, max_w, max_h)
        if node.layout == "grid":
            return max_w, sum(self.grid_heights(node, max_w, max_h))
        if node.layout == "flow":
            return self._flow(node, max_w, max_h)
        room_w = ENDLESS_PX if node.layout == "pan" else max_w
        room_h = ENDLESS_PX if node.layout == "scroll" else max_h
        lengths, breadths = self.line(node, room_w, room_h)
        along, across = sum(lengths) + self.gaps(node), max(breadths)
        width, height = (along, across) if is_horizontal(node) else (across, along)
        return min(width, max_w), min(height, max_h)

    def _leaf(self, node: Node, max_w: int) -> tuple[int, int]:
        width, height = (self.px(dp) for dp in _CONTROL_DP.get(node.paint, (0.0, 0.0)))
        if node.icon:
            width = height = self.px(node.size)
        text = node.text or (node.hint if node.editable else "")
        if text or node.editable:
            lead = width + self.px(ICON_GAP_DP) if node.icon or node.paint in _LEADING else 0
            size_px = self.text_px(node)
            lines = self.lines(node, text, max_w - lead)
            width = lead + max(fonts.width_px(line, size_px, node.bold) for line in lines)
            height = max(height, len(lines) * fonts.line_height_px(size_px))
        return width, height

    def lines(self, node: Node, text: str, width: int) -> tuple[str, ...]:
        """Break a node's text as it is drawn in a width."""
        if node.editable and node.input_type != "multiline":
            return (text.replace("\n", " "),)
        return fonts.wrap(text, self.text_px(node), max(1, width), node.max_lines, node.bold)

    def _frame(self, node: Node, max_w: int, max_h: int) -> tuple[int, int]:
        width = height = 0
        for child in node.children:
            left, top, right, bottom = self.sides(child.margin)
            wide, high = self.measure(child, max_w - left - right, max_h - top - bottom)
            width = max(width, wide + left + right)
            height = max(height, high + top + bottom)
        return width, height

    # rows, columns and grids ---------------------------------------------------------------

    def gaps(self, node: Node) -> int:
        """Return the room all gaps between children take."""
        return self.px(node.gap) * max(0, len(node.children) - 1)

    def line(self, node: Node, max_w: int, max_h: int) -> tuple[list[int], list[int]]:
        """Measure the children of a row or column, margins included.

        Returns:
            Their lengths along the direction and their breadths across it. What fixed children
            leave free is shared among those with a weight.
        """
        horizontal = is_horizontal(node)
        limit, across = (max_w, max_h) if horizontal else (max_h, max_w)
        free = limit - self.gaps(node)
        lengths, breadths = [0] * len(node.children), [0] * len(node.children)
        sharing: list[int] = []
        order = list(range(len(node.children)))
        if any(child.shrinks for child in node.children):
            order.sort(key=lambda i: node.children[i].shrinks)
        for i in order:
            child = node.children[i]
            if child.weight and limit < ENDLESS_PX // 2:
                sharing.append(i)
                continue
            lengths[i], breadths[i] = self._extent(child, max(0, free), across, horizontal)
            free -= lengths[i]
        total = sum(node.children[i].weight for i in sharing)
        for i in sharing:
            lengths[i] = int(max(0, free) * node.children[i].weight / total)
            breadths[i] = self._extent(node.children[i], lengths[i], across, horizontal)[1]
        return lengths, breadths

    def _extent(self, child: Node, along: int, across: int, horizontal: bool) -> tuple[int, int]:
        """Return a child's length and breadth with its margin."""
        left, top, right, bottom = self.sides(child.margin)
        if horizontal:
            wide, high = self.measure(child, along - left - right, across - top - bottom)
            return wide + left + right, high + top + bottom
        wide, high = self.measure(child, across - left - right, along - top - bottom)
        return high + top + bottom, wide + left + right

    def cell_width(self, node: Node, width: int) -> int:
        """Return how wide the cells of a grid are."""
        return (width - self.px(node.gap) * (node.columns - 1)) // node.columns

    def grid_heights(self, node: Node, max_w: int, max_h: int) -> list[int]:
        """Return the heights of a grid's rows; all but the first include the gap above."""
        wide = self.cell_width(node, max_w)
        heights: list[int] = []
        for start in range(0, len(node.children), node.columns):
            row = node.children[start : start + node.columns]
            high = max(self.measure(child, wide, max_h)[1] for child in row)
            heights.append(high + (self.px(node.gap) if heights else 0))
        return heights

    def flow_lines(self, node: Node, max_w: int, max_h: int) -> list[list[tuple[int, int]]]:
        """Break a flow into lines; each holds the sizes of its children, margins included."""
        lines: list[list[tuple[int, int]]] = [[]]
        free = max_w
        for child in node.children:
            wide, high = self._extent(child, max_w, max_h, horizontal=True)
            if lines[-1] and wide > free:
                lines.append([])
                free = max_w
            lines[-1].append((wide, high))
            free -= wide + self.px(node.gap)
        return lines

    def _flow(self, node: Node, max_w: int, max_h: int) -> tuple[int, int]:
        lines, gap = self.flow_lines(node, max_w, max_h), self.px(node.gap)
        width = max(sum(wide for wide, _ in line) + gap * (len(line) - 1) for line in lines)
        height = sum(max(high for _, high in line) for line in lines)
        return min(width, max_w), min(height + gap * (len(lines) - 1), max_h)


def is_horizontal(node: Node) -> bool:
    """Whether a node puts its children side by side."""
    return node.layout in ("row", "pan")
