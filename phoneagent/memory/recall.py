"""What applies now: lessons for a goal, a subgoal and the present page, best first."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from phoneagent.core.actions import OpenApp, OpenLink
from phoneagent.core.lessons import Lessons, PageCard, Shortcut, Tip
from phoneagent.core.screen import Observation
from phoneagent.memory.pages import similar_pages
from phoneagent.memory.records import page_of, place, shortcut_of, tip_of
from phoneagent.memory.texts import Search, query_words

MAX_TIPS, MAX_SHORTCUTS, MAX_PAGES = 5, 6, 3
_MIN_TEXT_SCORE = 0.8
_SHARE_OF_BEST = 0.5
_LOCAL_ROWS = 60
_SCOPE_SCORE = {"page": 6.0, "app": 3.0, "global": 0.0}
_APP_SCORE = 2.0


def recall(search: Search, wanted: tuple[str, ...], seen: Observation, signature: str) -> Lessons:
    """Lessons that hold here.

    Args:
        search: in the memory file.
        wanted: what is to be done: the subgoal's text first, then the goal.
        seen: the present screen.
        signature: its layout signature.
    """
    words = query_words(*wanted)
    return Lessons(
        tips=_tips(search, words, seen),
        shortcuts=_shortcuts(search, words, seen),
        pages=_pages(search, words, seen, signature),
    )


def _tips(search: Search, words: tuple[str, ...], seen: Observation) -> tuple[Tip, ...]:
    connection, texts = search.connection, search.ranked("tips", words)
    rows = _by_number(connection, "tips", _best(texts))
    for scope, about in (("page", seen.page), ("app", seen.package), ("app", seen.app)):
        if about:
            found = connection.execute(
                "SELECT * FROM tips WHERE scope = ? AND about = ? LIMIT ?",
                (scope, about, _LOCAL_ROWS),
            )
            rows |= {row["n"]: dict(row) for row in found}
    tips = [
        (_SCOPE_SCORE[row["scope"]] + texts[n] + _win_rate(row), tip_of(row))
        for n, row in rows.items()
        if row["state"] == "active" and _holds_here(row, seen)
    ]
    return tuple(tip for _, tip in sorted(tips, key=_score, reverse=True)[:MAX_TIPS])


def _holds_here(row: Mapping[str, Any], seen: Observation) -> bool:
    here = {"page": (seen.page,), "app": (seen.package, seen.app)}.get(row["scope"])
    return here is None or row["about"] in here


def _shortcuts(search: Search, words: tuple[str, ...], seen: Observation) -> tuple[Shortcut, ...]:
    connection, texts = search.connection, search.ranked("shortcuts", words)
    rows = _by_number(connection, "shortcuts", _best(texts))
    if seen.package:
        found = connection.execute(
            "SELECT * FROM shortcuts WHERE app = ? AND origin != 'seed' LIMIT ?",
            (seen.package, _LOCAL_ROWS),
        )
        rows |= {row["n"]: dict(row) for row in found}
    offered = []
    for n, row in rows.items():
        shortcut = shortcut_of(row)
        if shortcut.state != "active" or not _may_start(shortcut, seen):
            continue
        near = _APP_SCORE if shortcut.app and shortcut.app == seen.package else 0.0
        offered.append((texts[n] + near + 2 * _win_rate(row), shortcut))
    return tuple(s for _, s in sorted(offered, key=_score, reverse=True)[:MAX_SHORTCUTS])


def _may_start(shortcut: Shortcut, seen: Observation) -> bool:
    """Whether its precondition holds now; a script without one starts in its app, or opens it."""
    if shortcut.precondition is not None:
        return shortcut.precondition.holds(seen) is True
    if shortcut.kind != "script" or shortcut.app in ("", seen.package):
        return True
    return isinstance(shortcut.steps[0].action, OpenApp | OpenLink)


def _pages(
    search: Search, words: tuple[str, ...], seen: Observation, signature: str
) -> tuple[PageCard, ...]:
    """This page by its key, else one that is built the same; then pages that the words name."""
    connection = search.connection
    numbers: list[int] = []
    exact = connection.execute("SELECT n FROM pages WHERE key = ?", (seen.page,)).fetchone()
    if exact and seen.page:
        numbers.append(int(exact["n"]))
    elif signature and seen.package:
        found = similar_pages(connection, seen.package, signature, 1)
        numbers += [n for _, n in found]
    if len(numbers) < MAX_PAGES:
        texts = search.ranked("pages", words, place(seen.package))
        numbers += [n for n in _best(texts) if n not in numbers][: MAX_PAGES - len(numbers)]
    rows = _by_number(connection, "pages", numbers)
    cards = (page_of(rows[n]) for n in numbers if n in rows)
    return tuple(card for card in cards if card.function or any(e.leads_to for e in card.elements))


def _best(scores: Counter[int], limit: int = 24) -> list[int]:
    """The best matches; what is far behind the first only costs tokens."""
    best = scores.most_common(limit)
    enough = max(_MIN_TEXT_SCORE, _SHARE_OF_BEST * best[0][1]) if best else 0.0
    return [n for n, score in best if score >= enough]


def _by_number(
    connection: sqlite3.Connection, table: str, numbers: Iterable[int]
) -> dict[int, dict[str, Any]]:
    wanted = tuple(numbers)
    marks = ",".join("?" * len(wanted))
    rows = connection.execute(
        f"SELECT * FROM {table} WHERE n IN ({marks})",  # noqa: S608 - table is ours
        wanted,
    )
    return {row["n"]: dict(row) for row in rows}


def _win_rate(row: Mapping[str, Any]) -> float:
    """Wins among uses, with one of each assumed beforehand (Laplace's rule of succession)."""
    wins, losses = row["wins"], row["losses"]
    return float((wins + 1) / (wins + losses + 2))


def _score(pair: tuple[float, object]) -> float:
    return pair[0]
