"""The bar at the top of the calendar: a search field, the actions, the overflow menu."""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.ui import Icon, ImageButton, Node, Row, SearchBar


def search_bar(
    *actions: Node | None,
    on_icon: Callable[[], object],
    leaves: bool,
    on_text: Callable[[str], object],
    on_more: Callable[[], object],
) -> Node:
    """The search field between its icon and the actions.

    Args:
        *actions: buttons of the toolbar.
        on_icon: the icon was tapped.
        leaves: the icon is an arrow: a search or an inner page can be left.
        on_text: gets what is typed.
        on_more: opens the overflow menu.
    """
    icon = ImageButton(
        "back" if leaves else "search",
        on_icon,
        id="top_toolbar_search_icon",
        class_name="android.widget.ImageView",
        desc="Back" if leaves else "Search",
    )
    toolbar = Row(
        *actions,
        Icon(
            "more",
            desc="More options",
            on_click=on_more,
            focusable=True,
            width=44,
            height=48,
            color="on_surface",
        ),
        class_name="android.view.ViewGroup",
        id="top_toolbar",
        width=-2.0,
    )
    return SearchBar(
        icon,
        "Search",
        toolbar,
        on_text=on_text,
        inset=8,
        background="primary_soft",
        margin=(12, 8, 12, 4),
        pad=(4, 0, 4, 0),
    )
