"""The bars of the gallery: the search bar with its menu, and the bar of a selection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from phoneagent.virtualphone.ui import (
    SEARCH_FIELD,
    Icon,
    ImageButton,
    MenuItem,
    Node,
    PopupMenu,
    Screen,
    SearchBar,
    Toolbar,
)

Click = Callable[[], object]


def search_bar(
    screen: Screen,
    hint: str,
    *actions: Node | None,
    menu: Sequence[MenuItem],
    on_leave: Click | None = None,
) -> Node:
    """A rounded search field; an arrow leaves the page where `on_leave` is given.

    What is typed is the screen's text of `SEARCH_FIELD`.
    """
    return SearchBar(
        _search_icon(screen, on_leave),
        hint,
        *actions,
        _more(screen, menu),
        height=54,
        margin=(12, 8, 12, 8),
        pad=(4, 0, 4, 0),
    )


def _search_icon(screen: Screen, on_leave: Click | None) -> Node:
    """A cross while something is typed, else an arrow, or a lens where nothing can be left."""
    action: Click = partial(screen.focus, SEARCH_FIELD)
    if screen.text_of(SEARCH_FIELD):
        icon, desc, action = "close", "Clear", partial(screen.set_text, SEARCH_FIELD, "")
    elif on_leave:
        icon, desc, action = "back", "Back", on_leave
    else:
        icon, desc = "search", "Search"
    return ImageButton(
        icon,
        action,
        desc=desc,
        id="top_toolbar_search_icon",
        class_name="android.widget.ImageView",
    )


def selection_bar(
    screen: Screen,
    counts: tuple[int, int],
    *actions: Node | None,
    menu: Sequence[MenuItem],
    on_leave: Click,
) -> Node:
    """How many of how many are selected, and what can be done with them."""
    chosen, of = counts
    return Toolbar(
        f"{chosen} / {of}",
        *actions,
        _more(screen, menu),
        on_up=on_leave,
        id="action_mode_bar",
        height=70,
    )


def _more(screen: Screen, menu: Sequence[MenuItem]) -> Node:
    return Icon(
        "more",
        desc="More options",
        on_click=lambda: screen.show(PopupMenu(menu)),
        focusable=True,
        width=44,
        height=48,
        color="on_surface",
    )
