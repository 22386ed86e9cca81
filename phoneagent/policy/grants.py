"""What the user's own sentence allows: risky verbs and the things they are meant for.

Computed once, from the goal alone, before any screen is seen. A grant is generous about how an app
words things and strict about what: "delete the note Shopping" allows deleting that note. Where the
sentence is not understood, nothing is granted and a person is asked.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import Field

from phoneagent.core.base import Fact
from phoneagent.core.text import fold
from phoneagent.policy.wording import bare, table, unspaced

_QUOTED = re.compile(
    "\"([^\"]+)\"|“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|「([^」]+)」|(?<!\\w)['‘]([^'’]+)['’](?!\\w)"
)
_MARK = re.compile(r"\ue000(\d+)\ue001")
_STRONG = re.compile(r"[;\n]|[.!?](?=\s|$)|,?\s+(?:and )?then\s+", re.IGNORECASE)
_WEAK = re.compile(r",\s*|\s+and\s+|\s+but\s+(?!not\b)", re.IGNORECASE)
_NUMBER = re.compile(r"\+?[\d(][\d\s().-]{4,}\d")
_RECIPIENT_VERBS = frozenset({"send", "call", "pay", "transfer"})
_NEGATION_REACH = 12


class Grammar(Fact):
    """The lists of goals.toml."""

    lead: tuple[str, ...]
    content: tuple[str, ...]
    literal: tuple[str, ...]
    empty: frozenset[str]
    kinds: frozenset[str]
    which: frozenset[str]
    place: tuple[str, ...]
    except_: tuple[str, ...] = Field(alias="except")
    pronouns: frozenset[str]
    not_: tuple[str, ...] = Field(alias="not")
    not_after: tuple[str, ...]
    group: dict[str, tuple[str, ...]]


@cache
def grammar() -> Grammar:
    text = (Path(__file__).parent / "goals.toml").read_text(encoding="utf-8")
    return Grammar.model_validate(tomllib.loads(text))


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
    quotes: list[str] = []

    def keep(match: re.Match[str]) -> str:
        quotes.append(next(group for group in match.groups() if group))
        return f"\ue000{len(quotes) - 1}\ue001"

    plain = _QUOTED.sub(keep, re.sub("[\ue000\ue001]", "", goal))
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
            if not verbs and open_verbs and _is_name(text):
                verbs, rest = open_verbs, text
            open_verbs = verbs
            things, excluded, anything = _objects(rest, verbs, quotes)
            if not verbs:
                earlier = _names(text.partition(" ")[2], quotes) or earlier
                continue
            if anything and earlier and set(fold(rest).split()) & grammar().pronouns:
                things, anything = earlier, False
            for verb in verbs:
                yield Grant(
                    verb=verb,
                    things=things,
                    excluded=excluded,
                    kinds=kinds_in(_before_place(rest)[0]),
                    content=_restored(content, quotes) if verb == "send" else "",
                    anything=anything,
                    clause=_restored(clause.strip(), quotes),
                )


def _content_apart(sentence: str) -> tuple[str, str]:
    """The sentence up to where it quotes what to write, and that where it is word for word."""
    markers = "|".join(sorted((re.escape(m) for m in grammar().content), key=len, reverse=True))
    parts = re.split(rf"\s({markers})\b:?|:\s", sentence, maxsplit=1, flags=re.IGNORECASE)
    if len(parts) == 1:
        return sentence, ""
    asked, marker, content = parts
    literal = marker is None or fold(marker) in grammar().literal
    return asked, content.strip() if literal else ""


def kinds_in(text: str) -> tuple[str, ...]:
    """The kinds of things that a text names: "Delete conversation" -> ("message",)."""
    words = set(re.findall(r"[\w-]+", fold(text)))
    return tuple(kind for kind, names in grammar().group.items() if words & set(names))


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
    words = set(fold(_before_place(rest)[0]).split())
    if "delete" in names and words & {"app", "apps", "application"}:
        names.append("uninstall")
    if "send" in names and (words & {"money", "payment"} or re.search(r"[$€£¥₹]\s?\d", rest)):
        names += ["transfer", "pay"]
    return tuple(names), rest


def _begins_with(text: str, phrase: str) -> bool:
    """Whether the phrase stands first, as whole words."""
    return text.startswith(phrase) and not re.match(r"\w", text[len(phrase) :])


def _is_name(text: str) -> bool:
    """Whether a clause without a verb goes on with the list before: 'Shopping and Groceries'."""
    return bool(text) and len(text.split()) <= 4 and (text[0].isupper() or text[0] == "\ue000")


def _objects(
    rest: str, verbs: tuple[str, ...], quotes: list[str]
) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Names of what is meant, names of what is not, and whether it is said without a name."""
    barred = "|".join(re.escape(word) for word in grammar().except_)
    wanted, *kept_out = re.split(rf"\s(?:{barred})\s", rest, maxsplit=1, flags=re.IGNORECASE)
    excluded = _names(kept_out[0], quotes) if kept_out else ()
    things = (
        _recipients(wanted, quotes)
        if _RECIPIENT_VERBS & set(verbs)
        else _things_before_place(wanted, quotes)
    )
    return things, excluded, not things


def _things_before_place(text: str, quotes: list[str]) -> tuple[str, ...]:
    """Names before "in", "from" ..., else those after: 'the message from Ann'."""
    head, *tail = _before_place(text)
    names = _names(head, quotes)
    if names or not tail:
        return names
    if set(fold(head).split()) & {"all", "every", "everything"}:
        return ()
    return _names(tail[0], quotes)


def _before_place(text: str) -> list[str]:
    """What stands before "in", "from" ..., and, when there is such a word, what stands after."""
    places = "|".join(grammar().place)
    return re.split(rf"\b(?:{places})\b", text, maxsplit=1, flags=re.IGNORECASE)


def _recipients(text: str, quotes: list[str]) -> tuple[str, ...]:
    """To whom: after "to", or the name or number that comes first."""
    _, found, after = text.partition(" to ") if " to " in text else text.partition("to ")
    part = re.split(r"\bwith\b", after if found else text)[0]
    number = _NUMBER.match(part.strip())
    if number:
        return (number[0].strip(),)
    names = _names(part, quotes)
    if not names:
        return ()
    first = names[0]
    if found:
        return (first,)
    # "text Ann see you soon": the name ends where the capitals do; "text mom hello": at once.
    words = first.split()
    small = next((i for i, word in enumerate(words) if word[0].islower()), len(words))
    return (" ".join(words[: max(1, small)]),)


def _names(text: str, quotes: list[str]) -> tuple[str, ...]:
    """Runs of words that are neither filler nor kinds of things."""
    lists = grammar()
    filler = lists.empty | lists.kinds | lists.which | lists.pronouns | set(lists.place)
    names: list[str] = []
    run: list[str] = []
    for raw in [*text.split(), ""]:
        word = raw.strip(",.;:!?()")
        mark = _MARK.search(word)
        capital = word.istitle() and fold(word) in lists.kinds  # "the note Recipes"
        if word and not mark and (fold(word) not in filler or capital):
            run.append(word.removesuffix("'s"))
            continue
        if run:
            names.append(" ".join(run))
            run = []
        if mark:
            names.append(quotes[int(mark[1])])
    return tuple(names)


def _restored(text: str, quotes: list[str]) -> str:
    return _MARK.sub(lambda m: f'"{quotes[int(m[1])]}"', text)


# ---- other languages: the verb anywhere, the thing named literally ---------------------------


def _other_languages(goal: str, quotes: list[str]) -> Iterator[Grant]:
    folded = fold(_MARK.sub(" ", goal))
    clause = _restored(goal.strip(), quotes)
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
