"""What the rows of an event's form are made of: a small picture, texts that are tapped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from phoneagent.virtualphone.ui import Icon, Node, Row, Text

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.calendar.editor import EventScreen

Click = Callable[[], object]
_LEFT_DP = 56.0


class FormRows:
    """Rows for one event's screen; ids begin with `event` or `task`."""

    def __init__(self, screen: EventScreen) -> None:
        self._screen = screen
        self._what = screen.what

    def _row(self, icon: str, *parts: Node | None) -> Node:
        picture = Icon(icon, id=f"{self._what}_{icon}_image") if icon else None
        lead = Row(picture, width=_LEFT_DP, pad=(16, 0, 0, 0))
        return Row(lead, *parts, min_height=52, pad=(0, 0, 12, 0))

    def _cell(self, name: str, text: str, on_click: Click, **args: object) -> Node:
        """A text of the form that is tapped to change it."""
        look = {"size": 16, "pad": (4, 14, 4, 14), "focusable": True, "min_height": 48}
        return Text(text, id=f"{self._what}_{name}", on_click=on_click, **{**look, **args})
