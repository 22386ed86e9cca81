"""The media of one folder, or of all."""

from __future__ import annotations

from phoneagent.virtualphone.apps.gallery.albums import (
    BIN,
    EVERYTHING,
    PACKAGE,
    Medium,
    name_of,
)
from phoneagent.virtualphone.apps.gallery.bars import search_bar, selection_bar
from phoneagent.virtualphone.apps.gallery.grid import medium_cell, picture_grid
from phoneagent.virtualphone.apps.gallery.sorting import SortDialog, Sorting, store, stored
from phoneagent.virtualphone.apps.gallery.work import MediaWork
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import ACTION_PICK, Intent
from phoneagent.virtualphone.system.preferences import Preferences
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

_SORT_KEY, _NAMES_KEY = "sort_order", "display_file_names"


class MediaScreen(MediaWork):
    """A grid of thumbnails; a long press selects.

    Args:
        app, intent: as for every screen; with a PICK intent a tap finishes with the picture.
        album: the folder's path, or one of the constants of `albums`.
    """

    def __init__(self, app: App, intent: Intent, album: str = EVERYTHING) -> None:
        super().__init__(app, intent)
        self.album = album
        self.selected: set[str] = set()

    @property
    def shown(self) -> list[Medium]:
        """The media on the page, in order."""
        wanted = self.text_of(SEARCH_FIELD).casefold()
        found = [m for m in self.library.media(self.album) if wanted in m.name.casefold()]
        return stored(self.phone.files, _SORT_KEY).sort(found)

    @property
    def named(self) -> bool:
        """Whether file names are shown."""
        return Preferences(self.phone.files, PACKAGE).get(_NAMES_KEY, False)

    def view(self) -> Node:
        shown = self.shown
        self.selected &= {medium.path for medium in shown}
        grid = picture_grid(shown, self._cell, wide=self.wide, labelled=self.named, id="media_grid")
        text = (
            "No items found." if self.text_of(SEARCH_FIELD) else "No media files have been found."
        )
        empty = Empty(text, "image")
        bar = self._selection_bar(shown) if self.selected else self._bar()
        return Column(bar, Frame(grid if shown else empty, weight=1), height=FILL)

    def _cell(self, medium: Medium) -> Node:
        chosen = medium.path in self.selected
        cell = medium_cell(self.phone, medium, chosen=chosen, named=self.named)
        cell.on_click = lambda: self._tapped(medium)
        cell.on_long_click = lambda: self._toggle(medium)
        return cell

    def _tapped(self, medium: Medium) -> None:
        if self.selected:
            self._toggle(medium)
        elif self.intent.action == ACTION_PICK:
            self.finish(Intent(data=self.phone.documents.uri_of(medium.path), type=medium.mime))
        else:
            self.open_medium(medium, self.album)

    def _toggle(self, medium: Medium) -> None:
        self.selected ^= {medium.path}

    # bars

    def _bar(self) -> Node:
        names = ImageButton(
            "label", self._turn_names, desc="Toggle filename visibility", id="toggle_filename"
        )
        hint = f"Search in {name_of(self.album)}" if self.album else "Search files"
        return search_bar(self, hint, names, menu=self._menu(), on_leave=self.finish)

    def _menu(self) -> list[MenuItem]:
        lines = [MenuItem("Sort by", self._ask_sorting)]
        if self.album == BIN:
            lines.append(MenuItem("Restore all files", self._restore_all))
            lines.append(MenuItem("Empty Recycle Bin", self._empty_bin))
        return lines

    def _turn_names(self) -> None:
        Preferences(self.phone.files, PACKAGE).put(_NAMES_KEY, not self.named)

    def _ask_sorting(self) -> None:
        def chosen(sorting: Sorting) -> None:
            store(self.phone.files, _SORT_KEY, sorting)

        self.show(SortDialog(stored(self.phone.files, _SORT_KEY), chosen))

    def _empty_bin(self) -> None:
        if self.shown:
            self.ask_delete(self.shown)
        else:
            self.toast("The Recycle Bin is already empty")

    def _selection_bar(self, shown: list[Medium]) -> Node:
        media = [medium for medium in shown if medium.path in self.selected]
        return selection_bar(
            self,
            (len(media), len(shown)),
            ImageButton("delete", lambda: self.ask_delete(media), desc="Delete", id="cab_delete"),
            ImageButton("share", lambda: self.share(media), desc="Share", id="cab_share")
            if self.album != BIN
            else None,
            menu=self._selection_menu(media, shown),
            on_leave=self.done,
        )

    def _selection_menu(self, media: list[Medium], shown: list[Medium]) -> list[MenuItem]:
        one = media[0] if len(media) == 1 else None
        lines = [MenuItem("Properties", lambda: self.show_properties(media))]
        if self.album == BIN:
            lines.append(MenuItem("Restore selected files", lambda: self._restore(media)))
        else:
            if one:
                lines.append(MenuItem("Rename", lambda: self.ask_rename(one)))
                lines.append(MenuItem("Edit", lambda: self.edit(one)))
            lines += self.work_lines(media)
            lines.append(self._favorite_line(media))
        lines.append(MenuItem("Select all", lambda: self._select_all(shown)))
        return lines

    def _favorite_line(self, media: list[Medium]) -> MenuItem:
        paths = [medium.path for medium in media]
        adds = not self.library.favorites() >= set(paths)

        def mark() -> None:
            self.library.mark(paths, favorite=adds)
            self.done()

        return MenuItem("Add to favorites" if adds else "Remove from favorites", mark)

    def _select_all(self, shown: list[Medium]) -> None:
        self.selected = {medium.path for medium in shown}

    def _restore_all(self) -> None:
        self._restore(self.shown)

    def _restore(self, media: list[Medium]) -> None:
        for medium in media:
            self.library.restore(medium.path)
        self.toast("File restored successfully" if len(media) == 1 else "Files restored")
        self.done()

    def done(self) -> None:
        self.selected = set()

    def on_back(self) -> bool:
        used = bool(self.selected or self.text_of(SEARCH_FIELD))
        self.done()
        if self.text_of(SEARCH_FIELD):
            self.set_text(SEARCH_FIELD, "")
        return used
