"""The Operator: subgoal and screen in, one action out, or a few guarded ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from phoneagent.agents import held, lines, replies
from phoneagent.agents.base import Question, Role
from phoneagent.agents.pictures import Pictures, ToDevice
from phoneagent.core.actions import TABLE, BaseAction, UseShortcut, prompt_lines
from phoneagent.core.chat import Picture
from phoneagent.core.run import Run
from phoneagent.core.steps import Choice, Step


@dataclass(frozen=True)
class Operator:
    """Chooses with a model; an unusable reply is a failed step, never an end."""

    role: Role
    pictures: Pictures

    def choose(self, run: Run) -> Choice:
        """What to do next for the active subgoal on the present screen."""
        assert run.seen is not None
        shown = self.pictures.of(run.seen)
        to_device = self.pictures.scale(run.seen, shown)
        said = self.role.ask(
            Question(
                prompt="operator/choose",
                system="operator/system",
                system_values={"actions": prompt_lines(_offered(run))},
                values=_values(run),
                pictures=shown,
                reply_schema=self._schema(run, shown),
                read=lambda reply: _choice(reply, run, to_device),
                max_tokens=700,
            )
        )
        if said.value is not None:
            return said.value.but(usage=said.usage)
        return Choice(problem=f"the reply could not be used: {said.problem}", usage=said.usage)

    def _schema(self, run: Run, shown: Sequence[Picture]) -> dict[str, Any]:
        """What the reply must fit: only what is on this screen, where that costs nothing."""
        if not held.is_held(self.role.model):
            return replies.CHOICE
        assert run.seen is not None
        return held.choice(run, self.pictures.span(run.seen, shown))


def _values(run: Run) -> dict[str, str]:
    subgoal = run.plan.active
    assert subgoal is not None
    known = set(run.facts)
    return {
        "goal": run.goal,
        "subgoal": subgoal.text,
        "done_when": subgoal.done_when.describe() if subgoal.done_when else "",
        "yields": ", ".join(name for name in subgoal.yields if name not in known),
        "facts": lines.facts(run),
        "tips": lines.tips(run.lessons),
        "shortcuts": lines.shortcuts(run.lessons),
        "pages": lines.pages(run.lessons),
        "history": lines.history(_own_steps(run)),
        "screen": lines.screen(run.seen),
    }


def _offered(run: Run) -> tuple[type[BaseAction], ...]:
    """Every action, but shortcuts only when there are some."""
    return TABLE if run.lessons.shortcuts else tuple(a for a in TABLE if a is not UseShortcut)


def _own_steps(run: Run) -> list[Step]:
    """The steps of the active subgoal: its own short history."""
    subgoal = run.plan.active
    return [step for step in run.steps if subgoal and step.subgoal == subgoal.id]


def _choice(reply: Mapping[str, Any], run: Run, to_device: ToDevice) -> Choice:
    assert run.seen is not None
    offer = replies.Offer(
        shortcuts={shortcut.name: shortcut for shortcut in run.lessons.shortcuts},
        elements=frozenset(element.index for element in run.seen.elements),
        to_device=to_device,
    )
    sure = reply.get("sure")
    return Choice(
        thought=str(reply.get("thought") or ""),
        moves=replies.read_moves(reply, offer),
        confidence=min(1.0, max(0.0, float(sure))) if isinstance(sure, int | float) else 1.0,
        lessons_used=tuple(tip.id for tip in run.lessons.tips),
    )
