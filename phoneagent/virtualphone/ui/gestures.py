"""From touches to gestures: tap, double tap, long press, scrolling and dragging.

The rules are those of Android's ViewConfiguration: a touch slop of 8 dp, a long press after 500 ms
(by the time of the events, never by waiting), a double tap within 300 ms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from phoneagent.virtualphone.ui.layer import Window
from phoneagent.virtualphone.ui.node import Drag, Node

TOUCH_SLOP_DP = 8.0
DOUBLE_TAP_SLOP_DP = 100.0
SWIPE_DP = 48.0
LONG_PRESS_MS = 500
DOUBLE_TAP_MS = 300


@dataclass(slots=True)
class Press:
    """A finger that is down."""

    window: Window
    path: list[Node]
    """The nodes below the finger, outermost first."""
    x: float
    y: float
    at_ms: int
    mode: str = "press"
    """press, scroll, pan, drag or spent"""
    last_x: float = 0.0
    last_y: float = 0.0
    scrolled: bool = False
    dragged: Node | None = None
    """The node that follows the finger: at once, or past the slop when a child takes taps."""


class Listener(Protocol):
    """Who acts on gestures: the display."""

    def windows(self) -> list[Window]:
        """The windows on the screen, bottom to top."""
        ...

    def on_tap(self, window: Window, node: Node | None, x: float, y: float) -> None:
        """A tap; `node` is the innermost that takes clicks, None when nothing does."""
        ...

    def on_double_tap(self, window: Window, node: Node, x: float, y: float) -> None: ...
    def on_long_press(self, window: Window, node: Node, x: float, y: float) -> None: ...
    def on_outside(self, window: Window) -> None:
        """A tap outside a modal window."""
        ...

    def on_moved(self, window: Window) -> None:
        """Something has been scrolled, swiped or dragged."""
        ...


class Gestures:
    """Follows one finger over the windows of a display."""

    def __init__(self, listener: Listener, density: float) -> None:
        self._listener = listener
        self._slop_px = TOUCH_SLOP_DP * density
        self._double_slop_px = DOUBLE_TAP_SLOP_DP * density
        self._swipe_px = SWIPE_DP * density
        self._press: Press | None = None
        self._last_tap: Press | None = None
        self._last_tap_ms = 0

    def touch(self, kind: str, x: float, y: float, at_ms: int) -> None:
        """Take one touch event: down, move, up or cancel."""
        if kind == "down":
            self._down(x, y, at_ms)
        elif self._press is not None:
            press = self._press
            if kind == "move":
                self._move(press, x, y, at_ms)
            else:
                self._press = None
                self._end(press, kind, x, y, at_ms)

    def _down(self, x: float, y: float, at_ms: int) -> None:
        window = self._window_at(x, y)
        if window is None:
            return
        press = Press(window, path_at(window.root, x, y), x, y, at_ms, last_x=x, last_y=y)
        self._press = press
        press.dragged = _dragged(press.path)
        if press.dragged and not _waits(press):
            press.mode = "drag"
            self._drag(press, "down", x, y, at_ms)

    def _window_at(self, x: float, y: float) -> Window | None:
        for window in reversed(self._listener.windows()):
            if window.layer.touchable and (window.layer.modal or window.root.bounds.contains(x, y)):
                return window
        return None

    def _move(self, press: Press, x: float, y: float, at_ms: int) -> None:
        if press.mode == "press":
            self._leave_slop(press, x, y, at_ms)
        if press.mode == "drag":
            self._drag(press, "move", x, y, at_ms)
        elif press.mode in ("scroll", "pan"):
            self._scroll(press, x, y)
        press.last_x, press.last_y = x, y

    def _leave_slop(self, press: Press, x: float, y: float, at_ms: int) -> None:
        """Decide what a press becomes: still a press, a long press, or a scroll."""
        dx, dy = abs(x - press.x), abs(y - press.y)
        if max(dx, dy) > self._slop_px:
            along = press.y - y if dy >= dx else press.x - x
            press.mode = "scroll" if dy >= dx else "pan"
            if press.dragged and not _scrolls_instead(press, along):
                press.mode = "drag"
                self._drag(press, "down", press.x, press.y, press.at_ms)
        elif at_ms - press.at_ms >= LONG_PRESS_MS:
            node = _taker(press.path)
            if node and node.enabled and node.is_long_clickable:
                press.mode = "spent"
                self._listener.on_long_press(press.window, node, press.x, press.y)

    def _scroll(self, press: Press, x: float, y: float) -> None:
        """Move the innermost container under the finger that can still go that way.

        Whole pixels, so that many small steps add up to where the finger is.
        """
        before, now = (press.last_y, y) if press.mode == "scroll" else (press.last_x, x)
        delta = round(before) - round(now)
        for node in reversed(press.path):
            horizontal = node.layout == "pan"
            if node.scroll and horizontal == (press.mode == "pan") and node.scroll.move(delta):
                press.scrolled = True
                self._listener.on_moved(press.window)
                return

    def _swipe(self, press: Press, x: float, y: float) -> None:
        """Hand a swipe that scrolled nothing to the innermost node that wants swipes."""
        if press.mode == "pan":
            length, names = x - press.x, ("left", "right")
        else:
            length, names = y - press.y, ("up", "down")
        takers = [node for node in press.path if node.enabled and node.on_swipe]
        if takers and takers[-1].on_swipe and abs(length) >= self._swipe_px:
            takers[-1].on_swipe(names[length > 0])
            self._listener.on_moved(press.window)

    def _drag(self, press: Press, kind: str, x: float, y: float, at_ms: int) -> None:
        node = press.dragged
        if node is None:
            return
        if node.on_seek and kind != "cancel":
            node.on_seek(seek_value(node, x))
        if node.on_drag:
            node.on_drag(Drag(kind, x, y, press.x, press.y, at_ms, node.frame))
        self._listener.on_moved(press.window)

    def _end(self, press: Press, kind: str, x: float, y: float, at_ms: int) -> None:
        if press.mode == "press" and kind == "up":
            self._leave_slop(press, x, y, at_ms)
        if press.mode == "drag":
            self._drag(press, kind, x, y, at_ms)
        elif press.mode in ("scroll", "pan"):
            self._scroll(press, x, y)
            if kind == "up" and not press.scrolled:
                self._swipe(press, x, y)
        elif press.mode == "press" and kind == "up":
            if press.dragged and press.dragged.on_seek:
                self._drag(press, "down", x, y, at_ms)
            else:
                self._tap_up(press, at_ms)

    def _tap_up(self, press: Press, at_ms: int) -> None:
        node = _taker(press.path)
        if not press.path:
            self._listener.on_outside(press.window)
        elif node and node.enabled and self._is_second_tap(press, node):
            self._last_tap = None
            self._listener.on_double_tap(press.window, node, press.x, press.y)
        else:
            self._last_tap, self._last_tap_ms = press, at_ms
            taken = node if node and node.enabled else None
            self._listener.on_tap(press.window, taken, press.x, press.y)

    def _is_second_tap(self, press: Press, node: Node) -> bool:
        last = self._last_tap
        return (
            last is not None
            and (node.on_double_click is not None or node.editable)
            and last.window.layer is press.window.layer
            and _same_view(last, node)
            and press.at_ms - self._last_tap_ms <= DOUBLE_TAP_MS
            and max(abs(press.x - last.x), abs(press.y - last.y)) <= self._double_slop_px
        )


def _same_view(last: Press, node: Node) -> bool:
    """Each view detects its own double taps; it is built anew in between, so its name tells."""
    before = _taker(last.path)
    return before is not None and (before.key or before.id) == (node.key or node.id)


def _waits(press: Press) -> bool:
    """Whether a drag starts only past the slop: a child takes taps, or the touch may scroll."""
    if press.dragged is None:
        return True
    rank = press.path.index(press.dragged)
    outer, inner = press.path[:rank], press.path[rank + 1 :]
    if _taker(inner) is not None or any(node.scrollable for node in inner):
        return True
    return press.dragged.on_seek is not None and any(node.scrollable for node in outer)


def _scrolls_instead(press: Press, along_px: float) -> bool:
    """Whether a touch on a dragged node scrolls: a list in it can, or it is across a seek bar."""
    if press.dragged is None:
        return True
    if press.dragged.on_seek and press.mode == "scroll":
        return True
    inner = press.path[press.path.index(press.dragged) + 1 :]
    return any(
        node.scroll is not None
        and (node.layout == "pan") == (press.mode == "pan")
        and (node.scroll.offset_px > 0 if along_px < 0 else node.scroll.has_more)
        for node in inner
    )


def _dragged(path: list[Node]) -> Node | None:
    """Return the innermost node that is dragged."""
    for node in reversed(path):
        if node.enabled and (node.on_drag or node.on_seek):
            return node
    return None


def _taker(path: list[Node]) -> Node | None:
    """Return the innermost node that takes clicks or long presses, enabled or not."""
    for node in reversed(path):
        if node.is_clickable or node.is_long_clickable:
            return node
    return None


def path_at(node: Node, x: float, y: float) -> list[Node]:
    """Return the nodes at a point, outermost first.

    Later siblings lie on top, but one in which nothing reacts lets the touch through.
    """
    return _path(node, x, y)[0]


def _path(node: Node, x: float, y: float) -> tuple[list[Node], bool]:
    if not node.bounds.contains(x, y):
        return [], False
    found: list[Node] = []
    for child in reversed(node.shown):
        path, reacts = _path(child, x, y)
        if reacts:
            return [node, *path], True
        found = found or path
    return [node, *found], _reacts(node)


def _reacts(node: Node) -> bool:
    return (
        node.is_clickable
        or node.is_long_clickable
        or node.on_drag is not None
        or node.on_swipe is not None
        or node.on_seek is not None
        or node.scrollable
    )


def seek_value(node: Node, x: float) -> float:
    """Return the position 0..1 on a seek bar for a point; its ends lie half a thumb inside."""
    inset = min(node.frame.height // 2, node.frame.width // 4)
    track = max(1, node.frame.width - 2 * inset)
    return min(1.0, max(0.0, (x - node.frame.left - inset) / track))
