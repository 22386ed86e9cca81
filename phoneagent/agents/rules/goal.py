"""Reads a whole goal: its clauses, each with its intent, references resolved."""

from __future__ import annotations

import re
from functools import partial

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules.grammar import read_clause
from phoneagent.agents.rules.phrases import IT, Quotes
from phoneagent.agents.rules.sentence import split
from phoneagent.agents.rules.words import same_text, vocabulary
from phoneagent.core.base import Fact
from phoneagent.core.text import fold

_LIST = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+", re.IGNORECASE)
MAX_CHARS = 1000  # beyond quoted texts
_THEM = frozenset(("her", "him", "them", "that contact", "the contact", "that person"))
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
    """The clauses of a goal in order; one that is not understood when the goal is too long.

    Args:
        goal: the sentence; texts in quotes may be of any length.
        apps: the launcher labels of the phone.
    """
    if len(Quotes(goal).masked) > MAX_CHARS:
        return (Clause(text=goal),)
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
            return 2 if vocabulary().setting_called(what) or fold(what) in IT else 1
        case i.Search():
            return 1
        case i.Question(form="state" | "value", what=what) if what != "sender":
            return 2 if vocabulary().setting_called(what) else 1
    return 2


def _resolved(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Clauses with what "it", "that contact" and "her" mean; not understood where nothing does."""
    done: list[Clause] = []
    for clause in clauses:
        before = [c.intent for c in reversed(done) if c.intent]
        done.append(clause.but(intent=_named(clause.intent, before)))
    return tuple(done)


def _named(intent: i.Intent | None, before: list[i.Intent]) -> i.Intent | None:
    match intent:
        case i.Delete(name="", thing=thing):
            other = _spoken_of(before, thing)
            return intent.but(thing=other[0], name=other[1]) if other else None
        case i.Toggle(what=what) if fold(what) in IT:
            switched = next((b.what for b in before if isinstance(b, i.Toggle | i.Adjust)), "")
            return intent.but(what=switched) if switched else None
        case i.Send(to=to) if fold(to) in _THEM:
            other = _spoken_of(before, "contact")
            return intent.but(to=other[1]) if other else None
    return intent


def _spoken_of(before: list[i.Intent], thing: str) -> tuple[str, str] | None:
    """Kind and name of the thing of that kind ("it": of any kind) that was spoken of last."""
    for other in before:
        if not isinstance(other, i.Create | i.Edit | i.Show | i.Append):
            continue
        name = other.key if isinstance(other, i.Create) else other.name
        if name and thing in ("it", other.thing_name):
            return other.thing_name, name
    return None
