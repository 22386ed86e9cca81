"""The files that are selected in Markor's list, and what is done with them."""

from __future__ import annotations

import posixpath

from phoneagent.virtualphone.apps.chooser import ACTION_SEND_MULTIPLE, EXTRA_STREAM, choose
from phoneagent.virtualphone.apps.markor.dialogs import (
    FileInfoDialog,
    RenameDialog,
    delete_dialog,
)
from phoneagent.virtualphone.apps.markor.look import action
from phoneagent.virtualphone.apps.markor.notebook import is_text
from phoneagent.virtualphone.apps.markor.picker import PickerDialog
from phoneagent.virtualphone.apps.markor.places import Places
from phoneagent.virtualphone.apps.markor.transfer import Transfer
from phoneagent.virtualphone.system.folders import entry
from phoneagent.virtualphone.system.intents import ACTION_SEND, Intent
from phoneagent.virtualphone.ui import MenuItem, Node, Screen


class Selection:
    """Paths in the order they were selected; those that are gone are dropped by `prune`."""

    def __init__(self, screen: Screen, places: Places) -> None:
        self._screen, self._phone, self._places = screen, screen.phone, places
        self._paths: list[str] = []

    def __bool__(self) -> bool:
        return bool(self._paths)

    def __contains__(self, path: str) -> bool:
        return path in self._paths

    def toggle(self, path: str) -> None:
        """Add a path, or take it out."""
        if path in self._paths:
            self._paths.remove(path)
        else:
            self._paths.append(path)

    def clear(self) -> None:
        self._paths = []

    def prune(self) -> None:
        """Forget what is no longer there."""
        self._paths = [path for path in self._paths if self._phone.files.exists(path)]

    # what the toolbar offers -------------------------------------------------------------------

    def buttons(self) -> list[Node]:
        """The buttons of the toolbar."""
        delete = action("delete", "Delete", "action_delete_selected_items", self._ask_delete)
        if len(self._paths) > 1:
            return [delete]
        path = self._paths[0]
        favourite = self._places.is_favourite(path)
        return [
            action(
                "star" if favourite else "star_outline",
                "Favourite",
                "action_favourite_remove" if favourite else "action_favourite",
                lambda: self._places.toggle_favourite(path),
            ),
            action("edit", "Rename", "action_rename_selected_item", self._ask_rename),
            action("info", "Details", "action_info_selected_item", self._show_info),
            delete,
        ]

    def menu(self) -> list[MenuItem]:
        """The overflow menu."""
        items = [
            MenuItem("Move", lambda: self._ask_target(moving=True)),
            MenuItem("Copy", lambda: self._ask_target(moving=False)),
        ]
        if not any(self._phone.files.host(path).is_dir() for path in self._paths):
            items.append(MenuItem("Share", self._share))
        if len(self._paths) == 1 and is_text(self._paths[0]):
            items.insert(0, MenuItem("Clipboard", self._copy_text))
        return items

    # what is done ------------------------------------------------------------------------------

    def _ask_rename(self) -> None:
        path = self._paths[0]

        def rename(target: str) -> None:
            if target != path:
                self._phone.files.move(path, target)
            self.clear()

        self._screen.show(RenameDialog(self._phone, path, rename))

    def _ask_delete(self) -> None:
        self._screen.show(delete_dialog(self._paths, self._delete))

    def _delete(self) -> None:
        for path in self._paths:
            if self._phone.files.exists(path):
                self._phone.files.remove(path)
        self.clear()

    def _ask_target(self, *, moving: bool) -> None:
        paths = list(self._paths)

        def go(folder: str) -> None:
            self.clear()
            Transfer(self._screen, folder, moving=moving).run(paths)

        start, title = posixpath.dirname(paths[0]), "Move" if moving else "Copy"
        dialog = PickerDialog(self._phone, start, title, folder=go, without=paths)
        self._screen.show(dialog)

    def _share(self) -> None:
        paths = list(self._paths)
        uris = [self._phone.documents.uri_of(path) for path in paths]
        kinds = {one.mime for path in paths if (one := entry(self._phone.files, path))}
        alone = len(uris) == 1
        target = Intent(
            ACTION_SEND if alone else ACTION_SEND_MULTIPLE,
            type=kinds.pop() if len(kinds) == 1 else "*/*",
            extras={EXTRA_STREAM: uris[0] if alone else tuple(uris)},
        )
        self.clear()
        self._screen.start(choose(target))

    def _copy_text(self) -> None:
        self._phone.clipboard.set(self._phone.files.read_text(self._paths[0]))
        self._screen.toast("Clipboard")
        self.clear()

    def _show_info(self) -> None:
        self._screen.show(FileInfoDialog(self._phone, self._paths[0]))
