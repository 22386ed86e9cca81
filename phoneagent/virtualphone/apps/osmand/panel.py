"""The sheet at the foot of the map: what a point is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from phoneagent.virtualphone.apps.osmand.geo import GeoPoint
from phoneagent.virtualphone.apps.osmand.gpx import Waypoint
from phoneagent.virtualphone.apps.osmand.markers import Marker
from phoneagent.virtualphone.apps.osmand.places import Place
from phoneagent.virtualphone.ui import (
    FILL,
    BottomSheet,
    Button,
    Column,
    Divider,
    Icon,
    Node,
    Row,
    Scroll,
    Spacer,
    Text,
)

Click = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Spot:
    """A point the user looks at, and what the app knows about it.

    Attributes:
        place: its name and position.
        favorite: the favourite that lies there.
        marker: the marker that lies there.
    """

    place: Place
    favorite: Waypoint | None = None
    marker: Marker | None = None

    @property
    def point(self) -> GeoPoint:
        return self.place.point

    @property
    def kind(self) -> str:
        if self.favorite:
            return f"Favorite \u2022 {self.favorite.group or 'Favorites'}"
        return "Map marker" if self.marker else self.place.description

    @property
    def icon(self) -> str:
        return "star" if self.favorite else "flag" if self.marker else "location"


@dataclass(frozen=True, slots=True)
class Action:
    """A button of the sheet."""

    text: str
    icon: str
    id: str
    on_click: Click


def spot_panel(
    spot: Spot, details: Sequence[str], actions: Sequence[Action], foot: Sequence[Action]
) -> Node:
    """The context menu of a point.

    Args:
        spot: what it is about.
        details: further lines, shown once they are asked for.
        actions: the row of buttons with icons.
        foot: the two buttons below.
    """
    texts = Column(
        Text(spot.place.name, id="context_menu_line1", size=20, max_lines=2),
        Text(spot.kind, id="context_menu_line2", color="muted") if spot.kind else None,
        weight=1,
        gap=2,
        align="start",
    )
    head = Row(texts, Icon(spot.icon, id="context_menu_icon_view", color="amber"), gap=16)
    lines = [Text(line, size=15, pad=(20, 4, 20, 4)) for line in details]
    return sheet(
        Row(head, pad=(20, 16, 20, 12), id="context_menu_top_view"),
        *lines,
        Divider(),
        Row(*[_action(action) for action in actions], id="context_menu_buttons"),
        Divider(),
        Row(
            *[_foot(action, number) for number, action in enumerate(foot)],
            pad=(16, 8, 16, 12),
            gap=12,
        ),
        id="context_menu_main",
    )


def sheet(*children: Node | None, **args: Any) -> Node:
    """A panel that rises from the foot of the screen; it keeps touches from what lies below."""
    defaults: dict[str, Any] = {
        "background": "surface",
        "elevation": 3,
        "at": "bottom_start",
        "on_swipe": lambda direction: None,
    }
    return Column(*children, **(defaults | args))


def _action(action: Action) -> Node:
    return Column(
        Icon(action.icon, color="primary"),
        Text(action.text, size=13, color="primary", bold=True, max_lines=1),
        id=action.id,
        weight=1,
        align="center",
        gap=4,
        pad=(4, 12, 4, 10),
        focusable=True,
        on_click=action.on_click,
    )


def _foot(action: Action, number: int) -> Node:
    style = "filled" if number else "soft"
    return Button(
        action.text, action.on_click, style=style, id=action.id, weight=1, radius=8, width=FILL
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a bottom sheet."""

    text: str
    icon: str
    on_click: Click
    enabled: bool = True


class ChoiceSheet(BottomSheet):
    """A list of choices at the foot of the screen, with a button that closes it."""

    def __init__(self, title: str, lines: Sequence[Line], closing: str = "Cancel") -> None:
        super().__init__()
        self.title = title
        self.lines = tuple(lines)
        self.closing = closing

    def view(self) -> Node:
        return Column(
            Text(self.title, id="title", size=18, bold=True, pad=(20, 20, 20, 10), max_lines=2),
            Scroll(*[self._line(line) for line in self.lines], shrinks=True),
            Divider(),
            Row(
                Button(
                    self.closing,
                    self.cancel,
                    style="soft",
                    id="dismiss_button",
                    weight=1,
                    width=FILL,
                    radius=8,
                ),
                pad=(16, 8, 16, 12),
            ),
        )

    def _line(self, line: Line) -> Node:
        def pick() -> None:
            self.close()
            line.on_click()

        return Row(
            Icon(line.icon, id="icon", enabled=line.enabled),
            Text(line.text, id="title", size=16, weight=1, max_lines=2, enabled=line.enabled),
            Spacer(0),
            min_height=52,
            pad=(20, 8, 20, 8),
            gap=20,
            enabled=line.enabled,
            focusable=True,
            on_click=pick,
        )
