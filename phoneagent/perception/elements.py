"""Drafts to elements: numbered in reading order, with states, actions and a locator each."""

from __future__ import annotations

from dataclasses import dataclass

from phoneagent.core.base import Rect
from phoneagent.core.screen import Element, Locator
from phoneagent.perception.naming import name
from phoneagent.perception.neighbours import (
    borrow_names,
    find_tabs,
    is_selected,
    name_fields,
    name_lists,
    name_marks,
)
from phoneagent.perception.order import in_reading_order
from phoneagent.perception.roles import role_of
from phoneagent.perception.scrolls import Scroll, scrolls_of
from phoneagent.perception.things import Draft, drafts_of
from phoneagent.perception.views import View
from phoneagent.perception.windows import Front

_TWO_STATES = {"switch": ("off", "on")}
_BOX_STATES = ("unchecked", "checked")


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything found on a screen.

    Attributes:
        drafts, elements: the same things in reading order; `elements[i].index` is i + 1.
        scrolls: what can be scrolled.
    """

    drafts: tuple[Draft, ...]
    elements: tuple[Element, ...]
    scrolls: tuple[Scroll, ...]


def scene_of(front: Front, size_px: tuple[int, int]) -> Scene:
    """Read the windows in front."""
    drafts: list[Draft] = []
    scrolls: list[Scroll] = []
    for top in front.views:
        # Small windows lie above large ones, whoever is read first.
        above = [v.box for v in front.views if v.box.area_px < top.box.area_px]
        above += [front.keyboard] if front.keyboard else []
        found, lists = _read_window(top, front.screen, tuple(above))
        drafts.extend(found)
        scrolls.extend(lists)
    elements = tuple(
        _element(draft, number, front, size_px) for number, draft in enumerate(drafts, start=1)
    )
    return Scene(tuple(drafts), elements, tuple(scrolls))


def _read_window(
    top: View, screen: Rect, above: tuple[Rect, ...]
) -> tuple[list[Draft], list[Scroll]]:
    drafts = drafts_of(top, screen, above)
    for draft in drafts:
        name(draft)
    drafts = [draft for draft in drafts if draft.label or draft.role not in ("text", "image")]
    for draft in drafts:
        _take_mark(draft)
    name_fields(drafts)
    name_marks(drafts)
    borrow_names(drafts)
    find_tabs(drafts)
    drafts = [draft for draft in drafts if not draft.dropped]
    scrolls = scrolls_of(top, screen)
    lists = [Draft(scroll.view, "list") for scroll in _lists_to_name(scrolls, drafts)]
    name_lists(lists, drafts)
    drafts.extend(lists)
    return in_reading_order(drafts, top), scrolls


def _take_mark(draft: Draft) -> None:
    """A row with a switch or box in it is that switch or box."""
    if draft.mark is not None:
        draft.role = role_of(draft.mark.node)


def _lists_to_name(scrolls: list[Scroll], drafts: list[Draft]) -> list[Scroll]:
    """Scrollables that need a number to be scrolled: sideways ones, and all when there are more."""
    upright = [scroll for scroll in scrolls if scroll.axis == "vertical"]
    sideways = [scroll for scroll in scrolls if scroll.axis == "horizontal"]
    if any(draft.role == "tab" for draft in drafts):  # pages are changed by their tabs
        sideways = [scroll for scroll in sideways if "ViewPager" not in scroll.view.node.cls]
    named = (upright if len(upright) > 1 else []) + sideways
    taken = [draft.view for draft in drafts if draft.role != "text"]
    return [s for s in named if not any(view.holds(s.view) for view in taken)]


def _element(draft: Draft, number: int, front: Front, size_px: tuple[int, int]) -> Element:
    node = draft.view.node
    return Element(
        index=number,
        role=draft.role,
        label=draft.label,
        detail=draft.detail,
        value=draft.value,
        hint=draft.hint,
        states=_states(draft),
        actions=_actions(draft),
        bounds=_reachable(draft.view.box, front.keyboard),
        locator=Locator(
            resource_id=node.resource_id,
            cls=node.cls,
            text=node.text,
            desc=node.desc,
            label=draft.label,
            path=draft.view.path,
            package=node.package,
            bounds=node.bounds,
            size_px=size_px,
        ),
        password=node.password,
    )


def _reachable(box: Rect, keyboard: Rect | None) -> Rect:
    """The part of a box that the keyboard leaves free."""
    if keyboard and box.top < keyboard.top < box.bottom:
        return Rect(box.left, box.top, box.right, keyboard.top)
    return box


def _states(draft: Draft) -> tuple[str, ...]:
    node = draft.view.node
    if draft.role == "list":
        return ()
    states: list[str] = []
    marked = draft.stateful.node
    if draft.role in ("switch", "checkbox", "radio"):
        off, on = _TWO_STATES.get(draft.role, _BOX_STATES)
        states.append(on if marked.checked else off)
    elif node.checkable:
        states.append("checked" if node.checked else "unchecked")
    elif draft.role != "field" and is_selected(draft.view):
        states.append("selected")
    if not node.enabled and draft.role != "text":
        states.append("disabled")
    if node.focused and draft.role == "field":
        states.append("focused")
    if node.password:
        states.append("password")
    return tuple(states)


def _actions(draft: Draft) -> tuple[str, ...]:
    node = draft.view.node
    if draft.role == "list":
        return ("scroll",)
    actions = []
    if node.clickable or node.checkable or draft.role in ("field", "slider", "button"):
        actions.append("tap")
    if node.long_clickable:
        actions.append("long_press")
    if draft.role == "field":
        actions.append("type")
    return tuple(actions)
