"""The Reflector: judges each step by a ladder of checks, verifies the end with evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from phoneagent.agents import citations, ladder, lines, replies, trajectory
from phoneagent.agents.base import Question, Role
from phoneagent.agents.pictures import Pictures
from phoneagent.core.protocols import Shots
from phoneagent.core.result import Requirement, Verification
from phoneagent.core.run import Run
from phoneagent.core.steps import Outcome, ScreenRef, Step
from phoneagent.errors import ReplyError


@dataclass(frozen=True)
class Reflector:
    """Code first; the model is asked only where code cannot tell, and always for risky actions."""

    role: Role
    pictures: Pictures
    shots: Shots

    def judge(self, run: Run) -> Outcome:
        """The verdict on the step under way, with any alarm its trajectory raises."""
        outcome = ladder.judge(run, self.shots)
        if ladder.needs_a_mind(run, outcome):
            outcome = self._asked(run, outcome)
        return outcome.but(alarms=trajectory.alarms(run, as_step(run, outcome)))

    def _asked(self, run: Run, by_code: Outcome) -> Outcome:
        said = self.role.ask(
            Question(
                prompt="reflector/judge",
                system="",
                system_values={},
                values=_judge_values(run),
                pictures=(*self.pictures.of(run.before), *self.pictures.of(run.seen)),
                reply_schema=replies.VERDICT,
                read=_read_verdict,
                max_tokens=200,
            )
        )
        if said.value is None:
            return by_code.but(usage=said.usage)
        return said.value.but(usage=said.usage, shown=by_code.shown)

    def verify(self, run: Run) -> Verification:
        """The goal, requirement by requirement, each with words that really stood on a screen."""
        said = self.role.ask(
            Question(
                prompt="reflector/verify",
                system="",
                system_values={},
                values=_verify_values(run),
                pictures=self.pictures.of(run.seen),
                reply_schema=replies.VERIFICATION,
                read=lambda reply: self._verification(reply, run),
                max_tokens=900,
            )
        )
        if said.value is not None:
            return said.value.but(usage=said.usage)
        reason = f"the check could not be made: {said.problem}"
        return Verification(verdict="open", reason=reason, by="model", usage=said.usage)

    def _verification(self, reply: Mapping[str, Any], run: Run) -> Verification:
        items = reply.get("requirements")
        if not isinstance(items, list) or not items:
            raise ReplyError('"requirements" must name every part of the goal')
        requirements = tuple(self._requirement(item, run) for item in items)
        return Verification(
            verdict=verdict_of(requirements),
            requirements=requirements,
            reason=str(reply.get("reason") or ""),
            answer=str(reply.get("answer") or ""),
            by="model",
        )

    def _requirement(self, item: object, run: Run) -> Requirement:
        if not isinstance(item, Mapping) or not item.get("text"):
            raise ReplyError('each requirement is an object with "text", "met" and "quotes"')
        met = item.get("met")
        if met not in (True, False, None):
            raise ReplyError('"met" is true, false or null')
        quotes = item.get("quotes") or ()
        found = tuple(citations.check(quote, run, self.shots) for quote in quotes)
        if met and not found:
            raise ReplyError(f'"{item["text"]}" is called met without a quote; say null if none')
        return Requirement(text=str(item["text"]), met=met, evidence=found)


def verdict_of(requirements: tuple[Requirement, ...]) -> Any:
    """Proved when all are met with evidence, refuted when one is not met, else open."""
    if any(r.met is False for r in requirements):
        return "refuted"
    return "proved" if all(r.met and r.evidence for r in requirements) else "open"


def as_step(run: Run, outcome: Outcome) -> Step:
    """The step under way as it will be recorded, for rules that look at the trajectory."""
    intention = run.intention
    assert intention is not None
    return Step(
        n=intention.n,
        subgoal=intention.subgoal,
        action=intention.action,
        anchors=intention.anchors,
        outcome=outcome,
        before=ScreenRef.of(run.before),
        after=ScreenRef.of(run.seen),
    )


def _read_verdict(reply: Mapping[str, Any]) -> Outcome:
    fields = {"verdict": reply.get("verdict"), "why": str(reply.get("why") or ""), "by": "model"}
    return Outcome.model_validate(fields)


def _judge_values(run: Run) -> dict[str, str]:
    intention, receipt = run.intention, run.receipt
    assert intention is not None
    assert receipt is not None
    subgoal = run.plan.active
    return {
        "subgoal": subgoal.text if subgoal else run.goal,
        "action": lines.intention_line(intention),
        "thought": intention.thought,
        "expect": intention.expect.describe() if intention.expect else "",
        "receipt": receipt.error,
        "before": lines.screen(run.before),
        "after": lines.screen(run.seen),
    }


def _verify_values(run: Run) -> dict[str, str]:
    return {
        "goal": run.goal,
        "history": lines.history(run.steps, last=40, shown=True),
        "facts": lines.facts(run),
        "answer": run.answer or "none given",
        "screen": lines.screen(run.seen),
    }
