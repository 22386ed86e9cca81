"""Dialogs that nobody asked for: permissions, crashes, ratings, tips."""

from __future__ import annotations

from collections.abc import Iterable

from phoneagent.agents.rules import moves
from phoneagent.agents.rules.scene import Scene
from phoneagent.agents.rules.sight import (
    button,
    first_where,
    form_fields,
    in_dialog,
    tappable,
)
from phoneagent.agents.rules.words import reads, vocabulary
from phoneagent.core.actions import Tap
from phoneagent.core.screen import Element
from phoneagent.core.steps import Choice, Step
from phoneagent.core.text import fold

_UNASKED = {"permission", "crash", "anr"}
_MOST_PUSHES = 3
_SURELY = 10  # the first dismiss words never belong to what a goal wants


def unasked(scene: Scene) -> Choice | None:
    """Put away a dialog that is surely not part of the goal."""
    seen = scene.seen
    if not in_dialog(seen) and not _UNASKED & set(seen.warnings):
        return None
    if _insists(scene):
        return _permit(scene)
    words = vocabulary().buttons["dismiss"]
    found = _first_called(scene, words if _UNASKED & set(seen.warnings) else words[:_SURELY])
    return moves.tap(found, "put away a dialog that nobody asked for") if found else None


def _insists(scene: Scene) -> bool:
    """Whether what we tapped made the app ask once more for the permission we refused it."""
    seen = scene.seen
    if "permission" not in seen.warnings or not (scene.steps and _tapped_in_app(scene.steps[-1])):
        return False
    asked = (seen.page, seen.title)
    return any(
        isinstance(s.action, Tap) and (s.before.page, s.before.title) == asked for s in scene.done
    )


def _tapped_in_app(step: Step) -> bool:
    return isinstance(step.action, Tap) and step.before.app == step.after.app


def _permit(scene: Scene) -> Choice | None:
    """Grant as little as is offered; whether that may be is the gate's, or a person's, to say."""
    found = _first_called(scene, vocabulary().buttons["permit"])
    return (
        moves.tap(found, "the goal needs this permission: it is asked for again") if found else None
    )


def _first_called(scene: Scene, words: Iterable[str]) -> Element | None:
    """The control called exactly like the first of the words for which there is one."""
    for word in words:
        found = first_where(scene.seen, lambda e, w=word: tappable(e) and fold(e.label) == w)  # type: ignore[misc]
        if found:
            return found
    return None


def heads_up(scene: Scene) -> Choice | None:
    """Push a notification that covers the top of the app off the screen; then wait for it to go.

    The system's own elements above an app's, at the top, are no part of what the goal is about.
    """
    seen = scene.seen
    if not seen.package or in_dialog(seen):
        return None
    height = seen.size_px[1]
    strange = [e for e in seen.elements if e.locator.package not in ("", seen.package)]
    own = len(seen.elements) - len(strange)
    if not strange or not own or any(e.bounds.bottom > 0.4 * height for e in strange):
        return None
    tried = sum(s.action is not None and s.action.wire in ("swipe", "wait") for s in scene.steps)
    if tried >= _MOST_PUSHES:
        return None
    box = strange[0].bounds
    if tried == 0 and box.centre.y > 1:
        path = (box.centre.x, box.centre.y, box.centre.x, 1)
        return moves.choice("push the notification away", moves.swipe_move(path))
    return moves.wait(3, "wait until the notification is gone")


def any_dialog(scene: Scene) -> Choice | None:
    """Leave a dialog or menu that no rule knew what to do with."""
    if not in_dialog(scene.seen):
        return None
    found = button(scene.seen, "dismiss")
    if found and scene.tries(found) < 2:
        return moves.tap(found, "leave a dialog that does not help")
    return moves.press("back", "leave a dialog that does not help")


def agree(scene: Scene, about: Iterable[str]) -> Choice | None:
    """Say yes to a question that the goal itself implies ("Delete this contact?").

    The dialog must speak `about` it and only ask: no fields, no pickers, few choices.
    """
    seen = scene.seen
    if "dialog" not in seen.warnings or form_fields(seen):
        return None
    said = [seen.title, *(t for e in seen.elements for t in e.texts)]
    pressable = [e for e in seen.elements if tappable(e)]
    if len(pressable) > 4 or not any(reads(word, text) for word in about for text in said):
        return None
    found = button(seen, "agree")
    return moves.tap(found, "confirm what the goal asks for") if found else None
