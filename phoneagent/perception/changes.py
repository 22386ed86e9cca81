"""What differs between two observations: texts that came or went, states, page, app."""

from __future__ import annotations

from collections import defaultdict, deque

from phoneagent.core.base import Fact
from phoneagent.core.screen import Element, Observation
from phoneagent.core.text import fold
from phoneagent.perception.words import shorten

_MOST_SHOWN = 8
_SHOWN_CHARS = 60


class Changes(Fact):
    """The difference between a screen and the one before it.

    Attributes:
        appeared, gone: texts a person can read now and could not before, and the reverse.
        states: `label: before -> after` for things found on both whose state or value changed.
        page, app, keyboard: whether that is another one than before.
        picture: the picture differs where the tree says too little to tell.
    """

    appeared: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    page: bool = False
    app: bool = False
    keyboard: bool = False
    picture: bool = False

    @property
    def any(self) -> bool:
        """Whether anything changed that a person would notice."""
        return self != Changes()


def changes(before: Observation, after: Observation) -> Changes:
    """What a person would say has changed from `before` to `after`."""
    if before.tree and before.tree == after.tree and before.toasts == after.toasts:
        return Changes(picture=_picture_changed(before, after))
    old, new = _texts(before), _texts(after)
    return Changes(
        appeared=tuple(text for key, text in new.items() if key not in old),
        gone=tuple(text for key, text in old.items() if key not in new),
        states=_state_changes(before, after),
        page=before.page != after.page,
        app=before.package != after.package,
        keyboard=before.keyboard_shown != after.keyboard_shown,
        picture=_picture_changed(before, after),
    )


def appeared(before: Observation | None, after: Observation) -> tuple[str, ...]:
    """The most telling texts that are new on `after`, shortened; toasts first."""
    known = _texts(before) if before else {}
    fresh = [text for key, text in _texts(after).items() if key not in known]
    return tuple(shorten(text, _SHOWN_CHARS) for text in fresh[:_MOST_SHOWN])


def differs(before: Observation, after: Observation) -> bool:
    """Whether a person would notice any difference; a tick of the status bar's clock is none."""
    return changes(before, after).any


def _picture_changed(before: Observation, after: Observation) -> bool:
    """Where the tree is poor the picture decides, by its look without the status bar."""
    return bool(before.look and after.look) and before.look != after.look


def _texts(seen: Observation) -> dict[str, str]:
    """Everything readable: folded text to text, toasts and title first, then reading order."""
    texts = [*seen.toasts, seen.title]
    for element in seen.elements:
        texts.extend(element.texts)
    return {fold(text): text for text in texts if text}


def _state_changes(before: Observation, after: Observation) -> tuple[str, ...]:
    """Things of one name, id and class are paired in reading order."""
    known: dict[tuple[str, str, str], deque[Element]] = defaultdict(deque)
    for element in before.elements:
        known[_identity(element)].append(element)
    found = []
    for element in after.elements:
        twins = known[_identity(element)]
        old = twins.popleft() if twins else None
        if old is not None and _state(old) != _state(element):
            name = element.label or element.locator.describe()
            found.append(f"{name}: {_state(old) or 'empty'} -> {_state(element) or 'empty'}")
    return tuple(found)


def _identity(element: Element) -> tuple[str, str, str]:
    locator = element.locator
    return element.label, locator.resource_id, locator.cls


def _state(element: Element) -> str:
    told = [state for state in element.states if state != "focused"]
    return " ".join((element.value, *told)).strip()
