"""What a screen is called: the words in its title bar or at the head of its dialog."""

from __future__ import annotations

import re

from phoneagent.core.base import Rect
from phoneagent.perception.furniture import SYSTEM_UI
from phoneagent.perception.things import Draft
from phoneagent.perception.views import View
from phoneagent.perception.windows import Front
from phoneagent.perception.words import clean, local_id

_BAR_CLASSES = ("Toolbar", "ActionBar")
_TITLE_IDS = re.compile(
    r"^(?:(?:action_bar|toolbar|page|screen|header|bar|top_bar|nav)_?title(?:_text|_view)?|alert_?title"
    r"|title_?bar_?text|dialog_?title|conversation_title|title_template)$",
    re.IGNORECASE,
)
# A collapsing toolbar says its title as a description (Material's CollapsingToolbarLayout).
_COLLAPSING = re.compile(r"collapsing_?(?:toolbar|app_?bar)", re.IGNORECASE)
_BAR_IDS = re.compile(r"(?:tool|action|app|title)_?bar", re.IGNORECASE)
_TOP_SHARE = 0.2
_LONGEST = 60


def title_of(front: Front, drafts: tuple[Draft, ...]) -> str:
    """The title, or "" when nothing on the screen is one."""
    if not front.views:
        return ""
    top = front.views[0]
    if front.kind == "dialog":
        return _first_text(drafts)
    if front.kind == "menu" or front.package == SYSTEM_UI:
        return ""
    return _collapsing(top) or _by_id(drafts, front.screen) or _in_bar(drafts, front.screen)


def _collapsing(top: View) -> str:
    for view in top.walk():
        node = view.node
        if node.desc and _COLLAPSING.search(local_id(node.resource_id)):
            return clean(node.desc)
    return ""


def _by_id(drafts: tuple[Draft, ...], screen: Rect) -> str:
    edge = screen.top + screen.height_px * 0.35
    for draft in drafts:
        if draft.role != "text" or draft.view.box.top > edge or len(draft.label) > _LONGEST:
            continue
        if _TITLE_IDS.match(local_id(draft.view.node.resource_id)):
            return draft.label
    return ""


def _in_bar(drafts: tuple[Draft, ...], screen: Rect) -> str:
    """The first plain text in a toolbar, else a text right of a button in the top strip."""
    edge = screen.top + screen.height_px * _TOP_SHARE
    upper = [d for d in drafts if d.view.box.bottom <= edge]
    texts = [d for d in upper if d.role == "text" and len(d.label) <= _LONGEST]
    for draft in texts:
        if any(above.node.cls.endswith(_BAR_CLASSES) for above in draft.view.ancestors()):
            return draft.label
    for draft in texts:
        beside = [d for d in upper if d.role in ("button", "row", "other") and _level(d, draft)]
        if beside and _in_some_bar(draft.view):
            return draft.label
    return ""


def _level(one: Draft, other: Draft) -> bool:
    middle = other.view.box.centre.y
    box = one.view.box
    return box.top <= middle < box.bottom and not box.encloses(other.view.box)


def _in_some_bar(view: View) -> bool:
    """Not in what scrolls, unless what scrolls holds the bar itself (collapsing title bars)."""
    for above in view.ancestors():
        if _BAR_IDS.search(local_id(above.node.resource_id)):
            return True
        if above.node.scrollable:
            return False
    return True


def _first_text(drafts: tuple[Draft, ...]) -> str:
    texts = [d for d in drafts if d.role == "text" and any(map(str.isalpha, d.label))]
    titled = [d for d in texts if _TITLE_IDS.match(local_id(d.view.node.resource_id))]
    return (titled or texts)[0].label if texts else ""
