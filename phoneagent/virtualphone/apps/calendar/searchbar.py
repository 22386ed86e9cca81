"""The bar at the top of the calendar: a search field, the actions, the overflow menu."""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.ui import EditText, Icon, ImageButton, Node, Row

FIELD = "top_toolbar_search"


def SearchBar(
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
    field = EditText(
        "",
        on_text,
        id=FIELD,
        hint="Search",
        background="",
        weight=1,
        ime_action="search",
        pad=(8, 8, 8, 8),
        min_height=48,
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
    return Row(
        icon,
        field,
        toolbar,
        class_name="android.widget.RelativeLayout",
        id="top_toolbar_holder",
        background="primary_soft",
        radius=28,
        height=52,
        margin=(12, 8, 12, 4),
        pad=(4, 0, 4, 0),
    )
