"""Text search whose work does not grow with the file: a bounded look at each word."""

from __future__ import annotations

import math
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable

from phoneagent.core.text import fold

_WORD = re.compile(r"\w{2,40}")
_MAX_WORDS = 16
# Rows looked at per word; a word in more rows than this says little about any one of them.
_PER_WORD = 96
_COMMON_WEIGHT = 0.25
_KNOWN = 128
_NEARBY_FACTOR = 2.0
_FILLER = """
    the an and or of to in on at for from with by is are was be it this that my your me you i a as
    do does what which who how when where then into onto please app phone screen new named called
    make go if not can will should would
"""
_STOP = frozenset(_FILLER.split())


def query_words(*texts: str) -> tuple[str, ...]:
    """The words worth searching for, in order of appearance, each once."""
    words = (word for text in texts for word in _WORD.findall(fold(text)))
    return tuple(dict.fromkeys(w for w in words if w not in _STOP and not w.isdigit()))[:_MAX_WORDS]


def ranked(
    connection: sqlite3.Connection, table: str, words: Iterable[str], place: str = ""
) -> Counter[int]:
    """Row numbers of `table` that match, with their scores (a bounded inverse document frequency).

    Args:
        connection: the file.
        table: "tips", "shortcuts", "pages" or "runs"; its index is `<table>_fts`.
        words: from `query_words`.
        place: for pages, a package as one word; pages of that app are looked for first.
    """
    size = connection.execute(f"SELECT max(n) FROM {table}").fetchone()[0] or 0  # noqa: S608
    scores: Counter[int] = Counter()
    for word in words:
        found = _rows(connection, table, f'"{word}"')
        weight = _weight(len(found), size)
        near = _rows(connection, table, f'"{word}" AND place:"{place}"') if place else []
        for row in {*found, *near}:
            scores[row] += weight  # type: ignore[assignment]
        for row in near:
            scores[row] += weight * (_NEARBY_FACTOR - 1)  # type: ignore[assignment]
    return scores


class Search:
    """`ranked` that remembers: the words of a goal stay the same from step to step.

    Everything is forgotten as soon as anybody, this process or another, changes the file.

    Attributes:
        connection: the file.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._version: tuple[int, int] | None = None
        self._known: dict[tuple[str, tuple[str, ...], str], Counter[int]] = {}

    def ranked(self, table: str, words: tuple[str, ...], place: str = "") -> Counter[int]:
        """See `ranked`; what it returns is not to be changed."""
        others = self.connection.execute("PRAGMA data_version").fetchone()[0]
        version = others, self.connection.total_changes
        if version != self._version or len(self._known) >= _KNOWN:
            self._known.clear()
            self._version = version
        key = table, words, place
        if key not in self._known:
            self._known[key] = ranked(self.connection, table, words, place)
        return self._known[key]


def _rows(connection: sqlite3.Connection, table: str, match: str) -> list[int]:
    """The newest rows that match, at most _PER_WORD."""
    rows = connection.execute(
        f"SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?"  # noqa: S608 - table is ours
        " ORDER BY rowid DESC LIMIT ?",
        (match, _PER_WORD),
    )
    return [row[0] for row in rows]


def _weight(rows: int, size: int) -> float:
    return _COMMON_WEIGHT if rows >= _PER_WORD else math.log(2 + size / (rows + 1))
