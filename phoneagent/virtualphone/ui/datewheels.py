"""The date picker made of three wheels: the platform's DatePicker in spinner mode."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date
from typing import Any

from phoneagent.virtualphone.ui.node import WRAP, Node
from phoneagent.virtualphone.ui.pickers import NumberPicker
from phoneagent.virtualphone.ui.views import Column, Row

YEARS = range(1900, 2101)
_MONTHS = [calendar.month_abbr[month] for month in range(1, 13)]


def DateWheels(
    day: date, on_change: Callable[[date], object], *, shows_day: bool = True, **args: Any
) -> Node:
    """Wheels for month, day and year; what is shown lies on `on_change`'s side.

    Args:
        day: the date shown.
        on_change: gets every date a wheel is turned to; a day that a month lacks becomes its last.
        shows_day: False leaves the wheel of the day out.
        **args: fields of the node around the wheels.
    """

    def change(year: int, month: int, number: int) -> object:
        last = calendar.monthrange(year, month)[1]
        return on_change(date(year, month, min(number, last)))

    month = NumberPicker(
        day.month,
        range(1, 13),
        lambda value: change(day.year, value, day.day),
        show=lambda value: _MONTHS[value - 1],
        id="android:id/month",
    )
    number = NumberPicker(
        day.day,
        range(1, calendar.monthrange(day.year, day.month)[1] + 1),
        lambda value: change(day.year, day.month, value),
        show=lambda value: f"{value:02d}",
        id="android:id/day",
    )
    year = NumberPicker(
        day.year,
        YEARS,
        lambda value: change(value, day.month, day.day),
        id="android:id/year",
    )
    wheels = Row(month, number if shows_day else None, year, width=WRAP, gap=16)
    defaults: dict[str, Any] = {"class_name": "android.widget.DatePicker", "align": "center"}
    return Column(wheels, **({"id": "date_picker"} | defaults | args))
