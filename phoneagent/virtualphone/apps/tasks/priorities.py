"""The four round buttons of the priorities, the lowest first."""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.apps.tasks.model import HIGH, NONE, PRIORITY_COLORS
from phoneagent.virtualphone.ui import AlertDialog, DialogButton, Node, Row, Text


def priority_buttons(chosen: int, on_pick: Callable[[int], object]) -> Node:
    """A row of radio buttons in the colours of the priorities; the real app names none of them."""
    buttons = [_button(priority, chosen, on_pick) for priority in range(NONE, HIGH - 1, -1)]
    return Row(*buttons, width=-2.0, gap=4)


def _button(priority: int, chosen: int, on_pick: Callable[[int], object]) -> Node:
    return Node(
        class_name="android.widget.RadioButton",
        icon="radio_on" if priority == chosen else "radio_off",
        size=26,
        width=44,
        height=44,
        radius=22,
        color=PRIORITY_COLORS[priority],
        checkable=True,
        checked=priority == chosen,
        focusable=True,
        on_click=lambda: on_pick(priority),
    )


class PriorityDialog(AlertDialog):
    """Choose a priority for several tasks.

    Args:
        chosen: the one they have in common; -1 for none.
        on_pick: gets the chosen one when OK is tapped.
    """

    def __init__(self, chosen: int, on_pick: Callable[[int], object]) -> None:
        super().__init__(
            "Change priority",
            positive=DialogButton("OK", lambda: on_pick(self.chosen) if self.chosen >= 0 else None),
            negative=DialogButton("Cancel"),
            content=self._body,
        )
        self.chosen = chosen

    def _body(self) -> Node:
        buttons = priority_buttons(self.chosen, self._pick)
        return Row(Text("Priority", size=16, weight=1), buttons, pad=(24, 12, 16, 0))

    def _pick(self, priority: int) -> None:
        self.chosen = priority
