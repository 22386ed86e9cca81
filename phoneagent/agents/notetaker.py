"""The Notetaker: typed facts, each one read from the screen it cites or worked out from others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from phoneagent.agents import lines, replies
from phoneagent.agents.base import Question, Role
from phoneagent.agents.citations import on_screen
from phoneagent.agents.pictures import Pictures
from phoneagent.core.run import Run
from phoneagent.core.steps import Note, Noted
from phoneagent.errors import ReplyError


@dataclass(frozen=True)
class Notetaker:
    """Asked when a subgoal names facts, the Operator flags the screen, or facts are reasoned."""

    role: Role
    pictures: Pictures

    def note(self, run: Run) -> Noted:
        """Facts from the present screen, or, for a `reason` subgoal, from the facts at hand."""
        subgoal = run.plan.active
        reasoning = subgoal is not None and subgoal.kind == "reason" and not run.note_request
        return self._reason(run) if reasoning else self._read(run)

    def _read(self, run: Run) -> Noted:
        said = self.role.ask(
            Question(
                prompt="notetaker/note",
                system="",
                system_values={},
                values=_values(run) | {"screen": lines.screen(run.seen)},
                pictures=self.pictures.of(run.seen),
                reply_schema=replies.FACTS,
                read=lambda reply: _seen_facts(reply, run),
                max_tokens=600,
            )
        )
        return _noted(said.value, said.problem).but(usage=said.usage)

    def _reason(self, run: Run) -> Noted:
        said = self.role.ask(
            Question(
                prompt="notetaker/reason",
                system="",
                system_values={},
                values=_values(run),
                reply_schema=replies.FACTS,
                read=lambda reply: _derived_facts(reply, run),
                max_tokens=600,
            )
        )
        return _noted(said.value, said.problem).but(usage=said.usage)


def _noted(value: Noted | None, problem: str) -> Noted:
    return value if value is not None else Noted(dropped=(problem,))


def _values(run: Run) -> dict[str, str]:
    subgoal = run.plan.active
    wanted = ", ".join(subgoal.yields) if subgoal and subgoal.yields else run.note_request
    return {
        "goal": run.goal,
        "subgoal": subgoal.text if subgoal else run.goal,
        "wanted": wanted,
        "facts": lines.facts(run),
    }


def _items(reply: Mapping[str, Any]) -> list[tuple[str, str, tuple[str, ...]]]:
    items = reply.get("facts")
    if not isinstance(items, list):
        raise ReplyError('"facts" must be a list')
    found = []
    for item in items:
        if not isinstance(item, Mapping) or not item.get("name") or item.get("value") is None:
            raise ReplyError('each fact is an object with "name" and "value"')
        sources = tuple(map(str, item.get("from") or ()))
        found.append((str(item["name"]), str(item["value"]), sources))
    return found


def _seen_facts(reply: Mapping[str, Any], run: Run) -> Noted:
    """Facts whose value stands on the present screen; the rest is dropped and reported."""
    notes, dropped = [], []
    for name, value, _ in _items(reply):
        evidence = on_screen(value, run)
        if evidence is None:
            dropped.append(f"{name} = {value}: not on the screen")
        else:
            where = run.seen.title if run.seen else ""
            step = len(run.steps)
            notes.append(Note(name=name, value=value, step=step, where=where, evidence=evidence))
    return Noted(notes=tuple(notes), dropped=tuple(dropped), answer=str(reply.get("answer") or ""))


def _derived_facts(reply: Mapping[str, Any], run: Run) -> Noted:
    notes = []
    for name, value, sources in _items(reply):
        unknown = [source for source in sources if source not in run.facts]
        if unknown:
            raise ReplyError(f"there is no fact called {unknown[0]!r}")
        where = "from " + ", ".join(sources) if sources else ""
        notes.append(Note(name=name, value=value, step=len(run.steps), where=where, kind="derived"))
    return Noted(notes=tuple(notes), answer=str(reply.get("answer") or ""))
