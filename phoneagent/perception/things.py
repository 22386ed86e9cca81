"""Views to drafts: one draft per thing a person would point at, with the texts in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from phoneagent.core.base import Rect
from phoneagent.core.screen import ElementRole
from phoneagent.perception.cover import Cover
from phoneagent.perception.roles import is_list_class, is_thing, role_of, role_of_class
from phoneagent.perception.views import View
from phoneagent.perception.words import clean, lines, without_empty_parts

_BIG_SHARE = 0.5
_ROW_TEXTS = 8


@dataclass(slots=True)
class Piece:
    """A text that can be read in a thing: where it stands, and whether it is only a description."""

    text: str
    view: View
    described: bool = False


@dataclass(slots=True, eq=False)
class Draft:
    """An element in the making.

    Attributes:
        view: what is tapped.
        pieces: the texts in it, in document order.
        mark: the switch or box inside that shows this thing's state, when it has none itself.
        inner: things that lie in it and are operated on their own.
        owner: the thing this one lies in.
    """

    view: View
    role: ElementRole
    pieces: list[Piece] = field(default_factory=list)
    mark: View | None = None
    inner: list[Draft] = field(default_factory=list)
    owner: Draft | None = None
    dropped: bool = False
    label: str = ""
    detail: str = ""
    value: str = ""
    hint: str = ""

    @property
    def stateful(self) -> View:
        """The view whose checked flag is this thing's state."""
        return self.mark or self.view

    def take_mark(self, mark: View) -> None:
        """Let a box inside show the state; a line of text that has one is the words as well."""
        self.mark = mark
        if mark.node.cls.endswith("CheckedTextView"):
            self.pieces.extend(_own_pieces(mark))


def drafts_of(top: View, screen: Rect, above: tuple[Rect, ...] = ()) -> list[Draft]:
    """The things and texts of one window in document order; `above` are boxes drawn over it."""
    drafts = _Gatherer(top, screen, above).gather()
    for draft in drafts:
        _settle(draft)
    return [draft for draft in drafts if not draft.dropped]


class _Gatherer:
    """Walks a window once and hands every text to the thing it belongs to."""

    def __init__(self, top: View, screen: Rect, above: tuple[Rect, ...]) -> None:
        self.top = top
        self.cover = Cover(top, screen, above)
        self.big_px = _BIG_SHARE * screen.area_px
        self.row_height_px = 0.2 * screen.height_px
        self.drafts: list[Draft] = []

    def gather(self) -> list[Draft]:
        stack: list[tuple[View, Draft | None]] = [(self.top, None)]
        while stack:
            view, owner = stack.pop()
            owner = self._take(view, owner)
            stack.extend((child, owner) for child in reversed(view.children))
        return self.drafts

    def _take(self, view: View, owner: Draft | None) -> Draft | None:
        """Record `view`; the return value is whom the texts below it belong to."""
        node = view.node
        if _is_operable(view) and view.box.area_px and not self.cover.hides(view):
            if owner and self._is_mark(view, owner):
                owner.take_mark(view)
                return owner
            if self._is_scrim(view):
                return owner
            if not self._is_backdrop(view):
                return self._add(Draft(view, role_of(node), _own_pieces(view), owner=owner))
        elif owner is None and self._is_plain_row(view):
            return self._add(Draft(view, "text"))
        pieces = _own_pieces(view)
        if not pieces or not view.box.area_px:
            return owner
        if owner is None and not self.cover.hides(view):
            if not _only_describes_children(view):
                role: ElementRole = role_of_class(node.cls) or "text"
                self._add(Draft(view, role if role == "image" else "text", pieces))
        elif owner is not None:
            owner.pieces.extend(pieces)
        return owner

    def _add(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        if draft.owner:
            draft.owner.inner.append(draft)
        return draft

    def _is_mark(self, view: View, owner: Draft) -> bool:
        """A switch or box that only shows the state of the row around it."""
        node = view.node
        if not node.checkable or node.clickable or owner.mark or owner.view.node.checkable:
            return False
        return owner.view.node.clickable and owner.role in ("row", "button", "other")

    def _is_backdrop(self, view: View) -> bool:
        """A large view that takes touches for what lies in it: not one thing but a place."""
        return view.box.area_px >= self.big_px and any(
            inner is not view and (is_thing(inner.node) or inner.node.text) for inner in view.walk()
        )

    def _is_scrim(self, view: View) -> bool:
        """A large view without words or children that only darkens or takes touches."""
        node = view.node
        wordless = not (view.children or node.text or node.desc)
        return wordless and view.box.area_px >= self.big_px

    def _is_plain_row(self, view: View) -> bool:
        """A row of a list that cannot be tapped: its texts are read as one."""
        parent = view.parent
        if parent is None or not view.children or view.box.height_px > self.row_height_px:
            return False
        if not (parent.node.scrollable or is_list_class(parent.node.cls)):
            return False
        told = 0
        for inner in view.walk():
            if is_thing(inner.node):
                return False
            told += bool(inner.node.text)
        return 2 <= told <= _ROW_TEXTS and not self.cover.hides(view)


def _is_operable(view: View) -> bool:
    """Things, and what toolkits make unclickable while it is the selected one of its kind."""
    node = view.node
    if is_thing(node):
        return True
    if not (node.selected and node.focusable) or view.parent is None:
        return False
    return any(is_thing(other.node) for other in view.parent.children)


def _own_pieces(view: View) -> list[Piece]:
    """What the view itself says: its text, else its description."""
    node = view.node
    if node.text:
        return [Piece(text, view) for text in lines(without_empty_parts(node.text))]
    if node.desc:
        return [Piece(text, view, described=True) for text in lines(without_empty_parts(node.desc))]
    return []


def _only_describes_children(view: View) -> bool:
    """A container whose description repeats or titles what can be read in it anyway."""
    return (
        bool(view.children)
        and not view.node.text
        and any(inner is not view and (inner.node.text or inner.node.desc) for inner in view.walk())
    )


def _settle(draft: Draft) -> None:
    """Drop what only wraps something else: no words of its own, nothing but inner things."""
    if draft.dropped or draft.role in ("field", "slider"):
        return
    node = draft.view.node
    if node.checkable or draft.mark:
        return
    told = [piece for piece in draft.pieces if clean(piece.text)]
    inner = [other for other in draft.inner if not other.dropped]
    if not inner:
        return
    same = next((other for other in inner if _same_box(other.view.box, draft.view.box)), None)
    if not told:
        if same or not _has_picture(draft.view):
            draft.dropped = True
            for other in inner:
                other.owner = draft.owner
        return
    if same and not same.pieces and same.role in ("row", "button", "other"):
        same.dropped = True  # a wordless layer over the row that takes its touches


def _same_box(one: Rect, other: Rect) -> bool:
    common = one.clipped_to(other).area_px
    return common >= 0.8 * max(one.area_px, other.area_px, 1)


def _has_picture(view: View) -> bool:
    return any(_is_picture(inner) for inner in _own_part(view))


def _own_part(view: View) -> Iterator[View]:
    """What lies below a view without the things in it."""
    for child in view.children:
        if not is_thing(child.node):
            yield child
            yield from _own_part(child)


def _is_picture(view: View) -> bool:
    return view.node.cls.endswith("ImageView")
