"""The first page of the gallery: the folders that hold pictures and videos."""

from __future__ import annotations

from phoneagent.virtualphone.apps.gallery.albums import (
    BIN,
    EVERYTHING,
    FAVORITES,
    STORAGE,
    Album,
    Medium,
)
from phoneagent.virtualphone.apps.gallery.bars import search_bar, selection_bar
from phoneagent.virtualphone.apps.gallery.folderpicker import FolderDialog, NewFolderDialog
from phoneagent.virtualphone.apps.gallery.grid import folder_cell, picture_grid
from phoneagent.virtualphone.apps.gallery.media import MediaScreen
from phoneagent.virtualphone.apps.gallery.sorting import SortDialog, Sorting, store, stored
from phoneagent.virtualphone.apps.gallery.work import MediaWork
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import ACTION_PICK, Intent
from phoneagent.virtualphone.ui import (
    FILL,
    SEARCH_FIELD,
    Column,
    Empty,
    Frame,
    ImageButton,
    MenuItem,
    Node,
)

_SORT_KEY = "directory_sort_order"
_CAMERA = "android.media.action.STILL_IMAGE_CAMERA"
_LAST = (FAVORITES, BIN)


class FoldersScreen(MediaWork):
    """A grid of folders; a long press selects."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.selected: set[str] = set()

    @property
    def shown(self) -> list[Album]:
        """The folders on the page, in order; favourites and bin come last."""
        wanted = self.text_of(SEARCH_FIELD).casefold()
        found = [a for a in self.library.albums() if wanted in a.name.casefold()]
        plain = [album for album in found if album.path not in _LAST]
        rest = [album for album in found if album.path in _LAST]
        return stored(self.phone.files, _SORT_KEY).sort(plain) + rest

    def view(self) -> Node:
        shown = self.shown
        self.selected &= {album.path for album in shown}
        grid = picture_grid(shown, self._cell, wide=self.wide, labelled=True, id="directories_grid")
        text = (
            "No items found." if self.text_of(SEARCH_FIELD) else "No media files have been found."
        )
        bar = self._selection_bar(shown) if self.selected else self._bar()
        return Column(bar, Frame(grid if shown else Empty(text, "image"), weight=1), height=FILL)

    def _cell(self, album: Album) -> Node:
        cell = folder_cell(self.phone, album, chosen=album.path in self.selected)
        cell.on_click = lambda: self._tapped(album)
        if album.path not in _LAST:
            cell.on_long_click = lambda: self._toggle(album)
        return cell

    def _tapped(self, album: Album) -> None:
        if not self.selected:
            self._open(album.path)
        elif album.path not in _LAST:
            self._toggle(album)

    def _toggle(self, album: Album) -> None:
        self.selected ^= {album.path}

    def _open(self, path: str) -> None:
        self.start(MediaScreen(self.app, self.intent, path))

    def on_result(self, result: object) -> None:
        """A picture was picked in a folder: it is the answer to whoever asked for one."""
        if self.intent.action == ACTION_PICK:
            self.finish(result)

    # bars

    def _bar(self) -> Node:
        camera = ImageButton("camera", self._open_camera, desc="Open camera", id="open_camera")
        everything = ImageButton(
            "grid",
            lambda: self._open(EVERYTHING),
            desc="Show all folders content",
            id="show_all",
        )
        menu = [
            MenuItem("Sort by", self._ask_sorting),
            MenuItem("Create new folder", self._ask_folder),
            MenuItem("Open the Recycle Bin", lambda: self._open(BIN)),
        ]
        return search_bar(self, "Search folders", camera, everything, menu=menu)

    def _open_camera(self) -> None:
        if not self.phone.activities.start(Intent(_CAMERA), caller=self).ok:
            self.toast("No valid app found")

    def _ask_sorting(self) -> None:
        def chosen(sorting: Sorting) -> None:
            store(self.phone.files, _SORT_KEY, sorting)

        self.show(SortDialog(stored(self.phone.files, _SORT_KEY), chosen))

    def _ask_folder(self) -> None:
        def parent_picked(parent: str) -> None:
            self.show(NewFolderDialog(self.phone, parent, self._open))

        self.show(FolderDialog(self.phone, STORAGE, parent_picked))

    def _selection_bar(self, shown: list[Album]) -> Node:
        albums = [album for album in shown if album.path in self.selected]
        media: list[Medium] = [medium for album in albums for medium in album.media]

        def select_all() -> None:
            self.selected = {album.path for album in shown if album.path not in _LAST}

        return selection_bar(
            self,
            (len(albums), len(shown)),
            ImageButton("delete", lambda: self.ask_delete(media), desc="Delete", id="cab_delete"),
            ImageButton(
                "info", lambda: self.show_properties(media), desc="Properties", id="cab_properties"
            ),
            menu=[
                MenuItem("Copy to", lambda: self.ask_destination(media, moving=False)),
                MenuItem("Move to", lambda: self.ask_destination(media, moving=True)),
                MenuItem("Select all", select_all),
            ],
            on_leave=self.done,
        )

    def done(self) -> None:
        self.selected = set()

    def on_back(self) -> bool:
        used = bool(self.selected or self.text_of(SEARCH_FIELD))
        self.done()
        if self.text_of(SEARCH_FIELD):
            self.set_text(SEARCH_FIELD, "")
        return used
