"""The tab "Files": folders and notes, a selection and what is done with it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from functools import partial

from phoneagent.virtualphone.apps.chooser import (
    ACTION_SEND_MULTIPLE,
    EXTRA_STREAM,
    choose,
)
from phoneagent.virtualphone.apps.markor import transfer
from phoneagent.virtualphone.apps.markor.dialogs import (
    FileInfoDialog,
    RenameDialog,
    SearchDialog,
    delete_dialog,
    results_dialog,
)
from phoneagent.virtualphone.apps.markor.document import document
from phoneagent.virtualphone.apps.markor.look import action
from phoneagent.virtualphone.apps.markor.newfile import NewFileDialog
from phoneagent.virtualphone.apps.markor.notebook import (
    NOTEBOOK,
    STORAGE,
    Order,
    date_text,
    is_text,
    listing,
    settings_of,
)
from phoneagent.virtualphone.apps.markor.picker import PickerDialog, file_row, up
from phoneagent.virtualphone.apps.markor.places import Places
from phoneagent.virtualphone.system.folders import Entry, entry
from phoneagent.virtualphone.system.intents import ACTION_SEND, ACTION_VIEW, Intent
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    DialogButton,
    Fab,
    Frame,
    LongList,
    MenuItem,
    Node,
    PopupMenu,
    Screen,
    Text,
)

LIST = "ui__filesystem_dialog__list"
_EMPTY = "\N{MACRON}\\_(\N{KATAKANA LETTER TU})_/\N{MACRON}"
_ORDERS = (("Name", "name"), ("Date", "date"), ("Size", "size"), ("MIME type", "type"))


class Browser:
    """What the tab shows, and which of it is selected.

    Attributes:
        folder: the one that is shown; a virtual one begins with the name of its list.
        selected: paths, in the order they were selected.
    """

    def __init__(self, screen: Screen) -> None:
        self.screen, self.phone = screen, screen.phone
        self.folder = NOTEBOOK
        self.selected: list[str] = []
        self.places = Places(screen.phone)

    # what it looks like ----------------------------------------------------------------------

    @property
    def title(self) -> str:
        if self.selected:
            return ""
        if self.folder == NOTEBOOK:
            return "Markor"
        return f"> {posixpath.basename(self.folder)}"

    def view(self) -> Node:
        self.selected = [path for path in self.selected if self.phone.files.exists(path)]
        shown = self._shown()
        rows = [partial(self._row, one) for one in shown]
        empty = len(shown) <= (self.folder != STORAGE)
        hint = Text(_EMPTY, id="empty_hint", size=40, bold=True, at="center_center")
        return Frame(
            LongList(rows, id=LIST, item_height=64, pad=(0, 0, 0, 88)),
            hint if empty else None,
            Fab(
                "add",
                self._ask_new,
                desc="Create a new file or folder",
                id="fab_add_new_item",
                background="#f04b4b",
                color="#ffffff",
                radius=28,
            ),
            height=FILL,
            weight=1,
        )

    def _shown(self) -> list[Entry]:
        if self.places.is_virtual(self.folder):
            return self.places.listing(self.folder)
        above = [] if self.folder == STORAGE else [up(self.phone, self.folder)]
        return above + listing(self.phone, self.folder)

    def _row(self, one: Entry) -> Node:
        above = one.is_folder and one.path == posixpath.dirname(self.folder)
        return file_row(
            one,
            lambda: self._tapped(one),
            title=".." if above else "",
            summary=one.path if above else date_text(self.phone, one.modified_s),
            chosen=one.path in self.selected,
            on_long_click=lambda: None if above else self._toggle(one),
        )

    def buttons(self) -> list[Node]:
        """The buttons of the toolbar: for the folder, or for what is selected."""
        if not self.selected:
            return [
                action("folder", "Go to", "action_go_to", self._show_places),
                action("sort", "Sort by", "action_sort", self._show_orders),
                action("search", "Search", "action_search", self._ask_search),
            ]
        delete = action("delete", "Delete", "action_delete_selected_items", self._ask_delete)
        if len(self.selected) > 1:
            return [delete]
        favourite = self.places.is_favourite(self.selected[0])
        return [
            action(
                "star" if favourite else "star_outline",
                "Favourite",
                "action_favourite_remove" if favourite else "action_favourite",
                lambda: self.places.toggle_favourite(self.selected[0]),
            ),
            action("edit", "Rename", "action_rename_selected_item", self._ask_rename),
            action("info", "Details", "action_info_selected_item", self._show_info),
            delete,
        ]

    # menus -----------------------------------------------------------------------------------

    def show_menu(self) -> None:
        """The overflow menu."""
        if not self.selected:
            items = [MenuItem("Import from device", self._ask_import)]
        else:
            files_only = not any(self._is_folder(path) for path in self.selected)
            items = [
                MenuItem("Move", lambda: self._ask_target(moving=True)),
                MenuItem("Copy", lambda: self._ask_target(moving=False)),
            ]
            if files_only:
                items.append(MenuItem("Share", self._share))
            if len(self.selected) == 1 and is_text(self.selected[0]):
                items.insert(0, MenuItem("Clipboard", self._copy_text))
        self.screen.show(PopupMenu(items))

    def _show_places(self) -> None:
        def go(place: str) -> Callable[[], None]:
            return lambda: self._go_to_place(place)

        items = [MenuItem(title, go(path), icon=icon) for title, path, icon in Places.MENU]
        self.screen.show(PopupMenu(items))

    def _go_to_place(self, place: str) -> None:
        if not self.places.is_virtual(place):
            self.phone.files.make_folder(place)
        self.go(place)
        self.screen.toast(place)

    def _show_orders(self) -> None:
        settings = settings_of(self.phone)
        order = Order.load(settings)

        def keep(**changes: object) -> Callable[[], None]:
            return lambda: Order(**(vars(order) | changes)).store(settings)

        items = [MenuItem(title, keep(by=by), checked=order.by == by) for title, by in _ORDERS]
        items += [
            MenuItem(
                "Folder first",
                keep(folders_first=not order.folders_first),
                checked=order.folders_first,
            ),
            MenuItem("Reverse order", keep(reverse=not order.reverse), checked=order.reverse),
            MenuItem("Dotfiles", keep(dotfiles=not order.dotfiles), checked=order.dotfiles),
        ]
        self.screen.show(PopupMenu(items))

    # going somewhere -------------------------------------------------------------------------

    def go(self, folder: str) -> None:
        """Show another folder."""
        self.folder, self.selected = folder, []
        self.screen.scroll_to(LIST, 0)

    def go_up(self) -> bool:
        """One folder up, as Back does below the notebook; False where Back leaves."""
        if self.folder in (NOTEBOOK, STORAGE):
            return False
        virtual = self.places.is_virtual(self.folder)
        self.go(NOTEBOOK if virtual else posixpath.dirname(self.folder))
        return True

    def _tapped(self, one: Entry) -> None:
        above = one.path == posixpath.dirname(self.folder)
        if self.selected and not above:
            self._toggle(one)
        elif one.is_folder:
            self.go(one.path)
        else:
            self.open(one)

    def _toggle(self, one: Entry) -> None:
        if one.path in self.selected:
            self.selected.remove(one.path)
        else:
            self.selected.append(one.path)

    def open(self, one: Entry) -> None:
        """Edit a text; ask about a file without ending; hand others to the app for them."""
        if is_text(one.path):
            self._edit(one.path)
        elif "." not in one.name:
            self.screen.show(
                AlertDialog(
                    "Open with",
                    "The selected file may be a plaintext file. Do you want to open it in the "
                    "editor, or in another app?",
                    positive=DialogButton("MARKOR", lambda: self._edit(one.path)),
                    negative=DialogButton("OTHER", lambda: self._view_elsewhere(one)),
                )
            )
        else:
            self._view_elsewhere(one)

    def _edit(self, path: str) -> None:
        self.screen.start(document(self.screen.app, path))

    def _view_elsewhere(self, one: Entry) -> None:
        view = Intent(ACTION_VIEW, data=self.phone.documents.uri_of(one.path), type=one.mime)
        if not self.phone.activities.start(view, caller=self.screen).ok:
            self.screen.toast("No app can open this file")

    # doing something ---------------------------------------------------------------------------

    def _ask_new(self) -> None:
        if self.places.is_virtual(self.folder):
            self.go(NOTEBOOK)
        else:
            self.screen.show(NewFileDialog(self.phone, self.folder, self._made))

    def _made(self, path: str) -> None:
        self.selected = []
        if not self._is_folder(path):
            self._edit(path)

    def _ask_rename(self) -> None:
        path = self.selected[0]

        def rename(target: str) -> None:
            if target != path:
                self.phone.files.move(path, target)
            self.selected = []

        self.screen.show(RenameDialog(self.phone, path, rename))

    def _ask_delete(self) -> None:
        self.screen.show(delete_dialog(self.selected, self._delete))

    def _delete(self) -> None:
        for path in self.selected:
            if self.phone.files.exists(path):
                self.phone.files.remove(path)
        self.selected = []

    def _ask_target(self, *, moving: bool) -> None:
        paths = list(self.selected)

        def go(folder: str) -> None:
            self.selected = []
            transfer.Transfer(self.screen, folder, moving=moving).run(paths)

        title = "Move" if moving else "Copy"
        self.screen.show(PickerDialog(self.phone, self.folder, title, folder=go, without=paths))

    def _ask_import(self) -> None:
        def take(path: str) -> None:
            transfer.Transfer(self.screen, self.folder, moving=False).run([path])

        self.screen.show(PickerDialog(self.phone, STORAGE, "Import from device", file=take))

    def _ask_search(self) -> None:
        def found(matching: list[Entry]) -> None:
            self.screen.show(results_dialog(self.folder, matching, self._go_to_result))

        self.screen.show(SearchDialog(self.phone, self.folder, found))

    def _go_to_result(self, one: Entry) -> None:
        if one.is_folder:
            self.go(one.path)
        else:
            self.open(one)

    def _share(self) -> None:
        uris = [self.phone.documents.uri_of(path) for path in self.selected]
        kinds = {one.mime for path in self.selected if (one := entry(self.phone.files, path))}
        kind = kinds.pop() if len(kinds) == 1 else "*/*"
        alone = len(uris) == 1
        target = Intent(
            ACTION_SEND if alone else ACTION_SEND_MULTIPLE,
            type=kind,
            extras={EXTRA_STREAM: uris[0] if alone else tuple(uris)},
        )
        self.selected = []
        self.screen.start(choose(target))

    def _copy_text(self) -> None:
        self.phone.clipboard.set(self.phone.files.read_text(self.selected[0]))
        self.screen.toast("Clipboard")
        self.selected = []

    def _show_info(self) -> None:
        self.screen.show(FileInfoDialog(self.phone, self.selected[0]))

    def _is_folder(self, path: str) -> bool:
        return self.phone.files.host(path).is_dir()
