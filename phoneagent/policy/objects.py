"""Whom and what the words after a verb mean: names, numbers, times, quoted things."""

from __future__ import annotations

import re

from phoneagent.core.text import fold
from phoneagent.policy.grammar import grammar
from phoneagent.policy.quotes import MARK
from phoneagent.policy.times import begins_with_time

_NUMBER = re.compile(r"\+?[\d(][\d\s().-]{4,}\d")
RECIPIENT_VERBS = frozenset({"send", "call", "pay", "transfer"})


def objects(
    rest: str, verbs: tuple[str, ...], quotes: list[str]
) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Names of what is meant, names of what is not, and whether it is said without a name."""
    barred = "|".join(re.escape(word) for word in grammar().except_)
    wanted, *kept_out = re.split(rf"\s(?:{barred})\s", rest, maxsplit=1, flags=re.IGNORECASE)
    excluded = names_in(kept_out[0], quotes) if kept_out else ()
    things = (
        _recipients(wanted, quotes)
        if RECIPIENT_VERBS & set(verbs)
        else _things_before_place(wanted, quotes)
    )
    return things, excluded, not things


def _things_before_place(text: str, quotes: list[str]) -> tuple[str, ...]:
    """Names before "in", "from" ..., else those after: 'the message from Ann'."""
    head, *tail = before_place(text)
    names = names_in(head, quotes)
    if names or not tail:
        return names
    if set(fold(head).split()) & {"all", "every", "everything"}:
        return ()
    return names_in(tail[0], quotes)


def before_place(text: str) -> list[str]:
    """What stands before "in", "from" ..., and, when there is such a word, what stands after."""
    places = "|".join(grammar().place)
    return re.split(rf"\b(?:{places})\b", text, maxsplit=1, flags=re.IGNORECASE)


def _recipients(text: str, quotes: list[str]) -> tuple[str, ...]:
    """To whom: after "to", or the name or number that comes first; nobody for "her" or "him"."""
    found = re.search(r"(?:^|\s)to\s", text)
    part = re.split(r"\bwith\b", text[found.end() :] if found else text)[0]
    number = _NUMBER.match(part.strip())
    if number:
        return (number[0].strip(),)
    names = names_in(part, quotes)
    if not names or is_person_word(part):
        return ()
    first = names[0]
    if found:
        return (first,)
    # "text Ann see you soon": the name ends where the capitals do; "text mom hello": at once.
    words = first.split()
    small = next((i for i, word in enumerate(words) if word[0].islower()), len(words))
    return (" ".join(words[: max(1, small)]),)


def is_person_word(text: str) -> bool:
    """Whether a word like "her" comes first."""
    return bool(text.split()) and fold(text.split()[0]) in grammar().persons


def names_in(text: str, quotes: list[str]) -> tuple[str, ...]:
    """Runs of words that are neither filler nor kinds of things."""
    lists = grammar()
    filler = lists.empty | lists.kinds | lists.which | lists.pronouns | set(lists.place)
    names: list[str] = []
    run: list[str] = []
    for raw in [*text.split(), ""]:
        word = raw.strip(",.;:!?()")
        mark = MARK.search(word)
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


def is_name(text: str) -> bool:
    """Whether a clause without a verb goes on with the list before: 'Shopping and Groceries'."""
    if not text or len(text.split()) > 4:
        return False
    named = text[0].isupper() or text[0] == "\ue000"
    return named or begins_with_time(text) or bool(_NUMBER.match(text))
