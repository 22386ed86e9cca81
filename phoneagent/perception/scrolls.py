"""What can be scrolled: in which direction, and whether something lies beyond its edges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from phoneagent.core.base import Rect
from phoneagent.perception.views import View

_SIDEWAYS = ("HorizontalScrollView", "ViewPager", "ViewPager2", "Gallery")
_UPRIGHT = ("ListView", "ScrollView", "WebView", "GridView")


@dataclass(frozen=True, slots=True)
class Scroll:
    """A scrollable view.

    Attributes:
        axis: "vertical" or "horizontal".
        above, below: whether something probably lies beyond the near and the far edge; a hierarchy
            does not tell, the last child's place does.
    """

    view: View
    axis: Literal["vertical", "horizontal"]
    above: bool
    below: bool


def scrolls_of(top: View, screen: Rect) -> list[Scroll]:
    """The scrollables worth telling: not those that only wrap another of the same size."""
    found: list[Scroll] = []
    for view in top.walk():
        if not view.node.scrollable or view.box.area_px < 0.01 * screen.area_px:
            continue
        axis = _axis(view)
        if axis == "vertical" and any(
            s.axis == axis and view.box.area_px > 0.7 * s.view.box.area_px and s.view.holds(view)
            for s in found
        ):
            found = [s for s in found if not (s.axis == axis and s.view.holds(view))]
        above, below = _beyond(view, axis)
        found.append(Scroll(view, axis, above, below))
    return found


def _axis(view: View) -> Literal["vertical", "horizontal"]:
    cls = view.node.cls
    if cls.endswith(_SIDEWAYS):
        return "horizontal"
    if cls.endswith(_UPRIGHT):
        return "vertical"
    children = [child for child in view.children if child.box.area_px]
    if len(children) >= 2:
        first, last = children[0].box, children[-1].box
        if last.left >= first.right and last.top < first.bottom:
            return "horizontal"
    elif view.box.width_px > 3 * view.box.height_px and len(children) == 1:
        return "horizontal" if children[0].box.right >= view.box.right else "vertical"
    return "vertical"


def _beyond(view: View, axis: str) -> tuple[bool, bool]:
    """Judge by the content's edges: cut off or flush with the box, or ending before it."""
    low = 0 if axis == "horizontal" else 1
    content = [child for child in _content(view) if child.box.area_px]
    if not content:
        return False, True
    box = view.box
    start = min(child.box[low] for child in content)
    end = max(child.box[low + 2] for child in content)
    slack = max(12, (box[low + 2] - box[low]) // 50)
    below = end >= box[low + 2] - slack
    first = min(content, key=lambda child: child.box[low])
    above = (not below and start <= box[low] + slack) or _cut_off(first, content, low, box)
    return above, below


def _content(view: View) -> list[View]:
    """The children that scroll; a lone child that fills the view is opened first."""
    children = view.children
    while len(children) == 1 and len(children[0].children) > 1:
        children = children[0].children
    return children


def _cut_off(first: View, content: list[View], low: int, box: Rect) -> bool:
    """The first child sticks out of the box, or is much smaller than others of its class."""
    if first.node.bounds[low] < box[low]:
        return True
    if first.box[low] > box[low] + 2:
        return False
    sizes = [c.box[low + 2] - c.box[low] for c in content[1:-1] if c.node.cls == first.node.cls]
    own = first.box[low + 2] - first.box[low]
    return len(sizes) >= 2 and own < 0.6 * min(sizes)
