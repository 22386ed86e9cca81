"""Shipped knowledge: TOML files that are copied into the memory file at first use."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from phoneagent.core.lessons import PageCard, Shortcut, Tip
from phoneagent.core.shortcuts import problems
from phoneagent.errors import StoreError
from phoneagent.memory.pages import index_page
from phoneagent.memory.records import page_of, page_row, shortcut_of, shortcut_row, tip_of, tip_row
from phoneagent.memory.store import SEEDING, Change, Kind, Row, Store, open_store
from phoneagent.resources import data_dir

Item = Tip | Shortcut | PageCard
_FOLDERS: dict[Kind, str] = {"tip": "tips", "shortcut": "shortcuts", "page": "pages"}
_OF_LIFE = {
    "origin",
    "state",
    "uses",
    "wins",
    "losses",
    "created_at_s",
    "used_at_s",
    "seen",
    "verified_version",
}
_MODELS: dict[str, type[Item]] = {"tip": Tip, "shortcut": Shortcut, "page": PageCard}
_ALL = ("all", "shipped")


def open_seeded(path: Path, seeds: Path | None = None) -> Store:
    """The memory file with the shipped seeds in it, as new as this installation.

    Args:
        path: the memory file.
        seeds: the folder of seeds; by default the shipped one.

    Raises:
        StoreError: the file cannot be used, or a seed is wrong.
    """
    folder = seeds or data_dir("memory")
    store = open_store(path)
    try:
        version = _version(folder)
        with store.reading() as connection:
            found = connection.execute(
                "SELECT hash FROM seeds WHERE kind = ? AND key = ?", _ALL
            ).fetchone()
        if found is None or found["hash"] != version:
            with store.change(SEEDING) as change:
                plant(change, folder, version)
    except BaseException:
        store.close()
        raise
    return store


def read_seeds(folder: Path) -> Iterator[tuple[Kind, str, Item]]:
    """Every seed below `folder`: its kind, its name, and the item.

    Raises:
        StoreError: a file is not TOML, or an entry does not fit; with the file and the entry.
    """
    for kind, name in _FOLDERS.items():
        for path in sorted((folder / name).glob("*.toml")):
            try:
                entries = tomllib.loads(path.read_text(encoding="utf-8")).get(kind, [])
            except (OSError, tomllib.TOMLDecodeError) as error:
                raise StoreError(f"The seed file {path} cannot be read: {error}") from error
            for entry in entries:
                item = _item(kind, entry, path)
                yield kind, _key(item), item


def plant(change: Change, folder: Path, version: str) -> None:
    """Copy seeds in: new ones, and new versions of those that nobody has edited."""
    shipped: set[tuple[str, str]] = set()
    for kind, key, item in read_seeds(folder):
        shipped.add((kind, key))
        planted = _planted(change, kind, key)
        row = change.get(kind, key)
        if row is None and planted:
            continue  # a person has removed it
        if row is not None and content_hash(_of_row(kind, row)) != planted:
            continue  # edited, or learned under the same name
        _put(change, kind, item, row)
        _note(change, kind, key, content_hash(item))
    for kind, key, planted in _all_planted(change):
        if (kind, key) not in shipped:
            row = change.get(kind, key)
            if row is not None and content_hash(_of_row(kind, row)) == planted:
                change.remove(kind, key)
            change.connection.execute("DELETE FROM seeds WHERE kind = ? AND key = ?", (kind, key))
    _note(change, *_ALL, version)


def content_hash(item: Item) -> str:
    """A hash of what an item says, without what life has done to it."""
    said = item.model_dump(mode="json", exclude=_OF_LIFE)
    if isinstance(item, PageCard):
        said.pop("signature")
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:24]


def _item(kind: Kind, entry: Mapping[str, Any], path: Path) -> Item:
    try:
        item = _MODELS[kind].model_validate({**entry, "origin": "seed"})
    except ValidationError as error:
        name = entry.get("id") or entry.get("name") or entry.get("key") or "?"
        raise StoreError(f"The seed {name} in {path} does not fit: {error}") from error
    wrong = next(problems(item), None) if isinstance(item, Shortcut) else None
    if wrong:
        raise StoreError(f"The seed {_key(item)} in {path}: {wrong}.")
    return item


def _key(item: Item) -> str:
    if isinstance(item, Tip):
        return item.id
    return item.name if isinstance(item, Shortcut) else item.key


def _put(change: Change, kind: Kind, item: Item, row: Row | None) -> None:
    """Write a seed, keeping the counters of the version before."""
    if isinstance(item, PageCard):
        number = change.put(kind, page_row(item))
        index_page(change.connection, number, item.package, item.signature)
        return
    fresh = tip_row(item) if isinstance(item, Tip) else shortcut_row(item)
    kept = ("state", "uses", "wins", "losses", "streak", "created_at_s", "used_at_s")
    change.put(kind, fresh | {k: row[k] for k in kept if row and k in row})


def _of_row(kind: Kind, row: Mapping[str, Any]) -> Item:
    if kind == "tip":
        return tip_of(row)
    return shortcut_of(row) if kind == "shortcut" else page_of(row)


def _version(folder: Path) -> str:
    """A hash of every seed file."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*/*.toml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:24]


def _planted(change: Change, kind: str, key: str) -> str:
    row = change.connection.execute(
        "SELECT hash FROM seeds WHERE kind = ? AND key = ?", (kind, key)
    ).fetchone()
    return str(row["hash"]) if row else ""


def _all_planted(change: Change) -> list[tuple[Kind, str, str]]:
    rows = change.connection.execute("SELECT * FROM seeds WHERE kind != ?", (_ALL[0],)).fetchall()
    return [(row["kind"], row["key"], row["hash"]) for row in rows]


def _note(change: Change, kind: str, key: str, hash_: str) -> None:
    change.connection.execute(
        "INSERT OR REPLACE INTO seeds (kind, key, hash) VALUES (?, ?, ?)", (kind, key, hash_)
    )
