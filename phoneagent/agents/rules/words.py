"""Everyday words: the vocabulary file, and how alike two phrases are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from phoneagent.core.base import Fact
from phoneagent.core.text import fold

NEAR_ENOUGH = 0.6  # all words of a phrase stand in the label
SAME = 0.85  # hardly anything else stands in it
_WORD = re.compile(r"\w+|[+✓]")


class Thing(Fact):
    """A kind of thing kept on phones: how it is called, where it lives, what it is made of."""

    words: tuple[str, ...]
    apps: tuple[str, ...]
    section: tuple[str, ...] = ()
    key: str = ""
    parts: tuple[str, ...] = ()


class Setting(Fact):
    """Something that can be switched or set; `near` are words of the rows that lead to it."""

    words: tuple[str, ...]
    labels: tuple[str, ...]
    near: tuple[str, ...] = ()


class FieldWords(Fact):
    """How sentences name a field, and what screens may call it."""

    words: tuple[str, ...]
    labels: tuple[str, ...]


class Vocabulary(Fact):
    """The whole of `words.toml`."""

    verbs: dict[str, tuple[str, ...]]
    buttons: dict[str, tuple[str, ...]]
    things: dict[str, Thing]
    fields: dict[str, FieldWords]
    settings: dict[str, Setting]
    apps: dict[str, tuple[str, ...]]
    filler: dict[str, tuple[str, ...]]

    def thing_called(self, words: str) -> str:
        """The name of the kind of thing that `words` mean ("memos" is a note), or ""."""
        wanted = tokens(words)
        for name, thing in self.things.items():
            if any(tokens(word) == wanted for word in thing.words):
                return name
        return ""

    def setting_called(self, words: str) -> Setting | None:
        """The setting that `words` mean, small words aside."""
        wanted = self.meaning(words)
        for setting in self.settings.values():
            if any(self.meaning(word) == wanted for word in setting.words):
                return setting
        return None

    def leads_to_settings(self, words: str) -> bool:
        """Whether a page of this name is where settings are: "Display", "Battery"."""
        wanted = tokens(words)
        return any(
            tokens(word) == wanted for s in self.settings.values() for word in (*s.near, *s.words)
        )

    def meaning(self, words: str) -> tuple[str, ...]:
        """The tokens of a phrase without words that carry no meaning; all of them if none does."""
        every = tokens(words)
        kept = tuple(t for t in every if t not in self._small)
        return kept or every

    @property
    def _small(self) -> frozenset[str]:
        return _small_words()


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary, read once."""
    text = Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
    return Vocabulary.model_validate(tomllib.loads(text))


@cache
def _small_words() -> frozenset[str]:
    return frozenset(t for word in vocabulary().filler["small"] for t in tokens(word))


@cache
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text with plural and possessive endings off; "Wi-Fi" is one word."""
    text = re.sub(r"(?<=\w)[-'](?=\w)", "", fold(text).replace("'s ", " ").replace(" & ", " and "))
    return tuple(_stem(word) for word in _WORD.findall(text))


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def likeness(wanted: str, text: str) -> float:
    """How well a label fits a phrase, 0 to 1.

    1: the same words; at least NEAR_ENOUGH: all wanted words are in it; less: some of them.
    """
    want, have = tokens(wanted), tokens(text)
    if not want or not have:
        return 0.0
    if want == have:
        return 1.0
    shared = len(set(want) & set(have))
    if shared == len(set(want)):
        return 0.6 + 0.35 * len(want) / max(len(have), len(want))
    if shared and shared == len(set(have)):
        return 0.3 + 0.25 * shared / len(want)
    return 0.4 * shared / len(want)


def best_likeness(phrases: Iterable[str], text: str) -> float:
    """The best `likeness` of any of the phrases."""
    return max((likeness(phrase, text) for phrase in phrases), default=0.0)


def same_text(wanted: str, text: str) -> bool:
    """Whether two texts read the same, case and spacing aside."""
    return fold(wanted) == fold(text)


def reads(wanted: str, text: str) -> bool:
    """Whether `wanted` stands in `text` as whole words; "7:30" does not stand in "17:30".

    Phone numbers match whatever separates their digits.
    """
    want, have = fold(wanted), fold(text)
    if not want:
        return False
    if is_number(wanted) and digits(wanted) in digits(text):
        return any(digits(wanted) == digits(part) for part in _NUMBERS.findall(text))
    start = r"(?<!\w)" if want[0].isalnum() else ""
    end = r"(?!\w)" if want[-1].isalnum() else ""
    clock = r"(?<![\d]:)" if want[0].isdigit() else ""
    return re.search(f"{start}{clock}{re.escape(want)}{end}", have) is not None


_NUMBERS = re.compile(r"\+?[\d(][\d\s().\-]*\d")


def is_number(text: str) -> bool:
    """Whether a text looks like a phone number."""
    return bool(_NUMBERS.fullmatch(text.strip())) and len(digits(text)) >= 3


def digits(text: str) -> str:
    """The digits (and a leading plus) of a text."""
    return re.sub(r"[^\d+]", "", text)
