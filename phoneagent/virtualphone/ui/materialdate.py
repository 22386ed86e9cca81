"""The date picker of Material Components: a calendar, or a field to type into."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, datetime

from phoneagent.virtualphone.ui.controls import EditText
from phoneagent.virtualphone.ui.dialogs import Dialog
from phoneagent.virtualphone.ui.node import WRAP, Node
from phoneagent.virtualphone.ui.views import (
    Button,
    Column,
    Divider,
    Grid,
    Icon,
    ImageButton,
    Row,
    Scroll,
    Spacer,
    Text,
)

_YEARS = range(1900, 2101)
_TYPED = "%m/%d/%y"
_HINT = "mm/dd/yy"
_CELL_DP = 40.0


class MaterialDatePicker(Dialog):
    """`com.google.android.material.datepicker.MaterialDatePicker` for one day, with its ids.

    Args:
        day: chosen at first; None for no day yet.
        today: the present day, which has a ring and is where the calendar opens without a day.
        on_pick: gets the chosen day when OK is tapped.
        title: above the chosen day.
    """

    def __init__(
        self,
        day: date | None,
        today: date,
        on_pick: Callable[[date], object],
        *,
        title: str = "Select date",
    ) -> None:
        super().__init__()
        self.day = day
        self._today = today
        self._on_pick = on_pick
        self._title = title
        self._month = (day or today).replace(day=1)
        self._picks_year = False
        self._types = False
        self._error = ""

    def view(self) -> Node:
        body = self._field() if self._types else self._calendar()
        return Column(self._header(), Divider(), body, self._buttons())

    def _header(self) -> Node:
        chosen = f"{self.day:%b} {self.day.day}, {self.day.year}" if self.day else "Selected date"
        kind = "calendar" if self._types else "text"
        toggle = ImageButton(
            "calendar" if self._types else "edit",
            self._toggle,
            id="mtrl_picker_header_toggle",
            desc=f"Switch to {kind} input mode",
        )
        selection = Text(chosen, id="mtrl_picker_header_selection_text", size=28, weight=1)
        return Column(
            Text(self._title, id="mtrl_picker_title_text", size=12, bold=True, color="muted"),
            Row(selection, toggle),
            id="mtrl_picker_header",
            pad=(24, 20, 12, 12),
            gap=28,
        )

    def _buttons(self) -> Node:
        return Row(
            Spacer(),
            Button("Cancel", self.cancel, style="text", id="cancel_button"),
            Button("OK", self._confirm, style="text", id="confirm_button", enabled=self._ready),
            id="date_picker_actions",
            pad=(12, 4, 12, 12),
        )

    @property
    def _ready(self) -> bool:
        return self.day is not None or self._types

    # the calendar ------------------------------------------------------------------------

    def _calendar(self) -> Node:
        body = self._years() if self._picks_year else self._days()
        return Column(self._navigation(), body, id="mtrl_calendar_main_pane", pad=(12, 4, 12, 0))

    def _navigation(self) -> Node:
        label = Row(
            Text(f"{self._month:%B %Y}", bold=True, color="muted"),
            Icon("drop_down", size=20),
            class_name="android.widget.Button",
            id="month_navigation_fragment_toggle",
            desc=f"{self._month:%B %Y}",
            width=WRAP,
            pad=(12, 8, 4, 8),
            on_click=self._turn,
            focusable=True,
        )
        arrows = [
            self._arrow("previous", "chevron_left", -1),
            self._arrow("next", "chevron_right", 1),
        ]
        shown = arrows if not self._picks_year else []
        return Row(label, Spacer(), *shown, id="month_navigation_bar", height=56)

    def _arrow(self, name: str, icon: str, months: int) -> Node:
        return ImageButton(
            icon,
            lambda: self._go(months),
            id=f"month_navigation_{name}",
            desc=f"Change to {name} month",
        )

    def _turn(self) -> None:
        self._picks_year = not self._picks_year

    def _days(self) -> Node:
        week = calendar.Calendar(calendar.SUNDAY)
        names = [Text("MTWTFSS"[day], text_align="center") for day in week.iterweekdays()]
        cells = [self._cell(n) for n in week.itermonthdays(self._month.year, self._month.month)]
        grid = Grid(*cells, columns=7, id="month_grid", on_swipe=self._swiped)
        return Column(Grid(*names, columns=7, height=40), grid)

    def _cell(self, number: int) -> Node:
        if not number:
            return Spacer(0, height=_CELL_DP)
        day = self._month.replace(day=number)
        chosen, now = day == self.day, day == self._today
        spoken = f"{day:%A, %B} {day.day}"
        look = {"background": "primary", "color": "on_primary"} if chosen else {}
        return Text(
            str(number),
            desc=f"Today {spoken}" if now else spoken,
            height=_CELL_DP,
            radius=_CELL_DP / 2,
            border="primary" if now and not chosen else "",
            text_align="center",
            selected=chosen,
            on_click=lambda: self._choose(day),
            **look,
        )

    def _choose(self, day: date) -> None:
        self.day = day

    def _swiped(self, direction: str) -> None:
        if direction in ("left", "right"):
            self._go(1 if direction == "left" else -1)

    def _go(self, months: int) -> None:
        number = self._month.year * 12 + self._month.month - 1 + months
        self._month = date(number // 12, number % 12 + 1, 1)
        self.invalidate()

    def _years(self) -> Node:
        row = (self._month.year - _YEARS.start) // 3
        cells = [self._year(year) for year in _YEARS]
        rows = [Grid(*cells[i : i + 3], columns=3) for i in range(0, len(cells), 3)]
        return Scroll(*rows, id="mtrl_calendar_year_selector_frame", height=280, start_at=row - 2)

    def _year(self, year: int) -> Node:
        def pick() -> None:
            self._month = self._month.replace(year=year)
            self._picks_year = False

        chosen = year == self._month.year
        return Text(
            str(year),
            height=52,
            radius=26,
            text_align="center",
            selected=chosen,
            background="primary" if chosen else "",
            color="on_primary" if chosen else "on_surface",
            on_click=pick,
        )

    # typing ------------------------------------------------------------------------------

    def _field(self) -> Node:
        error = Text(self._error, id="textinput_error", size=12, color="error")
        return Column(
            EditText(
                self.day.strftime(_TYPED) if self.day else "",
                key="date",
                hint=_HINT,
                input_type="date",
                ime_action="done",
                on_submit=self._confirm,
                autofocus=True,
                border="error" if self._error else "outline",
            ),
            error if self._error else None,
            id="mtrl_picker_text_input_date",
            pad=(24, 16, 24, 16),
            gap=4,
        )

    def _read(self) -> bool:
        """Take over the typed day; False, with an error shown, when it is none."""
        typed = self.text_of("date").strip()
        try:
            self.day = datetime.strptime(typed, _TYPED).date()
        except ValueError:
            example = self._today.strftime(_TYPED)
            self._error = f"Invalid format.\nUse: {_HINT}\nExample: {example}"
            self.invalidate()
            return False
        self._month, self._error = self.day.replace(day=1), ""
        return True

    def _toggle(self) -> None:
        if self._types and self.text_of("date") and not self._read():
            return
        self._types = not self._types
        self._error = ""

    def _confirm(self) -> None:
        if self._types and not self._read():
            return
        if self.day is not None:
            self.close()
            self._on_pick(self.day)
