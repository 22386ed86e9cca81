"""What should be true of a screen, in a form that code can check."""

from __future__ import annotations

from phoneagent.core.base import Fact
from phoneagent.core.screen import Element, Observation
from phoneagent.core.text import fold


class Expectation(Fact):
    """Conditions on an observation; all that are given must hold. Labels match without case.

    Serves as an action's `expect`, a subgoal's `done_when`, a shortcut's pre- and postcondition.
    """

    text: str = ""  # this can be read on the screen
    gone: str = ""  # this no longer stands there; a dialog or menu in front leaves it open
    app: str = ""  # this app (label or package) is in front
    page: str = ""  # this page key
    on: str = ""  # the switch, box or tab with this label is on, checked or selected
    off: str = ""  # ... is off
    field: str = ""  # the field with this label ...
    value: str = ""  # ... holds this text, or nothing when there is none
    changes: bool | None = None  # the screen differs from before (or, False, does not)

    @property
    def positive(self) -> bool:
        """It names something that must be there, not only what must be gone or different."""
        return bool(self.text or self.app or self.page or self.on or self.off or self.value)

    def holds(self, after: Observation, before: Observation | None = None) -> bool | None:
        """True or False when the screen decides it, None when it does not."""
        checks: list[bool | None] = []
        if self.text:
            checks.append(after.says(self.text))
        if self.gone:
            checks.append(_is_gone(self.gone, after))
        if self.app:
            checks.append(_same_app(self.app, after))
        if self.page:
            checks.append(after.page == self.page)
        if self.on:
            checks.append(_is_on(self.on, after))
        if self.off:
            checks.append(_negate(_is_on(self.off, after)))
        if self.field or self.value:
            checks.append(_field_holds(self.field, self.value, after))
        if self.changes is not None and before is not None:
            checks.append((before.text != after.text or before.shot != after.shot) == self.changes)
        if any(check is False for check in checks):
            return False
        return True if checks and all(checks) else None

    def describe(self) -> str:
        """One short line for people, prompts and reports."""
        parts = [
            self.text and f'shows "{self.text}"',
            self.gone and f'no longer shows "{self.gone}"',
            self.app and f"{self.app} is in front",
            self.page and f"page {self.page}",
            self.on and f'"{self.on}" is on',
            self.off and f'"{self.off}" is off',
            (self.field or self.value) and f'field "{self.field}" holds "{self.value}"',
            self.changes is not None
            and ("the screen changes" if self.changes else "nothing changes"),
        ]
        return " and ".join(part for part in parts if part)


def _same_app(name: str, seen: Observation) -> bool:
    wanted = fold(name)
    return wanted in (fold(seen.app), fold(seen.package))


def _labelled(label: str, seen: Observation) -> list[Element]:
    """Elements called `label`: an exact label first, else labels that contain it."""
    wanted = fold(label)
    exact = [e for e in seen.elements if wanted in {fold(t) for t in (e.label, e.hint)}]
    return exact or [e for e in seen.elements if wanted in fold(f"{e.label} {e.hint}")]


_ON = {"on", "checked", "selected"}
_OFF = {"off", "unchecked", "unselected"}


def _is_on(label: str, seen: Observation) -> bool | None:
    for element in _labelled(label, seen):
        if _ON & set(element.states):
            return True
        if _OFF & set(element.states):
            return False
    return None


def _is_gone(text: str, seen: Observation) -> bool | None:
    """A message such as "Ann deleted" may still name what is gone; a menu may only hide it."""
    if seen.holds(text):
        return False
    return None if seen.covered else True


def _negate(value: bool | None) -> bool | None:
    return None if value is None else not value


def _field_holds(label: str, value: str, seen: Observation) -> bool | None:
    candidates = [
        e for e in (_labelled(label, seen) if label else seen.elements) if e.role == "field"
    ]
    if not candidates:
        return None
    if not value:
        return any(not e.value for e in candidates)
    return any(fold(value) == fold(e.value or e.label) for e in candidates)
