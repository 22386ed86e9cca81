"""What shows that a thing was stored, changed, deleted, sent or found."""

from __future__ import annotations

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules.evidence import evidence, in_front
from phoneagent.agents.rules.scene import Scene, touches
from phoneagent.agents.rules.sight import (
    button,
    called,
    form_fields,
    in_dialog,
    is_on,
    texts_with,
)
from phoneagent.agents.rules.values import ClockTime, time_of
from phoneagent.agents.rules.words import reads, vocabulary
from phoneagent.core.actions import Press, Tap
from phoneagent.core.result import Evidence
from phoneagent.core.screen import Element
from phoneagent.core.steps import Step

_UNSENT = ("not sent", "failed", "couldn't send", "sending")


def saved_at(scene: Scene) -> int:
    """The place in `done` where what was typed was saved or left to be saved, -1 for not yet."""
    since = scene.last_typed
    save = scene.last_tapped("save" if since >= 0 else "confirm")
    if save > since:
        return save
    for n, step in enumerate(scene.done[since + 1 :], start=since + 1):
        if since >= 0 and isinstance(step.action, Press) and step.action.key == "back":
            return n
    up = scene.last_tapped("up")
    return up if since >= 0 and up > since else -1


def made_up_title(body: str) -> str:
    """What a text is called that was given no title, where one must be given."""
    return " ".join(["Note", *body.split()[:4]])


def name_of(scene: Scene, intent: i.Create | i.Edit) -> str:
    """What the thing is called: as the goal says, else the title we made up for it, or ""."""
    given = intent.key or (intent.name if isinstance(intent, i.Edit) else "")
    made_up = made_up_title(intent.value("body"))
    return given or (made_up if scene.typed(made_up) else "")


def reopened(scene: Scene, name: str) -> bool:
    """Whether the thing was opened again from its list after it had been saved."""
    saved = saved_at(scene)
    if saved < 0 or not name:
        return False
    return any(
        isinstance(s.action, Tap) and any(reads(name, a.label) for a in s.anchors.values())
        for s in scene.done[saved + 1 :]
    )


def shown_values(scene: Scene, values: list[str], name: str) -> list[Element] | None:
    """One element per value, in order; None when one of them is not on the screen."""
    fields = reopened(scene, name)
    made_up = scene.entered - set(values)  # a title that we gave a note proves nothing
    found: list[Element] = []
    for number, value in enumerate(values):
        time = time_of(value) if scene.intent.thing_name == "alarm" else None
        elements = (
            _with_time(scene, time)
            if time
            else texts_with(scene.seen, value, fields=fields, besides=made_up)
        )
        if value in values[:number]:  # said twice, it must stand there twice
            elements = [e for e in elements if all(e is not other for other in found)]
        if not elements:
            return None
        found.append(elements[0])
    return found


def _with_time(scene: Scene, time: ClockTime) -> list[Element]:
    """Elements that show this time of day and are not switched off."""
    rows = [e for e in scene.seen.elements if e.role != "field" and _shows_time(e, time)]
    return [e for e in rows if is_on(e) is not False]


def _shows_time(element: Element, time: ClockTime) -> bool:
    return time.shown_in(" ".join(element.texts).replace("\u202f", " "))


def stored(scene: Scene, intent: i.Create | i.Edit) -> tuple[Evidence, ...]:
    """After saving: every value stands outside a form, or in the thing opened anew."""
    if saved_at(scene) < 0 or in_dialog(scene.seen):
        return ()
    values = [value for _, value in intent.fields]
    found = shown_values(scene, values, name_of(scene, intent))
    return tuple(dict.fromkeys(evidence(scene, e) for e in found)) if found else ()


def appended(scene: Scene, intent: i.Append) -> tuple[Evidence, ...]:
    """The line, in the text that was opened again after it was left."""
    if not reopened(scene, intent.name):
        return ()
    found = texts_with(scene.seen, intent.text, fields=True)
    return tuple(evidence(scene, e) for e in found[:1])


def absent(scene: Scene, intent: i.Delete) -> tuple[Evidence, ...]:
    """After the deletion was confirmed: the list it stood in shows it no more."""
    deleted = max(scene.last_tapped("delete"), scene.last_tapped("agree"))
    if deleted < 0 or in_dialog(scene.seen):
        return ()
    if not any(touches(s, intent.name) and _same_list(scene, s) for s in scene.steps):
        return ()
    if stands_there(scene, intent):
        return ()
    where = scene.seen.title or scene.seen.app
    return (in_front(scene, f"{intent.name!r} is no longer on the list it stood on ({where})"),)


def _same_list(scene: Scene, step: Step) -> bool:
    """Whether the present screen is the list on which the thing was touched."""
    seen, then = scene.seen, step.before
    if then.page == seen.page:
        return True
    same = (then.package, then.activity, then.title) == (seen.package, seen.activity, seen.title)
    thing = vocabulary().things[scene.intent.thing_name]
    besides = (*thing.words, *vocabulary().filler["holders"])
    return same and button(seen, "add", besides=besides) is not None


def stands_there(scene: Scene, intent: i.Delete) -> Element | None:
    """The item to be deleted, when it is on the present screen."""
    time = time_of(intent.name) if intent.thing == "alarm" else None
    if time:
        rows = [e for e in scene.seen.elements if _shows_time(e, time)]
        return rows[0] if rows else None
    return called(scene.seen, intent.name, exact=scene.exact)


def sent(scene: Scene, intent: i.Send | i.Reply) -> tuple[Evidence, ...]:
    """After "send": the text stands in the conversation and no field holds it any more."""
    if not scene.tapped("send", since=scene.last_typed):
        return ()
    if any(reads(intent.text, e.value) for e in form_fields(scene.seen)):
        return ()
    for element in reversed(texts_with(scene.seen, intent.text, fields=False)):
        if not any(reads(word, element.detail) for word in _UNSENT):
            return (evidence(scene, element),)
    return ()


def shown(scene: Scene, intent: i.Show) -> tuple[Evidence, ...]:
    """The page of the thing, reached by opening it."""
    went = any(touches(s, intent.name) and s.before.page != scene.seen.page for s in scene.done)
    if not went:
        return ()
    if reads(intent.name, scene.seen.title):
        return (in_front(scene, f"{scene.seen.title!r} is open in {scene.seen.app}"),)
    return tuple(evidence(scene, e) for e in texts_with(scene.seen, intent.name, fields=True)[:1])


def found(scene: Scene, intent: i.Search) -> tuple[Evidence, ...]:
    """Results that read like what was searched for, or all results of a search by that text."""
    if not scene.typed(intent.text):
        return ()
    results = texts_with(scene.seen, intent.text, fields=False)
    asked = [e for e in scene.seen.elements if e.role == "field" and e.value == intent.text]
    rows = [e for e in scene.seen.elements if e.role == "row"]
    return tuple(evidence(scene, e) for e in (results or (asked and [*asked, *rows]))[:3])
