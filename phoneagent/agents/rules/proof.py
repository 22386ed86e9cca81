"""What on the present screen shows that an intent is fulfilled; no evidence, no proof."""

from __future__ import annotations

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules.scene import Scene, touches
from phoneagent.agents.rules.sight import (
    button,
    called,
    form_fields,
    in_dialog,
    labels_of,
    slider_for,
    switch_for,
    is_on,
    texts_with,
)
from phoneagent.agents.rules.values import (
    ClockTime,
    countdown_s,
    duration_of,
    percent_of,
    time_of,
)
from phoneagent.agents.rules.words import best_likeness, reads, same_text, tokens, vocabulary
from phoneagent.core.actions import LongPress, Press, Slide, Tap
from phoneagent.core.result import Evidence
from phoneagent.core.screen import Element
from phoneagent.core.steps import Step

_UNSENT = ("not sent", "failed", "couldn't send", "sending")
_TOLERANCE_PERCENT = 3.0
_MAX_LOST_S = 120


def evidence(scene: Scene, element: Element) -> Evidence:
    """An element of the present screen as evidence."""
    return Evidence(
        step=len(scene.run.steps),
        kind="element",
        text=", ".join((*element.texts, *element.states)),
        bounds=element.bounds,
        shot=scene.seen.shot,
    )


def in_front(scene: Scene, text: str) -> Evidence:
    """What the device says about the present screen as evidence."""
    return Evidence(step=len(scene.run.steps), kind="device", text=text, shot=scene.seen.shot)


def proof(scene: Scene) -> tuple[Evidence, ...]:
    """The evidence that the intent is fulfilled now; empty when this screen does not show it."""
    intent = scene.intent
    match intent:
        case i.Open():
            return _opened(scene, intent)
        case i.ShowApps() | i.GoHome():
            return _launcher(scene)
        case i.Toggle():
            element = switch_for(scene.seen, labels_of(intent.what))
            return (evidence(scene, element),) if element and is_on(element) == intent.on else ()
        case i.Adjust():
            return _adjusted(scene, intent)
        case i.Create(thing="timer"):
            return _counting(scene, intent)
        case i.Create() | i.Edit():
            return _stored(scene, intent)
        case i.Append():
            return _appended(scene, intent)
        case i.Delete():
            return _absent(scene, intent)
        case i.Send() | i.Reply():
            return _sent(scene, intent.text)
        case i.Control():
            return _controlled(scene, intent)
        case i.Show():
            return _shown(scene, intent)
        case i.Search():
            return _found(scene, intent)
    return ()


def _opened(scene: Scene, intent: i.Open) -> tuple[Evidence, ...]:
    seen = scene.seen
    if same_text(seen.app, intent.what) or (
        seen.app in scene.run.apps and seen.app == scene.subgoal.app and not scene.run.apps
    ):
        return (in_front(scene, f"{seen.app} is in front"),)
    if not any(same_text(intent.what, app) for app in scene.run.apps):
        went = any(isinstance(s.action, Tap) for s in scene.done)
        if went and best_likeness((intent.what,), seen.title) > 0.85:
            return (in_front(scene, f"the page {seen.title!r} of {seen.app} is in front"),)
    return ()


def launcher_labels(scene: Scene) -> list[Element]:
    """The app icons on the present screen."""
    known = {label.casefold() for label in scene.run.apps}
    return [e for e in scene.seen.elements if e.label.casefold() in known and "tap" in e.actions]


def _launcher(scene: Scene) -> tuple[Evidence, ...]:
    icons = launcher_labels(scene)
    if isinstance(scene.intent, i.GoHome):
        home = any(isinstance(s.action, Press) and s.action.key == "home" for s in scene.done)
        enough = home and len(icons) >= 2
    else:
        opened = any(s.action and s.action.wire in ("swipe", "tap") for s in scene.done)
        enough = opened and len(icons) >= round(0.7 * min(len(scene.run.apps), 12))
    return tuple(evidence(scene, e) for e in icons[:6]) if enough else ()


def slider_percent(element: Element) -> float | None:
    """Where a slider stands in percent, when the screen says so."""
    value = element.value.strip()
    if value.endswith("%"):
        value = value[:-1]
    try:
        number = float(value)
    except ValueError:
        return None
    return number if 0 <= number <= 100 else None


def _adjusted(scene: Scene, intent: i.Adjust) -> tuple[Evidence, ...]:
    names = labels_of(intent.what)
    if intent.percent is not None:
        slider = slider_for(scene.seen, names)
        stands = slider_percent(slider) if slider else None
        if slider and stands is not None:
            near = abs(stands - intent.percent) <= _TOLERANCE_PERCENT
            return (evidence(scene, slider),) if near else ()
        if slider and _stays(scene, intent.percent):
            told = f"moving {slider.label!r} to {intent.percent:g}% once more changes nothing"
            return (in_front(scene, told),)
        return _told_percent(scene, names, intent.percent)
    for element in scene.seen.elements:
        if best_likeness(names, element.label) > 0.85 and any(
            tokens(intent.option) == tokens(part) or reads(intent.option, part)
            for part in (element.detail, element.value)
        ):
            return (evidence(scene, element),)
    return ()


def _stays(scene: Scene, percent: float) -> bool:
    """Whether the slider moved at first, and did not when it was moved there again."""
    slides = [s for s in scene.steps if isinstance(s.action, Slide) and s.action.to == percent]
    verdicts = [s.outcome.verdict for s in slides[-2:]]
    return verdicts == ["succeeded", "no_change"] and scene.steps[-1] is slides[-1]


def _told_percent(scene: Scene, names: tuple[str, ...], percent: float) -> tuple[Evidence, ...]:
    """A row such as "Brightness level, 100%"."""
    for element in scene.seen.elements:
        if best_likeness(names, element.label) <= 0.85 or element.role == "slider":
            continue
        told = next((percent_of(p) for p in element.detail.split(",") if "%" in p), None)
        if told is not None and abs(told - percent) <= _TOLERANCE_PERCENT:
            return (evidence(scene, element),)
    return ()


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
    found = []
    for value in values:
        time = time_of(value) if scene.intent.thing_name == "alarm" else None
        elements = _with_time(scene, time) if time else texts_with(scene.seen, value, fields=fields)
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


def _stored(scene: Scene, intent: i.Create | i.Edit) -> tuple[Evidence, ...]:
    if saved_at(scene) < 0 or in_dialog(scene.seen):
        return ()
    name = intent.key or (intent.name if isinstance(intent, i.Edit) else "")
    found = shown_values(scene, [value for _, value in intent.fields], name)
    return tuple(dict.fromkeys(evidence(scene, e) for e in found)) if found else ()


def _counting(scene: Scene, intent: i.Create) -> tuple[Evidence, ...]:
    """A countdown that runs: little time lost from what was set, and a way to pause it."""
    wanted = duration_of(intent.value("duration")) or 0
    if not scene.tapped("start") or not button(scene.seen, "running"):
        return ()
    for element in scene.seen.elements:
        for text in element.texts:
            left = countdown_s(text)
            if left is not None and 0 < left <= wanted and wanted - left <= _MAX_LOST_S:
                return (evidence(scene, element),)
    return ()


def _appended(scene: Scene, intent: i.Append) -> tuple[Evidence, ...]:
    if not reopened(scene, intent.name):
        return ()
    found = texts_with(scene.seen, intent.text, fields=True)
    return tuple(evidence(scene, e) for e in found[:1])


def _absent(scene: Scene, intent: i.Delete) -> tuple[Evidence, ...]:
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
    return called(scene.seen, intent.name)


def _sent(scene: Scene, text: str) -> tuple[Evidence, ...]:
    """After "send": the text stands in the conversation and no field holds it any more."""
    if not scene.tapped("send", since=scene.last_typed):
        return ()
    if any(reads(text, e.value) for e in form_fields(scene.seen)):
        return ()
    for element in reversed(texts_with(scene.seen, text, fields=False)):
        if not any(reads(word, element.detail) for word in _UNSENT):
            return (evidence(scene, element),)
    return ()


def _controlled(scene: Scene, intent: i.Control) -> tuple[Evidence, ...]:
    on_page = scene.seen.app == scene.subgoal.app and not _other_section(scene)
    running = button(scene.seen, "running")
    start = button(scene.seen, "start")
    if not on_page or not (running or start):
        return ()
    if intent.verb == "start":
        return (evidence(scene, running),) if running and scene.tapped("start") else ()
    stopped = start if not running else None
    return (evidence(scene, stopped),) if stopped and scene.done else ()


def _other_section(scene: Scene) -> bool:
    section = vocabulary().things[scene.intent.thing_name].section
    chosen = [e for e in scene.seen.elements if e.role == "tab" and "selected" in e.states]
    return bool(chosen) and not any(best_likeness(section, e.label) > 0.85 for e in chosen)


def _shown(scene: Scene, intent: i.Show) -> tuple[Evidence, ...]:
    went = any(touches(s, intent.name) and s.before.page != scene.seen.page for s in scene.done)
    if not went:
        return ()
    if reads(intent.name, scene.seen.title):
        return (in_front(scene, f"{scene.seen.title!r} is open in {scene.seen.app}"),)
    return tuple(evidence(scene, e) for e in texts_with(scene.seen, intent.name, fields=True)[:1])


def _found(scene: Scene, intent: i.Search) -> tuple[Evidence, ...]:
    if not scene.typed(intent.text):
        return ()
    return tuple(evidence(scene, e) for e in texts_with(scene.seen, intent.text, fields=False)[:3])
