"""Walking through places: toolbar, trail, filters and the files; what taps do is for others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from phoneagent.virtualphone.apps.files import rows
from phoneagent.virtualphone.apps.files.listing import CHIPS, ORDERS, Look, Order, listing
from phoneagent.virtualphone.apps.files.locations import (
    DEVICE,
    DOWNLOADS,
    FOLDERS,
    LISTS,
    RECENT,
    STORAGE,
    Location,
    Root,
)
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.folders import Entry
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.system.preferences import Preferences
from phoneagent.virtualphone.ui import (
    FILL,
    BottomSheet,
    Chips,
    Column,
    DrawerItem,
    EditText,
    Empty,
    Frame,
    Icon,
    ImageButton,
    LongList,
    MenuItem,
    NavigationDrawer,
    Node,
    Pan,
    PopupMenu,
    Row,
    Screen,
    Scroll,
    Text,
)

_SEARCH = "search_src_text"
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
            self._breadcrumb(trail) if len(trail) > 1 and not self.searching else None,
            self._chips(),
            self._header(),
            Frame(self._files(), weight=1),
            self.bottom(),
            id="coordinator_layout",
            height=FILL,
        )

    def toolbar(self) -> Node:
        """Menu button, title, search; or the search field."""
        if self.searching:
            return Row(
                ImageButton("back", self.stop_search, desc="Collapse"),
                EditText(
                    on_change=self._sought,
                    id=_SEARCH,
                    hint="Search\N{HORIZONTAL ELLIPSIS}",
                    ime_action="search",
                    autofocus=True,
                    background="surface",
                    weight=1,
                ),
                ImageButton("close", self._clear_query, desc="Clear query")
                if self.look.query
                else None,
                id="toolbar",
                class_name="android.view.ViewGroup",
                height=64,
                pad=(4, 0, 4, 0),
            )
        return Row(
            ImageButton("menu", self.show_drawer, desc="Show roots"),
            Text(self.place.title, size=22, max_lines=1, weight=1, margin=(8, 0, 8, 0)),
            Icon(
                "search",
                desc="Search",
                id="option_menu_search",
                on_click=self._search,
                width=48,
                height=48,
                focusable=True,
                color="on_surface",
            ),
            Icon(
                "more",
                desc="More options",
                on_click=lambda: self.show(PopupMenu(self.menu())),
                width=48,
                height=48,
                focusable=True,
                color="on_surface",
            ),
            id="toolbar",
            class_name="android.view.ViewGroup",
            height=64,
            pad=(4, 0, 4, 0),
        )

    def _breadcrumb(self, trail: Sequence[Location]) -> Node:
        cells: list[Node] = []
        for number, place in enumerate(trail):
            if number:
                cells.append(Icon("chevron_right", size=18, id="breadcrumb_arrow"))
            last = number + 1 == len(trail)
            cells.append(
                Text(
                    place.title,
                    id="breadcrumb_text",
                    color="primary" if last else "muted",
                    bold=last,
                    pad=(8, 12, 8, 12),
                    on_click=None if last else partial(self.go, place),
                    focusable=not last,
                )
            )
        return Pan(*cells, id="horizontal_breadcrumb", start_at=-1, pad=(12, 0, 12, 0))

    def _chips(self) -> Node:
        titles = [chip.title for chip in CHIPS]
        return Chips(titles, self.look.chips, self._pick_chip, id="search_chip_group")

    def _header(self) -> Node:
        grid = self.look.grid
        toggle = Icon(
            "list" if grid else "grid",
            desc="List view" if grid else "Grid view",
            id="sub_menu_list" if grid else "sub_menu_grid",
            on_click=lambda: self.set_look(grid=not grid),
            width=48,
            height=48,
            focusable=True,
            color="muted",
        )
        title = Text(self.place.header, id="header_title", bold=True, weight=1, max_lines=1)
        return Row(title, toggle, id="header_container", pad=(20, 0, 8, 0))

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
        self.set_text(_SEARCH, "")

    def stop_search(self) -> None:
        """Show everything again."""
        self.searching = False
        self.look = self.look.everything()
        self.focus("")

    def _sought(self, text: str) -> None:
        self.look = replace(self.look, query=text.strip())

    def _clear_query(self) -> None:
        self.set_text(_SEARCH, "")
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
        sheet = BottomSheet()

        def pick(order: Order) -> None:
            sheet.close()
            self.set_look(order=order)

        def line(title: str, order: Order) -> Node:
            return Node(
                class_name="android.widget.CheckedTextView",
                id="android:id/text1",
                text=title,
                size=16,
                paint="radio",
                checkable=True,
                checked=order == self.look.order,
                width=FILL,
                min_height=48,
                pad=(24, 10, 24, 10),
                focusable=True,
                on_click=lambda: pick(order),
            )

        sheet.content = lambda: Column(
            Text("Sort by", size=18, pad=(24, 8, 24, 8)),
            Scroll(*(line(*order) for order in ORDERS), id="sorting_dialog_list", shrinks=True),
        )
        self.show(sheet)

    @property
    def _settings(self) -> Preferences:
        return Preferences(self.phone.files, self.app.package)

    def device_folder(self) -> str:
        """The folder that is shown; that of the storage for a list from everywhere."""
        return self.place.folder or STORAGE

    @staticmethod
    def device() -> Location:
        """The top of the shared storage."""
        return Location.of(DEVICE)
