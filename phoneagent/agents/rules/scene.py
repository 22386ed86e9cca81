"""What a rule looks at: the intent, the present screen, and what this subgoal has done so far."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from phoneagent.agents.rules.grammar import read_clause
from phoneagent.agents.rules.intents import Append, Create, Delete, Edit, Intent
from phoneagent.agents.rules.sight import names_search
from phoneagent.agents.rules.values import time_of
from phoneagent.agents.rules.words import reads, tokens, vocabulary
from phoneagent.core.actions import LongPress, Press, Scroll, Slide, Tap, Type
from phoneagent.core.plan import Subgoal
from phoneagent.core.run import Run
from phoneagent.core.screen import Element, Observation
from phoneagent.core.steps import Step
from phoneagent.core.text import fold


@dataclass(frozen=True)
class Scene:
    """One moment of one subgoal; everything here is derived from the run."""

    intent: Intent
    seen: Observation
    steps: tuple[Step, ...]
    subgoal: Subgoal
    run: Run

    @classmethod
    def of(cls, run: Run, subgoal: Subgoal | None = None) -> Scene | None:
        """The scene of the active (or given) subgoal; None when there is nothing to see."""
        subgoal = subgoal or run.plan.active
        if subgoal is None or run.seen is None:
            return None
        intent = read_clause(subgoal.text, run.apps)
        if intent is None:
            return None
        steps = tuple(s for s in run.steps if s.subgoal == subgoal.id)
        return cls(intent, run.seen, steps, subgoal, run)

    @property
    def exact(self) -> bool:
        """Whether only a thing called exactly so will do: what is changed must not be guessed."""
        return isinstance(self.intent, Create | Edit | Append | Delete)

    # ---- what has been done in this subgoal -------------------------------------------------

    @cached_property
    def done(self) -> tuple[Step, ...]:
        """Steps that were not plain failures."""
        return tuple(s for s in self.steps if s.outcome.verdict != "failed" and s.action)

    def typed(self, text: str) -> bool:
        """Whether this text was typed in this subgoal."""
        return self.times_typed(text) > 0

    def times_typed(self, text: str) -> int:
        """How often this text was typed in this subgoal."""
        return sum(isinstance(s.action, Type) and s.action.text == text for s in self.done)

    @property
    def entered(self) -> frozenset[str]:
        """Every text that was typed in this subgoal."""
        return frozenset(s.action.text for s in self.done if isinstance(s.action, Type))

    @cached_property
    def last_typed(self) -> int:
        """The place of the last typing (or sliding) step in `done`, -1 for none.

        What was typed to search for something was not entered anywhere.
        """
        entered = (
            n
            for n, s in enumerate(self.done)
            if isinstance(s.action, Type | Slide) and not _searched(s)
        )
        return max(entered, default=-1)

    def searched(self, text: str) -> bool:
        """Whether this text was searched for in this subgoal."""
        return any(
            isinstance(s.action, Type) and s.action.text == text and _searched(s) for s in self.done
        )

    def tapped(self, kind: str, *, since: int = -1) -> bool:
        """Whether a control called like the buttons of `kind` was tapped after step `since`."""
        return self.last_tapped(kind) > since

    def last_tapped(self, kind: str) -> int:
        """The place in `done` of the last tap on such a control, -1 for none."""
        words = [tokens(word) for word in vocabulary().buttons[kind]]
        exactly = kind in ("confirm", "send")
        found = -1
        for n, step in enumerate(self.done):
            have = tokens(_label(step))
            fits = (have == w if exactly else have[: len(w)] == w for w in words if w)
            if isinstance(step.action, Tap) and step.outcome.verdict != "no_change" and any(fits):
                found = n
        return found

    def tapped_label(self, label: str, *, page: str = "") -> bool:
        """Whether the thing with this label was tapped (on this page)."""
        return any(
            isinstance(s.action, Tap | LongPress)
            and fold(_label(s)) == fold(label)
            and (not page or s.before.page == page)
            for s in self.steps
        )

    def tapped_label_with(self, name: str) -> bool:
        """Whether the thing called `name` was tapped or held: by its label, or as we meant it."""
        return any(touches(s, name) for s in self.done)

    def held(self, label: str) -> bool:
        """Whether the thing with this label was pressed and held."""
        return any(isinstance(s.action, LongPress) and _label(s) == label for s in self.steps)

    def pressed(self, key: str, *, since: int = -1) -> bool:
        """Whether a key was pressed after step `since`."""
        return any(
            isinstance(s.action, Press) and s.action.key == key for s in self.done[since + 1 :]
        )

    def scrolled_out(self, direction: str = "down") -> bool:
        """Whether scrolling this page on in this direction has already shown nothing new."""
        return any(
            isinstance(s.action, Scroll)
            and s.action.direction == direction
            and s.before.page == self.seen.page
            and s.outcome.verdict in ("no_change", "failed")
            for s in self.steps
        )

    def tries(self, element: Element) -> int:
        """How often this thing was tapped on this page; one tap that did nothing is forgiven."""
        taps = [
            s.outcome.verdict
            for s in self.steps
            if isinstance(s.action, Tap)
            and s.before.page == self.seen.page
            and fold(_label(s)) == fold(element.label)
        ]
        return len(taps) - ("no_change" in taps)

    @cached_property
    def at_root(self) -> bool:
        """Whether going back has already led out of the app, so that back is no way any more."""
        app = self.subgoal.app
        return any(
            isinstance(s.action, Press) and s.before.app == app and s.after.app != app
            for s in self.steps
        )

    @cached_property
    def outside(self) -> bool:
        """Whether another app than the subgoal's is in front, or the launcher.

        Panels of the system (a volume or brightness slider) belong to what brought them up.
        """
        app = self.subgoal.app
        if not app or self.seen.app == app or {"dialog", "menu"} & set(self.seen.warnings):
            return False
        icons = {label.casefold() for label in self.run.apps}
        shown = sum(e.label.casefold() in icons for e in self.seen.elements)
        return bool(self.seen.app) or shown >= 2


def touches(step: Step, name: str) -> bool:
    """Whether a step tapped or held the thing called `name` (rows may only show it beside)."""
    if not isinstance(step.action, Tap | LongPress):
        return False
    time = time_of(name)
    label = _label(step)
    meant = step.thought.endswith(f" {name!r}")
    return reads(name, label) or (time is not None and time.shown_in(label)) or meant


def _searched(step: Step) -> bool:
    """Whether a step typed into a field for searching."""
    anchor = step.anchors.get("into")
    return anchor is not None and names_search(anchor.label, anchor.text)


def _label(step: Step) -> str:
    anchor = step.anchors.get("target")
    return (anchor.label or anchor.text or anchor.desc) if anchor else ""
