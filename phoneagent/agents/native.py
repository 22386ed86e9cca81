"""The Operator of a native GUI model: its own prompt form and grammar, our moves.

Such a model points at pixels. A point that lies on something the tree knows becomes that element,
so that gate, reflection and memory see what is touched; elsewhere it stays a point.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from phoneagent import prompts
from phoneagent.agents.base import Role, Talk
from phoneagent.agents.pictures import Pictures, ToDevice
from phoneagent.core.actions import BaseAction, Scroll, Swipe
from phoneagent.core.base import Point
from phoneagent.core.chat import Message, Picture, Text
from phoneagent.core.run import Run
from phoneagent.core.screen import Element, Observation
from phoneagent.core.steps import Choice, Move, Step
from phoneagent.models.coordinates import span_of, to_model
from phoneagent.models.formats import ActionFormat, Spoken
from phoneagent.models.profile import profile_of

_FOLDER = "operator/native"
_TOLD = 20
_NO_PICTURE = "this model needs a screenshot, and there is none"
ToModel = Callable[[Point], tuple[int, int]]


@dataclass(frozen=True)
class NativeOperator:
    """Chooses as `Operator` does; an unusable reply is a failed step, never an end.

    Attributes:
        name: of the format, and of its prompts in `prompts/operator/native/`.
    """

    role: Role
    pictures: Pictures
    name: str
    format: ActionFormat

    def choose(self, run: Run) -> Choice:
        """What to do next for the active subgoal on the present screen."""
        assert run.seen is not None
        seen = run.seen
        shown = self.pictures.plain(seen.shot, seen.size_px)
        if not shown:
            return Choice(problem=_NO_PICTURE)
        to_device = self.pictures.scale(seen, shown)
        said = self.role.converse(
            Talk(
                messages=self._messages(run, shown[0]),
                read=lambda text: _choice(self.format.read(text), seen, to_device),
                prompt=f"{_FOLDER}/{self.name}",
                repair=f"{_FOLDER}/repair",
                max_tokens=1500,
            )
        )
        if said.value is not None:
            return said.value.but(usage=said.usage)
        return Choice(problem=f"the reply could not be used: {said.problem}", usage=said.usage)

    def _messages(self, run: Run, now: Picture) -> tuple[Message, ...]:
        """System words, the task with what is older, the recent steps as turns, this screen."""
        past = _own_steps(run)
        recent = past[-self.format.turns :] if self.format.turns else []
        older = past[: len(past) - len(recent)]
        values = self._values(run, older, now)
        task = Text(text=_rendered(self.name, values))
        turns = [turn for step in recent for turn in self._turn(step, run, now)]
        app = run.seen.app if run.seen else ""
        opening, *rest = [*turns, Message(role="user", parts=(*self._around(app), now))]
        opening = opening.but(parts=(task, *opening.parts))
        system = f"{self.name}_system"
        head = (
            (Message(role="system", parts=(Text(text=_rendered(system, values)),)),)
            if prompts.exists(f"{_FOLDER}/{system}")
            else ()
        )
        return (*head, opening, *rest)

    def _turn(self, step: Step, run: Run, now: Picture) -> tuple[Message, ...]:
        """What was shown and what was said then; nothing when the format has no words for it."""
        assert run.seen is not None
        size_px = run.seen.size_px
        profile = profile_of(self.role.model)

        def to_its_scale(point: Point) -> tuple[int, int]:
            x, y = to_model(point, profile, now.size_px, size_px)
            return round(x), round(y)

        action = _pointed(step, to_its_scale)
        said = self.format.write(action, step.thought) if action else ""
        if not said:
            return ()
        past = self.format.past_pictures
        shown = self.pictures.plain(step.before.shot, size_px) if past else ()
        parts = (*self._around(step.before.app), *shown) or (Text(text=f"Step {step.n}"),)
        return (
            Message(role="user", parts=parts),
            Message(role="assistant", parts=(Text(text=said),)),
        )

    def _around(self, app: str) -> tuple[Text, ...]:
        """What some formats say beside each picture."""
        name = f"{self.name}_turn"
        if not prompts.exists(f"{_FOLDER}/{name}"):
            return ()
        return (Text(text=_rendered(name, {"app": app})),)

    def _values(self, run: Run, older: list[Step], now: Picture) -> dict[str, str]:
        """What the prompts of any format may name."""
        subgoal = run.plan.active
        assert subgoal is not None
        facts = "; ".join(f"{name} = {value}" for name, value in run.facts.items())
        width, height = span_of(profile_of(self.role.model), now.size_px)
        return {
            "instruction": f"{subgoal.text} ({facts})" if facts else subgoal.text,
            "history": "\n".join(_told(step) for step in older[-_TOLD:]) or "None",
            "summary": older[-1].thought if older else "None",
            "apps": ", ".join(run.apps),
            "resolution": f"{width}x{height}",
            **self.format.words,
        }


def _rendered(name: str, values: Mapping[str, str]) -> str:
    prompt = f"{_FOLDER}/{name}"
    wanted = prompts.names_in(prompt)
    return prompts.render(prompt, **{k: v for k, v in values.items() if k in wanted})


def _own_steps(run: Run) -> list[Step]:
    """The steps of the active subgoal that did something."""
    subgoal = run.plan.active
    return [step for step in run.steps if subgoal and step.subgoal == subgoal.id and step.action]


def _told(step: Step) -> str:
    """A step in words: what was meant, and what became of it if that was not it."""
    assert step.action is not None
    meant = " ".join(step.thought.split()) or step.action.describe()
    return f"Step {step.n}: {meant}" + ("" if step.good else f" ({step.outcome.why})")


def _choice(spoken: Spoken, seen: Observation, to_device: ToDevice) -> Choice:
    moves = tuple(Move(action=_on_screen(action, seen, to_device)) for action in spoken.actions)
    return Choice(thought=spoken.summary or spoken.thought, moves=moves)


def _on_screen(action: BaseAction, seen: Observation, to_device: ToDevice) -> BaseAction:
    """The action with device pixels for the model's points, or elements where some are there."""
    if isinstance(action, Swipe):
        x1, y1, x2, y2 = action.path
        return action.but(path=(*to_device((x1, y1)), *to_device((x2, y2))))
    changed: dict[str, object] = {}
    for name in action.targets:
        value = getattr(action, name)
        if isinstance(value, tuple):
            point = to_device(value)
            wanted = "scroll" if isinstance(action, Scroll) else "tap"
            found = _under(point, seen, wanted)
            changed[name] = found.index if found else _unfound(action, point)
    return action.but(**changed) if changed else action


def _unfound(action: BaseAction, point: Point) -> tuple[int, int] | None:
    """A point stays a point; a list that the tree does not know is the whole screen."""
    return None if isinstance(action, Scroll) else (point.x, point.y)


def _under(point: Point, seen: Observation, wanted: str) -> Element | None:
    """The smallest element at the point that takes what is wanted."""
    there = [
        e for e in seen.elements if wanted in e.actions and e.bounds.contains(point.x, point.y)
    ]
    return min(there, key=lambda e: e.bounds.area_px, default=None)


def _pointed(step: Step, to_its_scale: ToModel) -> BaseAction | None:
    """A past action with points on the model's scale; None when a target was no point then."""
    action = step.action
    if action is None:
        return None
    if isinstance(action, Swipe):
        x1, y1, x2, y2 = action.path
        return action.but(path=(*to_its_scale(Point(x1, y1)), *to_its_scale(Point(x2, y2))))
    changed: dict[str, object] = {}
    for name in action.targets:
        value = getattr(action, name)
        if isinstance(value, tuple):
            changed[name] = to_its_scale(Point(*value))
        elif value is not None:
            anchor = step.anchors.get(name)
            if anchor is None or not anchor.bounds.width_px:
                return None
            changed[name] = to_its_scale(anchor.bounds.centre)
    return action.but(**changed) if changed else action
