"""The bars above the files: title, search field, the trail of folders, what is shown and how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from phoneagent.virtualphone.apps.files.listing import ORDERS, Order
from phoneagent.virtualphone.apps.files.locations import Location
from phoneagent.virtualphone.ui import (
    FILL,
    BottomSheet,
    Column,
    EditText,
    Icon,
    ImageButton,
    Node,
    Pan,
    Row,
    Scroll,
    Text,
)

SEARCH_FIELD = "search_src_text"
Click = Callable[[], object]


def title_bar(title: str, on_roots: Click, on_search: Click, on_more: Click) -> Node:
    """Menu button, title, search and overflow."""
    return Row(
        ImageButton("menu", on_roots, desc="Show roots"),
        Text(title, size=22, max_lines=1, weight=1, margin=(8, 0, 8, 0)),
        _icon("search", "Search", "option_menu_search", on_search),
        _icon("more", "More options", "", on_more),
        id="toolbar",
        class_name="android.view.ViewGroup",
        height=64,
        pad=(4, 0, 4, 0),
    )


def search_bar(on_close: Click, on_change: Callable[[str], object], on_clear: Click | None) -> Node:
    """The field for what is sought; `on_clear` is None while it is empty."""
    return Row(
        ImageButton("back", on_close, desc="Collapse"),
        EditText(
            on_change=on_change,
            id=SEARCH_FIELD,
            hint="Search\N{HORIZONTAL ELLIPSIS}",
            ime_action="search",
            autofocus=True,
            background="surface",
            weight=1,
        ),
        ImageButton("close", on_clear, desc="Clear query") if on_clear else None,
        id="toolbar",
        class_name="android.view.ViewGroup",
        height=64,
        pad=(4, 0, 4, 0),
    )


def breadcrumb(trail: Sequence[Location], go: Callable[[Location], object]) -> Node:
    """The folders on the way; all but the last can be tapped."""
    cells: list[Node] = []
    for number, place in enumerate(trail):
        last = number + 1 == len(trail)
        if number:
            cells.append(Icon("chevron_right", size=18, id="breadcrumb_arrow"))
        cells.append(
            Text(
                place.title,
                id="breadcrumb_text",
                color="primary" if last else "muted",
                bold=last,
                pad=(8, 12, 8, 12),
                on_click=None if last else partial(go, place),
                focusable=not last,
            )
        )
    return Pan(*cells, id="horizontal_breadcrumb", start_at=-1, pad=(12, 0, 12, 0))


def header(title: str, *, grid: bool, on_toggle: Click) -> Node:
    """What is shown, and the way to show it otherwise."""
    toggle = (
        _icon("list", "List view", "sub_menu_list", on_toggle)
        if grid
        else _icon("grid", "Grid view", "sub_menu_grid", on_toggle)
    )
    label = Text(title, id="header_title", bold=True, weight=1, max_lines=1)
    return Row(label, toggle, id="header_container", pad=(20, 0, 8, 0))


def order_sheet(current: Order, on_pick: Callable[[Order], object]) -> BottomSheet:
    """The sheet "Sort by"."""
    sheet = BottomSheet()

    def line(title: str, order: Order) -> Node:
        def pick() -> None:
            sheet.close()
            on_pick(order)

        return Node(
            class_name="android.widget.CheckedTextView",
            id="android:id/text1",
            text=title,
            size=16,
            paint="radio",
            checkable=True,
            checked=order == current,
            width=FILL,
            min_height=48,
            pad=(24, 10, 24, 10),
            focusable=True,
            on_click=pick,
        )

    sheet.content = lambda: Column(
        Text("Sort by", size=18, pad=(24, 8, 24, 8)),
        Scroll(*(line(*order) for order in ORDERS), id="sorting_dialog_list", shrinks=True),
    )
    return sheet


def _icon(icon: str, title: str, id: str, on_click: Click) -> Node:
    return Icon(
        icon,
        desc=title,
        id=id,
        on_click=on_click,
        width=48,
        height=48,
        focusable=True,
        color="on_surface",
    )
