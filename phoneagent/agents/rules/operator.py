"""The Operator without a model: what is in the way, what is shown already, then the skill."""

from __future__ import annotations

from dataclasses import dataclass

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules import moves
from phoneagent.agents.rules.answers import answer
from phoneagent.agents.rules.interruptions import any_dialog, heads_up, unasked
from phoneagent.agents.rules.proof import proof
from phoneagent.agents.rules.scene import Scene
from phoneagent.agents.rules.skills import (
    deletion,
    forms,
    messages,
    opening,
    reading,
    running,
    settings,
)
from phoneagent.core.run import Run
from phoneagent.core.steps import Choice


@dataclass(frozen=True)
class RulesOperator:
    """Chooses by rules; keeps nothing between calls."""

    def choose(self, run: Run) -> Choice:
        """One move (or a guarded few) for the active subgoal."""
        scene = Scene.of(run)
        if scene is None:
            return moves.give_up("this subgoal is not a sentence that I understand")
        put_away = unasked(scene) or heads_up(scene)
        if put_away:
            return put_away
        reached = _reached(scene)
        if reached:
            noted = scene.subgoal.yields or f"proof_{scene.subgoal.id}" in run.facts
            return moves.finish(reached) if noted else moves.note(reached)
        outside = _back_into_app(scene)
        return outside or _skill(scene) or any_dialog(scene) or moves.give_up(_lost(scene))


def _reached(scene: Scene) -> str:
    """What the screen shows, when the intent is fulfilled."""
    if isinstance(scene.intent, i.Question):
        found = answer(scene)
        return f"the answer: {found.text}" if found else ""
    return "; ".join(e.text for e in proof(scene))


def _back_into_app(scene: Scene) -> Choice | None:
    """Back into the app of the subgoal when something else came to the front."""
    app = scene.subgoal.app
    opened = sum(s.action is not None and s.action.wire == "open" for s in scene.steps)
    if not scene.outside:
        return None
    return moves.open_app(app) if opened < 3 else moves.give_up(f"{app} does not stay open")


def _skill(scene: Scene) -> Choice | None:
    match scene.intent:
        case i.Open() as intent:
            return opening.open_(scene, intent)
        case i.ShowApps() as intent:
            return opening.show_apps(scene, intent)
        case i.GoHome() as intent:
            return opening.go_home(scene, intent)
        case i.Show() as intent:
            return opening.show(scene, intent)
        case i.Search() as intent:
            return opening.search(scene, intent)
        case i.Toggle() as intent:
            return settings.toggle(scene, intent)
        case i.Adjust() as intent:
            return settings.adjust(scene, intent)
        case i.Question() as intent:
            return reading.ask(scene, intent)
    return _skill_with_thing(scene)


def _skill_with_thing(scene: Scene) -> Choice | None:
    match scene.intent:
        case i.Create(thing="timer") as intent:
            return running.set_timer(scene, intent)
        case i.Create() as intent:
            return forms.create(scene, intent)
        case i.Edit() as intent:
            return forms.edit(scene, intent)
        case i.Append() as intent:
            return forms.append(scene, intent)
        case i.Delete() as intent:
            return deletion.delete(scene, intent)
        case i.Send() as intent:
            return messages.send(scene, intent)
        case i.Reply() as intent:
            return messages.reply(scene, intent)
        case i.Control() as intent:
            return running.control(scene, intent)
    return None


def _lost(scene: Scene) -> str:
    """Why there is nothing left to try."""
    where = scene.seen.title or scene.seen.app or "this screen"
    name = getattr(scene.intent, "name", "") or getattr(scene.intent, "what", "")
    if isinstance(scene.intent, i.Reply) and not scene.intent.to:
        return f"there is no message to reply to in {scene.subgoal.app}"
    if name and name != "sender":
        return f"I found no {name!r} (looked last at {where!r})"
    return f"I see no way on from {where!r} to: {scene.subgoal.text}"
