"""The tasks' database, read and written at every use.

Tables and columns are those of Tasks.org's `database`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING, Any

from phoneagent.virtualphone.apps.tasks.model import NONE, Task, TaskList

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

DATABASE = "/data/data/org.tasks/databases/database"
SCHEMA = """
CREATE TABLE IF NOT EXISTS tasks(_id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT, importance INT,
  dueDate INT, hideUntil INT, created INT, modified INT, completed INT, deleted INT, notes TEXT,
  estimatedSeconds INT, elapsedSeconds INT, timerStart INT, notificationFlags INT,
  lastNotified INT, recurrence TEXT, repeat_from INT, calendarUri TEXT, remoteId TEXT,
  collapsed INT, parent INT, "order" INT, read_only INT);
CREATE TABLE IF NOT EXISTS caldav_lists(cdl_id INTEGER PRIMARY KEY AUTOINCREMENT, cdl_account TEXT,
  cdl_uuid TEXT, cdl_name TEXT, cdl_color INT DEFAULT 0, cdl_ctag TEXT, cdl_url TEXT,
  cdl_icon INT DEFAULT -1, cdl_order INT DEFAULT -1, cdl_access INT DEFAULT 0,
  cdl_last_sync INT DEFAULT 0);
CREATE TABLE IF NOT EXISTS caldav_tasks(cd_id INTEGER PRIMARY KEY AUTOINCREMENT, cd_task INT,
  cd_calendar TEXT, cd_object TEXT, cd_remote_id TEXT, cd_etag TEXT, cd_last_sync INT DEFAULT 0,
  cd_deleted INT DEFAULT 0, cd_remote_parent TEXT, gt_moved INT DEFAULT 0,
  gt_remote_order INT DEFAULT 0);
"""
DEFAULT_LIST = TaskList("default", "Default list")
_LOCAL = "local"
_LAST_MS = 253_000_000_000_000
_SELECT = """
SELECT tasks.*, cd_calendar FROM tasks
LEFT JOIN caldav_tasks ON cd_task=_id AND cd_deleted=0 WHERE deleted=0
"""


class Store:
    """Tasks and lists of one phone."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone

    @property
    def zone(self) -> tzinfo:
        return self._phone.clock.now().tzinfo or UTC

    @property
    def now_ms(self) -> int:
        return self._phone.clock.epoch_ms()

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._phone.files.database(DATABASE, SCHEMA)

    # reading -----------------------------------------------------------------------------

    def tasks(self) -> list[Task]:
        """Every task that was not deleted."""
        with self._open() as db:
            return [_task(row) for row in db.execute(_SELECT)]

    def get(self, task_id: int) -> Task | None:
        """One task by its number."""
        with self._open() as db:
            row = db.execute(f"{_SELECT} AND _id=?", (task_id,)).fetchone()
        return _task(row) if row else None

    def lists(self) -> list[TaskList]:
        """Every list; there is always one."""
        with self._open() as db:
            rows = db.execute("SELECT * FROM caldav_lists ORDER BY cdl_id").fetchall()
        found = [TaskList(str(row["cdl_uuid"]), str(row["cdl_name"] or "")) for row in rows]
        return found or [DEFAULT_LIST]

    # writing -----------------------------------------------------------------------------

    def save(self, task: Task) -> int:
        """Store a new task or change a stored one; returns its number."""
        values = _values(task) | {"modified": self.now_ms}
        with self._open() as db:
            if task.id:
                assigned = ", ".join(f"{name}=:{name}" for name in values)
                update = f"UPDATE tasks SET {assigned} WHERE _id=:id"  # noqa: S608 - own names
                db.execute(update, values | {"id": task.id})
                task_id = task.id
            else:
                values |= {"created": task.created_ms or self.now_ms}
                task_id = _insert(db, "tasks", values | self._rest())
            self._put_in_list(db, task_id, task.list_uuid)
            return task_id

    def _rest(self) -> dict[str, Any]:
        """The columns of a new task that nothing here changes."""
        names = "deleted estimatedSeconds elapsedSeconds timerStart notificationFlags lastNotified"
        zeros = dict.fromkeys((*names.split(), "collapsed", "read_only"), 0)
        return zeros | {"remoteId": str(self._phone.random.getrandbits(62))}

    def _put_in_list(self, db: sqlite3.Connection, task_id: int, list_uuid: str) -> None:
        held = db.execute(
            "SELECT cd_calendar FROM caldav_tasks WHERE cd_task=? AND cd_deleted=0", (task_id,)
        ).fetchone()
        if list_uuid == (held["cd_calendar"] if held else ""):
            return
        db.execute("DELETE FROM caldav_tasks WHERE cd_task=?", (task_id,))
        if list_uuid:
            remote = str(self._phone.random.getrandbits(62))
            facts = {"cd_task": task_id, "cd_calendar": list_uuid, "cd_remote_id": remote}
            _insert(db, "caldav_tasks", facts)

    def delete(self, *task_ids: int) -> None:
        """Mark tasks as deleted, with everything below them."""
        with self._open() as db:
            for task_id in task_ids:
                values = (self.now_ms, self.now_ms, task_id, task_id)
                db.execute("UPDATE tasks SET deleted=?, modified=? WHERE _id=? OR parent=?", values)

    def save_list(self, chosen: TaskList) -> None:
        """Store a new list, or give a known one another name."""
        with self._open() as db:
            rename = "UPDATE caldav_lists SET cdl_name=? WHERE cdl_uuid=?"
            if not db.execute(rename, (chosen.name, chosen.uuid)).rowcount:
                facts = {"cdl_account": _LOCAL, "cdl_uuid": chosen.uuid, "cdl_name": chosen.name}
                _insert(db, "caldav_lists", facts)

    def delete_list(self, uuid: str) -> None:
        """Remove a list with its tasks."""
        members = [task.id for task in self.tasks() if task.list_uuid == uuid]
        self.delete(*members)
        with self._open() as db:
            db.execute("DELETE FROM caldav_lists WHERE cdl_uuid=?", (uuid,))

    def lay_out(self, tasks: Iterable[Task]) -> None:
        """Create the tables, the default list and the first tasks."""
        with self._open() as db:
            if not db.execute("SELECT 1 FROM caldav_lists").fetchone():
                facts = {"cdl_account": _LOCAL, "cdl_uuid": DEFAULT_LIST.uuid}
                _insert(db, "caldav_lists", facts | {"cdl_name": DEFAULT_LIST.name})
            for task in tasks:
                stamps = {"created": task.created_ms, "modified": task.modified_ms}
                task_id = _insert(db, "tasks", _values(task) | stamps | self._rest())
                self._put_in_list(db, task_id, task.list_uuid)


def _insert(db: sqlite3.Connection, table: str, values: Mapping[str, Any]) -> int:
    names = ", ".join(values)
    places = ", ".join(f":{name}" for name in values)
    insert = f"INSERT INTO {table}({names}) VALUES ({places})"  # noqa: S608 - own names
    return int(db.execute(insert, dict(values)).lastrowid or 0)


def _values(task: Task) -> dict[str, Any]:
    """The columns of a task that can be changed."""
    return {
        "title": task.title,
        "importance": task.priority,
        "dueDate": task.due_ms,
        "hideUntil": task.start_ms,
        "completed": task.completed_ms,
        "notes": task.notes or None,
        "recurrence": task.recurrence or None,
        "repeat_from": int(task.after_completion),
        "parent": task.parent,
    }


def _task(row: sqlite3.Row) -> Task:
    """A row as a task; what is missing or no number counts as nothing."""
    return Task(
        id=row["_id"],
        title=str(row["title"] or ""),
        priority=min(max(_number(row["importance"]), 0), NONE),
        due_ms=_moment(row["dueDate"]),
        start_ms=_moment(row["hideUntil"]),
        created_ms=_moment(row["created"]),
        modified_ms=_moment(row["modified"]),
        completed_ms=_moment(row["completed"]),
        notes=str(row["notes"] or ""),
        recurrence=str(row["recurrence"] or "").removeprefix("RRULE:"),
        after_completion=bool(row["repeat_from"]),
        parent=_number(row["parent"]),
        list_uuid=str(row["cd_calendar"] or ""),
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _moment(value: object) -> int:
    return min(max(_number(value), 0), _LAST_MS)
