"""Dialogs about files: rename, properties, delete."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from datetime import datetime

from phoneagent.virtualphone.apps.gallery.albums import BIN, Medium
from phoneagent.virtualphone.apps.gallery.folderpicker import problem_of
from phoneagent.virtualphone.media import pictures
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.timetext import hour24, time_text
from phoneagent.virtualphone.ui import (
    AlertDialog,
    CheckBox,
    Column,
    DialogButton,
    EditText,
    Node,
    Scroll,
    Text,
)

_KILO = 1024


class RenameDialog(AlertDialog):
    """Asks for a file's name and ending, in two fields; `on_done` gets the new path."""

    def __init__(self, phone: VirtualPhone, path: str, on_done: Callable[[str], object]) -> None:
        super().__init__(
            "Rename",
            positive=DialogButton("OK", self._rename, stays=True),
            negative=DialogButton("Cancel"),
            content=self._fields,
        )
        self.phone, self.path, self.on_done = phone, path, on_done
        stem, ending = posixpath.splitext(posixpath.basename(path))
        self.stem, self.ending = stem, ending.removeprefix(".")

    def _fields(self) -> Node:
        return Column(
            EditText(self.stem, id="rename_item_name", hint="Title", floats=True, autofocus=True),
            EditText(self.ending, id="rename_item_extension", hint="Extension", floats=True),
            pad=(24, 4, 24, 0),
            gap=12,
        )

    def _rename(self) -> None:
        ending = self.text_of("rename_item_extension").strip()
        name = self.text_of("rename_item_name").strip()
        full = f"{name}.{ending}" if ending else name
        target = f"{posixpath.dirname(self.path)}/{full}"
        problem = problem_of(name) or problem_of(full)
        if not problem and target != self.path and self.phone.files.exists(target):
            problem = "A file or folder with that name already exists"
        if problem:
            self.phone.toasts.show(problem, self.package)
            return
        if target != self.path:
            self.phone.files.move(self.path, target)
        self.close()
        self.on_done(target)


class DeleteDialog(AlertDialog):
    """Asks before files go into the recycle bin, or for good.

    `on_yes` gets whether the bin is to be skipped.
    """

    def __init__(self, media: Sequence[Medium], on_yes: Callable[[bool], object]) -> None:
        super().__init__(
            positive=DialogButton("Yes", lambda: on_yes(self.skips or self.is_binned)),
            negative=DialogButton("No"),
            content=self._question,
        )
        self.media = media
        self.is_binned = all(medium.path.startswith(BIN) for medium in media)
        self.skips = False

    def _question(self) -> Node:
        first, count = self.media[0].name, len(self.media)
        what = f'"{first}"' if count == 1 else f"{count} items"
        text = f"Are you sure you want to move {what} into the Recycle Bin?"
        if self.is_binned or self.skips:
            text = f"Are you sure you want to delete {what}?"
        skip = CheckBox(
            self.skips,
            self._skip,
            text="Skip the Recycle Bin, delete files directly",
            id="skip_the_recycle_bin_checkbox",
        )
        return Column(
            Text(text, id="delete_remember_title", size=16),
            None if self.is_binned else skip,
            pad=(24, 12, 24, 0),
            gap=16,
        )

    def _skip(self, skips: bool) -> None:
        self.skips = skips


class PropertiesDialog(AlertDialog):
    """What is known about one file or several."""

    def __init__(self, phone: VirtualPhone, media: Sequence[Medium]) -> None:
        super().__init__("Properties", positive=DialogButton("OK"), content=self._facts)
        self.phone, self.media = phone, media

    def _facts(self) -> Node:
        rows = [_fact(label, value) for label, value in self._lines().items() if value]
        return Scroll(*rows, id="properties_holder", pad=(24, 0, 24, 0))

    def _lines(self) -> dict[str, str]:
        first = self.media[0]
        size = size_text(sum(medium.size_bytes for medium in self.media))
        if len(self.media) > 1:
            count = str(len(self.media))
            return {
                "Items selected": count,
                "Path": first.folder,
                "Size": size,
                "Files count": count,
            }
        moment = datetime.fromtimestamp(first.modified_s, self.phone.clock.now().tzinfo)
        shown = time_text(moment, long=hour24(self.phone.settings))
        size_px = pictures.size_px(self.phone.files.host(first.path))
        return {
            "Name": first.name,
            "Path": first.folder,
            "Size": size,
            "Resolution": f"{size_px[0]} x {size_px[1]}" if size_px else "",
            "Last modified": f"{moment:%d.%m.%Y}, {shown}",
        }


def _fact(label: str, value: str) -> Node:
    return Column(
        Text(label, id="property_label", color="muted", size=13),
        Text(value, id="property_value", size=16),
        id="property_holder",
        pad=(0, 6, 0, 6),
        gap=2,
    )


def size_text(count: int) -> str:
    """A size as the app writes it: `12.3 kB`."""
    size, units = float(count), ("B", "kB", "MB", "GB", "TB")
    number = 0
    while size >= _KILO and number + 1 < len(units):
        size, number = size / _KILO, number + 1
    text = f"{size:,.1f}".removesuffix(".0")
    return f"{text} {units[number]}"
