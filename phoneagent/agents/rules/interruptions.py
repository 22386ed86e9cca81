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
from phoneagent.core.steps import Choice
from phoneagent.core.text import fold

_UNASKED = {"permission", "crash", "anr"}
_SURELY = 10  # the first dismiss words never belong to what a goal wants


def unasked(scene: Scene) -> Choice | None:
    """Put away a dialog that is surely not part of the goal."""
    seen = scene.seen
    if not in_dialog(seen) and not _UNASKED & set(seen.warnings):
        return None
    words = vocabulary().buttons["dismiss"]
    for word in words if _UNASKED & set(seen.warnings) else words[:_SURELY]:
        found = first_where(seen, lambda e, w=word: tappable(e) and fold(e.label) == w)  # type: ignore[misc]
        if found:
            return moves.tap(found, "put away a dialog that nobody asked for")
    return None


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
