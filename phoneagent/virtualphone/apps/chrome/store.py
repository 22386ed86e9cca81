"""What Chrome remembers: pages visited, bookmarks, whether it was set up; in the real files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from phoneagent.virtualphone.system.clock import Clock
from phoneagent.virtualphone.system.files import Files
from phoneagent.virtualphone.system.preferences import Preferences

PACKAGE = "com.android.chrome"
_PROFILE = f"/data/data/{PACKAGE}/app_chrome/Default"
_HISTORY, _BOOKMARKS = f"{_PROFILE}/History", f"{_PROFILE}/Bookmarks"
_SCHEMA = """CREATE TABLE IF NOT EXISTS urls(id INTEGER PRIMARY KEY AUTOINCREMENT, url LONGVARCHAR,
  title LONGVARCHAR, visit_count INTEGER DEFAULT 0 NOT NULL, last_visit_time INTEGER NOT NULL);"""
_EPOCH_1601_US = 11_644_473_600_000_000
"""Chrome counts microseconds since 1601."""
_FIRST_RUN = "first_run_flow"


@dataclass(frozen=True)
class Visit:
    """A page once visited, and when last (ms since 1970)."""

    url: str
    title: str
    at_ms: int


@dataclass(frozen=True)
class Bookmark:
    """A page marked to be found again."""

    title: str
    url: str


class Store:
    """Opened by path at every use; files that are missing or broken are empty ones."""

    def __init__(self, files: Files, clock: Clock) -> None:
        self._files = files
        self._clock = clock
        self._settings = Preferences(files, PACKAGE)

    @property
    def set_up(self) -> bool:
        """Whether somebody went through the screens of the first run."""
        return self._settings.get(_FIRST_RUN, default=False)

    def finish_first_run(self) -> None:
        self._settings.put(_FIRST_RUN, value=True)

    # history

    def visit(self, url: str, title: str) -> None:
        """Note that a page was opened."""
        now_us = self._clock.epoch_ms() * 1000 + _EPOCH_1601_US
        with self._files.database(_HISTORY, _SCHEMA) as db:
            sql = (
                "UPDATE urls SET title=?, visit_count=visit_count+1, last_visit_time=? WHERE url=?"
            )
            if not db.execute(sql, (title, now_us, url)).rowcount:
                db.execute(
                    "INSERT INTO urls(url, title, visit_count, last_visit_time) VALUES (?,?,1,?)",
                    (url, title, now_us),
                )

    def visits(self, wanted: str = "") -> list[Visit]:
        """Pages visited, the latest first; with a text those whose title or address holds it."""
        with self._files.database(_HISTORY, _SCHEMA) as db:
            rows = db.execute(
                "SELECT url, title, last_visit_time FROM urls ORDER BY 3 DESC, id DESC"
            )
            found = [Visit(u, t or u, (at - _EPOCH_1601_US) // 1000) for u, t, at in rows]
        wanted = wanted.casefold()
        return [v for v in found if wanted in v.title.casefold() or wanted in v.url.casefold()]

    def forget(self, url: str = "") -> None:
        """Take one page out of the history, or all."""
        with self._files.database(_HISTORY, _SCHEMA) as db:
            db.execute("DELETE FROM urls WHERE ? IN ('', url)", (url,))

    # bookmarks

    def bookmarks(self) -> list[Bookmark]:
        """All bookmarks in their order."""
        return [Bookmark(str(b.get("name", "")), str(b["url"])) for b in self._children()]

    def is_bookmarked(self, url: str) -> bool:
        return any(mark.url == url for mark in self.bookmarks())

    def set_bookmarks(self, marks: Sequence[Bookmark]) -> None:
        """Store bookmarks in Chrome's own format."""
        children = [
            {"id": str(number + 4), "name": mark.title, "type": "url", "url": mark.url}
            for number, mark in enumerate(marks)
        ]
        synced = {"children": children, "name": "Mobile bookmarks", "type": "folder"}
        self._files.write_text(
            _BOOKMARKS, json.dumps({"roots": {"synced": synced}, "version": 1}, indent=3)
        )

    def _children(self) -> list[dict[str, Any]]:
        if not self._files.exists(_BOOKMARKS):
            return []
        try:
            found = json.loads(self._files.read_text(_BOOKMARKS))["roots"]["synced"]["children"]
        except (ValueError, KeyError, TypeError):
            return []
        return [mark for mark in found if isinstance(mark, dict) and "url" in mark]
