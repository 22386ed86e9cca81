"""Pieces of the sentence patterns: word lists as regular expressions, quoted values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from phoneagent.agents.rules.words import vocabulary

# A quoted value is carried through the patterns as one character of the private use area.
_FIRST = 0xE000
_QUOTED = re.compile(
    "“([^”]*)”|\"([^\"]*)\"|«([^»]*)»|„([^“”]*)[“”]|‘([^’]*)’(?!\\w)|(?<!\\w)'([^']+(?:'\\w[^']*)*)'(?!\\w)"
)
_MASK = re.compile("[\ue000-\uf8ff]")


class Quotes:
    """The quoted values of a sentence, replaced by placeholders and put back into results."""

    def __init__(self, sentence: str) -> None:
        self._values: list[str] = []
        self.masked = _QUOTED.sub(self._hide, _MASK.sub("", sentence))

    def _hide(self, match: re.Match[str]) -> str:
        self._values.append(next(g for g in match.groups() if g is not None))
        return chr(_FIRST + len(self._values) - 1)

    def value(self, text: str) -> str:
        """A piece of the masked sentence as the person wrote it, outer quotes off."""
        return _MASK.sub(lambda m: self._values[ord(m[0]) - _FIRST], text).strip()

    def written(self, text: str) -> str:
        """A piece of the masked sentence with its quotes on."""
        return _MASK.sub(lambda m: f"“{self._values[ord(m[0]) - _FIRST]}”", text).strip()


def either(words: Iterable[str]) -> str:
    """A group that matches any of the words, the longest first."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w) for w in ordered) + ")"


@cache
def verbs(*names: str) -> str:
    """A group that matches any verb of these kinds."""
    return either(word for name in names for word in vocabulary().verbs[name])


def plurals(words: Iterable[str]) -> list[str]:
    """The words together with their plurals."""
    found = []
    for word in words:
        found += [word, word[:-1] + "ies" if word.endswith("y") else word + "s"]
    return found


@cache
def things(*, among: tuple[str, ...] = ()) -> str:
    """A group that matches any word for a kind of thing, singular or plural."""
    chosen = (t for name, t in vocabulary().things.items() if not among or name in among)
    return either(word for thing in chosen for word in plurals(thing.words))


@cache
def field_words(names: tuple[str, ...]) -> str:
    """A group that matches any word for these fields."""
    return either(word for name in names for word in vocabulary().fields[name].words)


# Patterns are written with single spaces: the text they are matched against has no others.

# Articles and the like before a noun.
THE = (
    "(?:(?:a|an|the|my|this|that|another|one|our|some|new|brand[- ]new|short|quick|existing|first)"
    " )*"
)
SAYING = (
    "(?:saying|says|that says|which says|that reads|which reads|reading|containing|that contains|"
    "stating|with the (?:text|message|words?|body|content|contents|line)|"
    "with (?:text|message|body|content|contents))(?: (?:that|of))? *:?"
)
NAMED = "(?:named|called|titled|entitled|labell?ed|by the name(?: of)?|under the name)"
QUOTED = "[\ue000-\uf8ff]"
NUMBER = r"\+?[\d(][\d ().\-]{1,}\d"
# Words that name nothing by themselves.
IT = frozenset(("", "it", "one", "this", "that", "this one", "that one", "again"))


def first_of(text: str, *patterns: str) -> re.Match[str] | None:
    """The first pattern that matches the whole text, whatever the case."""
    matches = (re.fullmatch(p, text, re.IGNORECASE | re.DOTALL) for p in patterns)
    return next((match for match in matches if match), None)


def without(prefix: str, text: str) -> str:
    """The text without words at its front, whatever the case."""
    return re.sub(f"^(?:{prefix}) ", "", text, flags=re.IGNORECASE)
