"""The tab "Files": folders and notes, a selection and what is done with it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from functools import partial

from phoneagent.virtualphone.apps.markor.dialogs import (
    SearchDialog,
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
from phoneagent.virtualphone.apps.markor.selection import Selection
from phoneagent.virtualphone.apps.markor.transfer import Transfer
from phoneagent.virtualphone.system.folders import Entry
from phoneagent.virtualphone.system.intents import ACTION_VIEW, Intent
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
# Markor's shrug; its face is a Katakana letter there, which few hosts have a font for.
_EMPTY = "\N{MACRON}\\_(\N{LATIN SMALL LETTER U WITH DIAERESIS})_/\N{MACRON}"
_ORDERS = (("Name", "name"), ("Date", "date"), ("Size", "size"), ("MIME type", "type"))


class Browser:
    """What the tab shows, and which of it is selected.

    Attributes:
        folder: the one that is shown, or one of the lists of `places`.
    """

    def __init__(self, screen: Screen) -> None:
        self.screen, self.phone = screen, screen.phone
        self.folder = NOTEBOOK
        self.places = Places(screen.phone)
        self.selection = Selection(screen, self.places)

    # what it looks like ----------------------------------------------------------------------

    @property
    def title(self) -> str:
        if self.selection:
            return ""
        if self.folder == NOTEBOOK:
            return "Markor"
        return f"> {posixpath.basename(self.folder)}"

    def view(self) -> Node:
        self.selection.prune()
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
            chosen=one.path in self.selection,
            on_long_click=lambda: None if above else self.selection.toggle(one.path),
        )

    def buttons(self) -> list[Node]:
        """The buttons of the toolbar: for the folder, or for what is selected."""
        if self.selection:
            return self.selection.buttons()
        return [
            action("folder", "Go to", "action_go_to", self._show_places),
            action("sort", "Sort by", "action_sort", self._show_orders),
            action("search", "Search", "action_search", self._ask_search),
        ]

    # menus -----------------------------------------------------------------------------------

    def show_menu(self) -> None:
        """The overflow menu."""
        items = [MenuItem("Import from device", self._ask_import)]
        if self.selection:
            items = self.selection.menu()
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
        self.folder = folder
        self.selection.clear()
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
        if self.selection and not above:
            self.selection.toggle(one.path)
        elif one.is_folder:
            self.go(one.path)
        else:
            self.open(one)

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
        if not self.phone.files.host(path).is_dir():
            self._edit(path)

    def _ask_import(self) -> None:
        def take(path: str) -> None:
            Transfer(self.screen, self.folder, moving=False).run([path])

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
