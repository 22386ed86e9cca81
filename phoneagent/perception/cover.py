"""Which views lie under others: behind sheets, overlays, popups and the keyboard."""

from __future__ import annotations

from itertools import pairwise

from phoneagent.core.base import Rect
from phoneagent.perception.roles import is_thing
from phoneagent.perception.views import View

_SAMPLES = (0.5, 0.12, 0.88)
_SHEET_SHARE = 0.5
_FULL_OF = 5


class Cover:
    """Answers whether a view can be reached by a finger, for the views of one window.

    Android hands a touch to the topmost view that takes it. A view is covered when at its centre
    and near its corners another view, drawn later and not related to it, would take the touch.
    """

    def __init__(self, top: View, screen: Rect, above: tuple[Rect, ...] = ()) -> None:
        self._above = above
        everything = list(top.walk())
        self._buried = _buried(everything, screen)
        takers = [view for view in everything if _takes_touches(view)]
        large_px = _SHEET_SHARE * screen.area_px
        self._takers = [v for v in takers if v.box.area_px >= large_px or not _is_ripple(v)]
        self._blank = {id(view) for view in self._takers if _is_blank(view)}
        self._told = [v for v in everything if v.node.text or v.node.desc or is_thing(v.node)]

    def hides(self, view: View) -> bool:
        """Whether `view` lies wholly under something else."""
        box = view.box
        if any(_mostly_inside(box, other) for other in self._above):
            return True
        if any(below.holds(view) for below in self._buried):
            return True
        over = [
            taker.box
            for taker in self._takers
            if taker.painted > view.painted_last
            and not (
                taker.box[0] >= box[2]
                or taker.box[2] <= box[0]
                or taker.box[1] >= box[3]
                or taker.box[3] <= box[1]
            )
            and self._counts(taker)
        ]
        if not over:
            return False
        return all(_point_inside(x, y, over) for x, y in _points(box))

    def _counts(self, taker: View) -> bool:
        """An overlay without words is a scrim only when something is drawn on top of it."""
        if id(taker) not in self._blank:
            return True
        return any(
            told.painted > taker.painted_last and taker.box.encloses(told.box)
            for told in self._told
        )


def _buried(everything: list[View], screen: Rect) -> list[View]:
    """Parts of a screen under another part of the same size that is full: a page over a page."""
    buried: list[View] = []
    for parent in everything:
        large = [c for c in parent.children if c.box.area_px >= _SHEET_SHARE * screen.area_px]
        if len(large) < 2:
            continue
        large.sort(key=lambda child: child.painted)
        for below, over in pairwise(large):
            common = below.box.clipped_to(over.box).area_px
            if common >= 0.9 * below.box.area_px and _is_full(over):
                buried.append(below)
    return buried


def _is_full(view: View) -> bool:
    """Whether words or things are spread over most of the view, so that it must be opaque."""
    told = [v.box for v in view.walk() if _tells(v) and v.box.area_px < 0.5 * view.box.area_px]
    if len(told) < _FULL_OF:
        return False
    thirds = {3 * (box.centre.y - view.box.top) // max(1, view.box.height_px) for box in told}
    return len(thirds) == 3


def _tells(view: View) -> bool:
    return bool(view.node.text or view.node.desc or is_thing(view.node)) and view.box.area_px > 0


def _takes_touches(view: View) -> bool:
    node = view.node
    return (node.clickable or node.long_clickable or node.scrollable) and view.box.area_px > 0


def _is_blank(view: View) -> bool:
    return not view.children and not view.node.text and not view.node.desc


def _is_ripple(view: View) -> bool:
    """A wordless view laid exactly over its siblings to take their touch: part of them."""
    if not _is_blank(view) or view.parent is None:
        return False
    return _alike(view.box, view.parent.box) and len(view.parent.children) > 1


def _alike(one: Rect, other: Rect) -> bool:
    slack = max(8, other.height_px // 10)
    return all(abs(a - b) <= slack for a, b in zip(one, other, strict=True))


def _mostly_inside(box: Rect, other: Rect) -> bool:
    return box.clipped_to(other).area_px > 0.6 * box.area_px


def _points(box: Rect) -> list[tuple[int, int]]:
    width, height = box.width_px, box.height_px
    middle, near, far = _SAMPLES
    return [
        (box.left + int(width * across), box.top + int(height * down))
        for across, down in ((middle, middle), (near, near), (far, near), (near, far), (far, far))
    ]


def _point_inside(x: int, y: int, boxes: list[Rect]) -> bool:
    return any(box.contains(x, y) for box in boxes)
