"""The menu that slides in from the side, and what the map shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from phoneagent.virtualphone.apps.osmand.memory import Memory
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Frame,
    Icon,
    Node,
    Row,
    Screen,
    Scroll,
    SwitchRow,
    Text,
    Toolbar,
)

Click = Callable[[], object]


def drawer(lines: Sequence[tuple[str, str, Click]], close: Click) -> Node:
    """The menu over the map: (title, icon, what it does) lines; a tap beside it closes it."""
    head = Row(
        Icon("map", size=32, color="amber", width=32, height=32),
        Text("OsmAnd", size=20, bold=True),
        pad=(20, 20, 20, 16),
        gap=16,
    )
    listing = Scroll(
        *[_line(*line, close) for line in lines],
        class_name="android.widget.ListView",
        id="menuItems",
        weight=1,
    )
    return Frame(
        Frame(width=FILL, height=FILL, on_click=close, id="drawer_scrim"),
        Column(head, listing, width=300, height=FILL, background="surface", elevation=4),
        height=FILL,
    )


def _line(title: str, icon: str, on_click: Click, close: Click) -> Node:
    def pick() -> None:
        close()
        on_click()

    return Row(
        Icon(icon, id="icon"),
        Text(title, id="title", size=16, weight=1),
        min_height=52,
        pad=(20, 8, 20, 8),
        gap=24,
        focusable=True,
        on_click=pick,
    )


class ConfigureMapScreen(Screen):
    """Which of the user's things lie on the map."""

    def view(self) -> Node:
        memory = Memory(self.phone)

        def switch(layer: str, title: str, icon: str) -> Node:
            return SwitchRow(
                title,
                layer not in memory.hidden,
                lambda on: memory.hide(layer, hidden=not on),
                leading=Icon(icon),
            )

        return Column(
            Toolbar("Configure map", on_up=self.finish),
            Scroll(
                Text("Show on map:", color="primary", bold=True, pad=(20, 12, 20, 8)),
                switch("favorites", "Favorites", "star"),
                switch("markers", "Map markers", "flag"),
                switch("tracks", "Tracks", "route"),
                weight=1,
            ),
            height=FILL,
        )
