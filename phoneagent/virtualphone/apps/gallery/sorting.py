"""How folders and media are sorted: a setting for each, and the dialog that changes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from phoneagent.virtualphone.apps.gallery.albums import PACKAGE, Album, Medium
from phoneagent.virtualphone.system.files import Files
from phoneagent.virtualphone.system.preferences import Preferences
from phoneagent.virtualphone.ui import (
    AlertDialog,
    Column,
    DialogButton,
    Divider,
    Node,
    RadioButton,
)

BY_NAME, BY_SIZE, BY_DATE = "Name", "Size", "Last modified"
_KEYS = (BY_NAME, BY_SIZE, BY_DATE)
T = TypeVar("T", Album, Medium)


@dataclass(frozen=True, slots=True)
class Sorting:
    """By what, and in which direction."""

    by: str = BY_DATE
    descending: bool = True

    def sort(self, items: Sequence[T]) -> list[T]:
        """The items in order; equal ones by name."""
        by_name = sorted(items, key=lambda item: item.name.casefold())
        return sorted(by_name, key=self._key, reverse=self.descending)

    def _key(self, item: Album | Medium) -> str | float:
        if self.by == BY_NAME:
            return item.name.casefold()
        return item.size_bytes if self.by == BY_SIZE else item.modified_s


def stored(files: Files, key: str) -> Sorting:
    """A stored sorting; by date, the newest first, when there is none."""
    by, _, direction = Preferences(files, PACKAGE).get(key, "").partition(" ")
    chosen = next((name for name in _KEYS if name.replace(" ", "_") == by), None)
    return Sorting(chosen, direction == "descending") if chosen else Sorting()


def store(files: Files, key: str, chosen: Sorting) -> None:
    """Remember a sorting."""
    direction = "descending" if chosen.descending else "ascending"
    Preferences(files, PACKAGE).put(key, f"{chosen.by.replace(' ', '_')} {direction}")


class SortDialog(AlertDialog):
    """Asks by what and in which direction; `on_done` gets the answer."""

    def __init__(self, chosen: Sorting, on_done: Callable[[Sorting], object]) -> None:
        super().__init__(
            "Sort by",
            positive=DialogButton("OK", lambda: on_done(self.chosen)),
            negative=DialogButton("Cancel"),
            content=self._choices,
        )
        self.chosen = chosen

    def _choices(self) -> Node:
        keys = [self._key(name) for name in _KEYS]
        directions = [self._direction("Ascending", False), self._direction("Descending", True)]
        return Column(*keys, Divider(margin=(0, 8, 0, 8)), *directions, pad=(24, 4, 24, 0))

    def _key(self, name: str) -> Node:
        def choose(_: bool) -> None:
            self.chosen = replace(self.chosen, by=name)

        id = f"sorting_dialog_radio_{name.lower().replace(' ', '_')}"
        return RadioButton(self.chosen.by == name, choose, text=name, id=id, pad=(0, 10, 0, 10))

    def _direction(self, name: str, descending: bool) -> Node:
        def choose(_: bool) -> None:
            self.chosen = replace(self.chosen, descending=descending)

        return RadioButton(
            self.chosen.descending == descending,
            choose,
            text=name,
            id=f"sorting_dialog_radio_{name.lower()}",
            pad=(0, 10, 0, 10),
        )
