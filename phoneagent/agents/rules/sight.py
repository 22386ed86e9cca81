"""Finds things on an observation by what they are called; nothing here knows any app."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable

from phoneagent.agents.rules.words import (
    NEAR_ENOUGH,
    SAME,
    Setting,
    best_likeness,
    is_number,
    likeness,
    reads,
    same_text,
    tokens,
    vocabulary,
)
from phoneagent.core.screen import Element, Observation

_STATES = {"on": True, "checked": True, "selected": True, "off": False, "unchecked": False}
_FULL, _IN_DETAIL = 1.0, 0.3
_SUFFIX = re.compile(r"\.\w{1,4}$")


def tappable(element: Element) -> bool:
    """Whether a finger can do something with it now."""
    return "tap" in element.actions and "disabled" not in element.states


def button(seen: Observation, kind: str, *, besides: Iterable[str] = ()) -> Element | None:
    """The control that is called like one of the words for `kind` ("save", "add" ...).

    Args:
        seen: the screen.
        kind: a key of the vocabulary's buttons.
        besides: further words a label may have, such as the thing that is added.
    """
    words = vocabulary().buttons[kind]
    extra = {t for phrase in besides for t in tokens(phrase)} | _little()
    found = [(_button_fit(e, words, extra), e) for e in seen.elements if _may_press(e)]
    best = max(found, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= NEAR_ENOUGH else None


def _may_press(element: Element) -> bool:
    return tappable(element) and element.role not in ("field", "switch", "slider", "radio", "list")


def _little() -> set[str]:
    return {t for word in vocabulary().filler["small"] for t in tokens(word)}


def _button_fit(element: Element, words: tuple[str, ...], extra: set[str]) -> float:
    """1 for exactly such a word; less when known words stand beside it; 0 with unknown ones."""
    label = element.label
    if not label or len(label) > 40:
        return 0.0
    have = tokens(label)
    best = 0.0
    for rank, word in enumerate(words):
        want = tokens(word)
        if have == want:
            return 1.0 - 0.01 * rank
        if want and have[: len(want)] == want:
            rest = set(have[len(want) :])
            if rest <= extra:
                best = max(best, 0.9 - 0.01 * rank)
    return best


def called(
    seen: Observation, name: str, *, exact: bool = False, roles: tuple[str, ...] = ()
) -> Element | None:
    """The thing with that name: same label first, then (unless `exact`) one that holds the name."""
    least = _FULL if exact else 0.0
    fits = [
        (name_fit(name, e), -e.index, e)
        for e in seen.elements
        if tappable(e) and (not roles or e.role in roles)
    ]
    best = max(fits, key=lambda item: item[:2], default=(0.0, 0, None))
    return best[2] if best[0] > 0 and best[0] >= least else None


def candidates(seen: Observation, name: str) -> list[str]:
    """Labels of different things that hold `name`, when none of them is called just so."""
    fits = {e.label: name_fit(name, e) for e in seen.elements if tappable(e)}
    if any(fit >= _FULL for fit in fits.values()):
        return []
    return [label for label, fit in fits.items() if fit > _IN_DETAIL]


def name_fit(name: str, element: Element) -> float:
    """How well an element is called `name`; 0 when it is not."""
    if element.role == "field":
        return 0.0
    label = element.label
    if same_text(name, label) or same_text(name, _SUFFIX.sub("", label)):
        return _FULL
    if reads(name, label):
        return _FULL if is_number(name) else _IN_DETAIL + 0.5 * len(name) / (len(label) + 1)
    return _IN_DETAIL if reads(name, element.detail) else 0.0


def texts_with(
    seen: Observation, text: str, *, fields: bool, besides: Collection[str] = ()
) -> list[Element]:
    """Elements on which `text` can be read, not counting the texts `besides`.

    Args:
        seen: the screen.
        text: what is to be read.
        fields: whether what stands in a field counts.
        besides: whole texts that do not count although they hold `text`.
    """
    return [
        e
        for e in seen.elements
        if (fields or e.role != "field")
        and any(reads(text, t) for t in (e.label, e.detail, e.value) if t not in besides)
    ]


def form_fields(seen: Observation) -> list[Element]:
    """The fields one can type into, except those for searching."""
    return [e for e in seen.elements if e.role == "field" and not searches(e)]


def searches(element: Element) -> bool:
    """Whether this is where one searches."""
    return names_search(element.label, element.hint)


def names_search(label: str, hint: str = "") -> bool:
    """Whether a control called so is where one searches."""
    return best_likeness(vocabulary().buttons["search"], label) >= NEAR_ENOUGH or any(
        t in ("search", "find") for t in tokens(f"{label} {hint}")
    )


def field_for(seen: Observation, name: str) -> Element | None:
    """The field on the screen that is meant for `name` of the vocabulary's fields."""
    labels = vocabulary().fields[name].labels
    other = vocabulary().fields["last_name"].labels if name == "name" else ()
    scored = [
        (max(best_likeness(labels, e.label), best_likeness(labels, e.hint)), e)
        for e in form_fields(seen)
        if best_likeness(other, e.label) < SAME
    ]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= NEAR_ENOUGH else None


def is_on(element: Element) -> bool | None:
    """The state of a switch, box or choice; None when it has none."""
    return next((_STATES[s] for s in element.states if s in _STATES), None)


def switch_for(seen: Observation, labels: tuple[str, ...]) -> Element | None:
    """The switch or box that is called like one of `labels`, or the only one under such a title."""
    switches = [
        e for e in seen.elements if e.role in ("switch", "checkbox") and is_on(e) is not None
    ]
    scored = [(best_likeness(labels, e.label), e) for e in switches]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if best[0] > SAME or (best[0] >= NEAR_ENOUGH and len(switches) == 1):
        return best[1]
    if len(switches) == 1 and best_likeness(labels, seen.title) > SAME:
        return switches[0]
    return None


def slider_for(seen: Observation, labels: tuple[str, ...]) -> Element | None:
    """The slider that is called like one of `labels`, or the only one where such a word stands."""
    sliders = [e for e in seen.elements if e.role == "slider"]
    scored = [(best_likeness(labels, f"{e.label}"), e) for e in sliders]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if best[0] >= NEAR_ENOUGH:
        return best[1]
    named = [seen.title, *(e.label for e in seen.elements if e.role in ("text", "row", "button"))]
    if len(sliders) == 1 and any(best_likeness(labels, text) > SAME for text in named):
        return sliders[0]
    return None


def labels_of(what: str) -> tuple[str, ...]:
    """What the control for a setting may be called: known labels, else the person's own words."""
    known = vocabulary().setting_called(what)
    return (*(known.labels if known else ()), what)


def setting_of(what: str) -> Setting:
    """The setting as the vocabulary knows it, else one that is called as the person called it."""
    known = vocabulary().setting_called(what)
    return known or Setting(words=(what,), labels=(what, f"use {what}"), near=())


def section_tab(seen: Observation, section: tuple[str, ...]) -> Element | None:
    """The tab for a section, when there is one and it is not chosen yet."""
    tabs = [e for e in seen.elements if e.role == "tab"]
    found = next((e for e in tabs if any(likeness(s, e.label) == 1 for s in section)), None)
    return found if found and "selected" not in found.states else None


def first_where(seen: Observation, test: Callable[[Element], bool]) -> Element | None:
    """The first element in reading order that passes the test."""
    return next((e for e in seen.elements if test(e)), None)


def more_below(seen: Observation) -> bool:
    """Whether the screen text says that something lies below."""
    return any(line.startswith("↓") for line in seen.text.splitlines())


def in_dialog(seen: Observation) -> bool:
    """Whether a dialog or menu lies in front."""
    return bool({"dialog", "menu"} & set(seen.warnings))
