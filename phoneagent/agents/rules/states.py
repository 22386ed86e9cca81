"""What shows that something is open, on, set or running."""

from __future__ import annotations

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules.evidence import evidence, in_front
from phoneagent.agents.rules.scene import Scene
from phoneagent.agents.rules.sight import button, is_on, labels_of, slider_for, switch_for
from phoneagent.agents.rules.values import countdown_s, duration_of, percent_of
from phoneagent.agents.rules.words import SAME, best_likeness, reads, same_text, tokens, vocabulary
from phoneagent.core.actions import Press, Slide, Tap
from phoneagent.core.result import Evidence
from phoneagent.core.screen import Element

_TOLERANCE_PERCENT = 3.0
_MAX_LOST_S = 120


def opened(scene: Scene, intent: i.Open) -> tuple[Evidence, ...]:
    """The app is in front; or the page with that title, after a way was gone."""
    seen = scene.seen
    if same_text(seen.app, intent.what):
        return (in_front(scene, f"{seen.app} is in front"),)
    is_app = any(same_text(intent.what, app) for app in scene.run.apps)
    went = any(isinstance(s.action, Tap) for s in scene.done)
    if went and not is_app and best_likeness((intent.what,), seen.title) > SAME:
        return (in_front(scene, f"the page {seen.title!r} of {seen.app} is in front"),)
    return ()


def launcher_labels(scene: Scene) -> list[Element]:
    """The app icons on the present screen."""
    known = {label.casefold() for label in scene.run.apps}
    return [e for e in scene.seen.elements if e.label.casefold() in known and "tap" in e.actions]


def launcher(scene: Scene, intent: i.ShowApps | i.GoHome) -> tuple[Evidence, ...]:
    """App icons, after the home key, or most of them after the drawer was brought up."""
    icons = launcher_labels(scene)
    if isinstance(intent, i.GoHome):
        pressed = any(isinstance(s.action, Press) and s.action.key == "home" for s in scene.done)
        enough = pressed and len(icons) >= 2
    else:
        brought_up = any(s.action and s.action.wire in ("swipe", "tap") for s in scene.done)
        enough = brought_up and len(icons) >= round(0.7 * min(len(scene.run.apps), 12))
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


def adjusted(scene: Scene, intent: i.Adjust) -> tuple[Evidence, ...]:
    """The slider at that percentage, or the row that tells the value."""
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
        if best_likeness(names, element.label) > SAME and any(
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
        if best_likeness(names, element.label) <= SAME or element.role == "slider":
            continue
        told = next((percent_of(p) for p in element.detail.split(",") if "%" in p), None)
        if told is not None and abs(told - percent) <= _TOLERANCE_PERCENT:
            return (evidence(scene, element),)
    return ()


def counting(scene: Scene, intent: i.Create) -> tuple[Evidence, ...]:
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


def controlled(scene: Scene, intent: i.Control) -> tuple[Evidence, ...]:
    """The buttons of something that runs, or of something that does not."""
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
    return bool(chosen) and not any(best_likeness(section, e.label) > SAME for e in chosen)


def toggled(scene: Scene, intent: i.Toggle) -> tuple[Evidence, ...]:
    """The switch in the wanted state."""
    element = switch_for(scene.seen, labels_of(intent.what))
    return (evidence(scene, element),) if element and is_on(element) == intent.on else ()
