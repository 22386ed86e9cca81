"""What was chosen, allowed, done and found: Choice, Intention, Receipt, Outcome, Step, Note."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from phoneagent.core.actions import Action
from phoneagent.core.base import Fact
from phoneagent.core.chat import Usage
from phoneagent.core.expectation import Expectation
from phoneagent.core.result import Evidence
from phoneagent.core.screen import Locator, Observation

Verdict = Literal["succeeded", "wrong_page", "no_change", "failed", "unknown"]


class Move(Fact):
    """One action with what should be true of the screen after it."""

    action: Action
    expect: Expectation | None = None
    # Given when the elements are known from elsewhere (a script); else taken from the observation.
    anchors: dict[str, Locator] = Field(default_factory=dict)


class Choice(Fact):
    """What the Operator wants to do: one move, and up to three further ones, each guarded.

    Attributes:
        by: "model", "rule", "plan" (the subgoal's own start) or "shortcut".
        confidence: 0 to 1; low confidence makes the Reflector look closer.
        problem: why the reply could not be used; then there are no moves.
    """

    thought: str = ""
    moves: tuple[Move, ...] = ()
    confidence: float = Field(default=1.0, ge=0, le=1)
    by: Literal["model", "rule", "plan", "shortcut"] = "model"
    shortcut: str = ""  # the shortcut these moves come from
    lessons_used: tuple[str, ...] = ()
    problem: str = ""
    usage: Usage = Usage()


class Intention(Fact):
    """One action about to be done. Journaled before the phone is touched, done at most once.

    Attributes:
        n: the step number it will have.
        anchors: for each target field with an element number, how to find that element again.
        chained: how many moves of the same choice came before it.
    """

    n: int
    subgoal: int
    action: Action
    anchors: dict[str, Locator] = Field(default_factory=dict)
    expect: Expectation | None = None
    thought: str = ""
    confidence: float = 1.0
    by: str = "model"
    shortcut: str = ""
    chained: int = 0


class Ruling(Fact):
    """What the gate says about an intention.

    Attributes:
        verdict: "allow"; "deny" ends the run as refused; "human": only a person could say, and
            nobody did.
        rule: the rule that decided; why: one line for the person.
        question: what was or must be asked; answer: what the person said.
    """

    verdict: Literal["allow", "deny", "human"]
    rule: str = ""
    why: str = ""
    question: str = ""
    answer: str | None = None


class Receipt(Fact):
    """What the device says about one action.

    Attributes:
        ok: the phone took it; error: what it said otherwise.
        uncertain: the connection broke half-way; it may or may not have happened.
        how: what was actually done ("set text on node", "tap 540,1200").
    """

    ok: bool
    error: str = ""
    uncertain: bool = False
    how: str = ""
    device_ms: float = 0.0


class Alarm(Fact):
    """A pattern in the trajectory that says something is wrong; kept until the Manager heard it."""

    kind: Literal[
        "same_action",
        "ping_pong",
        "same_screen",
        "bad_streak",
        "half_budget",
        "off_path",
        "subgoal_failed",
        "subgoal_budget",
        "refuted",
        "unproved",
        "unusable_reply",
        "message",
    ]
    text: str
    step: int


class Outcome(Fact):
    """The Reflector's verdict on one step, and which rung of its ladder gave it."""

    verdict: Verdict
    why: str = ""
    by: Literal["device", "difference", "expectation", "model", "rule"] = "rule"
    alarms: tuple[Alarm, ...] = ()
    shown: tuple[str, ...] = ()  # texts that appeared with this step, a few
    usage: Usage = Usage()


class ScreenRef(Fact):
    """A screen of the past: where it was, and where its bytes lie."""

    page: str = ""
    package: str = ""
    activity: str = ""
    app: str = ""
    title: str = ""
    shot: str = ""
    tree: str = ""

    @classmethod
    def of(cls, seen: Observation | None) -> ScreenRef:
        if seen is None:
            return cls()
        return cls(**{name: getattr(seen, name) for name in cls.model_fields})


class Step(Fact):
    """One action with its before, after and outcome."""

    n: int
    subgoal: int
    thought: str = ""
    action: Action | None = None
    anchors: dict[str, Locator] = Field(default_factory=dict)
    expect: Expectation | None = None
    by: str = "model"
    shortcut: str = ""
    receipt: Receipt | None = None
    outcome: Outcome
    before: ScreenRef = ScreenRef()
    after: ScreenRef = ScreenRef()

    @property
    def good(self) -> bool:
        return self.outcome.verdict == "succeeded"


class Note(Fact):
    """A typed fact the goal needs, with the place it was seen."""

    name: str
    value: str
    step: int
    where: str = ""
    kind: Literal["seen", "derived", "told"] = "seen"
    evidence: Evidence | None = None


class Noted(Fact):
    """What the Notetaker wrote down, and what it had to drop because no screen showed it."""

    notes: tuple[Note, ...] = ()
    dropped: tuple[str, ...] = ()
    answer: str = ""
    usage: Usage = Usage()
