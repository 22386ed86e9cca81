"""Field values out of the rest of a clause: "named Ann Lee with number 555-0100"."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from phoneagent.agents.rules.phrases import NAMED, QUOTED, SAYING, Quotes, field_words
from phoneagent.agents.rules.values import duration_of, time_of
from phoneagent.agents.rules.words import vocabulary

Fields = tuple[tuple[str, str], ...]
_FREE_TEXT = ("body", "text", "comment")
_EXTRA = {"name": ("first_name", "last_name")}
_TRAILING = re.compile(r"(?:\s*,)?\s+(?:and|with|,)\s*$|[\s,;:]+$")
_PHONE = re.compile(r"(.*?)[\s,:]+(?:at\s+|\()?(\+?[\d(][\d\s().\-]{1,}\d)\)?$")
_ADDRESS = re.compile(r"(.*?)[\s,]+(\S+@\S+\.\w+)$")


@cache
def _marker(parts: tuple[str, ...]) -> re.Pattern[str]:
    extended = parts + tuple(x for part in parts for x in _EXTRA.get(part, ()))
    fields = field_words(extended)
    joint = r"(?:and\s+|with\s+|whose\s+|having\s+|using\s+|where\s+|under\s+|at\s+|its\s+)"
    article = r"(?:the\s+|a\s+|an\s+|his\s+|her\s+|their\s+|its\s+|as\s+)?"
    return re.compile(
        rf"(?:^|[\s,;]+){joint}*(?P<named>{NAMED})\s+(?:as\s+)?"
        rf"|(?:^|[\s,;]+){joint}*(?P<saying>{SAYING})\s*"
        rf"|(?:^\s*{joint}*|[\s,;]+{joint}+|\s*[,;]\s*){article}(?P<field>{fields})"
        r"(?:\s+(?:is|are|as|of|to|being|reads|reading|saying|says|set\s+to|that\s+says|that\s+reads)"
        r"|\s*[:=])?\s+(?=\S)",
        re.IGNORECASE,
    )


def read_fields(thing: str, rest: str, quotes: Quotes) -> Fields | None:
    """The fields that `rest` gives to a `thing`; None when something is left over."""
    kind = vocabulary().things[thing]
    colon = re.fullmatch(f" ?(?P<key>{QUOTED})?: *(?P<text>.+)", rest)
    if colon and "body" in kind.parts:
        named = ((kind.key, quotes.value(colon["key"])),) if colon["key"] else ()
        return (*named, ("body", quotes.value(colon["text"])))
    rest = re.sub(r"^[\s,:\-]+", " ", rest)
    marks = list(_marker(kind.parts).finditer(rest))
    lead = _clean(rest[: marks[0].start()] if marks else rest).rstrip("?!")
    found: dict[str, str] = {}
    for mark, following in pairwise([*marks, None]):
        assert mark is not None
        value = _clean(rest[mark.end() : following.start() if following else len(rest)])
        field = _field_of(mark, kind.key, kind.parts)
        if not value or not field or field in found:
            return None
        # What is to be written may well end in "?" or "!"; a name in a sentence does not.
        found[field] = quotes.value(value if field in _FREE_TEXT else value.rstrip("?! "))
    if lead and not _take_lead(lead, kind.key, found, quotes):
        return None
    return _in_form(thing, kind.key, found)


def _field_of(mark: re.Match[str], key: str, parts: tuple[str, ...]) -> str:
    if mark["named"]:
        return key if key in ("name", "title") else "label" if "label" in parts else ""
    if mark["saying"]:
        return next((p for p in ("body", "text", "comment", "label") if p in parts), "")
    word = " ".join(mark["field"].lower().split())
    names = [*parts, *(x for p in parts for x in _EXTRA.get(p, ()))]
    return next(n for n in names if word in vocabulary().fields[n].words)


def _take_lead(lead: str, key: str, found: dict[str, str], quotes: Quotes) -> bool:
    """Words before the first marker name the thing: "Ann Lee with ...", "for 7:30"."""
    lead = re.sub(r"^(?:for|at|of|to|about|as|:|-)\s*", "", lead, flags=re.IGNORECASE)
    if key == "" or key in found:
        return False
    value = quotes.value(lead)
    if key == "name":
        for field, pattern in (("email", _ADDRESS), ("number", _PHONE)):
            match = pattern.fullmatch(value)
            if match and field not in found:
                value = match[1].strip(" ,")
                found[field] = match[2]
    found[key] = value
    return bool(value)


def _in_form(thing: str, key: str, found: dict[str, str]) -> Fields | None:
    """Values in the form the rest of the crew expects: times as 07:30, durations in seconds."""
    if "time" in found:
        time = time_of(found["time"])
        if time is None:
            return None
        found["time"] = str(time)
    if "duration" in found:
        seconds = duration_of(found["duration"])
        if not seconds:
            return None
        found["duration"] = f"{seconds} seconds"
    parts = vocabulary().things[thing].parts
    order = [*parts, *(x for p in parts for x in _EXTRA.get(p, ()))]
    return tuple(sorted(found.items(), key=lambda item: order.index(item[0])))


def _clean(text: str) -> str:
    previous = None
    while previous != text:
        previous, text = text, _TRAILING.sub("", text).strip(" ,;")
    return text
