"""What the user's own sentence allows: risky verbs and the things they are meant for.

Computed once, from the goal alone, before any screen is seen. A grant is generous about how an app
words things and strict about what: "delete the note Shopping" allows deleting that note. Where the
sentence is not understood, nothing is granted and a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from phoneagent.core.base import Fact
from phoneagent.core.text import fold
from phoneagent.policy.grammar import grammar, kinds_in
from phoneagent.policy.objects import (
    RECIPIENT_VERBS,
    before_place,
    is_name,
    is_person_word,
    names_in,
    objects,
)
from phoneagent.policy.quotes import left_out, restored, set_aside
from phoneagent.policy.wording import bare, table, unspaced

_STRONG = re.compile(r"[;\n]|[.!?](?=\s|$)|,?\s+(?:and )?then\s+", re.IGNORECASE)
_WEAK = re.compile(r",\s*|\s+and\s+|\s+but\s+(?!not\b)", re.IGNORECASE)
_LET_KNOW = re.compile(r"\blet\s+(\S.*?)\s+know\b", re.IGNORECASE)
_NEGATION_REACH = 12


class Grant(Fact):
    """One risky verb that the goal names.

    Attributes:
        things: names of what it is meant for, any of them; each must be seen where it is used.
        excluded: names it is not meant for.
        kinds: what kind of thing it is ("note"), where the goal says so.
        content: the words that shall be sent, where the goal quotes them.
        anything: the goal says which ones without a name ("all notes", "the latest message").
        clause: the words of the goal it comes from.
        literal: the goal's language is not parsed; what is touched must be named in the clause.
    """

    verb: str
    things: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    content: str = ""
    anything: bool = False
    clause: str = ""
    literal: bool = False

    def describe(self) -> str:
        """One line for the person and the journal."""
        if self.literal:
            what = f'what "{self.clause}" names'
        elif self.anything:
            what = "what the goal means"
        else:
            what = " or ".join(f'"{thing}"' for thing in self.things)
        without = f", not {', '.join(self.excluded)}" if self.excluded else ""
        return f"{self.verb}: {what}{without}"


class Grants(Fact):
    """Everything a goal grants."""

    goal: str
    grants: tuple[Grant, ...] = ()

    def describe(self) -> list[str]:
        return [grant.describe() for grant in self.grants]


def grant_of(goal: str) -> Grants:
    """What the user's sentence allows by itself."""
    plain, quotes = set_aside(goal)
    found = tuple(_english(plain, quotes)) or tuple(_other_languages(plain, quotes))
    return Grants(goal=goal, grants=found)


# ---- English: verbs at the head of a clause --------------------------------------------------


def _english(goal: str, quotes: list[str]) -> Iterator[Grant]:
    for sentence in _STRONG.split(goal):
        asked, content = _content_apart(sentence)
        earlier: tuple[str, ...] = ()
        open_verbs: tuple[str, ...] = ()
        for clause in _WEAK.split(asked):
            text = _without_lead(clause.strip())
            verbs, rest = _verbs_at_head(text)
            if not verbs and open_verbs and is_name(text):
                verbs, rest = open_verbs, text
            open_verbs = verbs
            things, excluded, anything = objects(rest, verbs, quotes)
            if not verbs:
                earlier = names_in(text.partition(" ")[2], quotes) or earlier
                continue
            if anything and earlier and set(fold(rest).split()) & grammar().pronouns:
                things, anything = earlier, False
            if anything and RECIPIENT_VERBS & set(verbs) and is_person_word(rest):
                continue  # nobody was named before: a person is asked who is meant
            for verb in verbs:
                yield Grant(
                    verb=verb,
                    things=things,
                    excluded=excluded,
                    kinds=kinds_in(before_place(rest)[0]),
                    content=restored(content, quotes) if verb == "send" else "",
                    anything=anything,
                    clause=restored(clause.strip(), quotes),
                )


def _content_apart(sentence: str) -> tuple[str, str]:
    """The sentence up to where it quotes what to write, and that where it is word for word."""
    sentence = _told(sentence)
    markers = "|".join(sorted((re.escape(m) for m in grammar().content), key=len, reverse=True))
    parts = re.split(rf"\s({markers})\b:?|:\s", sentence, maxsplit=1, flags=re.IGNORECASE)
    if len(parts) == 1:
        return sentence, ""
    asked, marker, content = parts
    literal = marker is None or fold(marker) in grammar().literal
    return asked, content.strip() if literal else ""


def _told(sentence: str) -> str:
    """The sentence without what somebody shall be told: "tell Ann to delete the note".

    "Let Ann know" is the same as "tell Ann".
    """
    sentence = _LET_KNOW.sub(r"tell \1", sentence)
    barred = "|".join(grammar().untold)
    pattern = rf"(.*?\btell\s+(?!(?:{barred})\b)\S.*?)\s+(?:{grammar().heard})\s"
    found = re.match(pattern, sentence, re.IGNORECASE)
    return found[1] if found else sentence


def _without_lead(clause: str) -> str:
    lead = "|".join(sorted(grammar().lead, key=len, reverse=True))
    pattern = re.compile(rf"(?:{lead})\s+", re.IGNORECASE)
    while match := pattern.match(clause):
        clause = clause[match.end() :]
    return clause


def _verbs_at_head(clause: str) -> tuple[tuple[str, ...], str]:
    """The risky verbs a clause begins with, and the words after them."""
    folded = fold(clause)
    best: tuple[int, list[str]] = (0, [])
    for name, verb in table().verb.items():
        for phrase in verb.asked.get("en", ()):
            if _begins_with(folded, phrase) and len(phrase) >= best[0]:
                same = best[1] if len(phrase) == best[0] else []
                best = (len(phrase), [*same, name])
    length, names = best
    if not names:
        return (), ""
    rest = " ".join(clause.split())[length:].strip()
    if not _to_somebody(folded[:length], rest):
        return (), ""
    words = set(fold(before_place(rest)[0]).split())
    if "delete" in names and words & {"app", "apps", "application"}:
        names.append("uninstall")
    if "send" in names and (words & {"money", "payment"} or re.search(r"[$€£¥₹]\s?\d", rest)):
        names += ["transfer", "pay"]
    return tuple(names), rest


def _to_somebody(phrase: str, rest: str) -> bool:
    """Whether "tell ..." and "write to ..." mean a message to a person, not an answer or a file."""
    if phrase == "tell":
        first, *others = fold(rest).split() or [""]
        owner = re.match(r"[^,:]*?['\N{RIGHT SINGLE QUOTATION MARK}]s\b", rest)
        return first not in grammar().untold and not (owner and others)
    if phrase.startswith("write"):
        return set(kinds_in(rest)) <= grammar().written
    return True


def _begins_with(text: str, phrase: str) -> bool:
    """Whether the phrase stands first, as whole words."""
    return text.startswith(phrase) and not re.match(r"\w", text[len(phrase) :])


# ---- other languages: the verb anywhere, the thing named literally ---------------------------


def _other_languages(goal: str, quotes: list[str]) -> Iterator[Grant]:
    folded = fold(left_out(goal))
    clause = restored(goal.strip(), quotes)
    for name, verb in table().verb.items():
        phrases = [p for language, group in verb.asked.items() if language != "en" for p in group]
        if any(_asks(folded, phrase) for phrase in phrases):
            yield Grant(verb=name, clause=clause, literal=True)


def _asks(folded: str, phrase: str) -> bool:
    """Whether a goal has the verb, and no negation just before it."""
    if unspaced(phrase):
        pattern = phrase  # such a phrase may have a gap in it: "给.*发"
    elif phrase in folded:
        pattern = rf"(?<!\w){re.escape(phrase)}(?!\w)"
    else:
        return False
    match = re.search(pattern, folded)
    if match is None:
        return False
    before = folded[max(0, match.start() - _NEGATION_REACH) : match.start()]
    after = folded[match.end() : match.end() + _NEGATION_REACH]
    if any(after.startswith(ending) for ending in grammar().not_after):
        return False
    if unspaced(phrase):
        return not any(word in before for word in grammar().not_ if unspaced(word))
    return not any(bare(word) in grammar().not_ for word in before.split())
