"""Seeing and editing what memory holds: what `phoneagent memory` calls."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import ValidationError

from phoneagent.core.base import Fact
from phoneagent.core.lessons import PageCard, Shortcut, Tip
from phoneagent.core.shortcuts import problems
from phoneagent.errors import StoreError
from phoneagent.memory.learning import add_page
from phoneagent.memory.records import page_of, shortcut_of, shortcut_row, tip_of, tip_row
from phoneagent.memory.store import TABLES, Change, Kind, Store

Item = Tip | Shortcut | PageCard
KINDS: tuple[Kind, ...] = get_args(Kind)
_FORMAT = "phoneagent-memory-1"


class Entry(Fact):
    """One line of the list of items."""

    kind: Kind
    key: str
    text: str
    origin: str = ""
    state: str = "active"
    uses: int = 0
    wins: int = 0
    losses: int = 0


class Stats(Fact):
    """What the file holds, in numbers."""

    path: str
    size_bytes: int
    tips: int
    shortcuts: int
    pages: int
    runs: int
    steps: int
    quarantined: int
    notice: str = ""


class Items:
    """An open memory file, item by item. Every change can be taken back with `undo`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def entries(self, kind: Kind | None = None, search: str = "") -> tuple[Entry, ...]:
        """Every item of a kind (or all), those that contain `search`."""
        wanted = search.casefold()
        with self._store.reading() as connection:
            found = [
                _entry(k, dict(row))
                for k in KINDS
                if kind in (None, k)
                for row in connection.execute(f"SELECT * FROM {TABLES[k][0]} ORDER BY n")  # noqa: S608
            ]
        return tuple(e for e in found if wanted in f"{e.key} {e.text}".casefold())

    def show(self, key: str) -> Item:
        """The item of that id, name or page key.

        Raises:
            StoreError: there is none.
        """
        with self._store.reading() as connection:
            found = _find(Change(connection, 0, ""), key)
        if found is None:
            raise _unknown(key)
        return _item(*found)

    def add_tip(self, text: str, *, scope: Literal["global", "app", "page"], about: str) -> Tip:
        """Add a person's tip.

        Raises:
            StoreError: it has no text, or a scope that needs `about` has none.
        """
        if not text.strip():
            raise StoreError("The tip is empty.")
        if scope != "global" and not about:
            raise StoreError(f"A tip for one {scope} needs to say which.", hint="Give --about.")
        tip = Tip(
            id=f"person-{time.time_ns():x}",
            text=text.strip(),
            scope=scope,
            about=about,
            origin="person",
            created_at_s=time.time(),
        )
        with self._store.change("added by hand") as change:
            change.put("tip", tip_row(tip))
        return tip

    def remove(self, key: str) -> Item:
        """Take an item out; the item that was.

        Raises:
            StoreError: there is none of that name.
        """
        with self._store.change(f"removed {key}") as change:
            found = _find(change, key)
            if found is None:
                raise _unknown(key)
            change.remove(found[0], key)
        return _item(*found)

    def set_state(self, key: str, state: Literal["active", "quarantined", "retired"]) -> None:
        """Give a tip or shortcut back its place, or take it away.

        Raises:
            StoreError: there is none of that name.
        """
        with self._store.change(f"{key} is {state}") as change:
            found = _find(change, key)
            if found is None or found[0] == "page":
                raise _unknown(key)
            change.put(found[0], found[1] | {"state": state, "streak": 0})

    def undo(self) -> tuple[str, int]:
        """Take the last change back: why it was made, and how many items it had changed."""
        return self._store.undo()

    def stats(self) -> Stats:
        with self._store.reading() as connection:

            def count(what: str) -> int:
                found = connection.execute(f"SELECT count(*) FROM {what}").fetchone()  # noqa: S608
                return int(found[0])

            barred = [f"{table} WHERE state = 'quarantined'" for table in ("tips", "shortcuts")]
            return Stats(
                path=str(self._store.path),
                size_bytes=self._store.path.stat().st_size,
                quarantined=sum(map(count, barred)),
                notice=self._store.notice,
                **{name: count(name) for name in ("tips", "shortcuts", "pages", "runs", "steps")},
            )

    def export(self) -> dict[str, Any]:
        """Every item as one JSON object, for `import_`."""
        with self._store.reading() as connection:
            items: dict[str, Any] = {
                kind: [
                    _item(kind, dict(row)).model_dump(mode="json")
                    for row in connection.execute(f"SELECT * FROM {TABLES[kind][0]} ORDER BY n")  # noqa: S608
                ]
                for kind in KINDS
            }
        return {"format": _FORMAT, **items}

    def import_(self, data: Mapping[str, Any]) -> int:
        """Add what `export` gave; items of the same name are replaced. How many there were.

        Raises:
            StoreError: it is not such an object; then nothing is changed.
        """
        if data.get("format") != _FORMAT:
            raise StoreError(f"This is no export of a memory (format {_FORMAT}).")
        try:
            tips = [Tip.model_validate(entry) for entry in data.get("tip", [])]
            shortcuts = [Shortcut.model_validate(entry) for entry in data.get("shortcut", [])]
            pages = [PageCard.model_validate(entry) for entry in data.get("page", [])]
        except ValidationError as error:
            raise StoreError(f"The export is damaged: {error}") from error
        for shortcut in shortcuts:
            if wrong := next(problems(shortcut), None):
                raise StoreError(f"The shortcut {shortcut.name} cannot be used: {wrong}.")
        with self._store.change("imported") as change:
            for tip in tips:
                change.put("tip", tip_row(tip))
            for shortcut in shortcuts:
                change.put("shortcut", shortcut_row(shortcut))
            for page in pages:
                change.remove("page", page.key)
                add_page(change, page)
        return len(tips) + len(shortcuts) + len(pages)

    def close(self) -> None:
        self._store.close()


def read_export(path: Path) -> dict[str, Any]:
    """The object in an exported file.

    Raises:
        StoreError: it cannot be read or is no JSON object.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} cannot be read: {error}") from error
    if not isinstance(data, dict):
        raise StoreError(f"{path} does not hold a JSON object.")
    return data


def _unknown(key: str) -> StoreError:
    return StoreError(f"Memory holds nothing called '{key}'.", hint="phoneagent memory list")


def _find(change: Change, key: str) -> tuple[Kind, dict[str, Any]] | None:
    for kind in KINDS:
        row = change.get(kind, key)
        if row is not None:
            return kind, row
    return None


def _item(kind: Kind, row: Mapping[str, Any]) -> Item:
    if kind == "tip":
        return tip_of(row)
    return shortcut_of(row) if kind == "shortcut" else page_of(row)


def _entry(kind: Kind, row: Mapping[str, Any]) -> Entry:
    item = _item(kind, row)
    if isinstance(item, PageCard):
        text = item.function or item.title
        return Entry(kind=kind, key=item.key, text=text, origin=item.origin, uses=item.seen)
    text, key = (item.text, item.id) if isinstance(item, Tip) else (item.description, item.name)
    counted = {name: getattr(item, name) for name in ("origin", "state", "uses", "wins", "losses")}
    return Entry(kind=kind, key=key, text=text, **counted)
