"""One node of the screen: an app declares it, layout places it, the renderer draws it.

A view is a tree of `Node` built anew whenever something changed. Every declared size is in dp
(text sizes in sp) as in Android; every laid-out rectangle is in px.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from phoneagent.virtualphone.ui.state import FieldState, ScrollState

FILL = -1.0
"""Take all the room the parent offers (Android: match_parent)."""
WRAP = -2.0
"""Take the room the content needs (Android: wrap_content)."""

Sides = float | tuple[float, float, float, float]
"""Padding or margin in dp: one number for all sides, or (left, top, right, bottom)."""


class Rect(NamedTuple):
    """A rectangle in px; right and bottom are exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def center(self) -> tuple[int, int]:
        return (self.left + self.right) // 2, (self.top + self.bottom) // 2

    @property
    def is_empty(self) -> bool:
        return self.right <= self.left or self.bottom <= self.top

    def contains(self, x: float, y: float) -> bool:
        return self.left <= x < self.right and self.top <= y < self.bottom

    def intersect(self, other: Rect) -> Rect:
        """The common part; empty (maybe with negative size) when there is none."""
        return Rect(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )


EMPTY = Rect(0, 0, 0, 0)


class Drag(NamedTuple):
    """One step of a finger on a node with `on_drag`: positions in px, time in ms."""

    kind: str
    """down, move, up or cancel"""
    x: float
    y: float
    start_x: float
    start_y: float
    at_ms: int
    frame: Rect
    """Where the dragged node lies."""


@dataclass(slots=True, eq=False, kw_only=True)
class Node:
    """A view: Android's attributes, how it is laid out, how it looks, what it does."""

    # What the accessibility tree says.
    class_name: str = "android.widget.FrameLayout"
    text: str = ""
    desc: str = ""
    id: str = ""
    """A short id (`title`, completed with the app's package) or a full one (`android:id/title`)."""
    bare_id: bool = False
    """The id stays as it is: that of an element of a web page."""
    hint: str = ""
    package: str = ""
    enabled: bool = True
    checkable: bool = False
    checked: bool = False
    clickable: bool = False
    focusable: bool = False
    focused: bool = False
    scrollable: bool = False
    selected: bool = False
    password: bool = False
    children: list[Node] = dataclasses.field(default_factory=list)

    # How it is laid out (dp).
    layout: str = "frame"
    """column, row, frame, grid, flow (a row that breaks), scroll, pan (sideways) or lazy."""
    width: float = WRAP
    height: float = WRAP
    min_width: float = 0.0
    min_height: float = 0.0
    weight: float = 0.0
    """Share of the parent's free length along its direction."""
    shrinks: bool = False
    """Measured after its siblings: it takes what it needs, but no more than they leave."""
    pad: Sides = 0.0
    margin: Sides = 0.0
    gap: float = 0.0
    columns: int = 1
    align: str = "start"
    """Children across a row or column: start, center, end, fill."""
    justify: str = "start"
    """Children along a row or column: start, center, end, between."""
    at: str = "top_start"
    """Own place in a frame: top|center|bottom _ start|center|end."""

    # How it looks (dp, colour roles of `theme.Theme` or #rrggbb).
    size: float = 14.0
    bold: bool = False
    color: str = "on_surface"
    background: str = ""
    radius: float = 0.0
    border: str = ""
    elevation: float = 0.0
    text_align: str = "start"
    max_lines: int = 0
    icon: str = ""
    paint: str = ""
    """Name of a control drawn by the renderer: switch, checkbox, radio, seekbar, clock ..."""
    value: float = 0.0
    """Position of a seek bar or progress (0..1), angle of a clock hand (degrees)."""
    image: object | None = None
    """A Pillow image to draw, fitted into the node; or what makes one of (width px, height px,
    dark), called only when the screen is drawn."""

    # What it does.
    key: str = ""
    """Names the node's kept state (scroll offset, text being edited); its id when empty."""
    start_at: int = 0
    """The child a scroll container shows first when it is new; -1 starts at the end."""
    on_click: Callable[[], object] | None = None
    on_tap: Callable[[float, float], object] | None = None
    """A tap, in place of `on_click`, with its place: px from the upper left corner."""
    on_long_click: Callable[[], object] | None = None
    on_double_click: Callable[[], object] | None = None
    on_change: Callable[[str], object] | None = None
    on_submit: Callable[[], object] | None = None
    on_seek: Callable[[float], object] | None = None
    on_drag: Callable[[Drag], object] | None = None
    on_swipe: Callable[[str], object] | None = None
    """A swipe that scrolled nothing: left, right, up or down."""
    editable: bool = False
    floats: bool = False
    """The hint stays above what is typed, in small letters (Android: TextInputLayout)."""
    autofocus: bool = False
    ime_action: str = ""
    """What the keyboard's enter key does: next, done, search, go, send; empty: by position."""
    input_type: str = "text"
    """text, number, phone, date, email, multiline (enter makes a new line), none (no keyboard)."""
    item_at: Callable[[int], Node] | None = None
    """Rows of a lazy list: only those on the screen are built."""
    item_count: int = 0
    item_height: float = 0.0
    item_heights: Sequence[float] = ()
    """Of each row of a lazy list (dp), where they differ."""

    # What layout and binding fill in.
    frame: Rect = EMPTY
    """Where it lies, in px, even where a scroll container hides it."""
    bounds: Rect = EMPTY
    """The part of `frame` that can be seen."""
    index: int = 0
    order: int = 0
    field: FieldState | None = None
    scroll: ScrollState | None = None
    shown: list[Node] = dataclasses.field(default_factory=list)
    """The children that can be seen, in drawing order."""

    def walk(self) -> Iterator[Node]:
        """Yield this node and everything shown below it, parents first."""
        yield self
        for child in self.shown:
            yield from child.walk()

    def find(self, *, text: str = "", desc: str = "", id: str = "", key: str = "") -> Node | None:
        """Return the first shown node whose attributes equal all those given."""
        for node in self.walk():
            if (
                (not text or node.text == text)
                and (not desc or node.desc == desc)
                and (not id or node.id == id or node.id.endswith(f":id/{id}"))
                and (not key or node.key == key)
            ):
                return node
        return None

    @property
    def is_clickable(self) -> bool:
        return self.clickable or self.on_click is not None or self.on_tap is not None

    @property
    def is_long_clickable(self) -> bool:
        return self.on_long_click is not None or self.editable
