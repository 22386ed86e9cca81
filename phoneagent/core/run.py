"""The frozen Run that travels through the loop: each method is one verb, Run to Run."""

from __future__ import annotations

import re

from phoneagent.core.actions import (
    Answer,
    Ask,
    Finish,
    GiveUp,
    OpenApp,
    Set,
    TakeNote,
    UseShortcut,
)
from phoneagent.core.chat import Usage
from phoneagent.core.lessons import Learned, Lessons
from phoneagent.core.plan import Decision, Plan, Subgoal
from phoneagent.core.result import Verification
from phoneagent.core.screen import Observation
from phoneagent.core.state import MAX_CHECKS, MAX_OPEN_CHECKS, Limits, RunState
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
from phoneagent.core.text import fold

__all__ = ["MAX_CHECKS", "Limits", "Run"]
_LISTED = re.compile(r",\s+|;\s*|\n")  # not "1,000"
_HOLE = re.compile(r"\{(\w+)\}")


class Run(RunState):
    """One goal from start to ending, as far as it has come."""

    def see(self, observation: Observation) -> Run:
        """A fresh screen. While an action is under way, `before` stays what it was chosen on."""
        return self.but(seen=observation)

    def remember(self, lessons: Lessons) -> Run:
        return self.but(lessons=lessons)

    def follow(self, decision: Decision) -> Run:
        """Take the Manager's decision into the ledger and start the next subgoal."""
        run = self._paid("manager", decision.usage).but(
            decision=decision,
            heard=self.heard + self.troubles,
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

    def next_of_chain(self) -> Run:
        """Go on with the queue after a step that succeeded."""
        return self._next_move()

    def allow(self, ruling: Ruling) -> Run:
        """What the gate said. An answered question becomes a note; a subgoal that asked is done."""
        run, subgoal = self.but(ruling=ruling), self.plan.active
        if ruling.verdict != "allow" or not isinstance(self._action, Ask):
            return run
        asked = subgoal if subgoal and subgoal.kind == "ask" else None
        note = Note(
            name=next(iter(asked.yields if asked else ()), f"answer_{len(self.notes) + 1}"),
            value=ruling.answer or "",
            kind="told",
            step=len(self.steps),
            where=ruling.question,
        )
        said = f"the person said: {note.value}"
        run = run.but(notes=(*self.notes, note))._worded("succeeded", said)
        return run._closed(asked, "done", said) if asked else run

    def begin(self, receipt: Receipt) -> Run:
        """The device was touched (or said no)."""
        return self.but(receipt=receipt)

    def settle(self, outcome: Outcome) -> Run:
        """Close the step under way with its verdict; a bad verdict ends the chain.

        What looks odd about a step that plainly finished its subgoal needs no attention.
        """
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
        if outcome.verdict != "succeeded":
            return run.but(queue=(), alarms=(*run.alarms, *outcome.alarms))
        finished = run._done_if_shown(self.before)
        return finished or run.but(alarms=(*run.alarms, *outcome.alarms))

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
            reopened = run._reopened(verification.reason)
            return reopened._alarmed("refuted", f"the goal is not reached: {verification.reason}")
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

    # ---- small moves inside the verbs ------------------------------------------------------

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

    def _done_if_shown(self, before: Observation | None) -> Run | None:
        """The active subgoal closed, when code sees that this step, the last of its chain, did it.

        What held before the step proves nothing, and opening the app is never enough: the words
        may stand there by chance, or all along. Nor is a chain cut short: a typed text can be read
        before it is saved or sent.
        """
        subgoal = self.plan.active
        if self.queue or isinstance(self.steps[-1].action, OpenApp):
            return None
        if subgoal is None or subgoal.done_when is None or subgoal.yields or self.seen is None:
            return None
        held_before = before is not None and subgoal.done_when.holds(before)
        if held_before or not subgoal.done_when.holds(self.seen):
            return None
        return self._closed(subgoal, "done", subgoal.done_when.describe())

    def _anchored(self, move: Move) -> Move:
        """The move with every element it names by number described, for screens to come.

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

    def _found(self, move: Move) -> Move:
        """The move with every element it names by its words found on the present screen.

        Raises:
            LookupError: nothing here is called that.
        """
        anchors = dict(move.anchors)
        for name, words in move.action.target_labels():
            if name in anchors:
                continue
            role = "field" if name == "into" else ""
            element = self.seen.called(words, role) if self.seen else None
            if element is None:
                what = role or "element"
                raise LookupError(f"there is no {what} called {words!r} on this screen")
            anchors[name] = element.locator
        return move.but(anchors=anchors)

    def _is_as_wanted(self, action: Set) -> bool:
        """Whether the switch stands as wanted; LookupError when it is no switch."""
        target = action.target
        assert self.seen is not None
        if isinstance(target, int):
            element = self.seen.element(target)
        else:
            element = self.seen.called(target) if isinstance(target, str) else None
        if element is None or element.is_on is None:
            raise LookupError(f"{target!r} is no switch or box on this screen")
        return element.is_on == (action.to == "on")

    def _next_move(self) -> Run:
        """Take the first queued move; what needs no phone happens here and now."""
        assert self.choice is not None
        choice = self.choice
        try:
            move = self._found(self.queue[0])
            if isinstance(move.action, Set) and self._is_as_wanted(move.action):
                run = self.but(queue=self.queue[1:])._worded("succeeded", "already so")
                return run._next_move() if run.queue else run
        except LookupError as error:
            return self.but(queue=())._worded("failed", str(error), action=self.queue[0])
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
        run = self.but(
            queue=self.queue[1:], intention=intention, before=self.seen, ruling=None, receipt=None
        )
        return run if move.action.on_device else run._said()

    def _said(self) -> Run:
        """Let words to the crew take effect: finish, give up, note, answer. Ask goes on."""
        action, subgoal = self._action, self.plan.active
        if isinstance(action, Finish):
            return self._finished(action, subgoal)
        if isinstance(action, GiveUp):
            run = self._worded("succeeded", action.why)
            return run._closed(subgoal, "failed", action.why) if subgoal else run
        if isinstance(action, TakeNote):
            return self._noted(action)
        if isinstance(action, Answer):
            run = self._worded("succeeded", action.text).but(answer=action.text)
            return run._closed(subgoal, "done", f"answer: {action.text}") if subgoal else run
        if isinstance(action, UseShortcut):
            return self._worded("failed", f"there is no shortcut {action.name!r} here")
        return self

    def _noted(self, action: TakeNote) -> Run:
        """Facts given by value are kept when the screen says them; else the Notetaker is asked."""
        if isinstance(action.what, str):
            return self._worded("succeeded", "noting").but(note_request=action.what or "facts")
        assert self.seen is not None
        absent = [value for value in action.what.values() if not self._was_read(value)]
        if absent:
            return self._worded("failed", f"this screen does not say {absent[0]!r}")
        where, step = self.seen.title, len(self.steps)
        notes = (
            Note(name=name, value=value, step=step, where=where)
            for name, value in action.what.items()
        )
        follows = (move.action for move in self.queue)
        answer = next((a.text for a in follows if isinstance(a, Answer)), "")
        noted = Noted(notes=tuple(notes), answer=answer)
        return self._worded("succeeded", "noted").keep(noted)

    def _was_read(self, value: str) -> bool:
        """Whether this screen says it, or it lists what this and the subgoal's screens said."""
        assert self.seen is not None
        if self.seen.says(value):
            return True
        subgoal = self.plan.active
        own = (step for step in self.steps if subgoal is None or step.subgoal == subgoal.id)
        before = [fold(text) for step in own for text in step.outcome.shown]
        parts = [part for part in _LISTED.split(value) if part.strip()]
        return len(parts) > 1 and all(
            self.seen.says(part) or any(fold(part) in text for text in before) for part in parts
        )

    def _finished(self, action: Finish, subgoal: Subgoal | None) -> Run:
        """The Operator says the subgoal is done; a check that code can make may say otherwise."""
        if subgoal is None:
            return self._worded("succeeded", action.because)
        missing = set(subgoal.yields) - set(self.facts)
        if missing:
            return self._worded("succeeded", "noting").but(note_request=", ".join(sorted(missing)))
        if subgoal.done_when and self.seen and not self._insists(subgoal):
            unmet = subgoal.done_when.unmet(self.seen)
            if subgoal.done_when.holds(self.seen) is False:
                why = f"not done yet, since not: {unmet}. If it is done all the same, finish again"
                return self._worded("failed", why)
        return self._worded("succeeded", action.because)._closed(subgoal, "done", action.because)

    def _insists(self, subgoal: Subgoal) -> bool:
        """The Operator was told that the condition is not met, and says again that it is done."""
        last = self.steps[-1] if self.steps else None
        return bool(last and last.subgoal == subgoal.id and isinstance(last.action, Finish))

    def _reopened(self, reason: str) -> Run:
        """The check denies the goal: the subgoal that was closed last did not do it."""
        done = [s for s in self.plan.subgoals if s.status == "done"]
        if not done:
            return self
        denied = done[-1].but(status="failed", evidence=f"ended too early: {reason}")
        return self.but(plan=self.plan.with_subgoal(denied))

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
