"""Scrolling: find what scrolls, push it, stop at a text or at the end."""

from __future__ import annotations

from typing import Protocol

from phoneagent.core.base import Point, Rect
from phoneagent.core.hierarchy import Node
from phoneagent.devices.dump import Dump
from phoneagent.devices.eyes import Eyes
from phoneagent.devices.settle import PATIENCE
from phoneagent.errors import ActionError

_MOST_PUSHES = 60
_SHARE = 0.7  # of the container's length per push: what was at the edge stays in sight
_EDGE = 0.1  # keep away from the edges: system gestures, sticky headers


class Pusher(Protocol):
    """Moves a finger and rests before lifting it."""

    def push(self, start: Point, end: Point) -> None: ...


def scroll(hands: Pusher, eyes: Eyes, direction: str, within: Rect | None, until: str) -> None:
    """Show more in a direction, once, or until a text can be read.

    Args:
        hands: push.
        eyes: look after each push.
        direction: "down" shows what is below.
        within: the box of what to scroll; the largest scrollable thing on the screen when left out.
        until: go on until this can be read; "" pushes once.

    Raises:
        ActionError: nothing scrolls, the end was reached, or the text did not come.
    """
    seen = eyes.dump()
    if until and seen.says(until):
        return
    box = container(seen, within, direction)
    start, end = way(box, direction)
    for pushes in range(1, _MOST_PUSHES + 1):
        hands.push(start, end)
        now = eyes.settled(PATIENCE["scroll"], before=seen)
        if until and now.says(until):
            return
        if content(now, box) == content(seen, box):
            raise ActionError(_end(direction, until, pushes))
        if not until:
            return
        seen = now
    raise ActionError(f"{until!r} was not found within {_MOST_PUSHES} scrolls {direction}")


def _end(direction: str, until: str, pushes: int) -> str:
    if until:
        return f"{until!r} was not found: the end was reached after {pushes} scrolls {direction}"
    return f"nothing moved: this is the end, there is nothing more {direction}"


def container(seen: Dump, within: Rect | None, direction: str) -> Rect:
    """The box to push in."""
    nodes = [n for n in seen.root.walk() if n.scrollable and n.visible and n.bounds.area_px]
    if within is not None:
        inner = [n for n in nodes if within.encloses(n.bounds)]
        outer = [n for n in nodes if n.bounds.encloses(within)]
        if inner:
            return max(inner, key=lambda n: n.bounds.area_px).bounds
        return min(outer, key=lambda n: n.bounds.area_px).bounds if outer else within
    if not nodes:
        if seen.is_poor:
            return seen.screen
        raise ActionError("nothing on this screen scrolls")
    lengthwise = [n for n in nodes if _fits(n, direction)] or nodes
    return max(lengthwise, key=lambda n: n.bounds.area_px).bounds


def _fits(node: Node, direction: str) -> bool:
    """Whether a container probably scrolls that way: strips sideways, lists up and down."""
    sideways = "Horizontal" in node.cls or "ViewPager" in node.cls
    flat = node.bounds.width_px > 3 * node.bounds.height_px
    return (sideways or flat) == (direction in ("left", "right"))


def way(box: Rect, direction: str) -> tuple[Point, Point]:
    """Where the finger goes down and up: against the direction that is to be shown."""
    centre = box.centre
    if direction in ("up", "down"):
        low = box.bottom - int(box.height_px * _EDGE)
        high = low - int(box.height_px * _SHARE)
        first, last = Point(centre.x, low), Point(centre.x, high)
    else:
        right = box.right - int(box.width_px * _EDGE)
        left = right - int(box.width_px * _SHARE)
        first, last = Point(right, centre.y), Point(left, centre.y)
    return (first, last) if direction in ("down", "right") else (last, first)


def content(seen: Dump, box: Rect) -> list[tuple[str, str, Rect]]:
    """What lies inside the container and where."""
    return [
        (n.text, n.desc, n.bounds)
        for n in seen.root.walk()
        if box.encloses(n.bounds) and not n.scrollable
    ]
