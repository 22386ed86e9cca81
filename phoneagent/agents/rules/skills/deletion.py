"""Deleting one thing: open it or hold it, find "delete", confirm, and look that it is gone."""

from __future__ import annotations

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules import moves, wander
from phoneagent.agents.rules.interruptions import agree, any_dialog
from phoneagent.agents.rules.kept import stands_there
from phoneagent.agents.rules.scene import Scene
from phoneagent.agents.rules.sight import button, first_where, in_dialog, section_tab, tappable
from phoneagent.agents.rules.words import NEAR_ENOUGH, best_likeness, vocabulary
from phoneagent.core.actions import LongPress, Tap
from phoneagent.core.screen import Element
from phoneagent.core.steps import Choice


def delete(scene: Scene, intent: i.Delete) -> Choice | None:
    """Only ever presses "delete" after the thing itself was opened or held."""
    item = stands_there(scene, intent)
    if _touched(scene, intent):
        pressed = _press_delete(scene, intent, item)
        if pressed:
            return pressed
    elif in_dialog(scene.seen):
        return any_dialog(scene)
    tab = section_tab(scene.seen, vocabulary().things[intent.thing].section)
    if tab and not scene.tries(tab):
        return moves.tap(tab, f"the tab {tab.label!r}")
    if item:
        return _touch(scene, item, intent.name)
    return any_dialog(scene) or (
        wander.retreat(scene) if _touched(scene, intent) else wander.to_item(scene, intent.name)
    )


def _touched(scene: Scene, intent: i.Delete) -> bool:
    """Whether the last touch of a list went to the thing to be deleted."""
    return scene.tapped_label_with(intent.name)


def _press_delete(scene: Scene, intent: i.Delete, item: Element | None) -> Choice | None:
    """The confirmation, the delete control, or the menu that may hold it."""
    confirmed = agree(scene, (*vocabulary().buttons["delete"], intent.name))
    if confirmed:
        return confirmed
    found = _control(scene, intent)
    if found and scene.tries(found) < 2 and (item is None or _belongs(scene, found, item)):
        return moves.tap(found, "delete it")
    more = button(scene.seen, "more")
    marked = item is not None and _marked(item)
    if more and not scene.tries(more) and (item is None or marked):
        return moves.tap(more, "look for 'delete' in the menu")
    return None


def _control(scene: Scene, intent: i.Delete) -> Element | None:
    words = vocabulary().things[intent.thing].words
    return button(scene.seen, "delete", besides=(*words, *vocabulary().filler["holders"]))


def _belongs(scene: Scene, control: Element, item: Element) -> bool:
    """Whether a delete control on the list itself is for this item.

    Either the item is selected, or the control lies in the item's own card: below its top, with no
    other row between.
    """
    if _marked(item):
        return True
    top, low = item.bounds.top, control.bounds.centre.y
    between = (e for e in scene.seen.elements if e.role == "row" and e.index != item.index)
    return low >= top and not any(top < e.bounds.top <= low for e in between)


def _marked(item: Element) -> bool:
    return bool({"selected", "checked"} & set(item.states))


def _touch(scene: Scene, item: Element, name: str) -> Choice | None:
    """Open it at first; then unfold it, when its page had no way to delete; then hold it."""
    if item.role not in ("switch", "checkbox") and not _did(scene, Tap, f"open {name!r}"):
        return moves.tap(item, f"open {name!r}")
    arrow = first_where(
        scene.seen,
        lambda e: (
            tappable(e)
            and best_likeness(vocabulary().buttons["unfold"], e.label) >= NEAR_ENOUGH
            and item.bounds.top <= e.bounds.centre.y <= item.bounds.bottom
        ),
    )
    if arrow and not _did(scene, Tap, f"unfold {name!r}"):
        return moves.tap(arrow, f"unfold {name!r}")
    if not _did(scene, LongPress, f"select {name!r}"):
        return moves.hold(item, f"select {name!r}")
    return None


def _did(scene: Scene, action: type[Tap | LongPress], why: str) -> bool:
    return any(isinstance(s.action, action) and s.thought == why for s in scene.steps)
