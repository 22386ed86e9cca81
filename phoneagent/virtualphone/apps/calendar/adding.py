"""The round button that adds an event, and the two it opens where tasks are allowed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.calendar.model import midnight_s
from phoneagent.virtualphone.ui import FILL, Fab, Frame, Icon, Node, Row, Text

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.calendar.main import CalendarScreen


class Adders:
    """Adds to the day of the view that is shown.

    Attributes:
        are_open: the buttons for an event and for a task are shown.
    """

    def __init__(self, screen: CalendarScreen) -> None:
        self._screen = screen
        self.are_open = False

    def view(self) -> list[Node]:
        """What floats above a view; nothing over some, or while something is selected."""
        if self._screen.listing or not self._screen.pane.has_fab:
            return []
        fab = Fab("add", self._add, desc="New Event", id="calendar_fab")
        if not self.are_open:
            return [fab]
        event = self._adder("Event", "fab_event_label", task=False, foot=28)
        task = self._adder("Task", "fab_task_label", task=True, foot=96)
        return [
            Frame(
                id="fab_extended_overlay",
                class_name="android.widget.RelativeLayout",
                height=FILL,
                on_click=self.close,
            ),
            event,
            task,
            fab,
        ]

    def _adder(self, title: str, id: str, *, task: bool, foot: float) -> Node:
        def add() -> None:
            self._create_here(task=task)

        label = Text(
            title,
            id=id,
            size=16,
            background="surface_high",
            radius=8,
            pad=(14, 8, 14, 8),
            elevation=2,
            on_click=add,
        )
        icon = Icon(
            "task",
            id="fab_task_icon",
            width=44,
            height=44,
            radius=14,
            background="primary_soft",
            color="on_primary_soft",
            elevation=2,
            on_click=add,
        )
        parts = [label, icon] if task else [label]
        side = 22 if task else 88
        return Row(*parts, width=-2.0, gap=22, at="bottom_end", margin=(0, 0, side, foot))

    def _add(self) -> None:
        if self._screen.options.creates_tasks and not self.are_open:
            self.are_open = True
        else:
            self._create_here(task=False)

    def _create_here(self, *, task: bool) -> None:
        """Begin at the next full hour of the view's day."""
        start_s = midnight_s(self._screen.pane.new_event_day(), self._screen.store.zone)
        hour = min(self._screen.now.hour + 1, 23)
        start = datetime.fromtimestamp(start_s, self._screen.store.zone).replace(hour=hour)
        self._screen.create(start, self._screen.options.duration_minutes, task=task)

    def close(self) -> None:
        """Take the two buttons away."""
        self.are_open = False
