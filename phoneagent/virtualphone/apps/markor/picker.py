"""Markor's dialog in which a folder or a file is picked."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from functools import partial

from phoneagent.virtualphone.apps.markor.notebook import NOTEBOOK, STORAGE, listing
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system import folders
from phoneagent.virtualphone.system.folders import Entry, entry
from phoneagent.virtualphone.ui import (
    Button,
    Column,
    Dialog,
    Divider,
    Frame,
    Icon,
    LongList,
    Node,
    Row,
    Spacer,
    Text,
)

_HEIGHT_DP = 560.0


class PickerDialog(Dialog):
    """Walks through folders.

    Args:
        phone: whose storage.
        start: the folder shown first.
        title: what it is for; a folder dialog shows where it would go, too.
        folder: gets the folder in which "Select this folder" was tapped; for a folder dialog.
        file: gets the file that was tapped; for a file dialog.
        without: paths that cannot be chosen.
    """

    def __init__(
        self,
        phone: VirtualPhone,
        start: str,
        title: str,
        *,
        folder: Callable[[str], object] | None = None,
        file: Callable[[str], object] | None = None,
        without: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._phone, self._at, self._title = phone, start, title
        self._take_folder, self._take_file = folder, file
        self._without = frozenset(without)

    def view(self) -> Node:
        rows = [partial(self._row, one) for one in self._shown()]
        select = (
            Button("Select this folder", self._select, style="text", id=_ID + "button_ok")
            if self._take_folder
            else None
        )
        return Column(
            Text(self._heading(), id=_ID + "title", size=20, max_lines=1, pad=(24, 20, 24, 8)),
            self._tools(),
            Divider(),
            Frame(LongList(rows, id=_ID + "list", item_height=64), weight=1),
            Divider(),
            Row(
                Button("Cancel", self.cancel, style="text", id=_ID + "button_cancel"),
                Spacer(1),
                select,
                pad=(12, 4, 12, 8),
            ),
            height=_HEIGHT_DP,
        )

    def _row(self, one: Entry) -> Node:
        above = folders.inside(self._at, one.path)
        title, summary = ("..", one.path) if above else ("", "")
        return file_row(one, lambda: self._tapped(one), title=title, summary=summary)

    def _heading(self) -> str:
        place = posixpath.basename(self._at)
        return f"{self._title} \N{RIGHTWARDS ARROW} {place}" if self._take_folder else self._title

    def _tools(self) -> Node:
        """The way back to the notebook; as in the real dialog it has no name."""
        home = Icon("home", on_click=self._home, width=48, height=48, id=_ID + "home")
        where = Text(self._at, color="muted", size=12, weight=1, max_lines=1)
        return Row(home, where, pad=(12, 0, 24, 0), gap=4)

    def _shown(self) -> list[Entry]:
        inside = [
            one
            for one in listing(self._phone, self._at)
            if (one.is_folder or self._take_file) and one.path not in self._without
        ]
        above = [] if self._at == STORAGE else [up(self._phone, self._at)]
        return above + inside

    def _home(self) -> None:
        self._go(NOTEBOOK)

    def _go(self, folder: str) -> None:
        self._at = folder
        self.scroll_to(_ID + "list", 0)

    def _tapped(self, one: Entry) -> None:
        if one.is_folder:
            self._go(one.path)
        elif self._take_file:
            self.close()
            self._take_file(one.path)

    def _select(self) -> None:
        self.close()
        if self._take_folder:
            self._take_folder(self._at)


_ID = "ui__filesystem_dialog__"


def up(phone: VirtualPhone, folder: str) -> Entry:
    """The folder above, as the first line of a listing."""
    above = posixpath.dirname(folder)
    return entry(phone.files, above) or Entry(above, is_folder=True)


def file_row(
    one: Entry,
    on_click: Callable[[], object],
    *,
    title: str = "",
    summary: str = "",
    chosen: bool = False,
    on_long_click: Callable[[], object] | None = None,
) -> Node:
    """A line of a listing; what is read aloud names kind, title and summary."""
    kind = "Selected" if chosen else "Folder" if one.is_folder else "File"
    title, summary = title or one.name, summary or one.folder
    texts = Column(
        Text(title, id="opoc_filesystem_item__title", size=18, max_lines=2),
        Text(
            summary,
            id="opoc_filesystem_item__description",
            size=14,
            color="muted",
            max_lines=1,
        ),
        weight=1,
    )
    icon = "check" if chosen else "folder" if one.is_folder else "file"
    return Row(
        Icon(
            icon,
            id="opoc_filesystem_item__image",
            size=28,
            color="error" if chosen else "muted",
        ),
        texts,
        id="opoc_filesystem_item__root",
        desc=f"{kind} {title} {summary}",
        selected=chosen,
        background="surface_high" if chosen else "",
        min_height=64,
        pad=(16, 6, 16, 6),
        gap=16,
        focusable=True,
        on_click=on_click,
        on_long_click=on_long_click,
    )
