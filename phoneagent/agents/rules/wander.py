"""Finding one's way: to an item by its name, to a page through rows that sound right."""

from __future__ import annotations

from phoneagent.agents.rules import moves
from phoneagent.agents.rules.scene import Scene
from phoneagent.agents.rules.sight import (
    button,
    called,
    candidates,
    first_where,
    in_dialog,
    more_below,
    searches,
    tappable,
)
from phoneagent.agents.rules.words import NEAR_ENOUGH, best_likeness, tokens
from phoneagent.core.screen import Element
from phoneagent.core.steps import Choice

_ROWS = ("row", "button", "other", "tab", "image")
# Rows that make or undo something are no ways to a page.
_NOT_WAYS = {("add",), ("new",), ("create",), ("delete",), ("remove",), ("forget",), ("reset",)}
_MAX_TRIES = 2
_NEAR_WEIGHT, _DETAIL_WEIGHT = 0.9, 0.75


def to_item(scene: Scene, name: str) -> Choice | None:
    """Towards the item called `name`: tap it, scroll to it, search for it, go back to its list."""
    seen = scene.seen
    several = [] if scene.exact else candidates(seen, name)
    if len(several) > 1:
        return moves.give_up(f"several are called {name!r}: {', '.join(several[:5])}")
    row = called(seen, name, exact=scene.exact)
    if row and scene.tries(row) < _MAX_TRIES:
        return moves.tap(row, f"open {row.label!r}")
    return look_further(scene, name) or retreat(scene)


def look_further(scene: Scene, name: str) -> Choice | None:
    """More of the same list: scroll down, then search."""
    if in_dialog(scene.seen):
        return None
    if more_below(scene.seen) and not scene.scrolled_out():
        return moves.scroll("down", f"look for {name!r} further down")
    return search_for(scene, name)


def search_for(scene: Scene, text: str) -> Choice | None:
    """Type into the search field, or bring one up; once per subgoal."""
    if scene.searched(text):
        return None
    field = first_where(scene.seen, lambda e: e.role == "field" and searches(e))
    if field:
        return moves.choice(f"search for {text!r}", moves.type_move(field, text, enter=False))
    opener = button(scene.seen, "search") or first_where(
        scene.seen, lambda e: tappable(e) and searches(e)
    )
    if opener and not scene.tries(opener):
        return moves.tap(opener, "open the search")
    return None


def retreat(scene: Scene) -> Choice | None:
    """One page back, until that has led out of the app once: then there is no way left."""
    if scene.at_root or not scene.subgoal.app:
        return None
    cancel = button(scene.seen, "cancel") if in_dialog(scene.seen) else None
    if cancel and not scene.tries(cancel):
        return moves.tap(cancel, "nothing here leads on: leave the dialog")
    return moves.press("back", "nothing here leads on: go back")


def to_page(scene: Scene, names: tuple[str, ...], near: tuple[str, ...] = ()) -> Choice | None:
    """Depth first through rows that sound like `names` or `near`; scroll, search, go back."""
    fits = sorted(
        ((fit(e, names, near), -e.index, e) for e in scene.seen.elements if _may_lead(scene, e)),
        reverse=True,
        key=lambda item: item[:2],
    )
    if fits and fits[0][0] >= _DETAIL_WEIGHT * NEAR_ENOUGH:
        return moves.tap(fits[0][2], f"{fits[0][2].label!r} may lead there")
    if not in_dialog(scene.seen) and more_below(scene.seen) and not scene.scrolled_out():
        return moves.scroll("down", "look further down")
    return _searched(scene, names) or retreat(scene)


def _searched(scene: Scene, names: tuple[str, ...]) -> Choice | None:
    """The app's own search, with the person's words."""
    result = called(scene.seen, names[-1])
    if scene.typed(names[-1]) and result and not scene.tries(result):
        return moves.tap(result, "a search result that fits")
    return search_for(scene, names[-1])


def _may_lead(scene: Scene, element: Element) -> bool:
    first = tokens(element.label)[:1]
    return (
        tappable(element)
        and element.role in _ROWS
        and not searches(element)
        and first not in _NOT_WAYS
        and scene.tries(element) == 0
    )


def fit(element: Element, names: tuple[str, ...], near: tuple[str, ...]) -> float:
    """How much a row sounds like the way to a page."""
    by_detail = max((best_likeness(names, part) for part in element.detail.split(",")), default=0.0)
    return max(
        best_likeness(names, element.label),
        _NEAR_WEIGHT * best_likeness(near, element.label),
        _DETAIL_WEIGHT * by_detail,
    )
