"""Sending and replying: find or begin the conversation, type, send once."""

from __future__ import annotations

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules import moves, wander
from phoneagent.agents.rules.interruptions import any_dialog
from phoneagent.agents.rules.scene import Scene
from phoneagent.agents.rules.sight import (
    button,
    called,
    field_for,
    first_where,
    form_fields,
    searches,
    section_tab,
    tappable,
)
from phoneagent.agents.rules.words import SAME, best_likeness, reads, vocabulary
from phoneagent.core.screen import Element
from phoneagent.core.steps import Choice

_ROW_TOP, _ROW_BOTTOM = 0.08, 0.9  # between the bars: a share of the screen's height


def send(scene: Scene, intent: i.Send) -> Choice | None:
    """The conversation with that person or number, then the text."""
    if scene.tapped("send", since=scene.last_typed):
        return _sent_already(scene)
    compose = _compose(scene)
    to_field = _recipient_field(scene)
    if to_field and not scene.typed(intent.to):
        typing = moves.type_move(to_field, intent.to)
        return moves.choice("say whom the message is for", typing)
    if compose and _is_for(scene, intent.to):
        return _write(scene, compose, intent.text)
    if to_field:
        return _pick_recipient(scene, intent.to, to_field)
    row = called(scene.seen, intent.to, roles=("row", "button", "other"))
    if row and not scene.tries(row):
        return moves.tap(row, f"the conversation with {row.label!r}")
    if not compose:
        thing = vocabulary().things["message"]
        start = button(scene.seen, "add", besides=(*thing.words, *vocabulary().filler["holders"]))
        if start and scene.tries(start) < 2:
            return moves.tap(start, "begin a conversation")
    return any_dialog(scene) or _tab(scene) or wander.retreat(scene)


def reply(scene: Scene, intent: i.Reply) -> Choice | None:
    """The topmost conversation, or the one with that person; then the text."""
    if scene.tapped("send", since=scene.last_typed):
        return _sent_already(scene)
    compose = _compose(scene)
    if compose and scene.done and _entered(scene, intent.to):
        return _write(scene, compose, intent.text)
    if compose:
        return wander.retreat(scene) or moves.press("back", "to the list of conversations")
    if intent.to:
        return wander.to_item(scene, intent.to)
    row = latest_conversation(scene)
    if row and scene.tries(row) < 2:
        return moves.tap(row, f"the latest conversation: {row.label!r}")
    return any_dialog(scene) or _tab(scene) or wander.retreat(scene)


def latest_conversation(scene: Scene) -> Element | None:
    """The first row of the list: message lists show the latest first."""
    height = scene.seen.size_px[1]
    return first_where(
        scene.seen,
        lambda e: (
            tappable(e)
            and e.role == "row"
            and bool(e.detail)
            and not searches(e)
            and _ROW_TOP * height < e.bounds.centre.y < _ROW_BOTTOM * height
        ),
    )


def _tab(scene: Scene) -> Choice | None:
    tab = section_tab(scene.seen, vocabulary().things["message"].section)
    return moves.tap(tab, f"the tab {tab.label!r}") if tab and not scene.tries(tab) else None


def _compose(scene: Scene) -> Element | None:
    """The field for the message: called so, or the only field beside a send button."""
    named = field_for(scene.seen, "text")
    fields = [e for e in form_fields(scene.seen) if not _is_recipient(e)]
    if named and not _is_recipient(named):
        return named
    return fields[0] if len(fields) == 1 and button(scene.seen, "send") else None


def _recipient_field(scene: Scene) -> Element | None:
    return first_where(scene.seen, lambda e: e.role == "field" and _is_recipient(e))


def _is_recipient(element: Element) -> bool:
    labels = vocabulary().fields["recipient"].labels
    return best_likeness(labels, element.label) > SAME or best_likeness(labels, element.hint) > SAME


def _is_for(scene: Scene, to: str) -> bool:
    """Whether this conversation is with the person: the title, a chip or our own typing says so."""
    return (
        reads(to, scene.seen.title)
        or any(e.role != "field" and reads(to, e.label) for e in scene.seen.elements)
        or scene.typed(to)
        or scene.tapped_label_with(to)
    )


def _entered(scene: Scene, to: str) -> bool:
    return scene.tapped_label_with(to) if to else any(s.anchors for s in scene.done)


def _pick_recipient(scene: Scene, to: str, field: Element) -> Choice | None:
    """The suggestion that reads like the recipient, else the keyboard's action key."""
    row = called(scene.seen, to, roles=("row", "button", "other", "image"))
    if row and scene.tries(row) < 2:
        return moves.tap(row, f"take {row.label!r} as the recipient")
    onward = button(scene.seen, "onward")
    if onward and not scene.tries(onward):
        return moves.tap(onward, "take the recipient")
    if not scene.pressed("enter", since=scene.last_typed):
        return moves.press("enter", "take the recipient")
    return None


def _write(scene: Scene, compose: Element, text: str) -> Choice | None:
    if not reads(text, compose.value):
        if scene.typed(text):
            return None
        return moves.choice("write the message", moves.type_move(compose, text))
    sender = button(scene.seen, "send")
    if sender and scene.tries(sender) < 1:
        return moves.tap(sender, "send it")
    return None


def _sent_already(scene: Scene) -> Choice | None:
    """Never send twice: wait for the message to appear, then say that it did not."""
    waits = sum(s.action is not None and s.action.wire == "wait" for s in scene.steps)
    if waits < 2:
        return moves.wait(1, "the message is being sent")
    return moves.give_up("'send' was pressed, but the conversation does not show the message")
