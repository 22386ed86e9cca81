"""Deleting one thing: open it or hold it, find "delete", confirm, and look that it is gone."""

from __future__ import annotations

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules import moves, wander
from phoneagent.agents.rules.interruptions import agree, any_dialog
from phoneagent.agents.rules.proof import stands_there
from phoneagent.agents.rules.scene import Scene
from phoneagent.agents.rules.sight import button, first_where, in_dialog, section_tab, tappable
from phoneagent.agents.rules.words import best_likeness, vocabulary
from phoneagent.core.actions import LongPress, Tap
from phoneagent.core.screen import Element
from phoneagent.core.steps import Choice


def delete(scene: Scene, intent: i.Delete) -> Choice | None:
    """Only ever presses "delete" after the thing itself was opened or held."""
    item = stands_there(scene, intent)
    if _touched(scene, intent):
        pressed = _press_delete(scene)
        if pressed:
            return pressed
    elif in_dialog(scene.seen):
        return any_dialog(scene)
    tab = section_tab(scene.seen, vocabulary().things[intent.thing].section)
    if tab and not scene.tries(tab):
        return moves.tap(tab, f"the tab {tab.label!r}")
    if item:
        return _touch(scene, item)
    return any_dialog(scene) or (
        wander.retreat(scene) if _touched(scene, intent) else wander.to_item(scene, intent.name)
    )


def _touched(scene: Scene, intent: i.Delete) -> bool:
    """Whether the last touch of a list went to the thing to be deleted."""
    return scene.tapped_label_with(intent.name)


def _press_delete(scene: Scene) -> Choice | None:
    """The delete control, its confirmation, or the menu that may hold it."""
    thing = vocabulary().things[scene.intent.thing_name]
    if in_dialog(scene.seen):
        confirmed = agree(scene)
        if confirmed:
            return confirmed
    found = button(scene.seen, "delete", besides=(*thing.words, *vocabulary().filler["holders"]))
    if found and scene.tries(found) < 2:
        return moves.tap(found, "delete it")
    more = button(scene.seen, "more")
    if more and not scene.tries(more):
        return moves.tap(more, "look for 'delete' in the menu")
    return None


def _touch(scene: Scene, item: Element) -> Choice | None:
    """Open it at first; hold it when its page had no way to delete; then its own arrow."""
    taps = sum(isinstance(s.action, Tap) for s in _touches(scene, item))
    holds = sum(isinstance(s.action, LongPress) for s in _touches(scene, item))
    if taps == 0 and item.role not in ("switch", "checkbox"):
        return moves.tap(item, f"open {item.label!r}")
    if holds == 0:
        return moves.hold(item, f"select {item.label!r}")
    arrow = first_where(
        scene.seen,
        lambda e: (
            tappable(e)
            and best_likeness(vocabulary().buttons["expand"], e.label) >= 0.6
            and item.bounds.top <= e.bounds.centre.y <= item.bounds.bottom
        ),
    )
    return moves.tap(arrow, "show what can be done with it") if arrow else None


def _touches(scene: Scene, item: Element) -> list[object]:
    return [
        step
        for step in scene.steps
        if any(anchor.label == item.label for anchor in step.anchors.values())
    ]
