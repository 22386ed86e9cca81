"""The Manager: keeps the ledger and gives out one self-contained subgoal at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from phoneagent.agents import held, lines, replies
from phoneagent.agents.base import Question, Role
from phoneagent.core.actions import from_wire
from phoneagent.core.lessons import Shortcut
from phoneagent.core.plan import Decision, Subgoal
from phoneagent.core.run import Run
from phoneagent.core.steps import Move
from phoneagent.core.text import fold
from phoneagent.errors import ReplyError


@dataclass(frozen=True)
class Manager:
    """Plans with a model, on events only; the loop decides when."""

    role: Role

    def plan(self, run: Run) -> Decision:
        """The open part of the ledger, rewritten; or done; or given up."""
        said = self.role.ask(
            Question(
                prompt="manager/plan",
                system="manager/system",
                system_values={},
                values=_values(run),
                reply_schema=held.plan(run) if held.is_held(self.role.model) else replies.PLAN,
                read=lambda reply: _decision(reply, run),
                max_tokens=1500,
            )
        )
        if said.value is not None:
            return said.value.but(usage=said.usage)
        if said.refused:
            return Decision(give_up=f"the model declined to plan: {said.problem}", usage=said.usage)
        return Decision(problem=f"the plan could not be used: {said.problem}", usage=said.usage)


def _values(run: Run) -> dict[str, str]:
    return {
        "goal": run.goal,
        "apps": ", ".join(run.apps),
        "ledger": lines.ledger(run),
        "facts": lines.facts(run),
        "alarms": lines.alarms(run),
        "history": lines.history(run.steps[-6:]) if run.alarms or run.bad_streak else "",
        "tips": lines.tips(run.lessons),
        "shortcuts": lines.shortcuts(run.lessons),
        "pages": lines.pages(run.lessons),
        "steps_left": str(run.limits.max_steps - len(run.steps)),
        "screen": lines.screen(run.seen),
    }


def _decision(reply: Mapping[str, Any], run: Run) -> Decision:
    todo = reply.get("todo") or []
    if not isinstance(todo, list):
        raise ReplyError('"todo" must be a list')
    done, give_up = bool(reply.get("done")), str(reply.get("give_up") or "")
    if not todo and not done and not give_up:
        raise ReplyError('give "todo" items, or "done": true, or "give_up" with the reason')
    if done and todo:
        raise ReplyError('"done" means that nothing is left: then "todo" is empty')
    offered = {shortcut.name: shortcut for shortcut in run.lessons.shortcuts}
    subgoals = [_subgoal(item, run, offered) for item in todo]
    return Decision(
        thought=str(reply.get("thought") or ""),
        clauses=tuple(map(str, reply.get("clauses") or ())),
        subgoals=_numbered(subgoals, run),
        done=done,
        give_up=give_up,
        answer=str(reply.get("answer") or ""),
    )


def _subgoal(item: object, run: Run, offered: Mapping[str, Shortcut]) -> Subgoal:
    if not isinstance(item, Mapping) or not item.get("do"):
        raise ReplyError('each item of "todo" is an object with "do"')
    return Subgoal.model_validate(
        {
            "id": 0,
            "text": item["do"],
            "kind": item.get("kind") or "gui",
            "app": _app(str(item.get("app") or ""), run),
            "needs": item.get("needs") or (),
            "yields": item.get("yields") or (),
            "done_when": replies.read_expectation(item.get("done_when")),
            "start": _start(item.get("start"), offered),
        }
    )


def _app(name: str, run: Run) -> str:
    """The app as the phone calls it; an error when no app is called that."""
    if not name or not run.apps:
        return name
    for label in run.apps:
        if fold(label) == fold(name):
            return label
    raise ReplyError(f"there is no app {name!r} on this phone; there are: {', '.join(run.apps)}")


def _start(item: object, offered: Mapping[str, Shortcut]) -> tuple[Move, ...]:
    if not item:
        return ()
    if not isinstance(item, Mapping):
        raise ReplyError('"start" is one action, such as {"link": "https://..."}')
    action = from_wire(item)
    if action.wire == "shortcut":
        return replies.read_shortcut(action, offered)
    if action.targets or not action.on_device:
        raise ReplyError('"start" is an action that needs no element: open, link or shortcut')
    return (Move(action=action),)


def _numbered(subgoals: list[Subgoal], run: Run) -> tuple[Subgoal, ...]:
    """The open part of the ledger is new: its subgoals get the next ids."""
    fresh = max((s.id for s in run.plan.subgoals), default=0) + 1
    return tuple(subgoal.but(id=fresh + n) for n, subgoal in enumerate(subgoals))
