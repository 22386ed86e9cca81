"""The expenses: table `expense` of the app's database `accounting.db`."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from phoneagent.virtualphone.apps.expense.categories import FOOD, category_named

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

PATH = "/data/data/com.arduia.expense/databases/accounting.db"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS expense(
  expense_id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, amount INTEGER, category INTEGER,
  note TEXT, created_date INTEGER, modified_date INTEGER);
"""
_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Expense:
    """One row; `modified_ms` is the time the app shows, `id` 0 a row that is not stored yet."""

    id: int
    name: str
    amount_cents: int
    category: int
    note: str
    created_ms: int
    modified_ms: int


class Ledger:
    """Reads and writes expenses; the database is opened at every use."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone

    def recent(self, limit: int) -> list[Expense]:
        """The newest expenses, the newest first."""
        return self._select("ORDER BY modified_date DESC LIMIT ?", limit)

    def between(self, start_ms: int, end_ms: int, *, newest_first: bool = True) -> list[Expense]:
        """Expenses from one moment to another, both included."""
        order = "DESC" if newest_first else "ASC"
        where = f"WHERE modified_date BETWEEN ? AND ? ORDER BY modified_date {order}"
        return self._select(where, start_ms, end_ms)

    def get(self, expense_id: int) -> Expense | None:
        found = self._select("WHERE expense_id = ?", expense_id)
        return found[0] if found else None

    def span_ms(self) -> tuple[int, int] | None:
        """The moments of the first and the last expense; None when there are none."""
        with self._open() as db:
            row = db.execute("SELECT MIN(modified_date), MAX(modified_date) FROM expense")
            first, last = row.fetchone()
        return None if first is None else (first, last)

    def add(self, *expenses: Expense) -> None:
        """Store new expenses; their ids are given by the database."""
        with self._open() as db:
            db.executemany(
                "INSERT INTO expense(name, amount, category, note, created_date, modified_date)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (e.name, e.amount_cents, e.category, e.note, e.created_ms, e.modified_ms)
                    for e in expenses
                ],
            )

    def save(self, expense: Expense) -> None:
        """Change a stored expense."""
        with self._open() as db:
            db.execute(
                "UPDATE expense SET name = ?, amount = ?, category = ?, note = ?,"
                " modified_date = ? WHERE expense_id = ?",
                (
                    expense.name,
                    expense.amount_cents,
                    expense.category,
                    expense.note,
                    expense.modified_ms,
                    expense.id,
                ),
            )

    def remove(self, ids: Collection[int]) -> None:
        """Delete the expenses with these ids."""
        with self._open() as db:
            db.executemany("DELETE FROM expense WHERE expense_id = ?", [(i,) for i in ids])

    def _select(self, tail: str, *values: int) -> list[Expense]:
        columns = "expense_id, name, amount, category, note, created_date, modified_date"
        with self._open() as db:
            rows = db.execute(f"SELECT {columns} FROM expense {tail}", values)  # noqa: S608
            return [_expense(row) for row in rows]

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._phone.files.database(PATH, _SCHEMA)


def _expense(row: sqlite3.Row) -> Expense:
    """A row as a record; texts the database has as NULL are empty."""
    number, name, amount, category, note, created, modified = tuple(row)
    return Expense(
        number, name or "", amount or 0, category or 0, note or "", created or 0, modified or 0
    )


def cents(amount: str) -> int:
    """An amount of money as typed or written, in cents.

    >>> cents("12.5")
    1250
    """
    return int(Decimal(amount) * 100)


def expense_of(phone: VirtualPhone, facts: Mapping[str, Any]) -> Expense:
    """One expense of the fixture."""
    if "at" in facts:
        moment = datetime.fromisoformat(facts["at"])
        moment = moment if moment.tzinfo else moment.replace(tzinfo=phone.clock.now().tzinfo)
        at_ms = int(moment.timestamp() * 1000)
    else:
        at_ms = phone.clock.epoch_ms() - int(facts.get("days_ago", 0) * _DAY_MS)
    return Expense(
        id=0,
        name=facts["name"],
        amount_cents=cents(str(facts["amount"])),
        category=category_named(facts.get("category", FOOD.name)).id,
        note=facts.get("note", ""),
        created_ms=at_ms,
        modified_ms=at_ms,
    )
