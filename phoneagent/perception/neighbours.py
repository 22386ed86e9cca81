"""What neighbours say about a thing: a text names the field below it, equal siblings are tabs."""

from __future__ import annotations

from collections import defaultdict

from phoneagent.core.base import Rect
from phoneagent.core.text import fold
from phoneagent.perception.things import Draft
from phoneagent.perception.views import View
from phoneagent.perception.words import local_id, name_from_id

_TAB_PARENTS = ("TabLayout", "TabWidget", "BottomNavigationView", "NavigationBarView")
_TAB_IDS = ("tab", "bottom_nav", "bottomnav", "navigation_bar", "navbar", "nav_bar")
_MOST_TABS = 7
_MARKS = ("switch", "checkbox", "radio")


def name_fields(drafts: list[Draft]) -> None:
    """Label each nameless field or slider by the text above or left of it, and absorb that text."""
    texts = [d for d in drafts if d.role == "text" and d.label and not d.dropped]
    for draft in drafts:
        if draft.role not in ("field", "slider"):
            continue
        title = _title_for(draft.view.box, texts)
        if draft.label and (title is None or fold(title.label) != fold(draft.label)):
            continue
        if title is not None:
            draft.label = title.label
            draft.detail = draft.detail or title.detail
            title.dropped = True
            texts.remove(title)
        else:
            draft.label = name_from_id(draft.view.node.resource_id)


def _title_for(box: Rect, texts: list[Draft]) -> Draft | None:
    """The nearest text that ends just above `box`, or just left of it on the same line."""
    best: tuple[int, Draft] | None = None
    for text in texts:
        gap = _gap(text.view.box, box)
        if gap is not None and (best is None or gap < best[0]):
            best = (gap, text)
    return best[1] if best else None


def _gap(text: Rect, box: Rect) -> int | None:
    reach = max(box.height_px, text.height_px)
    above = box.top - text.bottom
    if -text.height_px // 2 <= above <= reach * 0.6 and _share(text, box, 0) > 0.5:
        return max(above, 0)
    left = box.left - text.right
    if -8 <= left <= box.width_px and _share(text, box, 1) > 0.6:
        return max(left, 0) + 1
    return None


def _share(one: Rect, other: Rect, axis: int) -> float:
    """How much of the shorter of two boxes lies beside the other, along x (0) or y (1)."""
    common = min(one[axis + 2], other[axis + 2]) - max(one[axis], other[axis])
    shorter = min(one[axis + 2] - one[axis], other[axis + 2] - other[axis])
    return common / shorter if shorter > 0 else 0.0


def name_marks(drafts: list[Draft]) -> None:
    """Label each nameless switch or box by the nearest words on its line; texts are absorbed."""
    for draft in drafts:
        if draft.role not in _MARKS or draft.label or draft.owner:
            continue
        box = draft.view.box
        near = [
            (_distance(other.view.box, box), other)
            for other in drafts
            if other.label and not other.dropped and other.role in ("text", "row", "button")
            if _share(other.view.box, box, 1) > 0.5 and other.view.box.height_px < 3 * box.height_px
        ]
        if near:
            title = min(near, key=lambda pair: pair[0])[1]
            draft.label, draft.detail = title.label, title.detail
            title.dropped = title.role == "text"


def _distance(one: Rect, other: Rect) -> int:
    """How far apart two boxes lie along x; 0 when they overlap."""
    return max(0, other.left - one.right, one.left - other.right)


def borrow_names(drafts: list[Draft]) -> None:
    """Say of nameless things in which row they stand; a switch or box takes the row's name."""
    texts = [draft for draft in drafts if draft.role == "text" and not draft.dropped]
    for draft in drafts:
        if draft.label or draft.role in ("field", "text", "image"):
            continue
        row = draft.owner.label if draft.owner else _words_beside(draft, texts)
        named = name_from_id(draft.view.node.resource_id)
        if draft.role in _MARKS:
            draft.label = row or named
        else:
            draft.label = named
            draft.detail = draft.detail or ("" if named else row)


def _words_beside(draft: Draft, texts: list[Draft]) -> str:
    """The first text that shares a small container with the thing."""
    for above, _ in zip(draft.view.ancestors(), range(4), strict=False):
        if above.node.scrollable or above.box.height_px > 4 * draft.view.box.height_px:
            return ""
        inside = next((text for text in texts if above.holds(text.view)), None)
        if inside:
            return inside.label
    return ""


def name_lists(lists: list[Draft], drafts: list[Draft]) -> None:
    """Label each list by the text that stands just above it."""
    texts = [draft for draft in drafts if draft.role == "text"]
    for draft in lists:
        box = draft.view.box
        above = [
            text
            for text in texts
            if 0 <= box.top - text.view.box.bottom <= 2 * text.view.box.height_px
            and text.view.box.left < box.centre.x
        ]
        if above:
            draft.label = min(above, key=lambda text: box.top - text.view.box.bottom).label


def find_tabs(drafts: list[Draft]) -> None:
    """Turn members of tab bars into tabs: named so, or equal siblings of which one is selected."""
    groups: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.role in ("row", "button", "other", "tab") or is_selected(draft.view):
            groups[id(draft.view.parent)].append(draft)
    for members in groups.values():
        if 2 <= len(members) <= _MOST_TABS and _side_by_side(members):
            chosen = sum(is_selected(member.view) for member in members)
            if (chosen == 1 and _alike(members)) or _in_tab_bar(members[0].view):
                for member in members:
                    member.role = "tab"


def is_selected(view: View) -> bool:
    """Whether the view, or the picture or text that stands for it, is selected."""
    if view.node.selected:
        return True
    return any(child.node.selected and not child.node.clickable for child in view.children)


def _side_by_side(members: list[Draft]) -> bool:
    first = members[0].view.box
    return all(
        abs(m.view.box.top - first.top) <= first.height_px // 4
        and m.view.box.height_px < 4 * first.height_px
        for m in members
    )


def _alike(members: list[Draft]) -> bool:
    """Of about one width, and named: the numbers of a clock or a calendar are no tabs."""
    widths = [member.view.box.width_px for member in members]
    named = any(not member.label.isdigit() for member in members)
    return named and max(widths) <= 1.5 * min(widths) + 8


def _in_tab_bar(view: View) -> bool:
    for above, _ in zip(view.ancestors(), range(3), strict=False):
        name = local_id(above.node.resource_id).lower()
        if above.node.cls.endswith(_TAB_PARENTS) or name.startswith(_TAB_IDS):
            return True
    return False
