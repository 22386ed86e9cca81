"""Words of risky verbs: what buttons say, what people ask for, in several languages."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from pydantic import Field

from phoneagent.core.base import Fact
from phoneagent.core.text import fold

_TABLE = Path(__file__).parent / "words.toml"
# Scripts written without spaces between words.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_AMOUNT = re.compile(r"^[#$€£¥₹]?\d[\d.,:]*[%€$£]?$")
_MAX_LABEL_WORDS = 7
_MAX_LABEL_CHARS = 60


class Verb(Fact):
    """A risky verb: labels that do it, words that ask for it, by language; resource-id words."""

    strict: bool = False
    ids: tuple[str, ...] = ()
    labels: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    asked: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Words(Fact):
    """The whole table; see words.toml for what each list is for."""

    last: tuple[str, ...]
    plain: frozenset[str]
    yes: frozenset[str]
    opens: tuple[str, ...]
    implies: dict[str, tuple[str, ...]]
    verb: dict[str, Verb]


@cache
def table() -> Words:
    return Words.model_validate(tomllib.loads(_TABLE.read_text(encoding="utf-8")))


def verbs() -> tuple[str, ...]:
    """The names of the risky verbs."""
    return tuple(table().verb)


def bare(label: str) -> str:
    """A folded label without the punctuation and symbols around it."""
    return _EDGES.sub("", fold(label))


def unspaced(text: str) -> bool:
    """Whether a script is used that puts no spaces between words."""
    return bool(_UNSPACED.search(text))


def says_yes(label: str) -> bool:
    """Whether a control only agrees to what is asked around it ("OK", "Yes")."""
    return bare(label) in table().yes


def does(label: str, verb: str, *, is_button: bool) -> bool:
    """Whether a control with this label carries out `verb`.

    "Delete", "Delete note" and "Yes, delete" do; "Deleted", "Send feedback" and "Ordering" do not.
    On a button a strict verb may be followed by any name ("Uninstall Weather").
    """
    text = _without_yes(bare(label))
    if not text or len(text) > _MAX_LABEL_CHARS or any(w in text for w in table().opens):
        return False
    found = table().verb[verb]
    for language, phrases in found.labels.items():
        # The plain words are English; elsewhere any short name may stand beside the verb.
        named = is_button and (found.strict or language != "en")
        for phrase in phrases:
            rest = _beside(text, phrase, last=language in table().last)
            if rest is None:
                continue
            short = len(rest.split()) < _MAX_LABEL_WORDS
            if _plain(rest) or (short and (named or (is_button and phrase.endswith(" to")))):
                return True
    return False


def asks_for(text: str, verb: str) -> bool:
    """Whether a dialog's text asks to `verb`: "Delete note?", "Are you sure you want to send it?".

    "Sort order" and "Sending failed." do not.
    """
    folded = fold(text)
    phrases = (p for group in table().verb[verb].labels.values() for p in group)
    is_question = folded.endswith(("?", "？", "؟"))
    return any(
        _contains(folded, phrase)
        and (is_question or folded.startswith(phrase) or _contains(folded, f"to {phrase}"))
        for phrase in phrases
    )


def id_does(resource_id: str, verb: str) -> bool:
    """Whether a resource-id's words name `verb`: "com.x:id/send_message_button" sends."""
    name = resource_id.rpartition("/")[2]
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).casefold()
    parts = set(re.split(r"[^a-z0-9]+", words))
    wanted = table().verb[verb].ids
    return any(word in parts or word == words for word in wanted)


def granted_by(verb: str) -> frozenset[str]:
    """The verbs that, asked for in a goal, also grant `verb`."""
    implies = table().implies
    return frozenset({verb, *(asked for asked, also in implies.items() if verb in also)})


def _without_yes(text: str) -> str:
    """Turn "yes, delete" into "delete", "confirm and pay" into "pay"."""
    head, _, rest = text.partition(" ")
    while rest and bare(head) in {"yes", "ok", "okay", "confirm", "agree", "continue", "accept"}:
        rest = rest.removeprefix("and ").removeprefix("& ")
        if bare(rest) in table().plain:
            break
        text = rest
        head, _, rest = text.partition(" ")
    return text


def _beside(text: str, phrase: str, *, last: bool) -> str | None:
    """What stands beside `phrase` in a label that begins (or, if `last`, ends) with it."""
    if text == phrase:
        return ""
    gap = "" if unspaced(phrase) else " "
    if text.startswith(phrase + gap):
        return text[len(phrase) :].strip()
    if last and text.endswith(gap + phrase):
        return text[: -len(phrase)].strip()
    return None


def _plain(rest: str) -> bool:
    """Whether only words stand there that change nothing: "this note", "(3)", "$5.00"."""
    words = [_EDGES.sub("", word) or word for word in rest.split()]
    if unspaced(rest):
        return len(rest) <= 8
    return all(w in table().plain or _AMOUNT.match(w) or not re.search(r"\w", w) for w in words)


def _contains(folded: str, phrase: str) -> bool:
    if phrase not in folded or unspaced(phrase):
        return phrase in folded
    return bool(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", folded))
