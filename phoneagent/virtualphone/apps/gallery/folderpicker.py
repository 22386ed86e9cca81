"""The dialogs that ask where files go: among the folders with pictures, or anywhere."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from functools import partial

from phoneagent.virtualphone.apps.gallery.albums import (
    BIN,
    FAVORITES,
    STORAGE,
    Album,
    Library,
    name_of,
)
from phoneagent.virtualphone.apps.gallery.grid import folder_cell, picture_grid
from phoneagent.virtualphone.apps.gallery.sorting import stored
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.folders import Entry, entries
from phoneagent.virtualphone.ui import (
    AlertDialog,
    Button,
    Column,
    DialogButton,
    EditText,
    Empty,
    Fab,
    Frame,
    Icon,
    LongList,
    Node,
    Pan,
    Row,
    Text,
)

_HEIGHT_DP = 440.0
Take = Callable[[str], object]
"""Gets the path of the folder that was picked."""


class DirectoryDialog(AlertDialog):
    """The folders that hold pictures, and a way to any other one.

    Args:
        phone: whose storage.
        source: the folder the files come from; it cannot be the destination.
        on_pick: gets the folder.
    """

    def __init__(self, phone: VirtualPhone, source: str, on_pick: Take) -> None:
        super().__init__(
            "Select destination",
            negative=DialogButton("Cancel"),
            neutral=DialogButton("Other folder", self._other),
            content=self._folders,
        )
        self.phone, self.source, self.on_pick = phone, source, on_pick

    def _folders(self) -> Node:
        found = [a for a in Library(self.phone).albums() if a.path not in (BIN, FAVORITES)]
        albums = stored(self.phone.files, "directory_sort_order").sort(found)
        grid = picture_grid(albums, self._cell, wide=False, labelled=True, id="directories_grid")
        grid.item_height -= 20  # the dialog is narrower than the screen
        empty = Empty("No media files have been found.", "image")
        return Frame(grid if albums else empty, height=_HEIGHT_DP, pad=(16, 0, 16, 0))

    def _cell(self, album: Album) -> Node:
        cell = folder_cell(self.phone, album, chosen=False)
        cell.on_click = lambda: self._pick(album.path)
        return cell

    def _pick(self, path: str) -> None:
        if path == self.source:
            self.phone.toasts.show("Source and destination cannot be the same", self.package)
            return
        self.close()
        self.on_pick(path)

    def _other(self) -> None:
        self.show(FolderDialog(self.phone, self.source, self.on_pick))


class FolderDialog(AlertDialog):
    """Walks through the folders of the storage; OK takes the one that is shown."""

    def __init__(self, phone: VirtualPhone, start: str, on_pick: Take) -> None:
        super().__init__(
            "Select a folder",
            positive=DialogButton("OK", self._done),
            negative=DialogButton("Cancel"),
            content=self._listing,
        )
        self.phone, self.on_pick = phone, on_pick
        self.at = start if start.startswith(STORAGE) else STORAGE

    def on_back(self) -> bool:
        if self.at == STORAGE:
            return super().on_back()
        self.at = posixpath.dirname(self.at)
        return True

    def _listing(self) -> Node:
        inside = sorted(entries(self.phone.files, self.at), key=lambda e: e.name.casefold())
        shown = [one for one in inside if not one.hidden]
        rows = [partial(self._row, one) for one in shown if one.is_folder]
        rows += [partial(self._row, one) for one in shown if not one.is_folder]
        listing = LongList(rows, item_height=64, id="filepicker_list") if rows else Empty("")
        add = Fab("add", self._ask_name, desc="Create new folder", id="filepicker_fab")
        return Column(self._crumbs(), Frame(listing, add, weight=1), height=_HEIGHT_DP)

    def _crumbs(self) -> Node:
        """The way to the folder that is shown; every part leads back there."""
        parts = [STORAGE]
        for name in self.at.removeprefix(STORAGE).strip("/").split("/"):
            if name:
                parts.append(f"{parts[-1]}/{name}")
        crumbs = [
            Button(
                ("" if path == STORAGE else "> ") + name_of(path),
                partial(self._go, path),
                style="text",
                id="breadcrumb_text",
                class_name="android.widget.TextView",
                pad=(6, 8, 6, 8),
            )
            for path in parts
        ]
        return Pan(*crumbs, id="filepicker_breadcrumbs", pad=(18, 0, 18, 0))

    def _row(self, one: Entry) -> Node:
        count = len(entries(self.phone.files, one.path)) if one.is_folder else 0
        detail = f"{count} item{'' if count == 1 else 's'}" if one.is_folder else ""
        return Row(
            Icon("folder" if one.is_folder else "file", id="list_item_icon", size=32),
            Column(
                Text(one.name, id="list_item_name", size=16, max_lines=1),
                Text(detail, id="list_item_details", color="muted", size=13) if detail else None,
                weight=1,
                gap=2,
            ),
            id="list_item_holder",
            class_name="android.widget.RelativeLayout",
            height=64,
            pad=(24, 0, 24, 0),
            gap=16,
            enabled=one.is_folder,
            focusable=True,
            on_click=partial(self._go, one.path) if one.is_folder else None,
        )

    def _go(self, path: str) -> None:
        self.at = path
        self.invalidate()

    def _done(self) -> None:
        self.on_pick(self.at)

    def _ask_name(self) -> None:
        def created(path: str) -> None:
            self.close()
            self.on_pick(path)

        self.show(NewFolderDialog(self.phone, self.at, created))


class NewFolderDialog(AlertDialog):
    """Asks for the name of a folder and creates it."""

    def __init__(self, phone: VirtualPhone, parent: str, on_done: Take) -> None:
        super().__init__(
            "Create new folder",
            positive=DialogButton("OK", self._create, stays=True),
            negative=DialogButton("Cancel"),
            content=self._fields,
        )
        self.phone, self.folder, self.on_done = phone, parent, on_done

    def _fields(self) -> Node:
        return Column(
            Text(self.folder, id="folder_path", color="muted", max_lines=1),
            EditText(id="folder_name", hint="Title", autofocus=True, ime_action="done"),
            pad=(24, 4, 24, 0),
            gap=12,
        )

    def _create(self) -> None:
        name = self.text_of("folder_name").strip()
        problem = problem_of(name) or (
            "A file or folder with that name already exists"
            if self.phone.files.exists(f"{self.folder}/{name}")
            else ""
        )
        if problem:
            self.phone.toasts.show(problem, self.package)
            return
        self.phone.files.make_folder(f"{self.folder}/{name}")
        self.close()
        self.on_done(f"{self.folder}/{name}")


def problem_of(name: str) -> str:
    """What is wrong with a file name; empty when nothing is."""
    if not name:
        return "Filename cannot be empty"
    bad = any(char in '/\n\r\t\0`?*\\<>|":' for char in name)
    return "Filename contains invalid characters" if bad else ""
