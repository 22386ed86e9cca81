"""Reads the answer to a question from the present screen; what is not there is no answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules.evidence import evidence, in_front
from phoneagent.agents.rules.scene import Scene
from phoneagent.agents.rules.sight import (
    called,
    form_fields,
    in_dialog,
    is_on,
    labels_of,
    more_below,
    name_fit,
    slider_for,
    switch_for,
    tappable,
)
from phoneagent.agents.rules.values import time_of
from phoneagent.agents.rules.words import NEAR_ENOUGH, SAME, best_likeness, reads, vocabulary
from phoneagent.core.result import Evidence
from phoneagent.core.screen import Element

_PATTERNS = {
    "number": re.compile(r"\+?[\d(][\d\s().\-]{1,}\d"),
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
}


@dataclass(frozen=True)
class Found:
    """An answer with where it stands."""

    text: str
    evidence: tuple[Evidence, ...]


def answer(scene: Scene) -> Found | None:
    """The answer that the present screen gives, or None when it gives none."""
    intent = scene.intent
    assert isinstance(intent, i.Question)
    if in_dialog(scene.seen) and intent.form not in ("value", "state"):
        return None
    match intent.form:
        case "field":
            return _field(scene, intent)
        case "state":
            return _state(scene, intent)
        case "value":
            return _value(scene, intent)
        case "contents":
            return _contents(scene, intent)
        case "latest":
            return _latest(scene, intent)
        case "exists":
            return _exists(scene, intent)
    return _listed(scene, intent)


def _field(scene: Scene, intent: i.Question) -> Found | None:
    """On the page of the thing itself: a value of that form, by a label of that meaning."""
    seen = scene.seen
    if not (scene.tapped_label_with(intent.name) and _names_page(scene, intent.name)):
        return None
    labels = vocabulary().fields[intent.field].labels
    pattern = _PATTERNS.get(intent.field)
    candidates: list[tuple[float, str, Element]] = []
    for element in seen.elements:
        if element.role == "field" or element.locator.cls.endswith("Toolbar"):
            continue
        for text in (element.label, element.detail, element.value):
            value = _value_in(text, pattern, intent.name)
            if value:
                others = " ".join(t for t in element.texts if t != text)
                near = best_likeness(labels, others) if others else 0.0
                candidates.append((near, value, element))
    candidates += _below_labels(scene, labels)
    if pattern is None:
        candidates = [c for c in candidates if c[0] >= NEAR_ENOUGH]
    if not candidates:
        return None
    _, value, element = max(candidates, key=lambda c: (c[0], -c[2].index))
    return Found(value, (evidence(scene, element),))


def _names_page(scene: Scene, name: str) -> bool:
    return reads(name, scene.seen.title) or any(
        reads(name, e.label) for e in scene.seen.elements if e.role in ("text", "row", "image")
    )


def _value_in(text: str, pattern: re.Pattern[str] | None, name: str) -> str:
    if not text or reads(name, text):
        return ""
    if pattern is None:
        return text
    match = pattern.search(text)
    return match[0].strip() if match else ""


def _below_labels(scene: Scene, labels: tuple[str, ...]) -> list[tuple[float, str, Element]]:
    """A value that stands right under or after a text that is its label."""
    told = [e for e in scene.seen.elements if e.role in ("text", "row", "button")]
    return [
        (best_likeness(labels, before.label), after.label, after)
        for before, after in pairwise(told)
        if best_likeness(labels, before.label) > SAME
        and any(p.fullmatch(after.label.strip()) for p in _PATTERNS.values())
    ]


def _state(scene: Scene, intent: i.Question) -> Found | None:
    element = switch_for(scene.seen, labels_of(intent.what))
    if element is None:
        return None
    return Found(
        f"{intent.what} is {'on' if is_on(element) else 'off'}", (evidence(scene, element),)
    )


def _value(scene: Scene, intent: i.Question) -> Found | None:
    names = labels_of(intent.what)
    slider = slider_for(scene.seen, names)
    if slider and slider.value:
        return Found(slider.value, (evidence(scene, slider),))
    for element in scene.seen.elements:
        if best_likeness(names, element.label) > SAME:
            value = element.value or element.detail
            if value:
                return Found(value, (evidence(scene, element),))
            if is_on(element) is not None:
                return Found("on" if is_on(element) else "off", (evidence(scene, element),))
    return None


def _contents(scene: Scene, intent: i.Question) -> Found | None:
    """The text of the thing that was opened: its largest field or text."""
    if not scene.tapped_label_with(intent.name):
        return None
    fields = [e for e in form_fields(scene.seen) if e.value and not reads(intent.name, e.value)]
    texts = [
        e
        for e in scene.seen.elements
        if e.role == "text" and len(e.label) > 1 and not reads(intent.name, e.label)
    ]
    best = max(fields or texts, key=lambda e: e.bounds.area_px, default=None)
    if best is None:
        return None
    return Found(best.value or best.label, (evidence(scene, best),))


def _latest(scene: Scene, intent: i.Question) -> Found | None:
    from phoneagent.agents.rules.skills.messages import latest_conversation

    row = called(scene.seen, intent.name) if intent.name else latest_conversation(scene)
    if row is None or not row.detail or form_fields(scene.seen):
        return None
    text = row.label if intent.what == "sender" else _without_time(row.detail)
    return Found(text, (evidence(scene, row),))


_TIME = re.compile(r"\b\d{1,2}:\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?")
_STAMP = re.compile(
    r"^(?:\d{1,2}:\d{2}(?:\s*[ap]\.?m\.?)?|(?:just )?now|yesterday|"
    r"\d+\s*(?:min|h|d|hr|hours?)(?: ago)?|\w{3,9} \d{1,2}(?:, \d{4})?|"
    r"\d{1,2}/\d{1,2}(?:/\d{2,4})?|mon|tue|wed|thu|fri|sat|sun)$",
    re.IGNORECASE,
)


def _without_time(detail: str) -> str:
    """The snippet of a conversation row without the time and the "You:" beside it."""
    parts = [part for part in detail.split(", ") if not _STAMP.match(part.strip())]
    return ", ".join(parts) or detail


def items(scene: Scene) -> list[Element]:
    """The rows of the list on the present screen: one per thing."""
    height = scene.seen.size_px[1]
    rows = [
        e
        for e in scene.seen.elements
        if tappable(e)
        and e.role in ("row", "switch", "checkbox")
        and 0.1 * height < e.bounds.centre.y < 0.93 * height
        and e.label
    ]
    return [e for e in rows if e.bounds.width_px > 0.6 * scene.seen.size_px[0]]


def _listed(scene: Scene, intent: i.Question) -> Found | None:
    """All items of a list that fits on the screen; longer lists are not counted by sight."""
    if form_fields(scene.seen) or more_below(scene.seen):
        return None
    rows = items(scene)
    texts = [_title(e, intent.thing) for e in rows]
    seen = tuple(evidence(scene, e) for e in rows[:12]) or (
        in_front(scene, f"the list in {scene.seen.app} is empty"),
    )
    if intent.form == "count":
        return Found(str(len(rows)), seen)
    return Found(", ".join(texts) if texts else "none", seen)


def _title(element: Element, thing: str) -> str:
    """What a row is called; an alarm by its time."""
    if thing == "alarm":
        times = (_TIME.search(text) for text in element.texts)
        return next((match[0] for match in times if match), element.label)
    return element.label


def _exists(scene: Scene, intent: i.Question) -> Found | None:
    time = time_of(intent.name) if intent.thing == "alarm" else None
    for element in scene.seen.elements:
        shown = time.shown_in(" ".join(element.texts)) if time else name_fit(intent.name, element)
        if shown and tappable(element):
            return Found("yes", (evidence(scene, element),))
    if more_below(scene.seen) and not scene.scrolled_out():
        return None
    if form_fields(scene.seen):
        return None
    where = scene.seen.title or scene.seen.app
    return Found("no", (in_front(scene, f"the list {where!r} does not show {intent.name!r}"),))
