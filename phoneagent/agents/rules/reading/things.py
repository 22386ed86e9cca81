"""Clauses about things one keeps: create, change, delete, append to them."""

from __future__ import annotations

import re

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules.fields import read_fields
from phoneagent.agents.rules.phrases import (
    IT,
    NAMED,
    QUOTED,
    SAYING,
    THE,
    Quotes,
    field_words,
    first_of,
    plurals,
    things,
    verbs,
    without,
)
from phoneagent.agents.rules.values import duration_of, time_of
from phoneagent.agents.rules.words import likeness, vocabulary
from phoneagent.core.text import fold

_ALL = frozenset(("all", "every", "everything", "them", "both", "each"))
_AND_START = re.compile(",? and (?:start|save|begin|set|turn on) (?:it|the timer|the alarm)$", re.I)
_OWN = "(?:'s|’s)?"
_CHANGEABLE = ("number", "email", "company", "nickname", "address")


def create(text: str, quotes: Quotes) -> i.Intent | None:
    """Something new with its fields."""
    make = verbs("create")
    woken = first_of(text, "(?:wake me(?: up)?|get me up) at (?P<time>.+)")
    if woken:
        return _made("alarm", f"at {woken['time']}", quotes)
    jotted = first_of(text, "(?:note|jot|write|take) down:? (?:that )?(?P<text>.+)")
    if jotted:
        return i.Create(thing="note", fields=(("body", quotes.value(jotted["text"])),))
    timed = first_of(
        text,
        rf"(?:{make} )?(?:an? |the )?(?P<value>[\w:.\-\s]*?\d[\w:.\-\s]*|"
        r"[\w-]+[\s-]+(?:minutes?|hours?|seconds?)) "
        rf"(?P<thing>{things(among=('alarm', 'timer'))})(?P<rest>\b.*)",
    )
    if timed and (time_of(timed["value"]) or duration_of(timed["value"])):
        thing = vocabulary().thing_called(timed["thing"])
        return _made(thing, f"for {timed['value']}{timed['rest']}", quotes)
    plainly = first_of(text, rf"{make} {THE}(?P<thing>{things()})\b(?P<rest>.*)")
    if plainly and not re.search(rf"\bto {THE}{things()}\b", plainly["rest"], re.IGNORECASE):
        return _made(vocabulary().thing_called(plainly["thing"]), plainly["rest"], quotes)
    into = first_of(
        text,
        f"{make} (?:a |an |the )?(?P<name>.+?) (?:to|in|into|as|among) {THE}(?P<thing>{things()})"
        r"(?: list| app| book)?"
        r"(?P<rest>(?:[ ,]+(?:with|and|using|whose|having|named|called)\b.*| ?,.*)?)",
    )
    if into:
        rest = f" {into['name']}{into['rest']}"
        return _made(vocabulary().thing_called(into["thing"]), rest, quotes)
    return None


def _made(thing: str, rest: str, quotes: Quotes) -> i.Intent | None:
    """A new thing; a message is sent and a stopwatch started, nothing is made of them."""
    rest = _AND_START.sub("", rest) if thing in ("timer", "alarm") else rest
    fields = read_fields(thing, rest, quotes) if thing not in ("message", "stopwatch") else None
    return i.Create(thing=thing, fields=fields) if fields else None


def edit(text: str, quotes: Quotes) -> i.Intent | None:
    """A field of something that is there, or its name."""
    listed = first_of(text, f"edit the (?P<thing>{things()}) (?P<name>{QUOTED}) (?P<rest>with .+)")
    if listed:
        thing = vocabulary().thing_called(listed["thing"])
        fields = read_fields(thing, listed["rest"], quotes)
        name = quotes.value(listed["name"])
        return i.Edit(thing=thing, name=name, fields=fields) if fields else None
    renamed = first_of(
        text,
        f"{verbs('rename')} {THE}(?P<thing>{things()}) (?:{NAMED} )?(?P<name>.+?) "
        "(?:to|as|into) (?P<value>.+)",
    )
    if renamed:
        thing = vocabulary().thing_called(renamed["thing"])
        fields = ((vocabulary().things[thing].key, quotes.value(renamed["value"])),)
        return i.Edit(thing=thing, name=quotes.value(renamed["name"]), fields=fields)
    return _changed(text, quotes)


def _changed(text: str, quotes: Quotes) -> i.Intent | None:
    field = f"(?P<field>{field_words(_CHANGEABLE)})"
    found = first_of(
        text,
        f"{verbs('edit')} (?P<name>.+?)(?:'s|’s|s') {field} (?:to|into|as|with) (?P<value>.+)",
        f"{verbs('edit')} {THE}{field} (?:of|for) (?P<name>.+?) (?:to|into|with) (?P<value>.+)",
    )
    if not found:
        return None
    word = fold(found["field"])
    name = next(part for part in _CHANGEABLE if word in vocabulary().fields[part].words)
    who = without("(?:the )?contact", quotes.value(found["name"]))
    return i.Edit(thing="contact", name=who, fields=((name, quotes.value(found["value"])),))


def delete(text: str, quotes: Quotes) -> i.Intent | None:
    """One thing; lists and "all" are not understood."""
    verb, kind = verbs("delete"), f"(?P<thing>{things()})"
    named = f"(?: (?:{NAMED}|for|at|with|from|of|with the (?:name|title|number)))*"
    found = first_of(
        text,
        f"{verb} {THE}(?P<name>.+?){_OWN} (?:from|in|out of) {THE}{kind}(?: list| app)?",
        f"{verb} {THE}{kind}{named} (?:the )?(?:(?:name|title) )?(?P<name>.+)",
        f"{verb} {THE}{kind}(?P<name>)",
        f"{verb} {THE}(?P<name>.+?){_OWN} {kind}(?: entry)?",
    )
    if not found:
        pronoun = first_of(text, f"{verb} (?:it|that one|this one)(?: again)?")
        return i.Delete(thing="it") if pronoun else None
    thing, name = vocabulary().thing_called(found["thing"]), quotes.value(found["name"])
    several = fold(found["thing"]) in _plural_words() and not name
    if several or fold(name).split(" ")[0] in _ALL:
        return None
    return _deleted(thing, re.sub("^[,:] *", "", name))


def _plural_words() -> set[str]:
    words = {word for thing in vocabulary().things.values() for word in thing.words}
    return set(plurals(words)) - words


def _deleted(thing: str, name: str) -> i.Intent:
    if fold(name) in IT or fold(name).startswith("i "):  # "that alarm I set"
        return i.Delete(thing=thing)
    time = time_of(name) if thing == "alarm" else None
    return i.Delete(thing=thing, name=str(time) if time else name)


def delete_in(text: str, app: str, quotes: Quotes) -> i.Intent | None:
    """What is deleted from an app that was named: the app says what kind of thing it is."""
    found = first_of(text, f"{verbs('delete')} (?P<name>.+)")
    known = vocabulary().things.items()
    thing = next((n for n, t in known if app and any(likeness(a, app) == 1 for a in t.apps)), "")
    if not (found and thing) or fold(found["name"]).split(" ")[0] in _ALL:
        return None
    return i.Delete(thing=thing, name=quotes.value(found["name"]))


def append(text: str, quotes: Quotes) -> i.Intent | None:
    """A line at the end of a text."""
    line = r"(?:line|text|words?|sentence|item|entry|bullet(?: point)?|point)\b"
    what = f"{THE}(?:{line} *(?:{SAYING}|:|,)? *)?"
    kind = f"(?P<thing>{things(among=('note', 'task'))})"
    place = "(?:(?:to|in|into|on|onto|at|under) (?:the (?:end|bottom) of )?)"
    add = verbs("append")
    as_line = f"(?: as {THE}{line})?"
    found = first_of(
        text,
        f"{add} {THE}{line} {place}{{1,2}}{THE}{kind} (?:{NAMED} )?(?P<name>.+?)"
        f" *(?:{SAYING}|:) *(?P<text>.+)",
        f"{add} {what}(?P<text>.+?){as_line} {place}{{1,2}}{THE}{kind} (?:{NAMED} )?(?P<name>.+)",
        f"{add} {what}(?P<text>.+?){as_line} {place}{{1,2}}{THE}(?P<name>.+?) {kind}",
        f"{add} {place}{{1,2}}{THE}{kind} (?:{NAMED} )?(?P<name>.+?)"
        f" *(?:{SAYING}|:|,? {THE}(?:line|text) *:?) *(?P<text>.+)",
        f"{place}{THE}{kind} (?:{NAMED} )?(?P<name>.+?)[ ,]+(?:append|add|write) "
        f"{what}(?P<text>.+)",
        f"append {what}(?P<text>.+?) (?:to|at the end of) (?P<name>.+)(?P<thing>)",
    )
    if not found:
        return None
    thing = vocabulary().thing_called(found["thing"]) or "note"
    name, words = quotes.value(found["name"]), quotes.value(found["text"])
    return i.Append(thing=thing, name=name, text=words) if words else None
