"""Markor's small dialogs: rename, delete, information, searches."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence

from phoneagent.virtualphone.apps.markor.look import ACCENT
from phoneagent.virtualphone.apps.markor.notebook import clean_name, date_text, is_text
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.folders import Entry, below, entry
from phoneagent.virtualphone.ui import (
    AlertDialog,
    CheckBox,
    Column,
    DialogButton,
    EditText,
    ListDialog,
    Node,
    Scroll,
    Text,
)

OK, CANCEL = "OK", "CANCEL"
_MOST_FOUND = 200
_SHOWN_LENGTH = 80


def delete_dialog(paths: Sequence[str], delete: Callable[[], object]) -> AlertDialog:
    """Ask whether files are really to be deleted."""
    noun = "document" if len(paths) == 1 else "documents"
    lines = "\n".join(paths)
    return AlertDialog(
        "Confirm Delete",
        f"Do you really want to delete this {noun}?\n\n{lines}",
        positive=DialogButton(OK, delete),
        negative=DialogButton(CANCEL),
    )


class RenameDialog(AlertDialog):
    """Asks for another name of a file or folder; `rename` gets the new path."""

    def __init__(self, phone: VirtualPhone, path: str, rename: Callable[[str], object]) -> None:
        super().__init__(
            "Rename",
            positive=DialogButton(OK, self._done, stays=True),
            negative=DialogButton(CANCEL),
            content=self._field,
        )
        self._phone, self._path, self._rename = phone, path, rename
        self._problem = ""

    def _field(self) -> Node:
        return Column(
            Text(self._problem, id="dialog_message", color=ACCENT) if self._problem else None,
            EditText(
                posixpath.basename(self._path),
                self._changed,
                id="new_name",
                hint="Enter the name of your folder",
                autofocus=True,
                ime_action="done",
                on_submit=self._done,
            ),
            pad=(24, 8, 24, 0),
            gap=8,
        )

    def _changed(self, text: str) -> None:
        self._problem = ""
        if clean_name(text) != text:
            self.set_text("new_name", clean_name(text))

    def _done(self) -> None:
        name = self.text_of("new_name").strip()
        target = posixpath.join(posixpath.dirname(self._path), name)
        if not name:
            return
        if target != self._path and self._phone.files.exists(target):
            self._problem = "File/folder already exists! Please use a different name"
            self.invalidate()
            return
        self.close()
        self._rename(target)


class FileInfoDialog(AlertDialog):
    """What is known about a file or folder."""

    def __init__(self, phone: VirtualPhone, path: str) -> None:
        super().__init__("Info", positive=DialogButton(OK), content=self._facts)
        self._phone, self._path = phone, path

    def _facts(self) -> Node:
        one = entry(self._phone.files, self._path) or Entry(self._path)
        rows = [
            ("Name", one.name, "name"),
            ("Location", one.folder, "location"),
            ("Last modified", date_text(self._phone, one.modified_s), "last_modified"),
        ]
        if not one.is_folder:
            size = f"{_size(one.size_bytes)} ({one.size_bytes} Bytes)"
            rows += [
                ("Size", size, "size_description"),
                ("MIME type", one.mime, "mimetype_description"),
            ]
        if is_text(self._path):
            text = self._text()
            counts = f"{text.count(chr(10)) + 1} / {len(text.split())} / {len(text)}"
            rows.append(("Text Lines / Words / Characters", counts, "textinfo_description"))
        shown = [self._row(*row) for row in rows]
        return Scroll(Column(*shown, pad=(24, 0, 24, 0), gap=10))

    def _row(self, title: str, value: str, id: str) -> Node:
        return Column(
            Text(title, size=12, color="muted"),
            Text(value, size=15, id=f"ui__fileinfodialog__{id}"),
        )

    def _text(self) -> str:
        try:
            return self._phone.files.read_text(self._path)
        except OSError:
            return ""


def _size(count: int) -> str:
    size = float(count)
    for unit in ("B", "KB", "MB"):
        if size < 1000:
            return f"{size:.0f}{unit}" if unit == "B" else f"{size:.1f}{unit}"
        size /= 1000
    return f"{size:.1f}GB"


class SearchDialog(AlertDialog):
    """Searches a folder and all below it by name, maybe also by content.

    Args:
        phone: whose files.
        folder: where to begin.
        found: gets what matches.
    """

    def __init__(
        self, phone: VirtualPhone, folder: str, found: Callable[[list[Entry]], object]
    ) -> None:
        super().__init__(
            "Search",
            positive=DialogButton(OK, self._done, stays=True),
            negative=DialogButton(CANCEL),
            content=self._fields,
        )
        self._phone, self._folder, self._found = phone, folder, found
        self._cased = self._content = False

    def _fields(self) -> Node:
        return Column(
            Text("Recursive search in current directory.", color="muted"),
            EditText(
                id="search",
                hint="Search",
                autofocus=True,
                ime_action="search",
                on_submit=self._done,
            ),
            CheckBox(self._cased, self._set_cased, text="Case sensitive"),
            CheckBox(self._content, self._set_content, text="Search in content"),
            pad=(24, 0, 24, 0),
            gap=12,
        )

    def _set_cased(self, on: bool) -> None:
        self._cased = on
        self.invalidate()

    def _set_content(self, on: bool) -> None:
        self._content = on
        self.invalidate()

    def _done(self) -> None:
        wanted = self.text_of("search")
        if not wanted:
            return
        self.close()
        matching: list[Entry] = []
        for one in below(self._phone.files, self._folder):
            if len(matching) < _MOST_FOUND and self._fits(one, wanted):
                matching.append(one)
        self._found(matching)

    def _fits(self, one: Entry, wanted: str) -> bool:
        if one.hidden:
            return False
        if self._has(one.name, wanted):
            return True
        if not self._content or one.is_folder or not is_text(one.path):
            return False
        return self._has(self._phone.files.read_text(one.path), wanted)

    def _has(self, text: str, wanted: str) -> bool:
        return wanted in text if self._cased else wanted.casefold() in text.casefold()


class FindDialog(AlertDialog):
    """Lists the lines of a text that hold what is typed; `go` gets a chosen line's offset."""

    def __init__(self, text: str, go: Callable[[int], object]) -> None:
        super().__init__("Search", negative=DialogButton(CANCEL), content=self._fields)
        self._text, self._go = text, go

    def _fields(self) -> Node:
        rows = [self._row(offset, line) for offset, line in self._matches()]
        return Column(
            EditText(
                on_change=lambda text: self.invalidate(),
                id="search",
                hint="Search",
                autofocus=True,
                ime_action="search",
                margin=(24, 0, 24, 8),
                width=-1.0,
            ),
            Scroll(*rows, class_name="android.widget.ListView", shrinks=True),
        )

    def _matches(self) -> list[tuple[int, str]]:
        wanted, offset = self.text_of("search").casefold(), 0
        found: list[tuple[int, str]] = []
        for line in self._text.split("\n"):
            if wanted and wanted in line.casefold() and len(found) < _MOST_FOUND:
                found.append((offset, line))
            offset += len(line) + 1
        return found

    def _row(self, offset: int, line: str) -> Node:
        def pick() -> None:
            self.close()
            self._go(offset)

        shown = line.strip()[:_SHOWN_LENGTH]
        return Text(
            shown,
            id="android:id/text1",
            size=16,
            width=-1.0,
            min_height=48,
            pad=(24, 12, 24, 12),
            focusable=True,
            on_click=pick,
        )


def results_dialog(
    folder: str, found: Sequence[Entry], go: Callable[[Entry], object]
) -> ListDialog:
    """Choose one of the files a search has found."""
    names = [posixpath.relpath(one.path, folder) + "/" * one.is_folder for one in found]
    return ListDialog(
        "Select",
        names or ["No results"],
        lambda number: go(found[number]) if found else None,
        negative=DialogButton(CANCEL),
    )
