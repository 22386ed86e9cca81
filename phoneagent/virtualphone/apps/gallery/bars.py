"""The bars of the gallery: the search bar with its menu, and the bar of a selection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from phoneagent.virtualphone.ui import (
    EditText,
    Icon,
    ImageButton,
    MenuItem,
    Node,
    PopupMenu,
    Row,
    Screen,
    Toolbar,
)

FIELD = "top_toolbar_search"
Click = Callable[[], object]


def search_bar(
    screen: Screen,
    hint: str,
    *actions: Node | None,
    menu: Sequence[MenuItem],
    on_leave: Click | None = None,
) -> Node:
    """A rounded search field; an arrow leaves the page where `on_leave` is given.

    What is typed is the screen's text of `FIELD`.
    """
    field = EditText(
        id=FIELD,
        hint=hint,
        background="",
        weight=1,
        ime_action="search",
        pad=(4, 8, 4, 8),
        min_height=48,
    )
    return Row(
        _search_icon(screen, on_leave),
        field,
        *actions,
        _more(screen, menu),
        class_name="android.widget.RelativeLayout",
        id="top_toolbar_holder",
        background="surface_high",
        radius=28,
        height=54,
        margin=(12, 8, 12, 8),
        pad=(4, 0, 4, 0),
    )


def _search_icon(screen: Screen, on_leave: Click | None) -> Node:
    """A cross while something is typed, else an arrow, or a lens where nothing can be left."""
    action: Click = partial(screen.focus, FIELD)
    if screen.text_of(FIELD):
        icon, desc, action = "close", "Clear", partial(screen.set_text, FIELD, "")
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
