"""The bars of the gallery: the search bar with its menu, and the bar of a selection."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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

    def icon_tapped() -> None:
        if screen.text_of(FIELD):
            screen.set_text(FIELD, "")
        elif on_leave:
            on_leave()
        else:
            screen.focus(FIELD)

    typed = bool(screen.text_of(FIELD))
    icon = "close" if typed else "back" if on_leave else "search"
    return Row(
        ImageButton(
            icon,
            icon_tapped,
            desc={"close": "Clear", "back": "Back", "search": "Search"}[icon],
            id="top_toolbar_search_icon",
            class_name="android.widget.ImageView",
        ),
        EditText(
            id=FIELD,
            hint=hint,
            background="",
            weight=1,
            ime_action="search",
            pad=(4, 8, 4, 8),
            min_height=48,
        ),
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
