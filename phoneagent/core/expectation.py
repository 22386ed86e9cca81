"""What should be true of a screen, in a form that code can check."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from phoneagent.core.base import Fact
from phoneagent.core.screen import Element, Observation
from phoneagent.core.text import fold

Check = Callable[[Observation], bool | None]


class Expectation(Fact):
    """Conditions on an observation; all that are given must hold. Labels match without case.

    Serves as an action's `expect`, a subgoal's `done_when`, a shortcut's pre- and postcondition.
    """

    text: str = ""  # this can be read on the screen, not counting what stands in a text field
    gone: str = ""  # this no longer stands there; a dialog or menu in front leaves it open
    app: str = ""  # this app (label or package) is in front
    page: str = ""  # this page key
    on: str = ""  # the switch, box or tab with this label is on, checked or selected
    off: str = ""  # ... is off
    field: str = ""  # the field with this label is there ...
    value: str | None = None  # ... and holds exactly this; "" is an empty field
    changes: bool | None = None  # the screen differs from before (or, False, does not)

    @property
    def positive(self) -> bool:
        """It names something that must be there, not only what must be gone or different."""
        return bool(self.text or self.app or self.page or self.on or self.off or self.field)

    def holds(self, after: Observation, before: Observation | None = None) -> bool | None:
        """True or False when the screen decides it, None when it does not."""
        findings = [finding for _, finding in self._findings(after, before)]
        if any(finding is False for finding in findings):
            return False
        return True if findings and all(findings) else None

    def unmet(self, after: Observation) -> str:
        """The parts that do not hold or cannot be told, in words; "" when all hold."""
        return " and ".join(words for words, finding in self._findings(after, None) if not finding)

    def describe(self) -> str:
        """One short line for people, prompts and reports."""
        return " and ".join(words for words, _ in self._parts())

    def _findings(
        self, after: Observation, before: Observation | None
    ) -> Iterator[tuple[str, bool | None]]:
        """Each condition in words, and whether it is met; None where the screen cannot tell."""
        for words, check in self._parts():
            if check is not None:
                yield words, check(after)
        if self.changes is not None and before is not None:
            changed = before.text != after.text or before.shot != after.shot
            yield "the screen changes", changed == self.changes

    def _parts(self) -> Iterator[tuple[str, Check | None]]:
        if self.text:
            yield f'it shows "{self.text}"', lambda seen: seen.tells(self.text)
        if self.gone:
            yield f'"{self.gone}" is gone', lambda seen: _is_gone(self.gone, seen)
        if self.app:
            yield f"{self.app} is in front", lambda seen: _same_app(self.app, seen)
        if self.page:
            yield f"it is the page {self.page}", lambda seen: seen.page == self.page
        if self.on:
            yield f'"{self.on}" is on', lambda seen: _is_on(self.on, seen)
        if self.off:
            yield f'"{self.off}" is off', lambda seen: _negate(_is_on(self.off, seen))
        if self.field or self.value is not None:
            holds = f' holds "{self.value}"' if self.value is not None else " is there"
            yield f'the field "{self.field}"{holds}', self._field_fits
        if self.changes is not None:
            yield ("the screen changes" if self.changes else "nothing changes"), None

    def _field_fits(self, seen: Observation) -> bool | None:
        named = _labelled(self.field, seen) if self.field else seen.elements
        fields = [e for e in named if e.role == "field"]
        if not fields:
            return None
        return self.value is None or any(fold(self.value) == fold(e.value) for e in fields)


def _same_app(name: str, seen: Observation) -> bool:
    wanted = fold(name)
    return wanted in (fold(seen.app), fold(seen.package))


def _labelled(label: str, seen: Observation) -> list[Element]:
    """Elements called `label`: an exact label first, else labels that contain it."""
    wanted = fold(label)
    exact = [e for e in seen.elements if wanted in {fold(t) for t in (e.label, e.hint)}]
    return exact or [e for e in seen.elements if wanted in fold(f"{e.label} {e.hint}")]


def _is_on(label: str, seen: Observation) -> bool | None:
    states = (element.is_on for element in _labelled(label, seen))
    return next((state for state in states if state is not None), None)


def _is_gone(text: str, seen: Observation) -> bool | None:
    """A message such as "Ann deleted" may still name what is gone; a menu may only hide it."""
    if seen.holds(text):
        return False
    return None if seen.covered else True


def _negate(value: bool | None) -> bool | None:
    return None if value is None else not value
