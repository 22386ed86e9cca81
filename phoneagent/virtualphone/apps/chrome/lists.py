"""Chrome's lists: history, bookmarks, downloads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from phoneagent.virtualphone.apps.chrome.process import DOWNLOADS, ChromeScreen
from phoneagent.virtualphone.apps.chrome.store import Bookmark, Visit
from phoneagent.virtualphone.system.intents import ACTION_VIEW, Intent
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Column,
    DialogButton,
    EditText,
    Empty,
    Frame,
    ImageButton,
    ListRow,
    LongList,
    Node,
    Row,
    Toolbar,
)


class ListScreen(ChromeScreen):
    """A list with a search."""

    title = ""
    empty = ""
    searching = False

    def view(self) -> Node:
        rows = self.rows(self.text_of("search_text").strip() if self.searching else "")
        body = LongList(rows) if rows else Empty("No results" if self.searching else self.empty)
        if self.searching:
            field = EditText(hint="Search", id="search_text", weight=1, autofocus=True)
            up = ImageButton("back", self._stop, desc="Navigate up")
            bar = Row(up, field, height=64, pad=(4, 0, 12, 0))
        else:
            bar = Toolbar(
                self.title,
                *self.actions(),
                ImageButton("search", self._search, desc="Search"),
                on_up=self.finish,
            )
        return Column(bar, Frame(body, weight=1), height=FILL)

    def rows(self, wanted: str) -> list[Callable[[], Node]]:
        """The lines whose text holds what is looked for."""
        raise NotImplementedError

    def actions(self) -> list[Node]:
        """Further buttons of the bar."""
        return []

    def _search(self) -> None:
        self.set_text("search_text", "")
        self.searching = True

    def _stop(self) -> None:
        self.searching = False

    def on_back(self) -> bool:
        used = self.searching
        self._stop()
        return used

    def visit(self, url: str) -> None:
        """Open a page in the tab below."""
        self.chrome.tab.open(url)
        self.finish()

    def line(self, title: str, below: str, icon: str, remove: Callable[[], object]) -> Node:
        """A row with a button that takes it out."""
        button = ImageButton("close", remove, desc=f"Remove {title}", id="remove", width=40)
        return ListRow(title, below, icon=icon, trailing=button)


class HistoryScreen(ListScreen):
    """Pages visited, the latest first."""

    title, empty = "History", "You'll find your history here"

    def rows(self, wanted: str) -> list[Callable[[], Node]]:
        return [partial(self._row, visit) for visit in self.store.visits(wanted)]

    def _row(self, visit: Visit) -> Node:
        moment = datetime.fromtimestamp(visit.at_ms / 1000, self.phone.clock.now().tzinfo)
        row = self.line(
            visit.title,
            f"{visit.url} \N{MIDDLE DOT} {moment:%b} {moment.day}, {moment:%H:%M}",
            "language",
            partial(self.store.forget, visit.url),
        )
        row.on_click, row.focusable = partial(self.visit, visit.url), True
        return row

    def actions(self) -> list[Node]:
        clear = ImageButton("delete", self._ask, desc="Clear browsing data\N{HORIZONTAL ELLIPSIS}")
        return [clear]

    def _ask(self) -> None:
        self.show(
            AlertDialog(
                "Clear browsing data?",
                "The history of this phone is deleted.",
                positive=DialogButton("Clear data", self.store.forget),
                negative=DialogButton("Cancel"),
            )
        )


class BookmarksScreen(ListScreen):
    """Pages marked to be found again."""

    title, empty = "Bookmarks", "No bookmarks here"

    def rows(self, wanted: str) -> list[Callable[[], Node]]:
        wanted = wanted.casefold()
        marks = self.store.bookmarks()
        found = [m for m in marks if wanted in f"{m.title} {m.url}".casefold()]
        return [partial(self._row, mark) for mark in found]

    def _row(self, mark: Bookmark) -> Node:
        def remove() -> None:
            self.store.set_bookmarks([m for m in self.store.bookmarks() if m != mark])

        row = self.line(mark.title, mark.url, "star", remove)
        row.on_click, row.focusable = partial(self.visit, mark.url), True
        return row


class DownloadsScreen(ListScreen):
    """The files in the folder of downloads."""

    title, empty = "Downloads", "Files that you download appear here"

    def rows(self, wanted: str) -> list[Callable[[], Node]]:
        names = self.phone.files.names(DOWNLOADS)
        wanted = wanted.casefold()
        return [partial(self._row, name) for name in names if wanted in name.casefold()]

    def _row(self, name: str) -> Node:
        path = f"{DOWNLOADS}/{name}"
        size_kb = self.phone.files.host(path).stat().st_size / 1000
        row = self.line(name, f"{size_kb:.2f} kB", "file", partial(self._ask_removal, name))
        row.on_click, row.focusable = partial(self._open, path), True
        return row

    def _open(self, path: str) -> None:
        if path.lower().endswith((".html", ".htm", ".txt")):
            self.visit(f"file://{path}")
            return
        uri = self.phone.documents.uri_of(path)
        if not self.phone.activities.start(Intent(ACTION_VIEW, data=uri), caller=self).ok:
            self.toast("Can't open file")

    def _ask_removal(self, name: str) -> None:
        self.show(
            AlertDialog(
                "Delete file?",
                name,
                positive=DialogButton(
                    "Delete", lambda: self.phone.files.remove(f"{DOWNLOADS}/{name}")
                ),
                negative=DialogButton("Cancel"),
            )
        )
