"""Pickers inside dialogs: a date from a calendar, a number from a wheel."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date
from typing import Any

from phoneagent.virtualphone.ui.controls import EditText
from phoneagent.virtualphone.ui.dialogs import AlertDialog, DialogButton
from phoneagent.virtualphone.ui.monthdays import MonthDays
from phoneagent.virtualphone.ui.node import Drag, Node
from phoneagent.virtualphone.ui.views import Button, Column, Scroll, Text

_YEARS_AROUND = 100
_WHEEL_STEP_DP = 48.0


class DatePickerDialog(AlertDialog):
    """The platform's calendar: a month of days, arrows or swipes between months, a list of years.

    Args:
        day: chosen at first.
        on_pick: gets the chosen day when OK is tapped.
        first_weekday: where a week begins, Monday is 0.
    """

    def __init__(
        self,
        day: date,
        on_pick: Callable[[date], object],
        *,
        first_weekday: int = calendar.SUNDAY,
    ) -> None:
        super().__init__(
            positive=DialogButton("OK", lambda: on_pick(self.day)),
            negative=DialogButton("Cancel"),
            content=self._picker,
        )
        self._days = MonthDays(day, first_weekday=first_weekday)
        self._picks_year = False

    @property
    def day(self) -> date:
        """The chosen day."""
        return self._days.day

    def _picker(self) -> Node:
        body = self._years() if self._picks_year else self._days.view()
        return Column(self._header(), body, id="android:id/datePicker")

    def _header(self) -> Node:
        year = Text(
            str(self.day.year),
            id="android:id/date_picker_header_year",
            color="on_primary",
            size=16,
            on_click=lambda: self._turn(years=True),
            focusable=True,
        )
        title = Text(
            f"{self.day:%a, %b} {self.day.day}",
            id="android:id/date_picker_header_date",
            color="on_primary",
            size=30,
            on_click=lambda: self._turn(years=False),
            focusable=True,
        )
        return Column(
            year,
            title,
            id="android:id/date_picker_header",
            background="primary",
            radius=20,
            pad=(24, 16, 24, 16),
            margin=(12, 0, 12, 8),
            align="start",
            gap=4,
        )

    def _turn(self, *, years: bool) -> None:
        self._picks_year = years

    def _years(self) -> Node:
        middle = self.day.year
        lines = [self._year(y) for y in range(middle - _YEARS_AROUND, middle + _YEARS_AROUND + 1)]
        return Scroll(
            *lines,
            id="android:id/date_picker_year_picker",
            class_name="android.widget.ListView",
            start_at=_YEARS_AROUND - 3,
            height=320,
        )

    def _year(self, year: int) -> Node:
        def pick() -> None:
            last = calendar.monthrange(year, self.day.month)[1]
            self._days.choose(self.day.replace(year=year, day=min(self.day.day, last)))
            self._picks_year = False

        return Text(
            str(year),
            id="android:id/text1",
            size=18,
            height=48,
            text_align="center",
            color="primary" if year == self.day.year else "on_surface",
            bold=year == self.day.year,
            on_click=pick,
            focusable=True,
        )


def NumberPicker(
    value: int,
    span: range,
    on_change: Callable[[int], object],
    *,
    show: Callable[[int], str] = str,
    **args: Any,
) -> Node:
    """The platform's wheel: the values before and after are buttons, the middle one a text field.

    Dragging turns it, one value per 48 dp; what is typed counts once it is a value's name or lies
    in `span`.
    """

    def at(offset: int) -> int:
        return span[(span.index(value) + offset) % len(span)]

    def typed(text: str) -> None:
        named = next((v for v in span if show(v).casefold() == text.casefold()), None)
        if named is None and text.isdecimal() and show(value).isdecimal():
            named = int(text)
        if named is not None and named in span:
            on_change(named)

    def turn(drag: Drag) -> None:
        if drag.kind == "up":
            steps = round((drag.start_y - drag.y) / (drag.frame.height / 3))
            on_change(at(steps))

    def button(offset: int) -> Node:
        return Button(
            show(at(offset)),
            lambda: on_change(at(offset)),
            style="text",
            color="disabled",
            height=_WHEEL_STEP_DP,
        )

    field = EditText(
        show(value),
        typed,
        id="android:id/numberpicker_input",
        key=f"{args.get('id', 'number')}-input",
        size=22,
        background="",
        text_align="center",
        input_type="number" if show(value).isdecimal() else "text",
        ime_action="done",
        min_height=_WHEEL_STEP_DP,
        pad=(8, 4, 8, 4),
    )
    defaults: dict[str, Any] = {"class_name": "android.widget.NumberPicker", "width": 72}
    return Column(button(-1), field, button(1), on_drag=turn, **(defaults | args))
