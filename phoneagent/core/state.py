"""What is known about a run, and what can be asked of it: who speaks next, and how it ended."""

from __future__ import annotations

from pydantic import Field

from phoneagent.core.actions import OpenApp
from phoneagent.core.base import Fact
from phoneagent.core.chat import Usage
from phoneagent.core.expectation import Expectation
from phoneagent.core.lessons import Lessons
from phoneagent.core.plan import Decision, Plan
from phoneagent.core.result import Ending, Verification
from phoneagent.core.screen import Observation
from phoneagent.core.steps import Alarm, Choice, Intention, Move, Note, Receipt, Ruling, Step

MAX_CHECKS = 3  # a refuted run goes back to the Manager at most twice
MAX_OPEN_CHECKS = 2  # ... and one without proof once, to go and look for it
MAX_CALLS_WITHOUT_STEP = 4
ALARMS_UNTIL_STUCK = 4
BAD_STREAK = 2  # failed steps in a row that call the Manager


class Limits(Fact):
    """What a run may spend; None means no cap."""

    max_steps: int = Field(default=40, ge=1)
    max_cost_usd: float | None = None
    max_time_s: float | None = None


class RunState(Fact):
    """Everything known about one goal, and the questions the roads of the loop ask.

    Attributes:
        apps: the launcher labels of every app on the phone.
        seen: the present screen; before: the screen the current intention was chosen on.
        choice: what the Operator chose last.
        queue: its further moves, each tried only when the one before succeeded.
        intention, ruling, receipt: the step under way, as far as it has come.
        alarms: patterns the Manager has not heard yet; heard: how many it has.
        spent: usage by role.
    """

    id: str
    goal: str
    limits: Limits = Limits()
    started_at_s: float = 0.0
    apps: tuple[str, ...] = ()
    plan: Plan = Plan()
    seen: Observation | None = None
    before: Observation | None = None
    lessons: Lessons = Lessons()
    decision: Decision | None = None
    choice: Choice | None = None
    queue: tuple[Move, ...] = ()
    intention: Intention | None = None
    ruling: Ruling | None = None
    receipt: Receipt | None = None
    steps: tuple[Step, ...] = ()
    notes: tuple[Note, ...] = ()
    dropped_notes: tuple[str, ...] = ()
    note_request: str = ""
    answer: str = ""
    alarms: tuple[Alarm, ...] = ()
    heard: int = 0
    planned_at: int = 0
    calls_without_step: int = 0
    checks: int = 0
    verification: Verification | None = None
    spent: dict[str, Usage] = Field(default_factory=dict)

    @property
    def acted(self) -> bool:
        """An action was begun and has no outcome yet."""
        return self.intention is not None and self.receipt is not None

    @property
    def chosen(self) -> bool:
        """There is an intention that the phone has not seen yet."""
        return self.intention is not None and self.receipt is None

    @property
    def claims_done(self) -> bool:
        """The crew says the goal is reached."""
        return bool(self.decision and self.decision.done) or self.plan.finished

    @property
    def wants_note(self) -> bool:
        """Facts are to be written down now: asked for, or the subgoal is to be reasoned out."""
        subgoal = self.plan.active
        return bool(self.note_request) or bool(subgoal and subgoal.kind == "reason")

    @property
    def wants_plan(self) -> bool:
        """Whether the Manager must speak: on events only, otherwise the plan stands."""
        if self.alarms:
            return True
        if self.claims_done:
            return False
        subgoal = self.plan.active
        failing = self.bad_streak >= BAD_STREAK
        return subgoal is None or failing or subgoal.steps >= subgoal.max_steps

    @property
    def opening(self) -> Choice | None:
        """The first move of a fresh subgoal, when it needs no look at the screen."""
        subgoal = self.plan.active
        if subgoal is None or subgoal.steps or self.queue:
            return None
        if subgoal.start:
            return Choice(moves=subgoal.start, by="plan")
        seen = self.seen
        if subgoal.app and seen and not Expectation(app=subgoal.app).holds(seen):
            move = Move(action=OpenApp(name=subgoal.app), expect=Expectation(app=subgoal.app))
            return Choice(moves=(move,), by="plan")
        return None

    @property
    def bad_streak(self) -> int:
        """How many steps in a row failed on the active subgoal since the Manager last spoke."""
        streak = 0
        for step in reversed(self.steps[self.planned_at :]):
            if step.good or step.subgoal != self._subgoal_id:
                break
            streak += 1
        return streak

    @property
    def troubles(self) -> int:
        """How much the Manager has not heard yet: alarms, or that steps fail in a row."""
        return max(len(self.alarms), int(self.bad_streak >= BAD_STREAK))

    @property
    def facts(self) -> dict[str, str]:
        return {note.name: note.value for note in self.notes}

    @property
    def usage(self) -> Usage:
        """Everything spent, all roles together."""
        return sum(self.spent.values(), Usage())

    @property
    def elapsed_s(self) -> float:
        return max(0.0, self.seen.taken_at_s - self.started_at_s) if self.seen else 0.0

    @property
    def ending(self) -> Ending | None:
        """How the run ended, or None while it goes on. Derived; nobody writes it."""
        found = self.verification
        if found and found.verdict == "proved":
            return Ending(status="succeeded", reason=found.reason)
        if found and found.verdict == "open" and self.checks >= MAX_OPEN_CHECKS:
            return Ending(status="unverified", reason=found.reason)
        if found and found.verdict == "refuted" and self.checks >= MAX_CHECKS:
            return Ending(status="failed", reason=found.reason)
        if self.ruling and self.ruling.verdict == "deny":
            return Ending(status="refused", reason=self.ruling.why)
        if self.ruling and self.ruling.verdict == "human":
            return Ending(status="needs_human", reason=self.ruling.question or self.ruling.why)
        if self.decision and self.decision.give_up:
            return Ending(status="failed", reason=self.decision.give_up)
        return self._exhausted()

    def _exhausted(self) -> Ending | None:
        limits, usage = self.limits, self.usage
        if len(self.steps) >= limits.max_steps and not self.claims_done:
            return Ending(status="budget", reason=f"{limits.max_steps} steps are used up")
        if limits.max_cost_usd is not None and usage.cost_usd >= limits.max_cost_usd:
            return Ending(status="budget", reason=f"{usage.cost_usd:.4f} USD are spent")
        if limits.max_time_s is not None and self.elapsed_s >= limits.max_time_s:
            return Ending(status="budget", reason=f"{self.elapsed_s:.0f} s have passed")
        if self.calls_without_step > MAX_CALLS_WITHOUT_STEP and not self.claims_done:
            return Ending(status="stuck", reason="planning goes round without a step on the phone")
        if self.troubles and self.heard + self.troubles >= ALARMS_UNTIL_STUCK:
            why = self.alarms[-1].text if self.alarms else self.steps[-1].outcome.why
            return Ending(status="stuck", reason=why)
        return None

    @property
    def _subgoal_id(self) -> int:
        return self.plan.active.id if self.plan.active else 0

    @property
    def _action(self) -> object:
        return self.intention.action if self.intention else None
