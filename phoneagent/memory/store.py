"""The memory file: opening it whatever state it is in, and changes that can be undone."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from phoneagent.errors import StoreError
from phoneagent.memory.migrations import STEPS, migrate
from phoneagent.memory.pages import index_page

if sys.platform != "win32":
    import fcntl

Kind = Literal["tip", "shortcut", "page"]
Row = dict[str, Any]
# Each kind's table and the column that names an item.
TABLES: dict[str, tuple[str, str]] = {
    "tip": ("tips", "id"),
    "shortcut": ("shortcuts", "name"),
    "page": ("pages", "key"),
}
# The reason of changes that come with the package; a person's undo passes over them.
SEEDING = "seeds"
_WAIT_S = 15.0
_CHECKED_WHOLE_BYTES = 8 * 1024 * 1024
_KEPT_BATCHES = 300
_log = logging.getLogger("phoneagent.memory")


class Change:
    """A transaction in which items are written; every write is recorded and can be undone."""

    def __init__(self, connection: sqlite3.Connection, batch: int, why: str) -> None:
        self.connection = connection
        self.batch = batch
        self._why = why

    def get(self, kind: Kind, key: str) -> Row | None:
        return _get(self.connection, kind, key)

    def put(self, kind: Kind, row: Mapping[str, Any]) -> int:
        """Add or replace an item; its row number."""
        table, name = TABLES[kind]
        before = self.get(kind, row[name])
        after = {k: v for k, v in row.items() if k != "n"}
        if before is not None and {k: v for k, v in before.items() if k != "n"} == after:
            return int(before["n"])
        number = _write(self.connection, table, name, after)
        self._record(kind, row[name], before)
        return number

    def remove(self, kind: Kind, key: str) -> bool:
        """Take an item out; False when it is not there."""
        before = self.get(kind, key)
        if before is None:
            return False
        _delete(self.connection, kind, key)
        self._record(kind, key, before)
        return True

    def _record(self, kind: Kind, key: str, before: Row | None) -> None:
        """Keep the version before; what came after stands in the next one, or in the table."""
        self.connection.execute(
            "INSERT INTO changes (batch, at_s, kind, key, before, why, undone)"
            " VALUES (?, ?, ?, ?, ?, ?, 0)",
            (self.batch, time.time(), kind, key, _text(before), self._why),
        )


class Store:
    """An open memory file. Several processes may hold it at once; threads share one connection."""

    def __init__(self, connection: sqlite3.Connection, path: Path, notice: str = "") -> None:
        self.connection = connection
        self.path = path
        self.notice = notice  # what had to be mended on opening
        self._lock = threading.RLock()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for reading. Raises StoreError for whatever the file says."""
        with self._lock, _clear_errors(self.path):
            yield self.connection

    @contextlib.contextmanager
    def change(self, why: str) -> Iterator[Change]:
        """A transaction: all of it happens or nothing; `why` stands in the list of changes."""
        with self._lock, _clear_errors(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                top = self.connection.execute("SELECT max(batch) FROM changes").fetchone()[0]
                change = Change(self.connection, (top or 0) + 1, why)
                yield change
                self.connection.execute(
                    "DELETE FROM changes WHERE batch < ?", (change.batch - _KEPT_BATCHES,)
                )
            except BaseException:
                self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")

    def undo(self) -> tuple[str, int]:
        """Take back the last transaction that is not undone yet.

        Returns:
            Why it was made, and how many items it had changed; ("", 0) when there is none.
        """
        with self._lock, _clear_errors(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                undone = _undo(self.connection)
            except BaseException:
                self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")
            return undone

    def close(self) -> None:
        with self._lock:
            self.connection.close()


def open_store(path: Path) -> Store:
    """Open or make the memory file (mode 0600, write-ahead log).

    Raises:
        StoreError: it comes from a newer version, or its place cannot be used.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreError(
            f"The memory file {path} cannot be used: {error.strerror}.",
            hint="Choose another place with --memory-path, or --memory off.",
        ) from error
    with _alone(path), _clear_errors(path):
        try:
            return Store(_opened(path), path)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            aside = _set_aside(path)
            notice = (
                f"The memory file {path} was damaged ({error}). It was set aside as {aside.name} "
                "and a fresh one was made."
            )
            _log.warning(notice)
            return Store(_opened(path), path, notice)


def _opened(path: Path) -> sqlite3.Connection:
    """A connection to a file that is whole and of this version."""
    from sqlite_utils import Database

    path.touch(mode=0o600)
    connection = sqlite3.connect(
        path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False
    )
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA cache_size=-16000")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version != len(STEPS):
            connection.execute("BEGIN IMMEDIATE")
            migrate(Database(connection, execute_plugins=False))
            connection.execute("COMMIT")
        _check_whole(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Raise sqlite3.DatabaseError when the file is damaged; large files are sampled."""
    if path.stat().st_size <= _CHECKED_WHOLE_BYTES:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(found)
    for table in ("tips", "shortcuts", "pages", "runs", "changes", "seeds"):
        connection.execute(f"SELECT * FROM {table} LIMIT 1").fetchone()  # noqa: S608


def _set_aside(path: Path) -> Path:
    """Rename the file, its log and its index; nothing is lost."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.damaged-{stamp}-{number}")
    path.rename(aside)
    for suffix in ("-wal", "-shm"):
        extra = path.with_name(path.name + suffix)
        if extra.exists():
            extra.rename(aside.with_name(aside.name + suffix))
    return aside


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Only one process at a time opens, migrates or replaces the file."""
    if sys.platform == "win32":
        yield
        return
    lock = os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


@contextlib.contextmanager
def _clear_errors(path: Path) -> Iterator[None]:
    """Turn what sqlite says into a StoreError that says what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreError(
            f"The memory file {path} cannot be used: {error}.",
            hint="Another process may hold it, or the disk is full; --memory off goes without.",
        ) from error
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"The memory file {path} is damaged: {error}.",
            hint="It is set aside and a fresh one made when it is opened again.",
        ) from error


# ---- rows ------------------------------------------------------------------------------------


def _get(connection: sqlite3.Connection, kind: Kind, key: str) -> Row | None:
    table, name = TABLES[kind]
    found = connection.execute(
        f"SELECT * FROM {table} WHERE {name} = ?",  # noqa: S608 - both from TABLES
        (key,),
    ).fetchone()
    return dict(found) if found else None


def _write(connection: sqlite3.Connection, table: str, name: str, row: Row) -> int:
    columns = ", ".join(row)
    marks = ", ".join("?" for _ in row)
    changed = ", ".join(f"{column} = excluded.{column}" for column in row if column != name)
    found = connection.execute(
        f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - columns are ours
        f" ON CONFLICT ({name}) DO UPDATE SET {changed} RETURNING n",
        tuple(row.values()),
    ).fetchall()
    return int(found[0][0])


def _delete(connection: sqlite3.Connection, kind: Kind, key: str) -> None:
    table, name = TABLES[kind]
    if kind == "page":
        connection.execute(
            "DELETE FROM bands WHERE page = (SELECT n FROM pages WHERE key = ?)", (key,)
        )
    connection.execute(f"DELETE FROM {table} WHERE {name} = ?", (key,))  # noqa: S608


def _undo(connection: sqlite3.Connection) -> tuple[str, int]:
    batch = connection.execute(
        "SELECT max(batch) FROM changes WHERE undone = 0 AND why != ?", (SEEDING,)
    ).fetchone()[0]
    if batch is None:
        return "", 0
    changes = connection.execute(
        "SELECT * FROM changes WHERE batch = ? ORDER BY n DESC", (batch,)
    ).fetchall()
    for change in changes:
        if change["before"] is None:
            _delete(connection, change["kind"], change["key"])
            continue
        row = {k: v for k, v in json.loads(change["before"]).items() if k != "n"}
        table, name = TABLES[change["kind"]]
        number = _write(connection, table, name, row)
        if change["kind"] == "page":
            index_page(connection, number, row["package"], row["signature"])
    connection.execute("UPDATE changes SET undone = 1 WHERE batch = ?", (batch,))
    return str(changes[0]["why"]), len(changes)


def _text(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False)
