"""The shape of the memory file: numbered steps, forward only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from phoneagent.errors import StoreError

_TOKENIZER = "porter unicode61 remove_diacritics 2"
_COUNTERS = {"state": str, "uses": int, "wins": int, "losses": int, "streak": int}


def _first(db: Any) -> None:
    """Items (tips, shortcuts, pages), their search indexes, runs, changes and seeds."""
    db["tips"].create(
        {"n": int, "id": str, "text": str, "scope": str, "about": str, "origin": str}
        | _COUNTERS
        | {"created_at_s": float, "used_at_s": float},
        pk="n",
    )
    db["tips"].create_index(["id"], unique=True)
    db["tips"].create_index(["scope", "about"])
    db["shortcuts"].create(
        {"n": int, "name": str, "app": str, "origin": str, "body": str, "words": str} | _COUNTERS,
        pk="n",
    )
    db["shortcuts"].create_index(["name"], unique=True)
    db["shortcuts"].create_index(["app"])
    db["pages"].create(
        {"n": int, "key": str, "package": str, "origin": str, "signature": str, "seen": int}
        | {"body": str, "words": str, "place": str},
        pk="n",
    )
    db["pages"].create_index(["key"], unique=True)
    db["pages"].create_index(["package"])
    db["tips"].enable_fts(["text", "about"], create_triggers=True, tokenize=_TOKENIZER)
    db["shortcuts"].enable_fts(["words"], create_triggers=True, tokenize=_TOKENIZER)
    db["pages"].enable_fts(["words", "place"], create_triggers=True, tokenize=_TOKENIZER)
    db.execute(
        "CREATE TABLE bands (band INTEGER, page INTEGER, PRIMARY KEY (band, page)) WITHOUT ROWID"
    )
    db["bands"].create_index(["page"])
    _runs(db)
    db["changes"].create(
        {"n": int, "batch": int, "at_s": float, "kind": str, "key": str}
        | {"before": str, "why": str, "undone": int},
        pk="n",
    )
    db["changes"].create_index(["batch"])
    db["seeds"].create({"kind": str, "key": str, "hash": str}, pk=("kind", "key"))


def _runs(db: Any) -> None:
    """Trajectories: every run and its steps."""
    db["runs"].create(
        {"n": int, "run_id": str, "goal": str, "status": str, "reason": str, "answer": str}
        | {"apps": str, "plan": str, "started_at_s": float, "steps": int},
        pk="n",
    )
    db["runs"].create_index(["run_id"], unique=True)
    db["runs"].enable_fts(["goal"], create_triggers=True, tokenize=_TOKENIZER)
    db["steps"].create(
        {"run_id": str, "n": int, "subgoal": int, "page": str, "package": str, "action": str}
        | {"anchors": str, "expect": str, "verdict": str, "why": str, "chosen_by": str}
        | {"shortcut": str, "after_page": str, "shot": str, "tree": str},
        pk=("run_id", "n"),
    )
    db["steps"].create_index(["page"])


STEPS: tuple[Callable[[Any], None], ...] = (_first,)


def migrate(db: Any) -> None:
    """Bring a file up to this version; the caller holds the write lock.

    Raises:
        StoreError: a newer phoneagent has written it.
    """
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > len(STEPS):
        raise StoreError(
            f"The memory file has version {version}; this phoneagent knows up to {len(STEPS)}.",
            hint="Update phoneagent, or use another file: --memory-path FILE, or --memory off.",
        )
    for number, step in enumerate(STEPS[version:], version + 1):
        step(db)
        db.execute(f"PRAGMA user_version = {number}")
