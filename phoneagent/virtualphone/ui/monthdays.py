"""A month of days to pick from, as the platform's DatePicker and CalendarView show it."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date

from phoneagent.virtualphone.ui.node import Node
from phoneagent.virtualphone.ui.views import Column, Grid, ImageButton, Row, Text


class MonthDays:
    """The days of one month after another, turned by arrows or swipes.

    Args:
        day: chosen at first, and where the calendar opens.
        on_pick: called after another day was chosen.
        first_weekday: where a week begins, Monday is 0.

    Attributes:
        day: the chosen day.
    """

    def __init__(
        self,
        day: date,
        on_pick: Callable[[date], object] | None = None,
        *,
        first_weekday: int = calendar.SUNDAY,
    ) -> None:
        self.day = day
        self._month = day.replace(day=1)
        self._on_pick = on_pick
        self._first_weekday = first_weekday

    def choose(self, day: date) -> None:
        """Choose a day and turn to its month."""
        self.day = day
        self._month = day.replace(day=1)

    def view(self, *, shows_choice: bool = True) -> Node:
        """The month's name between arrows, the days below; `shows_choice` marks the chosen one."""
        title = Text(f"{self._month:%B %Y}", bold=True, size=15, weight=1, text_align="center")
        bar = Row(
            ImageButton(
                "chevron_left", lambda: self._go(-1), desc="Previous month", id="android:id/prev"
            ),
            title,
            ImageButton(
                "chevron_right", lambda: self._go(1), desc="Next month", id="android:id/next"
            ),
        )
        week = calendar.Calendar(self._first_weekday)
        names = [
            Text("MTWTFSS"[weekday], color="muted", text_align="center")
            for weekday in week.iterweekdays()
        ]
        numbers = week.itermonthdays(self._month.year, self._month.month)
        grid = Grid(
            *(self._day(number, shows_choice) for number in numbers),
            columns=7,
            id="android:id/month_view",
            class_name="android.view.View",
            on_swipe=self._swiped,
        )
        return Column(bar, Grid(*names, columns=7), grid, pad=(16, 0, 16, 0), gap=4)

    def _day(self, number: int, shows_choice: bool) -> Node:
        if not number:
            return Node(class_name="android.view.View", height=42)
        day = self._month.replace(day=number)
        chosen = shows_choice and day == self.day
        return Node(
            class_name="android.view.View",
            text=str(number),
            desc=f"{number:02d} {day:%B %Y}",
            checkable=True,
            checked=chosen,
            height=42,
            radius=21,
            text_align="center",
            background="primary" if chosen else "",
            color="on_primary" if chosen else "on_surface",
            on_click=lambda: self._pick(day),
        )

    def _pick(self, day: date) -> None:
        self.choose(day)
        if self._on_pick:
            self._on_pick(day)

    def _swiped(self, direction: str) -> None:
        if direction in ("left", "right"):
            self._go(1 if direction == "left" else -1)

    def _go(self, months: int) -> None:
        number = self._month.year * 12 + self._month.month - 1 + months
        self._month = date(number // 12, number % 12 + 1, 1)
