"""Reading order: top to bottom, then left to right, things of one container kept together."""

from __future__ import annotations

from collections import defaultdict
from functools import cmp_to_key

from phoneagent.core.base import Rect
from phoneagent.perception.things import Draft
from phoneagent.perception.views import View


def in_reading_order(drafts: list[Draft], top: View) -> list[Draft]:
    """`drafts` of the window `top` as a person reads them."""
    here = {id(draft.view): draft for draft in drafts}
    return _read(top, here, _busy(drafts))


def _busy(drafts: list[Draft]) -> dict[int, int]:
    """For each view, how many drafts it and its descendants hold; absent means none."""
    counts: dict[int, int] = defaultdict(int)
    for draft in drafts:
        view: View | None = draft.view
        while view is not None:
            counts[id(view)] += 1
            view = view.parent
    return counts


def _read(view: View, here: dict[int, Draft], busy: dict[int, int]) -> list[Draft]:
    own = here.get(id(view))
    result = [own] if own else []
    full = [child for child in view.children if id(child) in busy]
    if len(full) == 1:
        return result + _read(full[0], here, busy)
    parts = [_read(child, here, busy) for child in full]
    parts.sort(key=_BY_PLACE)
    for part in parts:
        result.extend(part)
    return result


def _compare(one: list[Draft], other: list[Draft]) -> int:
    """Earlier is whichever starts higher; on one line, whichever starts further left."""
    a, b = one[0].view.box, other[0].view.box
    if _on_one_line(a, b):
        return a.left - b.left or a.top - b.top
    return a.top - b.top or a.left - b.left


_BY_PLACE = cmp_to_key(_compare)


def _on_one_line(a: Rect, b: Rect) -> bool:
    common = min(a.bottom, b.bottom) - max(a.top, b.top)
    return 2 * common > min(a.height_px, b.height_px) and max(a.height_px, b.height_px) < 4 * min(
        a.height_px, b.height_px
    )
