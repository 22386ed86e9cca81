"""Finding an element again: a Locator and a fresh hierarchy give the Spot to touch.

Every part of a locator is evidence. Words (text, description, label) and the resource-id say what
a thing is; class, path and place say only where it was. Where it was never wins against what it
is: a row that now says something else is another row.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from phoneagent.core.actions import Spot
from phoneagent.core.base import Point, Rect
from phoneagent.core.hierarchy import Node
from phoneagent.core.screen import Locator
from phoneagent.devices.dump import Path
from phoneagent.errors import ActionError

_EDITABLE = ("EditText", "AutoCompleteTextView", "SearchAutoComplete")
_FAR = 0.3  # of the screen: beyond this, where it is says nothing for it
_ENOUGH = 0.5
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PARTS = ((1, 2), (1, 4), (3, 4), (1, 8), (7, 8))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A node with its place in the tree.

    Attributes:
        row: what holds it together with its neighbours: the list's item, or its parent.
        in_list: whether it is part of something that scrolls.
    """

    node: Node
    path: Path
    row: Node
    in_list: bool

    @property
    def words(self) -> tuple[str, ...]:
        return (_fold(self.node.text), _fold(self.node.desc))


class Gone(ActionError):
    """The element is not on this screen; a later one may show it."""


class Covered(Gone):
    """Something lies over the element.

    Attributes:
        package: whose window or view it is.
    """

    def __init__(self, message: str, package: str) -> None:
        super().__init__(message)
        self.package = package


def is_editable(node: Node) -> bool:
    """Whether text can be typed into a node."""
    return node.cls.endswith(_EDITABLE)


def locate(root: Node, locator: Locator) -> Spot:
    """Where the element is now.

    Raises:
        Gone: nothing on the screen is it, or something lies over it.
    """
    nodes = list(_candidates(root, row=root))
    screen = Rect(0, 0, *_size(root))
    ids = Counter(c.node.resource_id for c in nodes)
    scored = [(_score(c, locator, screen, ids), c) for c in nodes]
    best_score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or best_score < _ENOUGH:
        raise Gone(f"the element is no longer on the screen: {locator.describe()}")
    return _free_spot(root, best, screen)


def _candidates(
    node: Node, path: Path = (), *, row: Node, in_list: bool = False
) -> Iterator[Candidate]:
    """Everything with a place on the screen."""
    if node.visible and node.bounds.area_px > 0:
        yield Candidate(node, path, row, in_list)
    is_list = node.scrollable or node.cls.endswith(("RecyclerView", "ListView"))
    for index, child in enumerate(node.children):
        below = child if is_list else row if in_list else node
        yield from _candidates(child, (*path, index), row=below, in_list=in_list or is_list)


def _score(found: Candidate, wanted: Locator, screen: Rect, ids: Counter[str]) -> float:
    """How surely a node is the element, 0 to 1; 0 when something speaks against it."""
    node = found.node
    same_id = bool(wanted.resource_id) and node.resource_id == wanted.resource_id
    if (wanted.package and node.package != wanted.package) or (wanted.resource_id and not same_id):
        return 0.0
    same_class = node.cls == wanted.cls if wanted.cls else None
    if not same_id and same_class is False:
        return 0.0
    words = _words_agree(found, wanted)
    place = _place(found, wanted, screen)
    if words is False and not _may_have_changed_its_words(found, same_id, ids, place):
        return 0.0
    if not same_id and words is None:  # nothing says what it is: it must be where it was, exactly
        return 0.8 * place if same_class and found.path == wanted.path and place > 0.6 else 0.0
    identity = (0.35 if same_id else 0.0) + (0.45 if words else 0.1)
    alone = 0.15 if same_id and ids[node.resource_id] == 1 else 0.0
    form = 0.1 if same_class else 0.05
    where = 0.1 * place + (0.1 if found.path == wanted.path else 0.0)
    return identity + alone + form + where + 0.05 * _size_agrees(node.bounds, wanted.bounds)


def _words_agree(found: Candidate, wanted: Locator) -> bool | None:
    """Whether the node says what the element said; None when neither says anything."""
    label = "" if _names_the_id(wanted) else _fold(wanted.label)
    row = _words_in(found.row)
    if is_editable(found.node):  # its text is what was typed; label, hint and description stay
        stable = {w for w in (_fold(wanted.desc), label) if w and w != _fold(wanted.text)}
        return True if stable & (row | _words_in(found.node)) else None
    text, desc = found.words
    told = [(w, said) for w, said in ((wanted.text, text), (wanted.desc, desc)) if w]
    if any(_fold(w) == said for w, said in told):
        return True
    own = _words_in(found.node)
    if label and (label in own or (not told and label in row)):
        return True
    silent = not told and not own and not (found.in_list and row)
    return None if silent or not (told or label) else False


def _words_in(node: Node) -> set[str]:
    """Everything that can be read in a subtree, line by line and as a whole."""
    said: set[str] = set()
    for each in node.walk():
        for text in (each.text, each.desc, each.hint):
            if text:
                said |= {_fold(text), *map(_fold, text.split("\n"))}
    return said - {""}


def _names_the_id(wanted: Locator) -> bool:
    """Whether the label was only made up from the resource-id, so that no screen says it."""
    tail = _CAMEL.sub(" ", wanted.resource_id.rpartition("/")[2]).casefold()
    parts = set(re.findall(r"[^\W_\d]+", tail))
    return bool(parts) and set(_fold(wanted.label).split()) <= parts


def _may_have_changed_its_words(
    found: Candidate, same_id: bool, ids: Counter[str], place: float
) -> bool:
    """A control alone with its id and in its place may say Pause instead of Play; a row may not."""
    return same_id and ids[found.node.resource_id] == 1 and not found.in_list and place > 0.5


def _place(found: Candidate, wanted: Locator, screen: Rect) -> float:
    """1 when the box is where it was, as a fraction of the screen; 0 when it is far away."""
    width, height = wanted.size_px if all(wanted.size_px) else (screen.right, screen.bottom)
    if wanted.bounds.area_px == 0 or not (width and height and screen.right and screen.bottom):
        return 0.0
    old, new = wanted.bounds.centre, found.node.bounds.centre
    dx = old.x / width - new.x / screen.right
    dy = old.y / height - new.y / screen.bottom
    return max(0.0, 1.0 - math.hypot(dx, dy) / _FAR)


def _size_agrees(now: Rect, then: Rect) -> float:
    """1 when two boxes are equally large, towards 0 the more they differ."""
    large = max(now.area_px, then.area_px, 1)
    return min(now.area_px, then.area_px) / large


def _free_spot(root: Node, found: Candidate, screen: Rect) -> Spot:
    """The part of the element that a finger reaches.

    Raises:
        Covered: something lies over all of it.
    """
    box = found.node.bounds.clipped_to(screen)
    editable = is_editable(found.node)
    if box.area_px == 0:
        raise Gone("the element is outside the screen")
    cover = None
    for top, below in _PARTS:
        for left, right in _PARTS[: 1 if (top, below) == (1, 2) else None]:
            point = Point(
                box.left + box.width_px * left // right, box.top + box.height_px * top // below
            )
            over = covering(root, found.path, point)
            if over is None:
                if (left, right, top, below) == (1, 2, 1, 2):
                    return Spot(bounds=box, editable=editable)
                return Spot(bounds=_around(point), editable=editable)
            cover = cover or over
    assert cover is not None
    name = cover.text or cover.desc or cover.resource_id or cover.cls.rpartition(".")[2]
    raise Covered(f"the element is covered by {name!r} ({cover.package})", cover.package)


def _around(point: Point) -> Rect:
    return Rect(point.x - 1, point.y - 1, point.x + 1, point.y + 1)


def covering(root: Node, path: Path, point: Point) -> Node | None:
    """What takes a touch at `point` before the node at `path` does, or None.

    The windows come as `AccessibilityService.getWindows` orders them, the active one first, then
    from top to bottom; but a keyboard lies on the active window all the same. So a smaller window
    lies over a larger one, and of two equal ones the earlier is on top. Within a window later
    siblings lie on top, unless the drawing order says otherwise.
    """
    mine = root.children[path[0]] if path else root
    for position, window in enumerate(root.children):
        rank = (window.bounds.area_px, position)
        over = _taker(window, point) if rank < (mine.bounds.area_px, path[0]) else None
        if over is not None:
            return over
    node, above = root, None
    for depth, index in enumerate(path):
        child = node.children[index]
        if depth:
            for position, sibling in enumerate(node.children):
                if (sibling.drawing_order, position) > (child.drawing_order, index):
                    above = _taker(sibling, point) or above
        node = child
    return above


def _taker(node: Node, point: Point) -> Node | None:
    """The innermost node at a point that reacts to a touch."""
    if not node.visible or not node.bounds.contains(*point):
        return None
    for child in reversed(node.children):
        found = _taker(child, point)
        if found is not None:
            return found
    reacts = node.clickable or node.long_clickable or node.scrollable or is_editable(node)
    return node if reacts else None


def _size(root: Node) -> tuple[int, int]:
    boxes = [window.bounds for window in root.children]
    return max((b.right for b in boxes), default=0), max((b.bottom for b in boxes), default=0)


@lru_cache(maxsize=8192)
def _fold(text: str) -> str:
    """Case, spacing and characters nobody can see do not matter."""
    if not text.isascii():
        text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Co"))
    return " ".join(text.split()).casefold()
