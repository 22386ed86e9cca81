"""The dialog for an amount of time: a number, and what it counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from phoneagent.virtualphone.ui import (
    AlertDialog,
    Column,
    DialogButton,
    EditText,
    Node,
    RadioButton,
)


class AmountDialog(AlertDialog):
    """So many of a unit.

    Args:
        id: of the view; that of the field is derived from it.
        units: names of the units, each with its length.
        largest: the largest number that counts; more is reduced to it.
        on_done: gets the number times the unit's length; 0 when nothing was typed.
    """

    def __init__(
        self,
        id: str,
        units: Sequence[tuple[str, int]],
        largest: int,
        on_done: Callable[[int], object],
    ) -> None:
        super().__init__(
            positive=DialogButton("OK", self._done),
            negative=DialogButton("Cancel"),
            content=self._body,
        )
        self._id, self._units, self._largest, self._on_done = id, units, largest, on_done
        self._unit = 0

    def _body(self) -> Node:
        field = EditText(
            "",
            id=f"{self._id}_value",
            hint="Value",
            input_type="number",
            ime_action="done",
            autofocus=True,
        )
        lines = [self._line(number, name) for number, (name, _) in enumerate(self._units)]
        group = Column(*lines, id="dialog_radio_view", class_name="android.widget.RadioGroup")
        return Column(field, group, id=f"{self._id}_holder", pad=(24, 12, 24, 0))

    def _line(self, number: int, name: str) -> Node:
        def pick(_: bool) -> None:
            self._unit = number

        return RadioButton(
            number == self._unit, pick, text=name, id=f"dialog_radio_{name}", min_height=48
        )

    def _done(self) -> None:
        typed = self.text_of(f"{self._id}_value")
        count = int(typed) if typed.isdecimal() else 0
        self._on_done(min(count, self._largest) * self._units[self._unit][1])
