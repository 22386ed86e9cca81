"""The visible part of a hierarchy: nodes with their box, parent and place in paint order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from phoneagent.core.base import Rect
from phoneagent.core.hierarchy import Node

_MIN_SIDE_PX = 3
_BARS = frozenset(("android:id/statusBarBackground", "android:id/navigationBarBackground"))


@dataclass(slots=True, eq=False)
class View:
    """A node that can be seen.

    Attributes:
        box: the part of its bounds that lies on the screen and in every scrolling ancestor.
        path: child indexes from the root of the hierarchy.
        painted: its number in paint order; `painted_last` that of its last descendant.
    """

    node: Node
    box: Rect
    path: tuple[int, ...]
    parent: View | None = None
    children: list[View] = field(default_factory=list)
    painted: int = 0
    painted_last: int = 0

    def walk(self) -> Iterator[View]:
        """This view and everything below it, in document order."""
        stack = [self]
        while stack:
            view = stack.pop()
            yield view
            if view.children:
                stack.extend(reversed(view.children))

    def ancestors(self) -> Iterator[View]:
        """Every view this one lies in, nearest first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def holds(self, other: View) -> bool:
        """Whether `other` is this view or lies below it in the tree."""
        return self.painted <= other.painted <= self.painted_last


def grow(node: Node, clip: Rect, path: tuple[int, ...]) -> View | None:
    """The visible part of `node` within `clip`, or None when nothing of it can be seen."""
    top = _view(node, clip, path, None)
    if top is None:
        return None
    pending = [(top, clip)]
    while pending:
        view, clip = pending.pop()
        inside = view.box if view.node.scrollable else clip
        for number, child in enumerate(view.node.children):
            grown = _view(child, inside, (*view.path, number), view)
            if grown is not None:
                view.children.append(grown)
                pending.append((grown, inside))
    _paint(top)
    return top


def _view(node: Node, clip: Rect, path: tuple[int, ...], parent: View | None) -> View | None:
    if not node.visible or node.resource_id in _BARS:
        return None
    left, top, right, bottom = node.bounds
    box = Rect(
        left if left > clip[0] else clip[0],
        top if top > clip[1] else clip[1],
        right if right < clip[2] else clip[2],
        bottom if bottom < clip[3] else clip[3],
    )
    seen = box[2] - box[0] >= _MIN_SIDE_PX and box[3] - box[1] >= _MIN_SIDE_PX
    # Some toolkits report empty boxes for groups whose children are on the screen.
    if not seen and not (node.children and (right <= left or bottom <= top)):
        return None
    return View(node, box if seen else Rect(0, 0, 0, 0), path, parent)


def _paint(top: View) -> None:
    """Number the views in the order they are drawn: later ones lie above earlier ones."""
    number = 0
    stack: list[tuple[View, bool]] = [(top, False)]
    while stack:
        view, left = stack.pop()
        if left:
            view.painted_last = number
            continue
        number += 1
        view.painted = number
        stack.append((view, True))
        children = view.children
        if len(children) > 1 and any(child.node.drawing_order for child in children):
            children = sorted(children, key=lambda child: child.node.drawing_order)
        stack.extend((child, False) for child in reversed(children))
