"""What a content provider is, and the one kind most are: tables of a sqlite file."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote, urlsplit

from phoneagent.virtualphone.system.files import Files

Value = str | int | float | bytes | None
Row = dict[str, Value]


class UnknownUri(LookupError):
    """No provider, or no table of it, is behind a content URI."""


class BadQuery(ValueError):
    """The where, sort or column names of a request are no valid SQL for the table."""


@dataclass(frozen=True)
class Query:
    """The narrowing part of a request, in SQL as Android takes it."""

    projection: Sequence[str] = ()
    where: str = ""
    args: Sequence[Value] = ()
    sort: str = ""


class Provider(Protocol):
    """Answers the content URIs of one authority; `path` has no slash at its ends."""

    authorities: Sequence[str]

    def query(self, path: str, query: Query) -> list[Row]:
        """Rows in order, every row with the same columns."""

    def insert(self, path: str, values: Mapping[str, Value]) -> str:
        """Add a row and return the end of its URI (its id)."""

    def update(self, path: str, values: Mapping[str, Value], query: Query) -> int:
        """Change rows and return how many."""

    def delete(self, path: str, query: Query) -> int:
        """Remove rows and return how many."""

    def mime_of(self, path: str) -> str:
        """The MIME type of what is at the path; empty when it has none."""


def split_uri(uri: str) -> tuple[str, str]:
    """Authority and path of a content URI.

    Raises:
        UnknownUri: not a content URI.
    """
    parts = urlsplit(uri)
    if parts.scheme != "content" or not parts.netloc:
        raise UnknownUri(f"Unknown URI {uri}")
    return parts.netloc, unquote(parts.path).strip("/")


@dataclass(frozen=True)
class Table:
    """One content path over a table or view.

    Attributes:
        path: pattern with `#` for a number and `*` for any one segment; those values are bound,
            in order, to the `?` of `where`.
        source: table or view that is read.
        where: a condition that always holds.
        target: table that is written; empty for read-only paths.
        fixed: column values every insert gets.
        sort: the order when none is asked for.
        mime: MIME type of the path.
    """

    path: str
    source: str
    where: str = ""
    target: str = ""
    fixed: Mapping[str, Value] | None = None
    sort: str = "_id"
    mime: str = ""

    def bindings(self, path: str) -> tuple[Value, ...] | None:
        """The values at `#` and `*`, or None when the path is another one."""
        pattern = "".join(
            {"#": r"(\d+)", "*": r"([^/]+)"}.get(part, re.escape(part))
            for part in re.split(r"([#*])", self.path)
        )
        found = re.fullmatch(pattern, path)
        return found.groups() if found else None


class TableProvider:
    """A provider whose paths are tables of one sqlite file, opened at every request.

    Args:
        files: the device's storage.
        database: device path of the sqlite file.
        schema: statements that create what is missing.
        authorities: the first part of the URIs it answers.
        tables: its paths; the first that matches is taken.
    """

    def __init__(
        self,
        files: Files,
        database: str,
        schema: str,
        authorities: Sequence[str],
        tables: Sequence[Table],
    ) -> None:
        self.authorities = authorities
        self._files = files
        self._database = database
        self._schema = schema
        self._tables = tables

    def open(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        """The database, for one operation."""
        return self._files.database(self._database, self._schema)

    def version(self) -> tuple[object, ...]:
        """A value that differs once anything in the database may have changed."""
        return self._files.version(self._database)

    def query(self, path: str, query: Query) -> list[Row]:
        table, bound = self._table(path)
        columns = ", ".join(query.projection) or "*"
        where, args = _both(table.where, bound, query)
        order = query.sort or table.sort
        sql = f"SELECT {columns} FROM {table.source}{where} ORDER BY {order}"  # noqa: S608
        with self.open() as db:
            return [dict(row) for row in _run(db, sql, args)]

    def insert(self, path: str, values: Mapping[str, Value]) -> str:
        table, _ = self._table(path)
        self._must_be_writable(table, path)
        merged = {**self.defaults(table), **values, **(table.fixed or {})}
        with self.open() as db:
            columns, marks = ", ".join(merged), ", ".join("?" * len(merged))
            row = f"({columns}) VALUES ({marks})" if merged else "DEFAULT VALUES"
            sql = f"INSERT INTO {table.target} {row}"
            row_id = _run(db, sql, tuple(merged.values())).lastrowid
            self.inserted(db, table, int(row_id or 0))
        return str(row_id)

    def update(self, path: str, values: Mapping[str, Value], query: Query) -> int:
        table, bound = self._table(path)
        self._must_be_writable(table, path)
        where, args = self._chosen(table, bound, query)
        changes = ", ".join(f"{column}=?" for column in values)
        with self.open() as db:
            sql = f"UPDATE {table.target} SET {changes}{where}"  # noqa: S608
            count = _run(db, sql, (*values.values(), *args)).rowcount
            self.changed(db, table)
        return count

    def delete(self, path: str, query: Query) -> int:
        table, bound = self._table(path)
        self._must_be_writable(table, path)
        where, args = self._chosen(table, bound, query)
        with self.open() as db:
            sql = f"DELETE FROM {table.target}{where}"  # noqa: S608
            count = _run(db, sql, args).rowcount
            self.changed(db, table)
        return count

    def mime_of(self, path: str) -> str:
        try:
            return self._table(path)[0].mime
        except UnknownUri:
            return ""

    # For subclasses

    def defaults(self, table: Table) -> Mapping[str, Value]:
        """Column values an insert gets unless it brings its own."""
        return {}

    def inserted(self, db: sqlite3.Connection, table: Table, row_id: int) -> None:
        """Keep other tables in step after an insert."""

    def changed(self, db: sqlite3.Connection, table: Table) -> None:
        """Keep other tables in step after an update or delete."""

    # Inner steps

    def _table(self, path: str) -> tuple[Table, tuple[Value, ...]]:
        for table in self._tables:
            bound = table.bindings(path)
            if bound is not None:
                return table, bound
        raise UnknownUri(f"Unknown URI content://{self.authorities[0]}/{path}")

    def _must_be_writable(self, table: Table, path: str) -> None:
        if not table.target:
            raise UnknownUri(f"Unsupported URI content://{self.authorities[0]}/{path}")

    def _chosen(
        self, table: Table, bound: tuple[Value, ...], query: Query
    ) -> tuple[str, tuple[Value, ...]]:
        """The condition on the written table; views are narrowed through their ids."""
        where, args = _both(table.where, bound, query)
        if table.source == table.target:
            return where, args
        return f" WHERE _id IN (SELECT _id FROM {table.source}{where})", args  # noqa: S608


def _both(own: str, bound: tuple[Value, ...], query: Query) -> tuple[str, tuple[Value, ...]]:
    conditions = [f"({part})" for part in (own, query.where) if part]
    args = (*bound, *query.args)
    return (" WHERE " + " AND ".join(conditions) if conditions else ""), args


def _run(db: sqlite3.Connection, sql: str, args: Sequence[Value]) -> sqlite3.Cursor:
    try:
        return db.execute(sql, tuple(args))
    except (sqlite3.OperationalError, sqlite3.ProgrammingError, sqlite3.IntegrityError) as error:
        raise BadQuery(str(error)) from error
