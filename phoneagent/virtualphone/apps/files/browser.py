"""Walking through places: toolbar, trail, filters and the files; what taps do is for others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from phoneagent.virtualphone.apps.files import bars, rows
from phoneagent.virtualphone.apps.files.listing import CHIPS, Look, listing
from phoneagent.virtualphone.apps.files.locations import (
    DOWNLOADS,
    FOLDERS,
    LISTS,
    RECENT,
    Location,
    Root,
)
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.folders import Entry
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.system.preferences import Preferences
from phoneagent.virtualphone.ui import (
    FILL,
    Chips,
    Column,
    DrawerItem,
    Empty,
    Frame,
    LongList,
    MenuItem,
    NavigationDrawer,
    Node,
    PopupMenu,
    Screen,
    Text,
)

_LIST = "dir_list"
_GRID_COLUMNS, _WIDE_COLUMNS = 2, 4


class BrowserScreen(Screen):
    """Shows a place; subclasses say what a tap on a file does and what else is around.

    Attributes:
        place: where it is.
        look: how it shows files.
        searching: the toolbar is a search field.
    """

    drawer_title = "Files"

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.place = Location.of(DOWNLOADS)
        self.look = Look.load(self._settings)
        self.searching = False

    # what subclasses decide ----------------------------------------------------------------

    def roots(self) -> tuple[Sequence[Root], Sequence[Root]]:
        """The lists and the folders of the drawer."""
        return LISTS, FOLDERS

    def open(self, one: Entry) -> None:
        """Handle a tap on a file."""
        raise NotImplementedError

    def usable(self, one: Entry) -> bool:
        """Whether something can be tapped."""
        return True

    def chosen(self, one: Entry) -> bool:
        return False

    def press(self, one: Entry) -> Callable[[], object] | None:
        """What holding a finger on something does."""
        return None

    def top(self) -> Node:
        """The bar at the top."""
        return self.toolbar()

    def bottom(self) -> Node | None:
        """What stands below the files."""
        return None

    def menu(self) -> list[MenuItem]:
        """The overflow menu."""
        return self.common_menu()

    # the view ------------------------------------------------------------------------------

    def view(self) -> Node:
        trail = self.place.trail
        return Column(
            self.top(),
            bars.breadcrumb(trail, self.go) if len(trail) > 1 and not self.searching else None,
            self._chips(),
            bars.header(
                self.place.header,
                grid=self.look.grid,
                on_toggle=lambda: self.set_look(grid=not self.look.grid),
            ),
            Frame(self._files(), weight=1),
            self.bottom(),
            id="coordinator_layout",
            height=FILL,
        )

    def toolbar(self) -> Node:
        """Menu button, title, search; or the search field."""
        if self.searching:
            clear = self._clear_query if self.look.query else None
            return bars.search_bar(self.stop_search, self._sought, clear)
        return bars.title_bar(
            self.place.title,
            self.show_drawer,
            self._search,
            lambda: self.show(PopupMenu(self.menu())),
        )

    def _chips(self) -> Node:
        titles = [chip.title for chip in CHIPS]
        return Chips(titles, self.look.chips, self._pick_chip, id="search_chip_group")

    def _files(self) -> Node:
        found = listing(self.phone, self.place, self.look)
        if not found:
            text = f"No matches in {self.place.title}" if self.look.narrows else "No items"
            return Empty(text, "folder", id="container_directory")
        if not self.look.grid:
            lines = [partial(self._line, one) for one in found]
            return LongList(lines, id=_LIST, item_height=rows.ROW_DP)
        columns = _WIDE_COLUMNS if self.wide else _GRID_COLUMNS
        groups = [found[i : i + columns] for i in range(0, len(found), columns)]
        cells = [partial(self._grid_row, group, columns) for group in groups]
        return LongList(cells, id=_LIST, item_height=rows.CELL_DP)

    def _line(self, one: Entry) -> Node:
        return rows.line(self.phone, self._shown(one))

    def _grid_row(self, group: list[Entry], columns: int) -> Node:
        return rows.grid_row([rows.cell(self.phone, self._shown(e)) for e in group], columns)

    def _shown(self, one: Entry) -> rows.Shown:
        press = self.press(one)
        return rows.Shown(
            one,
            chosen=self.chosen(one),
            enabled=self.usable(one),
            tap=lambda: self.tapped(one),
            press=press,
            mark=press,
        )

    def tapped(self, one: Entry) -> None:
        """Enter a folder, open a file."""
        if one.is_folder:
            self.go(self.place.into(one.path))
        else:
            self.open(one)

    # moving --------------------------------------------------------------------------------

    def go(self, place: Location) -> None:
        """Show another place, from its beginning."""
        self.place, self.searching = place, False
        self.look = self.look.everything()
        self.focus("")
        self.scroll_to(_LIST, 0)

    def show_drawer(self) -> None:
        """The roots."""
        groups = [[self._drawer_item(root) for root in group] for group in self.roots()]
        self.show(NavigationDrawer(*groups, header=self._drawer_head))

    def _drawer_head(self, close: Callable[[], None]) -> Node:
        return Text(self.drawer_title, id="roots_title", size=20, pad=(24, 20, 24, 12))

    def _drawer_item(self, root: Root) -> DrawerItem:
        return DrawerItem(
            root.title,
            lambda: self.go(Location.of(root)),
            icon=root.icon,
            checked=self.place.root == root,
        )

    def on_back(self) -> bool:
        if self.searching or self.look.narrows:
            self.stop_search()
            return True
        if self.place.is_top:
            return False
        self.go(self.place.above)
        return True

    # searching and showing -----------------------------------------------------------------

    def _search(self) -> None:
        self.searching = True
        self.set_text(bars.SEARCH_FIELD, "")

    def stop_search(self) -> None:
        """Show everything again."""
        self.searching = False
        self.look = self.look.everything()
        self.focus("")

    def _sought(self, text: str) -> None:
        self.look = replace(self.look, query=text.strip())

    def _clear_query(self) -> None:
        self.set_text(bars.SEARCH_FIELD, "")
        self._sought("")

    def _pick_chip(self, number: int) -> None:
        self.look = replace(self.look, chips=self.look.chips ^ {number})
        self.scroll_to(_LIST, 0)

    def set_look(self, **changes: object) -> None:
        """Show files in another way, from now on."""
        self.look = replace(self.look, **changes)  # type: ignore[arg-type]  # fields by name
        self.look.store(self._settings)

    def common_menu(self) -> list[MenuItem]:
        """What can be done in any place."""
        hidden = self.look.hidden
        items = [
            MenuItem("Sort by...", self._ask_order),
            MenuItem(
                "Don\N{RIGHT SINGLE QUOTATION MARK}t show hidden files"
                if hidden
                else "Show hidden files",
                lambda: self.set_look(hidden=not hidden),
            ),
        ]
        return items[1:] if self.place.root == RECENT else items

    def _ask_order(self) -> None:
        self.show(bars.order_sheet(self.look.order, lambda order: self.set_look(order=order)))

    @property
    def _settings(self) -> Preferences:
        return Preferences(self.phone.files, self.app.package)
