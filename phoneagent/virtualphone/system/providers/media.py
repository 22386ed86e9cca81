"""The media provider: a live listing of what lies on shared storage."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

from phoneagent.virtualphone.system.files import SHARED_STORAGE, Files
from phoneagent.virtualphone.system.mime import mime_of_name
from phoneagent.virtualphone.system.providers.base import (
    BadQuery,
    Query,
    Row,
    UnknownUri,
    Value,
)

_PUBLIC = "/storage/emulated/0"
_COLUMNS = (
    "_id",
    "_data",
    "_display_name",
    "title",
    "mime_type",
    "_size",
    "date_added",
    "date_modified",
    "relative_path",
)
_KINDS = {
    "images/media": "image/",
    "video/media": "video/",
    "audio/media": "audio/",
    "file": "",
    "files": "",
    "downloads": "",
}


class MediaProvider:
    """`content://media/external/...`, answered from the files themselves.

    Ids are taken from inode numbers, so they stay while a file stays. Deleting a row deletes the
    file, as MediaStore does.
    """

    authorities: Sequence[str] = ("media",)

    def __init__(self, files: Files) -> None:
        self._files = files

    def query(self, path: str, query: Query) -> list[Row]:
        columns = ", ".join(query.projection) or ", ".join(_COLUMNS)
        where = f" WHERE {query.where}" if query.where else ""
        sql = f"SELECT {columns} FROM media{where} ORDER BY {query.sort or '_id'}"  # noqa: S608
        db = sqlite3.connect(":memory:")
        db.row_factory = sqlite3.Row
        try:
            db.execute(f"CREATE TABLE media({', '.join(_COLUMNS)})")
            marks = ", ".join("?" * len(_COLUMNS))
            rows = [tuple(row.values()) for row in self._rows(path)]
            db.executemany(f"INSERT INTO media VALUES ({marks})", rows)  # noqa: S608
            return [dict(row) for row in db.execute(sql, tuple(query.args))]
        except sqlite3.OperationalError as error:
            raise BadQuery(str(error)) from error
        finally:
            db.close()

    def insert(self, path: str, values: Mapping[str, Value]) -> str:
        raise UnknownUri(f"Unsupported: insert into content://media/{path}")

    def update(self, path: str, values: Mapping[str, Value], query: Query) -> int:
        raise UnknownUri(f"Unsupported: update of content://media/{path}")

    def delete(self, path: str, query: Query) -> int:
        rows = self.query(path, Query(("_data",), query.where, query.args))
        for row in rows:
            self._files.host(str(row["_data"])).unlink()
        return len(rows)

    def mime_of(self, path: str) -> str:
        kind = next((k for k in _KINDS if path.removeprefix("external/").startswith(k)), "")
        media = _KINDS.get(kind, "").rstrip("/")
        if not media:
            return ""
        tail = path.rpartition("/")[2]
        if not tail.isdigit():
            return f"vnd.android.cursor.dir/{media}"
        rows = self.query(path, Query(("mime_type",)))
        return str(rows[0]["mime_type"]) if rows else f"{media}/*"

    def path_of(self, uri: str) -> str | None:
        """The device path behind a `content://media/...` URI of one file."""
        rows = self.query(uri.removeprefix("content://media/"), Query(("_data",)))
        return cast("str", rows[0]["_data"]) if rows else None

    def _rows(self, path: str) -> Iterator[Row]:
        volume, _, kind = path.partition("/")
        head, _, tail = kind.rpartition("/")
        wanted = int(tail) if tail.isdigit() else None
        kind = head if wanted is not None else kind
        if volume not in ("external", "external_primary", "internal") or kind not in _KINDS:
            raise UnknownUri(f"Unknown URI content://media/{path}")
        if volume == "internal":
            return
        folder = "/Download" if kind == "downloads" else ""
        top = self._files.host(SHARED_STORAGE + folder)
        for file in sorted(top.rglob("*")):
            row = self._row(file) if file.is_file() else None
            if row is None or not str(row["mime_type"]).startswith(_KINDS[kind]):
                continue
            if wanted in (None, row["_id"]):
                yield row

    def _row(self, file: Path) -> Row | None:
        inside = file.relative_to(self._files.host(SHARED_STORAGE))
        if inside.parts[0] == "Android" or any(part.startswith(".") for part in inside.parts):
            return None
        facts = file.stat()
        return {
            "_id": facts.st_ino,
            "_data": f"{_PUBLIC}/{inside.as_posix()}",
            "_display_name": file.name,
            "title": file.stem,
            "mime_type": mime_of_name(file.name),
            "_size": facts.st_size,
            "date_added": int(facts.st_mtime),
            "date_modified": int(facts.st_mtime),
            "relative_path": f"{inside.parent.as_posix()}/",
        }
