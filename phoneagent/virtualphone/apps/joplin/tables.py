"""The tables of Joplin's database, and the writing that keeps them in step."""

from __future__ import annotations

import sqlite3
import unicodedata

PACKAGE = "net.cozic.joplin"
DATABASE = f"/data/data/{PACKAGE}/databases/joplin.sqlite"
SCHEMA = """
CREATE TABLE IF NOT EXISTS folders(id TEXT PRIMARY KEY, title TEXT, created_time INT,
  updated_time INT, user_created_time INT, user_updated_time INT, deleted_time INT DEFAULT 0,
  encryption_cipher_text TEXT, encryption_applied INT, parent_id TEXT, is_shared INT,
  share_id TEXT, master_key_id TEXT, icon TEXT, user_data TEXT);
CREATE TABLE IF NOT EXISTS notes(id TEXT PRIMARY KEY, parent_id TEXT, title TEXT, body TEXT,
  created_time INT, updated_time INT, is_conflict INT, latitude NUMERIC, longitude NUMERIC,
  altitude NUMERIC, author TEXT, source_url TEXT, is_todo INT, todo_due INT, todo_completed INT,
  source TEXT, source_application TEXT, application_data TEXT, "order" NUMERIC,
  user_created_time INT, user_updated_time INT, encryption_cipher_text TEXT,
  encryption_applied INT, markup_language INT, is_shared INT, share_id TEXT,
  conflict_original_id TEXT, master_key_id TEXT, user_data TEXT, deleted_time INT DEFAULT 0);
CREATE TABLE IF NOT EXISTS notes_normalized(id TEXT PRIMARY KEY, parent_id TEXT, title TEXT,
  body TEXT, latitude NUMERIC, longitude NUMERIC, altitude NUMERIC, source_url TEXT, is_todo INT,
  todo_due INT, todo_completed INT, user_created_time INT, user_updated_time INT);
"""


def normalized(text: str) -> str:
    """A text without case and accents, as the search compares it."""
    split = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in split if not unicodedata.combining(char))


def add_notebook(
    db: sqlite3.Connection, notebook_id: str, title: str, parent_id: str, now_ms: int
) -> str:
    db.execute(
        "INSERT INTO folders(id, title, created_time, updated_time, user_created_time,"
        " user_updated_time, encryption_cipher_text, encryption_applied, parent_id, is_shared,"
        " share_id, master_key_id, icon, user_data)"
        " VALUES (?, ?, ?, ?, ?, ?, '', 0, ?, 0, '', '', '', '')",
        (notebook_id, title, now_ms, now_ms, now_ms, now_ms, parent_id),
    )
    return notebook_id


def add_note(db: sqlite3.Connection, note_id: str, now_ms: int) -> None:
    db.execute(
        'INSERT INTO notes(id, title, body, created_time, updated_time, is_conflict, "order",'
        " user_created_time, user_updated_time, markup_language, is_todo, todo_due,"
        " todo_completed, deleted_time) VALUES (?, '', '', ?, ?, 0, ?, ?, ?, 1, 0, 0, 0, 0)",
        (note_id, now_ms, now_ms, now_ms, now_ms, now_ms),
    )


def normalize(db: sqlite3.Connection, note_id: str) -> None:
    """Bring the table that is searched up to date with a note."""
    row = db.execute("SELECT * FROM notes WHERE id=?", (note_id,)).fetchone()
    if row is None:
        return
    db.execute(
        "INSERT OR REPLACE INTO notes_normalized(id, parent_id, title, body, latitude, longitude,"
        " altitude, source_url, is_todo, todo_due, todo_completed, user_created_time,"
        " user_updated_time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            note_id,
            row["parent_id"],
            normalized(row["title"] or ""),
            normalized(row["body"] or ""),
            *(row[name] for name in ("latitude", "longitude", "altitude", "source_url")),
            *(row[name] for name in ("is_todo", "todo_due", "todo_completed")),
            *(row[name] for name in ("user_created_time", "user_updated_time")),
        ),
    )
