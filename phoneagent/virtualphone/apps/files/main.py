"""The file manager: open, select, share, copy, move, rename and delete."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from phoneagent.virtualphone.apps.chooser import (
    ACTION_SEND_MULTIPLE,
    EXTRA_STREAM,
    choose,
)
from phoneagent.virtualphone.apps.files.browser import BrowserScreen
from phoneagent.virtualphone.apps.files.dialogs import NameDialog, confirm_delete
from phoneagent.virtualphone.apps.files.inspector import InspectorScreen
from phoneagent.virtualphone.apps.files.listing import listing
from phoneagent.virtualphone.apps.files.locations import Location
from phoneagent.virtualphone.apps.files.picker import PICK_DESTINATION, PickScreen
from phoneagent.virtualphone.system import folders
from phoneagent.virtualphone.system.activities import EXTRA_TARGET, RESOLVER
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.files import Files
from phoneagent.virtualphone.system.folders import Entry, entry
from phoneagent.virtualphone.system.intents import ACTION_SEND, ACTION_VIEW, Extra, Intent
from phoneagent.virtualphone.ui import ActionMode, ImageButton, MenuItem, Node, PopupMenu

NAME_TAKEN = "A file with this name already exists."


class FilesScreen(BrowserScreen):
    """Browses; a long press begins a selection."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.selected: list[str] = []
        self._carried: tuple[list[str], bool] | None = None
        if intent.data:
            folder = self.phone.path_behind(intent.data)
            if folder and self.phone.files.host(folder).is_dir():
                self.place = Location.at(folder)

    # selecting -------------------------------------------------------------------------------

    def view(self) -> Node:
        self.selected = [path for path in self.selected if self.phone.files.exists(path)]
        return super().view()

    def chosen(self, one: Entry) -> bool:
        return one.path in self.selected

    def press(self, one: Entry) -> Callable[[], object] | None:
        return lambda: self._toggle(one)

    def tapped(self, one: Entry) -> None:
        if self.selected:
            self._toggle(one)
        else:
            super().tapped(one)

    def _toggle(self, one: Entry) -> None:
        if one.path in self.selected:
            self.selected.remove(one.path)
        else:
            self.selected.append(one.path)

    def _unselect(self) -> None:
        self.selected = []

    def _select_all(self) -> None:
        found = listing(self.phone, self.place, self.look)
        self.selected = [one.path for one in found]

    def go(self, place: Location) -> None:
        self._unselect()
        super().go(place)

    def on_back(self) -> bool:
        if self.selected:
            self._unselect()
            return True
        return super().on_back()

    def _entries(self) -> list[Entry]:
        found = (entry(self.phone.files, path) for path in self.selected)
        return [one for one in found if one]

    # bars and menus --------------------------------------------------------------------------

    def top(self) -> Node:
        if not self.selected:
            return self.toolbar()
        files_only = not any(one.is_folder for one in self._entries())
        share = ImageButton("share", self._share, desc="Share", id="action_menu_share")
        return ActionMode(
            f"{len(self.selected)} selected",
            share if files_only else None,
            ImageButton("delete", self._ask_delete, desc="Delete", id="action_menu_delete"),
            on_close=self._unselect,
            on_more=lambda: self.show(PopupMenu(self._selection_menu())),
        )

    def menu(self) -> list[MenuItem]:
        items = self.common_menu()
        if self.place.folder:
            items.insert(0, MenuItem("New folder", self._ask_folder))
        items.append(MenuItem("Select all", self._select_all))
        return items

    def _selection_menu(self) -> list[MenuItem]:
        alone = len(self.selected) == 1
        one = self._entries()[0]
        items = [
            MenuItem("Select all", self._select_all),
            MenuItem("Deselect all", self._unselect),
            MenuItem("Copy to\N{HORIZONTAL ELLIPSIS}", lambda: self._ask_target(moving=False)),
            MenuItem("Move to\N{HORIZONTAL ELLIPSIS}", lambda: self._ask_target(moving=True)),
        ]
        if alone:
            items.append(MenuItem("Rename", lambda: self._ask_name(one)))
            items.append(MenuItem("Get info", lambda: self._inspect(one)))
        if alone and not one.is_folder:
            items.insert(0, MenuItem("Open with", lambda: self._open_with(one)))
        return items

    # one file --------------------------------------------------------------------------------

    def open(self, one: Entry) -> None:
        if not self.phone.activities.start(self._viewing(one), caller=self).ok:
            self.snackbar("Can\N{RIGHT SINGLE QUOTATION MARK}t open file")

    def _viewing(self, one: Entry) -> Intent:
        return Intent(ACTION_VIEW, data=self.phone.documents.uri_of(one.path), type=one.mime)

    def _open_with(self, one: Entry) -> None:
        target = self._viewing(one)
        self._unselect()
        if self.phone.packages.resolve(target):
            self.start(Intent(component=RESOLVER, extras={EXTRA_TARGET: target}))
        else:
            self.snackbar("Can\N{RIGHT SINGLE QUOTATION MARK}t open file")

    def _inspect(self, one: Entry) -> None:
        self._unselect()
        self.start(InspectorScreen.of(self.app, one.path))

    def _ask_name(self, one: Entry) -> None:
        def rename(name: str) -> str:
            target = posixpath.join(one.folder, name)
            if target != one.path and self.phone.files.exists(target):
                return NAME_TAKEN
            self.phone.files.move(one.path, target)
            self._unselect()
            return ""

        self.show(NameDialog("Rename", "New name", one.name, rename))

    def _ask_folder(self) -> None:
        def make(name: str) -> str:
            target = posixpath.join(self.place.folder, name)
            if self.phone.files.exists(target):
                return NAME_TAKEN
            self.phone.files.make_folder(target)
            return ""

        self.show(NameDialog("New folder", "Folder name", "", make))

    # several files -----------------------------------------------------------------------------

    def _share(self) -> None:
        shared = self._entries()
        uris = [self.phone.documents.uri_of(one.path) for one in shared]
        kinds = {one.mime for one in shared}
        target = Intent(
            ACTION_SEND if len(uris) == 1 else ACTION_SEND_MULTIPLE,
            type=kinds.pop() if len(kinds) == 1 else "*/*",
            extras={EXTRA_STREAM: uris[0] if len(uris) == 1 else tuple(uris)},
        )
        self._unselect()
        self.start(choose(target, "Share via"))

    def _ask_delete(self) -> None:
        self.show(confirm_delete(self._entries(), self._delete))

    def _delete(self) -> None:
        paths = list(self.selected)
        self._unselect()
        for path in paths:
            if self.phone.files.exists(path):
                self.phone.files.remove(path)
        self.snackbar(f"Deleting {_items(len(paths))}.")

    def _ask_target(self, *, moving: bool) -> None:
        self._carried = (list(self.selected), moving)
        picks = self.app.component("com.android.documentsui.picker.PickActivity")
        extras: dict[str, Extra] = {
            PickScreen.EXTRA_MOVING: moving,
            PickScreen.EXTRA_CARRIED: tuple(self.selected),
        }
        self._unselect()
        self.start(Intent(PICK_DESTINATION, component=picks, extras=extras))

    def on_result(self, result: object) -> None:
        """A folder was picked for what is copied or moved."""
        if self._carried is None or not isinstance(result, Intent):
            return
        (paths, moving), self._carried = self._carried, None
        folder = self.phone.path_behind(result.data)
        carry = folders.move if moving else folders.copy
        done = [path for path in paths if self._carry(carry, path, folder)]
        word = "Moving" if moving else "Copying"
        failed = len(paths) - len(done)
        if failed:
            verb = "move" if moving else "copy"
            self.snackbar(f"Couldn\N{RIGHT SINGLE QUOTATION MARK}t {verb} {_items(failed)}")
        else:
            self.snackbar(f"{word} {_items(len(done))}.")

    def _carry(self, act: Callable[[Files, str, str], None], path: str, folder: str) -> bool:
        """Copy or move one file into a folder, under a free name; False if that cannot be."""
        target = posixpath.join(folder, posixpath.basename(path))
        if target == path and act is folders.move:
            return False
        try:
            act(self.phone.files, path, folders.unused_path(self.phone.files, target))
        except OSError:
            return False
        return True


def _items(count: int) -> str:
    return f"{count} item{'' if count == 1 else 's'}"
