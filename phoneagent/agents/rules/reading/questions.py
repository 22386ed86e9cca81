"""Questions: what is asked about which thing, in which form."""

from __future__ import annotations

import re

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules.phrases import (
    NAMED,
    THE,
    Quotes,
    field_words,
    first_of,
    things,
    without,
)
from phoneagent.agents.rules.values import time_of
from phoneagent.agents.rules.words import vocabulary
from phoneagent.core.text import fold

_FIELDS = ("number", "email", "company", "address", "nickname")
_FIELD = f"(?P<field>{field_words(_FIELDS)})"
_THING = f"(?P<thing>{things()})"
_WHAT_IS = "what(?:'s|’s| is| are| was)"
_TELL = (
    f"(?:(?:{_WHAT_IS}|tell me|give me|read(?: me| out)?|look up|find(?: out)?|check|"
    "get(?: me)?|show me|do you know|i want to know|say) )(?:what(?:'s|’s| is)? )?"
)
_WHETHER = "(?:tell me|check|find out|see) (?:if|whether) "
_LATEST = "(?:latest|last|newest|most recent|new)"


def read_question(text: str, quotes: Quotes) -> i.Intent | None:
    """The question that a clause asks, or None when it is none."""
    text = text.rstrip(" ?.!")
    for rule in (_latest, _field, _state, _exists, _count, _list, _contents, _value):
        found = rule(text, quotes)
        if found:
            return found
    return None


def _latest(text: str, quotes: Quotes) -> i.Question | None:
    message = things(among=("message",))
    sender = first_of(
        text,
        f"(?:{_TELL})?who (?:has )?(?:sent|wrote|texted) (?:me )?{THE}{_LATEST}? ?{message}"
        "(?: (?:to )?me)?",
        f"(?:{_TELL})?who(?: is|'s|’s)? {THE}{_LATEST} {message} (?:is )?from",
        f"(?:{_TELL})?who texted me last",
    )
    if sender:
        return i.Question(form="latest", thing="message", what="sender")
    words = first_of(
        text,
        f"(?:{_TELL}|what does ){THE}{_LATEST} {message}(?: I (?:got|received))?"
        "(?: (?:from|by|of) (?P<who>.+?))?(?: (?:say|says|read|about))?",
    )
    if words:
        return i.Question(form="latest", thing="message", name=quotes.value(words["who"] or ""))
    return None


def _field(text: str, quotes: Quotes) -> i.Question | None:
    found = first_of(
        text,
        f"{_TELL}(?P<name>.+?)(?:'s|’s|s') {_FIELD}(?: is)?",
        f"{_TELL}{THE}{_FIELD} (?:of|for|does) (?P<name>.+?)(?: (?:has|have|is))?",
        f"(?:what|which) {_FIELD} (?:does|has) (?P<name>.+?)(?: (?:have|use|got))?",
    )
    if found:
        word = fold(found["field"])
        field = next(f for f in _FIELDS if word in vocabulary().fields[f].words)
    else:
        found = first_of(text, "how (?:can|do) i (?:reach|call|phone) (?P<name>.+)")
        field = "number"
    if not found:
        return None
    name = without(f"{THE}contact", quotes.value(found["name"]))
    return i.Question(form="field", thing="contact", name=name, field=field)


def _state(text: str, quotes: Quotes) -> i.Question | None:
    found = first_of(
        text,
        f"(?:{_WHETHER}|is )(?:is )?{THE}(?P<what>.+?) (?:is )?(?:currently |turned |switched )?"
        "(?:on|off|enabled|disabled|active)(?: or (?:off|on|disabled|not))?",
    )
    return i.Question(form="state", what=quotes.value(found["what"])) if found else None


def _exists(text: str, quotes: Quotes) -> i.Question | None:
    found = first_of(
        text,
        f"(?:is there|do i have|have i got) {THE}{_THING} "
        f"(?:(?:{NAMED}|for|at|set for|set at|with the name) )?(?P<name>.+)",
    )
    if not found:
        return None
    thing, name = vocabulary().thing_called(found["thing"]), quotes.value(found["name"])
    time = time_of(name) if thing == "alarm" else None
    return i.Question(form="exists", thing=thing, name=str(time) if time else name)


def _count(text: str, quotes: Quotes) -> i.Question | None:
    found = first_of(
        text,
        f"(?:{_TELL})?how many {_THING}(?: (?:are there|do i have|have i(?: got)?|are set|exist|"
        "are (?:on|in) .*|i have))?",
    )
    return (
        i.Question(form="count", thing=vocabulary().thing_called(found["thing"])) if found else None
    )


def _list(text: str, quotes: Quotes) -> i.Question | None:
    found = first_of(
        text,
        f"(?:which|what) {THE}{_THING} (?:are there|do i have|have i(?: got)?|are set|exist|"
        "are (?:on|in) .*)",
        f"(?:list|name|read out) (?:me )?(?:all )?(?:of )?{THE}{_THING}",
        f"(?:what time|when) (?:is|are) {THE}(?:next )?(?P<thing>{things(among=('alarm',))})"
        "(?: set(?: for| to)?)?",
    )
    return (
        i.Question(form="list", thing=vocabulary().thing_called(found["thing"])) if found else None
    )


def _contents(text: str, quotes: Quotes) -> i.Question | None:
    kind = f"(?P<thing>{things(among=('note', 'task', 'recipe'))})"
    stands_in = "(?:what(?:'s|’s| is| stands) (?:written )?in|read(?: me| out)?)"
    text_of = f"{_TELL}{THE}(?:content|contents|text|body) of"
    found = first_of(
        text,
        f"what does {THE}{kind} (?:{NAMED} )?(?P<name>.+?) (?:say|contain|read)",
        f"what does {THE}(?P<name>.+?) {kind} (?:say|contain|read)",
        f"(?:{stands_in}|{text_of}) {THE}{kind} (?:{NAMED} )?(?P<name>.+)",
        f"{stands_in} {THE}(?P<name>.+?) {kind}",
    )
    if not found:
        return None
    thing = vocabulary().thing_called(found["thing"])
    return i.Question(form="contents", thing=thing, name=quotes.value(found["name"]))


def _value(text: str, quotes: Quotes) -> i.Question | None:
    found = first_of(
        text,
        f"(?:{_WHAT_IS}|tell me|which is) {THE}(?:current )?(?:setting )?(?P<what>.+?)"
        "(?: (?:set to|setting))?",
    )
    if not found:
        return None
    what = quotes.value(found["what"])
    known = vocabulary().setting_called(what) is not None
    named = re.search(r"\b(?:setting|set to)\b", text, re.IGNORECASE)
    return i.Question(form="value", what=what) if known or named else None
