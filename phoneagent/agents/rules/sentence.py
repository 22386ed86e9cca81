"""Splits a sentence into clauses and takes the politeness off."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from phoneagent.agents.rules.phrases import Quotes, either
from phoneagent.agents.rules.words import vocabulary

# How sure the grammar is of a clause: 0 not understood, 1 understood, 2 with words it knows well.
Sureness = Callable[[str], int]

_HARD = re.compile(
    r"\s*(?:;|\n)\s*(?:(?:and\s+)?then\s+)?"
    r"|\s*[.!?]\s+(?:and\s+)?(?:then,?\s+)?(?=\S)"
    r"|,?\s+(?:and\s+|but\s+)?(?:then|after\s+that|afterwards|after\s+which|next|finally)\b,?\s+(?=\S)",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"\s*,\s*(?:and\s+|also\s+)*|\s+(?:and\s+(?:also\s+)?|&\s+|plus\s+)", re.IGNORECASE
)
_LISTED = re.compile(
    r"(?:^|\s)(?:step\s+)?\d{1,2}[.):]\s+(?=\D)|(?:^|\n)\s*[-*•]\s+", re.IGNORECASE
)


_LOOK_AHEAD = 4  # a clause of its own is taken to hold no more commas than that


def split(goal: str, sure: Sureness) -> tuple[str, ...]:
    """The clauses of a goal, in order, with quoted values in typographic quotes.

    A cut at "and" or a comma is made only where both sides are understood, so that a message like
    "call me and come over" stays whole.
    """
    quotes = Quotes(goal)
    text = quotes.masked.strip()
    if len(_LISTED.findall(text)) > 1:
        text = _LISTED.sub("; ", text)

    @cache
    def rate(piece: str) -> int:
        return sure(bare(quotes.written(piece)))

    found: list[str] = []
    for sentence in _hard_pieces(text, rate):
        found += _soft_pieces(sentence, rate)
    written = (bare(quotes.written(piece)) for piece in found)
    return tuple(piece for piece in written if piece.strip(" .,;!?"))


def _hard_pieces(text: str, rate: Sureness) -> list[str]:
    """Cut at full stops, semicolons and "then", unless that would tear a message apart."""
    pieces, start = [], 0
    for cut in _HARD.finditer(text):
        left, right = text[start : cut.start()], text[cut.end() :]
        following = _HARD.split(right, maxsplit=1)[0]
        if not left.strip():
            start = cut.end()
            continue
        mark = cut[0].strip()[:1]
        if _begins_known(following, rate) or not _open_ended(left):
            pieces.append(left + (mark if mark in ("?", "!") else ""))
            start = cut.end()
    return [*pieces, text[start:]]


def _open_ended(left: str) -> bool:
    """Whether the words before a cut may be free text that goes on: an unquoted message."""
    return bool(
        re.search(r"\b(?:saying|says?|reads?|reading|body|text|message|with|that|:)\b", left)
    )


def _begins_known(piece: str, rate: Sureness) -> bool:
    head = _soft_pieces(piece, rate)[0]
    return rate(head) >= 1 or any(rate(part) for part in (piece, head))


def _soft_pieces(text: str, rate: Sureness) -> list[str]:
    """Cut at "and" and commas where what follows is surely a clause of its own."""
    pieces, start = [], 0
    cuts = list(_SOFT.finditer(text))
    for n, cut in enumerate(cuts):
        if cut.start() < start or rate(text[start : cut.start()]) < 1:
            continue
        ends = [*(later.start() for later in cuts[n + 1 : n + 1 + _LOOK_AHEAD]), len(text)]
        if any(rate(text[cut.end() : end]) >= 2 for end in ends):
            pieces.append(text[start : cut.start()])
            start = cut.end()
    return [*pieces, text[start:]]


def bare(clause: str) -> str:
    """A clause without politeness and ordering words at its ends."""
    previous = None
    text = clause.strip(" ,;\n\t")
    while previous != text:
        previous = text
        asked = re.match("(?:could|can|would|will) (?:you|i) ", text, re.IGNORECASE)
        text = _lead().sub("", text).strip(" ,;")
        if asked and text != previous:
            text = text.removesuffix("?")  # it asked to do something
        text = _tail().sub(r"\1", text).strip(" ,;")
    return text


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"^{either(vocabulary().filler['lead'])}\b[\s,:!]+(?=\S)", re.IGNORECASE)


@cache
def _tail() -> re.Pattern[str]:
    said = r"(?<!saying)(?<!says)(?<!with)(?<!reading)(?<!text)(?<!body)(?<!that)(?<!:)"
    words = either(vocabulary().filler["tail"])
    return re.compile(rf"{said}[\s,]+{words}\s*([?.!]?)$", re.IGNORECASE)
