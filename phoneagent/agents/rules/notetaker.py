"""The Notetaker without a model: writes down what the screen shows for a clause, with its place."""

from __future__ import annotations

from dataclasses import dataclass

from phoneagent.agents.rules.answers import answer
from phoneagent.agents.rules.intents import Question
from phoneagent.agents.rules.proof import proof
from phoneagent.agents.rules.scene import Scene
from phoneagent.core.result import Evidence
from phoneagent.core.run import Run
from phoneagent.core.steps import Note, Noted


@dataclass(frozen=True)
class RulesNotetaker:
    """Facts are read off the present screen or not at all."""

    def note(self, run: Run) -> Noted:
        """The proof of the active subgoal, one note per piece of evidence; the answer if asked."""
        scene = Scene.of(run)
        if scene is None:
            return Noted(dropped=(run.note_request,))
        if isinstance(scene.intent, Question):
            found = answer(scene)
            if found is None:
                return Noted(dropped=(run.note_request,))
            notes = _notes(scene, found.evidence)
            first = notes[0].but(value=found.text)
            return Noted(notes=(first, *notes[1:]), answer=found.text)
        shown = proof(scene)
        return Noted(notes=_notes(scene, shown)) if shown else Noted(dropped=(run.note_request,))


def _notes(scene: Scene, found: tuple[Evidence, ...]) -> tuple[Note, ...]:
    """Named proof_1, proof_1_2 ... after the subgoal."""
    step = len(scene.run.steps)
    where = scene.seen.title or scene.seen.app
    names = (f"proof_{scene.subgoal.id}{f'_{n}' if n > 1 else ''}" for n in range(1, 99))
    return tuple(
        Note(name=name, value=item.text, step=step, where=where, evidence=item)
        for name, item in zip(names, found, strict=False)
    )
