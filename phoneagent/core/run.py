"""The frozen Run that travels through the loop: what is known, and what each verb makes of it."""

from __future__ import annotations

import re

from pydantic import Field

from phoneagent.core.actions import (
    Answer,
    Ask,
    Finish,
    GiveUp,
    OpenApp,
    TakeNote,
    UseShortcut,
)
from phoneagent.core.base import Fact
from phoneagent.core.chat import Usage
from phoneagent.core.expectation import Expectation
from phoneagent.core.lessons import Learned, Lessons
from phoneagent.core.plan import Decision, Plan, Subgoal
from phoneagent.core.result import Ending, Verification
from phoneagent.core.screen import Observation
from phoneagent.core.steps import (
    Alarm,
    Choice,
    Intention,
    Move,
    Note,
    Noted,
    Outcome,
    Receipt,
    Ruling,
    ScreenRef,
    Step,
)

_HOLE = re.compile(r"\{(\w+)\}")
MAX_CHECKS = 3  # a refuted run goes back to the Manager at most twice
MAX_OPEN_CHECKS = 2  # ... and one without proof once, to go and look for it
MAX_CALLS_WITHOUT_STEP = 4
ALARMS_UNTIL_STUCK = 4


class Limits(Fact):
    """What a run may spend; None means no cap."""

    max_steps: int = Field(default=40, ge=1)
    max_cost_usd: float | None = None
    max_time_s: float | None = None


class Run(Fact):
    """One goal from start to ending. Each method is one verb and returns the next Run.

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

    # ---- the verbs of the loop -------------------------------------------------------------

    def see(self, observation: Observation) -> Run:
        """A fresh screen. While an action is under way, `before` stays what it was chosen on."""
        return self.but(seen=observation)

    def remember(self, lessons: Lessons) -> Run:
        return self.but(lessons=lessons)

    def follow(self, decision: Decision) -> Run:
        """Take the Manager's decision into the ledger and start the next subgoal."""
        run = self._paid("manager", decision.usage).but(
            decision=decision,
            heard=self.heard + len(self.alarms),
            alarms=(),
            queue=(),
            planned_at=len(self.steps),
            calls_without_step=self.calls_without_step + 1,
            answer=decision.answer or self.answer,
            verification=None,
        )
        if decision.problem:
            return run._alarmed("unusable_reply", decision.problem)
        closed = tuple(s for s in self.plan.subgoals if s.status in ("done", "failed", "dropped"))
        ids = {s.id for s in decision.subgoals}
        kept = tuple(s for s in closed if s.id not in ids)
        plan = Plan(
            clauses=decision.clauses or self.plan.clauses, subgoals=(*kept, *decision.subgoals)
        )
        return run.but(plan=plan)._started()

    def intend(self, choice: Choice) -> Run:
        """Turn a choice into the next intention; words to the crew take effect at once."""
        run = self._paid("operator", choice.usage)
        if choice.problem or not choice.moves:
            outcome = Outcome(
                verdict="failed", why=choice.problem or "nothing was chosen", by="rule"
            )
            return run._stepped(
                Step(
                    n=len(run.steps) + 1,
                    subgoal=run._subgoal_id,
                    thought=choice.thought,
                    outcome=outcome,
                    before=ScreenRef.of(run.seen),
                    after=ScreenRef.of(run.seen),
                )
            )
        try:
            moves = tuple(run._anchored(move) for move in choice.moves)
        except LookupError as error:
            run = run.but(choice=choice)
            return run._worded("failed", str(error), action=choice.moves[0])
        return run.but(choice=choice, queue=moves)._next_move()

    def allow(self, ruling: Ruling) -> Run:
        """What the gate said. An answered question becomes a note."""
        run = self.but(ruling=ruling)
        if ruling.verdict == "allow" and isinstance(self._action, Ask):
            note = Note(
                name=f"answer_{len(self.notes) + 1}",
                value=ruling.answer or "",
                kind="told",
                step=len(self.steps),
                where=ruling.question,
            )
            return run.but(notes=(*self.notes, note))._worded(
                "succeeded", f"the person said: {note.value}"
            )
        return run

    def begin(self, receipt: Receipt) -> Run:
        """The device was touched (or said no)."""
        return self.but(receipt=receipt)

    def settle(self, outcome: Outcome) -> Run:
        """Close the step under way with its verdict; a bad verdict ends the chain."""
        assert self.intention is not None
        intention = self.intention
        run = self._paid("reflector", outcome.usage)._stepped(
            Step(
                n=intention.n,
                subgoal=intention.subgoal,
                thought=intention.thought,
                action=intention.action,
                anchors=intention.anchors,
                expect=intention.expect,
                by=intention.by,
                shortcut=intention.shortcut,
                receipt=self.receipt,
                outcome=outcome,
                before=ScreenRef.of(self.before),
                after=ScreenRef.of(self.seen),
            )
        )
        run = run.but(alarms=(*run.alarms, *outcome.alarms))
        if outcome.verdict != "succeeded":
            return run.but(queue=())
        return run._done_if_shown()

    def keep(self, noted: Noted) -> Run:
        """Add facts; a newer value replaces an older one of the same name."""
        names = {note.name for note in noted.notes}
        run = self._paid("notetaker", noted.usage).but(
            notes=(*(n for n in self.notes if n.name not in names), *noted.notes),
            dropped_notes=(*self.dropped_notes, *noted.dropped),
            note_request="",
            answer=noted.answer or self.answer,
        )
        subgoal = run.plan.active
        if subgoal is None:
            return run
        have = {note.name for note in run.notes}
        if set(subgoal.yields) <= have and (subgoal.kind == "reason" or subgoal.yields):
            facts = ", ".join(f"{n.name} = {n.value}" for n in noted.notes)
            return run._closed(subgoal, "done", facts or "facts noted")
        if subgoal.kind == "reason":
            return run._closed(subgoal, "failed", "the facts do not answer it")
        return run

    def conclude(self, verification: Verification) -> Run:
        """The independent check. A refutation goes back to the Manager, at most twice."""
        run = self._paid("reflector", verification.usage).but(
            verification=verification,
            checks=self.checks + 1,
            decision=None,
            answer=verification.answer or self.answer,
        )
        if verification.verdict == "refuted" and run.checks < MAX_CHECKS:
            return run._alarmed("refuted", f"the goal is not reached: {verification.reason}")
        if verification.verdict == "open" and run.checks < MAX_OPEN_CHECKS:
            return run._alarmed("unproved", f"no screen has shown it yet: {verification.reason}")
        return run

    def taught(self, learned: Learned) -> Run:
        """The run is over and the Curator has had its look."""
        return self._paid("curator", learned.usage)

    def told(self, message: str) -> Run:
        """Something a person says during the run, or the answer to an open question."""
        note = Note(
            name=f"message_{len(self.notes) + 1}", value=message, step=len(self.steps), kind="told"
        )
        run = self.but(notes=(*self.notes, note), ruling=None)
        return run._alarmed("message", message)

    # ---- questions the roads ask -----------------------------------------------------------

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
        if self.alarms or not self.plan.subgoals:
            return True
        if self.claims_done:
            return False
        subgoal = self.plan.active
        return subgoal is None or self.bad_streak >= 2 or subgoal.steps >= subgoal.max_steps

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
        if self.heard + len(self.alarms) >= ALARMS_UNTIL_STUCK and self.alarms:
            return Ending(status="stuck", reason=self.alarms[-1].text)
        return None

    # ---- small moves inside the verbs ------------------------------------------------------

    @property
    def _subgoal_id(self) -> int:
        return self.plan.active.id if self.plan.active else 0

    @property
    def _action(self) -> object:
        return self.intention.action if self.intention else None

    def _paid(self, role: str, usage: Usage) -> Run:
        if usage == Usage():
            return self
        return self.but(spent=self.spent | {role: self.spent.get(role, Usage()) + usage})

    def _alarmed(self, kind: str, text: str) -> Run:
        alarm = Alarm(kind=kind, text=text, step=len(self.steps))
        return self.but(alarms=(*self.alarms, alarm))

    def _started(self) -> Run:
        """Make the first pending subgoal active when its facts are known; inline them."""
        if self.plan.active or not self.plan.pending:
            return self
        subgoal = self.plan.pending[0]
        facts = self.facts
        wanted = set(subgoal.needs) | set(_HOLE.findall(subgoal.text))
        if subgoal.kind == "gui" and not wanted <= set(facts):
            return self  # the Manager must look: a fact is missing
        text = _HOLE.sub(lambda m: facts.get(m[1], m[0]), subgoal.text)
        run = self.but(plan=self.plan.with_subgoal(subgoal.but(text=text, status="active")))
        if subgoal.kind == "ask":
            asking = Choice(moves=(Move(action=Ask(question=text)),), by="plan")
            return run.intend(asking)
        return run

    def _closed(self, subgoal: Subgoal, status: str, evidence: str) -> Run:
        """End a subgoal and go on to the next."""
        closed = subgoal.but(status=status, evidence=evidence)
        run = self.but(
            plan=self.plan.with_subgoal(closed),
            queue=(),
            heard=0 if status == "done" else self.heard,
        )
        if status == "failed":
            return run._alarmed("subgoal_failed", f"subgoal {subgoal.id} failed: {evidence}")
        return run._started()

    def _done_if_shown(self) -> Run:
        """Close the active subgoal when code can see on the present screen that it is done.

        Opening its app is never enough: what is wanted may stand there by chance, or all along.
        """
        subgoal = self.plan.active
        if self.steps and isinstance(self.steps[-1].action, OpenApp):
            return self
        if not (subgoal and subgoal.done_when and self.seen) or subgoal.yields:
            return self
        if not subgoal.done_when.holds(self.seen):
            return self
        return self._closed(subgoal, "done", subgoal.done_when.describe())

    def _anchored(self, move: Move) -> Move:
        """The move with every element it names described, so that later screens can find it.

        Raises:
            LookupError: an element number that is not on the screen.
        """
        anchors = dict(move.anchors)
        for name, index in move.action.target_indexes():
            if name in anchors:
                continue
            element = self.seen.element(index) if self.seen else None
            if element is None:
                raise LookupError(f"there is no element {index} on this screen")
            anchors[name] = element.locator
        return move.but(anchors=anchors)

    def _next_move(self) -> Run:
        """Take the first queued move; what needs no phone happens here and now."""
        assert self.choice is not None
        move, rest, choice = self.queue[0], self.queue[1:], self.choice
        intention = Intention(
            n=len(self.steps) + 1,
            subgoal=self._subgoal_id,
            action=move.action,
            anchors=move.anchors,
            expect=move.expect,
            thought=choice.thought,
            confidence=choice.confidence,
            by=choice.by,
            shortcut=choice.shortcut,
            chained=len(choice.moves) - len(self.queue),
        )
        run = self.but(queue=rest, intention=intention, before=self.seen, ruling=None, receipt=None)
        return run._said() if not move.action.on_device else run

    def next_of_chain(self) -> Run:
        """Go on with the queue after a step that succeeded."""
        return self._next_move()

    def _said(self) -> Run:
        """Let words to the crew take effect: finish, give up, note, answer. Ask goes on."""
        action, subgoal = self._action, self.plan.active
        if isinstance(action, Finish):
            return self._finished(action, subgoal)
        if isinstance(action, GiveUp):
            run = self._worded("succeeded", action.why)
            return run._closed(subgoal, "failed", action.why) if subgoal else run
        if isinstance(action, TakeNote):
            return self._worded("succeeded", "noting").but(note_request=action.about or "facts")
        if isinstance(action, Answer):
            run = self._worded("succeeded", action.text).but(answer=action.text)
            return run._closed(subgoal, "done", f"answer: {action.text}") if subgoal else run
        if isinstance(action, UseShortcut):
            return self._worded("failed", f"there is no shortcut {action.name!r} here")
        return self

    def _finished(self, action: Finish, subgoal: Subgoal | None) -> Run:
        """The Operator says the subgoal is done; a check that code can make may say otherwise."""
        if subgoal is None:
            return self._worded("succeeded", action.because)
        missing = set(subgoal.yields) - set(self.facts)
        if missing:
            return self._worded("succeeded", "noting").but(note_request=", ".join(sorted(missing)))
        shown = subgoal.done_when.holds(self.seen) if subgoal.done_when and self.seen else None
        if shown is False and subgoal.done_when:
            return self._worded(
                "failed",
                f"not done yet: the screen does not show that {subgoal.done_when.describe()}",
            )
        return self._worded("succeeded", action.because)._closed(subgoal, "done", action.because)

    def _worded(self, verdict: str, why: str, *, action: Move | None = None) -> Run:
        """A step that touched no phone. Only those that failed are counted as steps."""
        run = self.but(intention=None, receipt=None, calls_without_step=self.calls_without_step + 1)
        if verdict == "succeeded":
            return run
        intention = self.intention
        return run._stepped(
            Step(
                n=len(self.steps) + 1,
                subgoal=self._subgoal_id,
                thought=self.choice.thought if self.choice else "",
                action=action.action if action else (intention.action if intention else None),
                outcome=Outcome(verdict=verdict, why=why, by="rule"),
                before=ScreenRef.of(self.seen),
                after=ScreenRef.of(self.seen),
            )
        )

    def _stepped(self, step: Step) -> Run:
        plan = self.plan
        if plan.active:
            plan = plan.with_subgoal(plan.active.but(steps=plan.active.steps + 1))
        return self.but(
            steps=(*self.steps, step),
            plan=plan,
            intention=None,
            receipt=None,
            ruling=None,
            before=None,
            calls_without_step=0,
        )
