"""Notebooks and notes as Joplin stores them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from phoneagent.virtualphone.apps.joplin.tables import (
    DATABASE,
    PACKAGE,
    SCHEMA,
    add_note,
    add_notebook,
    normalize,
    normalized,
)
from phoneagent.virtualphone.system.preferences import Preferences

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

SORTS = {
    "updated_time": "Updated date",
    "created_time": "Created date",
    "title": "Title",
    "order": "Custom order",
}
_LISTED = """
SELECT id, parent_id, title, '' AS body, is_todo, todo_completed, created_time, updated_time,
  deleted_time FROM notes
"""
_LIKE_MARKS = re.compile(r"[%_\\]")
_TITLE_LENGTH = 80


@dataclass(frozen=True)
class Notebook:
    """A folder of notes; `parent_id` is empty for one at the top."""

    id: str
    title: str
    parent_id: str = ""


@dataclass(frozen=True)
class Note:
    """One note or to-do; moments in ms of the epoch, 0 for never."""

    id: str = ""
    parent_id: str = ""
    title: str = ""
    body: str = ""
    is_todo: bool = False
    completed_ms: int = 0
    created_ms: int = 0
    updated_ms: int = 0
    deleted_ms: int = 0

    @property
    def done(self) -> bool:
        return self.completed_ms > 0

    @property
    def shown_title(self) -> str:
        """The title, or what stands for a missing one."""
        return self.title or "Untitled"


class Store:
    """The app's database and settings; nothing is kept between calls."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone
        self.prefs = Preferences(phone.files, PACKAGE)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with self._phone.files.database(DATABASE, SCHEMA) as db:
            columns = {row["name"] for row in db.execute("PRAGMA table_info(notes)")}
            if "deleted_time" not in columns:
                db.execute("ALTER TABLE notes ADD COLUMN deleted_time INT DEFAULT 0")
            yield db

    # Notebooks

    def notebooks(self) -> list[Notebook]:
        """Every notebook outside the trash, by title."""
        with self._open() as db:
            rows = db.execute("SELECT * FROM folders WHERE COALESCE(deleted_time, 0) = 0")
            found = [Notebook(r["id"] or "", r["title"] or "", r["parent_id"] or "") for r in rows]
        return sorted(found, key=lambda notebook: notebook.title.casefold())

    def tree(self) -> list[tuple[int, Notebook]]:
        """Every notebook with its depth, each below its parent."""
        everything = self.notebooks()
        known = {notebook.id for notebook in everything}

        def below(parent_id: str, depth: int) -> Iterator[tuple[int, Notebook]]:
            for notebook in everything:
                parent = notebook.parent_id if notebook.parent_id in known else ""
                if parent == parent_id and notebook.id != parent_id:
                    yield depth, notebook
                    yield from below(notebook.id, depth + 1)

        return list(below("", 0))

    def save_notebook(self, notebook_id: str, title: str, parent_id: str = "") -> str:
        """Rename or move a notebook, or make one when the id is empty; returns its id."""
        now_ms = self._phone.clock.epoch_ms()
        with self._open() as db:
            if notebook_id:
                db.execute(
                    "UPDATE folders SET title=?, parent_id=?, updated_time=?, user_updated_time=?"
                    " WHERE id=?",
                    (title, parent_id, now_ms, now_ms, notebook_id),
                )
                return notebook_id
            return add_notebook(db, self._new_id(), title, parent_id, now_ms)

    def delete_notebook(self, notebook_id: str) -> None:
        """Move a notebook with all below it into the trash."""
        now_ms = self._phone.clock.epoch_ms()
        inside = [n.id for n in self.notebooks() if n.parent_id == notebook_id]
        for child in inside:
            self.delete_notebook(child)
        with self._open() as db:
            db.execute("UPDATE folders SET deleted_time=? WHERE id=?", (now_ms, notebook_id))
            db.execute(
                "UPDATE notes SET deleted_time=? WHERE parent_id=? AND COALESCE(deleted_time,0)=0",
                (now_ms, notebook_id),
            )

    # Notes

    def notes(self, notebook_id: str | None = None) -> list[Note]:
        """The notes of a notebook, or of all, in the chosen order."""
        found = [note for note in self._all() if not note.deleted_ms]
        if notebook_id is not None:
            found = [note for note in found if note.parent_id == notebook_id]
        if not self.prefs.get("showCompletedTodos", True):
            found = [note for note in found if not (note.is_todo and note.done)]
        return self._sorted(found)

    def trash(self) -> list[Note]:
        """The notes in the trash, the last deleted first."""
        found = [note for note in self._all() if note.deleted_ms]
        return sorted(found, key=lambda note: -note.deleted_ms)

    def get(self, note_id: str) -> Note | None:
        with self._open() as db:
            row = db.execute("SELECT * FROM notes WHERE id=?", (note_id,)).fetchone()
        return _note(row) if row else None

    def search(self, query: str) -> list[Note]:
        """Notes that hold every word of a query in title or body, by the normalized table."""
        words = [_LIKE_MARKS.sub(r"\\\g<0>", word) for word in normalized(query).split()]
        if not words:
            return []
        holds = " AND ".join(r"(title LIKE ? ESCAPE '\' OR body LIKE ? ESCAPE '\')" for _ in words)
        args = [f"%{word}%" for word in words for _ in range(2)]
        with self._open() as db:
            found = db.execute(f"SELECT id FROM notes_normalized WHERE {holds}", args)  # noqa: S608
            hits = {row["id"] for row in found}
        return [n for n in self._sorted(self._all()) if n.id in hits and not n.deleted_ms]

    def save(self, note: Note) -> str:
        """Store a note, a new one when its id is empty; returns the id.

        A note without a title gets its body's first line as one.
        """
        now_ms = self._phone.clock.epoch_ms()
        lines = note.body.strip().splitlines()
        title = note.title.strip() or (lines[0].lstrip("# ")[:_TITLE_LENGTH] if lines else "")
        note_id = note.id or self._new_id()
        values = {
            "parent_id": note.parent_id,
            "title": title,
            "body": note.body,
            "is_todo": int(note.is_todo),
            "todo_completed": note.completed_ms,
            "updated_time": now_ms,
            "user_updated_time": now_ms,
        }
        with self._open() as db:
            if not note.id:
                add_note(db, note_id, note.created_ms or now_ms)
            sets = ", ".join(f"{name}=?" for name in values)
            db.execute(f"UPDATE notes SET {sets} WHERE id=?", (*values.values(), note_id))  # noqa: S608
            normalize(db, note_id)
        return note_id

    def move(self, note_ids: Collection[str], notebook_id: str) -> None:
        """Put notes into another notebook."""
        self._update(note_ids, "parent_id", notebook_id)

    def delete(self, note_ids: Collection[str]) -> None:
        """Move notes into the trash."""
        self._update(note_ids, "deleted_time", self._phone.clock.epoch_ms())

    def restore(self, note_ids: Collection[str]) -> None:
        """Take notes out of the trash; notes of a lost notebook go to the first one."""
        notebooks = [notebook.id for notebook in self.notebooks()]
        for note_id in note_ids:
            note = self.get(note_id)
            if note and note.parent_id not in notebooks and notebooks:
                self.move([note_id], notebooks[0])
        self._update(note_ids, "deleted_time", 0)

    def destroy(self, note_ids: Collection[str]) -> None:
        """Remove notes for good."""
        with self._open() as db:
            for table in ("notes", "notes_normalized"):
                db.executemany(f"DELETE FROM {table} WHERE id=?", [(i,) for i in note_ids])  # noqa: S608

    def complete(self, note: Note, *, done: bool) -> None:
        """Tick a to-do, or no longer."""
        self._update([note.id], "todo_completed", self._phone.clock.epoch_ms() if done else 0)

    def duplicate(self, note_ids: Collection[str]) -> None:
        """Make copies of notes beside them."""
        for note in filter(None, map(self.get, note_ids)):
            self.save(Note("", note.parent_id, f"{note.title} - 1", note.body, note.is_todo))

    def _update(self, note_ids: Collection[str], column: str, value: str | int) -> None:
        with self._open() as db:
            for note_id in note_ids:
                db.execute(f"UPDATE notes SET {column}=? WHERE id=?", (value, note_id))  # noqa: S608
                normalize(db, note_id)

    def _all(self) -> list[Note]:
        """Every note, without its body."""
        with self._open() as db:
            return [_note(row) for row in db.execute(_LISTED)]

    def _sorted(self, notes: list[Note]) -> list[Note]:
        field = self.prefs.get("notes.sortOrder.field", "updated_time")
        keys = {
            "title": lambda note: note.title.casefold(),
            "created_time": lambda note: f"{note.created_ms:020d}",
        }
        key = keys.get(field, lambda note: f"{note.updated_ms:020d}")
        found = sorted(notes, key=key, reverse=self.prefs.get("notes.sortOrder.reverse", True))
        if self.prefs.get("uncompletedTodosOnTop", True):
            found.sort(key=lambda note: not (note.is_todo and not note.done))
        return found

    def _new_id(self) -> str:
        return f"{self._phone.random.getrandbits(128):032x}"

    # The fixture

    def seed(self, fixture: Iterable[Mapping[str, Any]]) -> None:
        """Lay down the tables, and what a fixture holds."""
        now_ms, notebooks = self._phone.clock.epoch_ms(), dict[str, str]()
        with self._phone.files.database(DATABASE, SCHEMA) as db:
            for facts in fixture:
                title = facts["notebook"]
                if title not in notebooks:
                    notebooks[title] = add_notebook(db, self._new_id(), title, "", now_ms)
                if "title" not in facts:
                    continue
                note_id = self._new_id()
                add_note(db, note_id, now_ms)
                todo, done = bool(facts.get("todo")), bool(facts.get("done"))
                db.execute(
                    "UPDATE notes SET parent_id=?, title=?, body=?, is_todo=?, todo_completed=?"
                    " WHERE id=?",
                    (
                        notebooks[title],
                        facts["title"],
                        facts.get("body", ""),
                        int(todo),
                        now_ms if done else 0,
                        note_id,
                    ),
                )
                normalize(db, note_id)


def _note(row: sqlite3.Row) -> Note:
    return Note(
        id=row["id"] or "",
        parent_id=row["parent_id"] or "",
        title=row["title"] or "",
        body=row["body"] or "",
        is_todo=bool(row["is_todo"]),
        completed_ms=row["todo_completed"] or 0,
        created_ms=row["created_time"] or 0,
        updated_ms=row["updated_time"] or 0,
        deleted_ms=row["deleted_time"] or 0,
    )
