"""Reads a whole goal: its clauses, each with its intent, references resolved."""

from __future__ import annotations

import re
from functools import partial

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules.grammar import read_clause
from phoneagent.agents.rules.sentence import split
from phoneagent.agents.rules.words import same_text, vocabulary
from phoneagent.core.base import Fact

_LIST = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+", re.IGNORECASE)
KINDS = (
    "open an app; turn something on or off; set something to a value; create, change or delete a "
    "contact, note, alarm or timer; append a line to a note; send or reply to a message; start or "
    "stop the stopwatch; search; questions about these"
)


class Clause(Fact):
    """One clause as it was written, and what it wants; None when that is not understood."""

    text: str
    intent: i.Intent | None = None


def read_goal(goal: str, apps: tuple[str, ...] = ()) -> tuple[Clause, ...]:
    """The clauses of a goal in order. `apps` are the launcher labels of the phone."""
    texts = split(goal, partial(sureness, apps=apps))
    return _resolved(
        tuple(clause for text in texts for clause in _each(text, read_clause(text, apps)))
    )


def _each(text: str, intent: i.Intent | None) -> tuple[Clause, ...]:
    """Two clauses of "turn off Wi-Fi and Bluetooth"; with an unknown part, one not understood."""
    known = vocabulary().setting_called
    if not isinstance(intent, i.Toggle | i.Adjust) or known(intent.what):
        return (Clause(text=text, intent=intent),)
    parts = [p for p in _LIST.split(intent.what) if p]
    if len(parts) > 1 and all(known(part) for part in parts):
        return tuple(Clause(text=text, intent=intent.but(what=part)) for part in parts)
    understood = None if any(known(part) for part in parts) else intent
    return (Clause(text=text, intent=understood),)


def sureness(clause: str, apps: tuple[str, ...] = ()) -> int:
    """0 not understood, 1 understood, 2 understood with words the vocabulary or the phone knows."""
    intent = read_clause(clause, apps)
    if intent is None:
        return 0
    match intent:
        case i.Open(what=what):
            known = any(same_text(what, app) for app in apps)
            return 2 if known or vocabulary().leads_to_settings(what) else 1
        case i.Toggle(what=what) | i.Adjust(what=what):
            return 2 if vocabulary().setting_called(what) else 1
        case i.Search():
            return 1
        case i.Question(form="state" | "value", what=what) if what != "sender":
            return 2 if vocabulary().setting_called(what) else 1
    return 2


def _resolved(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """With the name in "delete that contact"; with nothing spoken of before, not understood."""
    done: list[Clause] = []
    for clause in clauses:
        intent = clause.intent
        if isinstance(intent, i.Delete) and not intent.name:
            intent = _spoken_of(intent, done)
        done.append(clause.but(intent=intent))
    return tuple(done)


def _spoken_of(intent: i.Delete, before: list[Clause]) -> i.Delete | None:
    for clause in reversed(before):
        other = clause.intent
        if isinstance(other, i.Create | i.Edit | i.Show | i.Append) and intent.thing in (
            "it",
            other.thing_name,
        ):
            name = other.key if isinstance(other, i.Create) else other.name
            return intent.but(thing=other.thing_name, name=name) if name else None
    return None
