"""Bars of an app: toolbar, tabs, bottom navigation, snackbar, chips."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from phoneagent.virtualphone.ui.controls import EditText
from phoneagent.virtualphone.ui.node import FILL, Node
from phoneagent.virtualphone.ui.views import (
    Button,
    Column,
    Frame,
    Icon,
    ImageButton,
    Pan,
    Row,
    Text,
)

Click = Callable[[], object]
BOTTOM_NAVIGATION = "bottom_navigation"
BOTTOM_APP_BAR = "bottomAppBar"
"""Ids of bars at the foot that a snackbar never covers."""
SNACKBAR_DP = 52.0
_NAVIGATION_DP = 80.0


def Toolbar(
    title: str,
    *actions: Node | None,
    on_up: Click | None = None,
    subtitle: str = "",
    on_more: Click | None = None,
    **args: Any,
) -> Node:
    """The bar at the top: `on_up` adds "Navigate up", `on_more` adds "More options" at the end."""
    up = ImageButton("back", on_up, desc="Navigate up") if on_up else None
    more = _overflow(on_more) if on_more else None
    texts = Column(
        Text(title, size=22, max_lines=1),
        Text(subtitle, size=14, color="muted", max_lines=1) if subtitle else None,
        class_name="android.view.ViewGroup" if subtitle else "android.widget.LinearLayout",
        weight=1,
        margin=(4 if on_up else 16, 0, 8, 0),
    )
    lone = texts.children[0]
    if not subtitle:
        lone.weight, lone.margin = 1, texts.margin
        texts = lone
    defaults: dict[str, Any] = {
        "class_name": "android.view.ViewGroup",
        "id": "action_bar",
        "height": 64,
        "pad": (4, 0, 4, 0),
    }
    return Row(up, texts, *actions, more, **(defaults | args))


SEARCH_FIELD = "top_toolbar_search"
"""The id of the field of a `SearchBar`."""


def SearchBar(
    lead: Node,
    hint: str,
    *actions: Node | None,
    on_text: Callable[[str], object] | None = None,
    inset: float = 4,
    **args: Any,
) -> Node:
    """A rounded field for searching in the toolbar's place.

    Args:
        lead: the icon before the field.
        hint: of the field.
        *actions: what stands behind the field.
        on_text: gets what is typed; it is the screen's text of `SEARCH_FIELD` as well.
        inset: free room before the text, dp.
        **args: of the bar.
    """
    field = EditText(
        "",
        on_text,
        id=SEARCH_FIELD,
        hint=hint,
        background="",
        weight=1,
        ime_action="search",
        pad=(inset, 8, 8, 8),
        min_height=48,
    )
    defaults: dict[str, Any] = {
        "class_name": "android.widget.RelativeLayout",
        "id": "top_toolbar_holder",
        "background": "surface_high",
        "radius": 28,
        "height": 52,
    }
    return Row(lead, field, *actions, **(defaults | args))


def ActionMode(
    title: str, *actions: Node | None, on_close: Click, on_more: Click | None = None, **args: Any
) -> Node:
    """The bar that takes the toolbar's place while something is selected; `on_close` is "Done"."""
    defaults: dict[str, Any] = {
        "class_name": "android.view.ViewGroup",
        "id": "action_mode_bar",
        "height": 64,
        "pad": (4, 0, 4, 0),
        "background": "surface_high",
    }
    return Row(
        Icon(
            "close",
            desc="Done",
            id="action_mode_close_button",
            on_click=on_close,
            focusable=True,
            width=48,
            height=48,
            color="on_surface",
        ),
        Text(title, id="action_bar_title", size=20, max_lines=1, weight=1, margin=(4, 0, 8, 0)),
        *actions,
        _overflow(on_more) if on_more else None,
        **(defaults | args),
    )


def _overflow(on_more: Click) -> Node:
    return Icon(
        "more",
        desc="More options",
        on_click=on_more,
        focusable=True,
        width=48,
        height=48,
        color="on_surface",
    )


def Tabs(
    titles: Sequence[str], current: int, on_pick: Callable[[int], object], **args: Any
) -> Node:
    """A row of tabs of equal width; the current one is `selected`."""

    def tab(number: int, title: str) -> Node:
        chosen = number == current
        label = Text(title, bold=True, color="primary" if chosen else "muted", at="center_center")
        line = Node(
            class_name="android.view.View", width=56, height=3, radius=1.5, at="bottom_center"
        )
        line.background = "primary"
        return Frame(
            label,
            line if chosen else None,
            class_name="android.widget.LinearLayout",
            desc=title,
            selected=chosen,
            weight=1,
            height=48,
            focusable=True,
            on_click=lambda: on_pick(number),
        )

    cells = [tab(number, title) for number, title in enumerate(titles)]
    defaults: dict[str, Any] = {"class_name": "android.widget.HorizontalScrollView", "id": "tabs"}
    return Row(*cells, **(defaults | args))


def BottomNavigation(
    items: Sequence[tuple[str, str]], current: int, on_pick: Callable[[int], object], **args: Any
) -> Node:
    """The bar at the bottom: (title, icon) pairs; the current one is `selected`."""

    def item(number: int, title: str, icon: str) -> Node:
        chosen = number == current
        pill = Frame(
            Icon(icon, at="center_center", color="on_primary_soft" if chosen else "muted"),
            width=64,
            height=32,
            radius=16,
            background="primary_soft" if chosen else "",
        )
        label = Text(title, size=12, bold=chosen, color="on_surface" if chosen else "muted")
        return Column(
            pill,
            label,
            class_name="android.widget.FrameLayout",
            desc=title,
            selected=chosen,
            weight=1,
            align="center",
            gap=4,
            focusable=True,
            on_click=lambda: on_pick(number),
        )

    cells = [item(number, title, icon) for number, (title, icon) in enumerate(items)]
    defaults: dict[str, Any] = {
        "class_name": "android.view.ViewGroup",
        "id": BOTTOM_NAVIGATION,
        "height": _NAVIGATION_DP,
        "background": "surface_mid",
    }
    return Row(*cells, **(defaults | args))


def Chips(
    titles: Sequence[str], chosen: frozenset[int], on_pick: Callable[[int], object], **args: Any
) -> Node:
    """A row of chips that scrolls sideways; chosen ones are `checked`."""

    def chip(number: int, title: str) -> Node:
        on = number in chosen
        return Button(
            title,
            lambda: on_pick(number),
            style="soft" if on else "outlined",
            class_name="android.widget.CompoundButton",
            radius=8,
            pad=(16, 6, 16, 6),
            min_height=32,
            checkable=True,
            checked=on,
        )

    cells = [chip(number, title) for number, title in enumerate(titles)]
    return Pan(*cells, **({"gap": 8, "pad": (16, 8, 16, 8)} | args))


def SnackbarView(text: str, action: str = "", on_action: Click | None = None) -> Node:
    """The dark message bar; screens use `Screen.snackbar`."""
    label = Text(text, id="snackbar_text", color="on_inverse", weight=1, max_lines=2)
    button = (
        Button(action, on_action, style="text", id="snackbar_action", color="accent")
        if action
        else None
    )
    bar = Row(
        label,
        button,
        class_name="android.widget.FrameLayout",
        background="inverse",
        radius=6,
        pad=(16, 4, 8, 4),
        min_height=SNACKBAR_DP,
        elevation=3,
    )
    return Frame(bar, at="bottom_start", width=FILL, pad=(12, 0, 12, 12))


def make_room_for_snackbar(view: Node) -> float:
    """Lift what floats at a view's foot above a snackbar, as a CoordinatorLayout does.

    Returns:
        How far above the view's foot the snackbar lies, dp: it never covers a bottom navigation.
    """
    lift = 0.0
    for child in view.children:
        lift = max(lift, make_room_for_snackbar(child))
        if child.id in (BOTTOM_NAVIGATION, BOTTOM_APP_BAR):
            lift = max(lift, child.height)
        floats = view.layout == "frame" and child.at == "bottom_end"
        if floats and isinstance(child.margin, int | float):
            side = child.margin
            child.margin = (side, side, side, side + SNACKBAR_DP + 12)
    return lift
