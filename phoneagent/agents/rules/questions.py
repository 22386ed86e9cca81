"""Reads questions: what is asked about which thing, in which form."""

from __future__ import annotations

import re

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules.phrases import NAMED, THE, Quotes, field_words, things
from phoneagent.agents.rules.values import time_of
from phoneagent.agents.rules.words import plain, vocabulary

_FIELDS = ("number", "email", "company", "address", "nickname")
_FIELD = field_words(_FIELDS)
_TELL = (
    r"(?:(?:what(?:'s|’s|\s+is|\s+are|\s+was)|tell\s+me|give\s+me|read(?:\s+me|\s+out)?|look\s+up|find(?:\s+out)?|check|get(?:\s+me)?|show\s+me|"
    r"(?:do\s+you\s+know|i\s+want\s+to\s+know|say))\s+)(?:what\s+|what(?:'s|’s|\s+is)\s+)?"
)
_LATEST = r"(?:latest|last|newest|most\s+recent|new)"


def read_question(text: str, quotes: Quotes) -> i.Intent | None:
    """The question that a clause asks, or None when it is none."""
    text = text.rstrip(" ?.!")
    for rule in (_latest, _field, _state, _exists, _count, _list, _contents, _value):
        found = rule(text, quotes)
        if found:
            return found
    return None


def _match(pattern: str, text: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, text, re.IGNORECASE | re.DOTALL)


def _latest(text: str, quotes: Quotes) -> i.Question | None:
    message = things(among=("message",))
    sender = _match(
        rf"(?:{_TELL})?who(?:\s+(?:has\s+)?(?:sent|wrote|texted)\s+(?:me\s+)?{THE}{_LATEST}?\s*{message}(?:\s+(?:to\s+)?me)?"
        rf"|\s+is\s+{THE}{_LATEST}\s+{message}\s+from|\s+texted\s+me\s+last)",
        text,
    )
    if sender:
        return i.Question(form="latest", thing="message", what="sender")
    words = _match(
        rf"(?:{_TELL}|what\s+does\s+){THE}{_LATEST}\s+{message}(?:\s+(?:I\s+(?:got|received)))?(?:\s+(?:from|by|of)\s+(?P<who>.+?))?(?:\s+(?:say|says|read|about))?",
        text,
    )
    if words:
        return i.Question(form="latest", thing="message", name=quotes.value(words["who"] or ""))
    return None


def _field(text: str, quotes: Quotes) -> i.Question | None:
    for pattern in (
        rf"{_TELL}(?:{THE}contact\s+)?(?P<name>.+?)(?:'s|’s|s')\s+(?P<field>{_FIELD})(?:\s+is)?",
        rf"{_TELL}{THE}(?P<field>{_FIELD})\s+(?:of|for|does)\s+(?:{THE}contact\s+)?(?P<name>.+?)(?:\s+(?:has|have|is))?",
        rf"(?:what|which)\s+(?P<field>{_FIELD})\s+(?:does|has)\s+(?P<name>.+?)(?:\s+(?:have|use|got))?",
    ):
        found = _match(pattern, text)
        if found:
            word = " ".join(plain(found["field"]).split())
            field = next(f for f in _FIELDS if word in vocabulary().fields[f].words)
            name = re.sub(r"^(?:the\s+)?contact\s+", "", quotes.value(found["name"]), flags=re.I)
            return i.Question(form="field", thing="contact", name=name, field=field)
    number = _match(r"how\s+(?:can|do)\s+i\s+(?:reach|call|phone)\s+(?P<name>.+)", text)
    if number:
        return i.Question(
            form="field", thing="contact", name=quotes.value(number["name"]), field="number"
        )
    return None


def _state(text: str, quotes: Quotes) -> i.Question | None:
    found = _match(
        rf"(?:(?:tell\s+me|check|find\s+out|see)\s+(?:if|whether)\s+)?(?:is\s+)?{THE}(?P<what>.+?)\s+(?:is\s+)?(?:currently\s+|turned\s+|switched\s+)?(?:on|off|enabled|disabled|active)(?:\s+or\s+(?:off|on|disabled|not))?",
        text,
    )
    asked = _match(r"(?:is|(?:tell\s+me|check|find\s+out|see)\s+(?:if|whether))\s.+", text)
    if not (found and asked):
        return None
    return i.Question(form="state", what=quotes.value(found["what"]))


def _exists(text: str, quotes: Quotes) -> i.Question | None:
    found = _match(
        rf"(?:is\s+there|do\s+i\s+have|have\s+i\s+got)\s+{THE}(?P<thing>{things()})\s+(?:(?:{NAMED}|for|at|set\s+for|set\s+at|with\s+the\s+name)\s+)?(?P<name>.+)",
        text,
    )
    if not found:
        return None
    thing, name = vocabulary().thing_called(found["thing"]), quotes.value(found["name"])
    time = time_of(name) if thing == "alarm" else None
    return i.Question(form="exists", thing=thing, name=str(time) if time else name)


def _count(text: str, quotes: Quotes) -> i.Question | None:
    found = _match(
        rf"(?:{_TELL})?how\s+many\s+(?P<thing>{things()})(?:\s+(?:are\s+there|do\s+i\s+have|have\s+i(?:\s+got)?|are\s+set|exist|are\s+(?:on|in).*|i\s+have))?",
        text,
    )
    return (
        i.Question(form="count", thing=vocabulary().thing_called(found["thing"])) if found else None
    )


def _list(text: str, quotes: Quotes) -> i.Question | None:
    found = _match(
        rf"(?:(?:which|what)\s+{THE}(?P<thing>{things()})\s+(?:are\s+there|do\s+i\s+have|have\s+i(?:\s+got)?|are\s+set|exist|are\s+(?:on|in)\s.*)"
        rf"|(?:list|name|read\s+out)\s+(?:me\s+)?(?:all\s+)?(?:of\s+)?{THE}(?P<thing2>{things()}))",
        text,
    )
    if not found:
        return None
    return i.Question(
        form="list", thing=vocabulary().thing_called(found["thing"] or found["thing2"])
    )


def _contents(text: str, quotes: Quotes) -> i.Question | None:
    holder = things(among=("note", "task", "recipe"))
    for pattern in (
        rf"what\s+does\s+{THE}(?P<thing>{holder})\s+(?:{NAMED}\s+)?(?P<name>.+?)\s+(?:say|contain|read)",
        rf"what\s+does\s+{THE}(?P<name>.+?)\s+(?P<thing>{holder})\s+(?:say|contain|read)",
        rf"(?:what(?:'s|’s|\s+is|\s+stands)\s+(?:written\s+)?in|read(?:\s+me|\s+out)?|{_TELL}{THE}(?:content|contents|text|body)\s+of)\s+{THE}(?P<thing>{holder})\s+(?:{NAMED}\s+)?(?P<name>.+)",
        rf"(?:what(?:'s|’s|\s+is)\s+(?:written\s+)?in|read(?:\s+me|\s+out)?)\s+{THE}(?P<name>.+?)\s+(?P<thing>{holder})",
    ):
        found = _match(pattern, text)
        if found:
            thing = vocabulary().thing_called(found["thing"])
            return i.Question(form="contents", thing=thing, name=quotes.value(found["name"]))
    return None


def _value(text: str, quotes: Quotes) -> i.Question | None:
    found = _match(
        rf"(?:what(?:'s|’s|\s+is)|tell\s+me|which\s+is)\s+{THE}(?:current\s+)?(?:setting\s+)?(?P<what>.+?)(?:\s+(?:set\s+to|setting))?",
        text,
    )
    if not found:
        return None
    what = quotes.value(found["what"])
    known = vocabulary().setting_called(what) is not None
    named = re.search(r"\bsetting\b|\bset\s+to\b", text, re.I)
    return i.Question(form="value", what=what) if known or named else None
