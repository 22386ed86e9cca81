"""The Reflector without a model: the ladder's code rungs, and every clause at the end."""

from __future__ import annotations

from dataclasses import dataclass

from phoneagent.agents import ladder, trajectory
from phoneagent.agents.reflector import as_step, verdict_of
from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules.answers import answer
from phoneagent.agents.rules.evidence import evidence
from phoneagent.agents.rules.proof import proof
from phoneagent.agents.rules.scene import Scene
from phoneagent.agents.rules.sight import called, is_on, labels_of, switch_for
from phoneagent.core.plan import Subgoal
from phoneagent.core.protocols import Shots
from phoneagent.core.result import Evidence, Requirement, Verification
from phoneagent.core.run import Run
from phoneagent.core.steps import Outcome


@dataclass(frozen=True)
class RulesReflector:
    """Says `unknown` where only a mind could tell; without evidence no clause is met.

    Args:
        shots: where the pictures of the screens lie.
    """

    shots: Shots

    def judge(self, run: Run) -> Outcome:
        """The verdict of code on the step, with any alarm its trajectory raises."""
        outcome = ladder.judge(run, self.shots)
        return outcome.but(alarms=trajectory.alarms(run, as_step(run, outcome)))

    def verify(self, run: Run) -> Verification:
        """Every clause with its evidence; the last one is looked at again on a fresh screen."""
        todo = tuple(s for s in run.plan.subgoals if s.status != "dropped")
        requirements = tuple(_requirement(run, s, last=s is todo[-1]) for s in todo)
        missing = [r.text for r in requirements if not r.met]
        reason = f"not shown: {'; '.join(missing)}" if missing else "every clause is shown"
        return Verification(
            verdict=verdict_of(requirements), requirements=requirements, reason=reason
        )


def _requirement(run: Run, subgoal: Subgoal, *, last: bool) -> Requirement:
    noted = _noted(run, subgoal)
    scene = Scene.of(run, subgoal)
    if subgoal.status != "done" or scene is None:
        return Requirement(text=subgoal.text, met=None)
    if not last:
        return Requirement(text=subgoal.text, met=True if noted else None, evidence=noted)
    against = _contradiction(scene)
    if against:
        return Requirement(text=subgoal.text, met=False, evidence=against)
    fresh = _fresh(scene)
    return Requirement(text=subgoal.text, met=True if fresh and noted else None, evidence=fresh)


def _noted(run: Run, subgoal: Subgoal) -> tuple[Evidence, ...]:
    """What was written down when the subgoal was done."""
    name = f"proof_{subgoal.id}"
    return tuple(
        note.evidence
        for note in run.notes
        if note.evidence and (note.name == name or note.name.startswith(f"{name}_"))
    )


def _fresh(scene: Scene) -> tuple[Evidence, ...]:
    """The evidence on the fresh screen; an answer must be the same one again."""
    if isinstance(scene.intent, i.Question):
        found = answer(scene)
        return found.evidence if found and found.text == scene.run.answer else ()
    return proof(scene)


def _contradiction(scene: Scene) -> tuple[Evidence, ...]:
    """What shows that the opposite is true."""
    match scene.intent:
        case i.Toggle(what=what, on=on):
            switch = switch_for(scene.seen, labels_of(what))
            if switch and is_on(switch) is (not on):
                return (evidence(scene, switch),)
        case i.Delete(name=name):
            item = called(scene.seen, name, exact=True)
            if item and not proof(scene):
                return (evidence(scene, item),)
    return ()
