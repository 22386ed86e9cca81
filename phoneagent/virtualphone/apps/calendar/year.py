"""The yearly view: twelve small months."""

from __future__ import annotations

from datetime import date

from phoneagent.virtualphone.apps.calendar.month import page_of
from phoneagent.virtualphone.apps.calendar.monthpaint import Cell, Month
from phoneagent.virtualphone.apps.calendar.pane import Pane
from phoneagent.virtualphone.ui import FILL, Column, Node, Picture, Row, Text

_TEXT_DP, _DOT = 8.5, "primary"
_COLUMNS = 3


class YearPane(Pane):
    """One year after another; a tap on a month opens it."""

    has_fab = False

    def shifted(self, steps: int) -> date:
        return date(min(max(self.day.year + steps, 1), 9999), 1, 1)

    def is_away(self) -> bool:
        return self.day.year != self.today.year

    def view(self) -> Node:
        busy = self._busy()
        months = [self._month(date(self.day.year, number, 1), busy) for number in range(1, 13)]
        rows = [
            Row(*months[start : start + _COLUMNS], weight=1, align="fill", gap=8)
            for start in range(0, 12, _COLUMNS)
        ]
        return Column(
            self.navigation(str(self.day.year)),
            Column(*rows, id="calendar_wrapper", class_name="android.widget.GridLayout", weight=1),
            id="calendar_holder",
            class_name="android.widget.RelativeLayout",
            height=FILL,
            pad=(8, 0, 8, 8),
            on_swipe=self.swiped,
        )

    def _busy(self) -> set[date]:
        screen, year = self.screen, self.day.year
        found = screen.visible(screen.store.between(date(year, 1, 1), date(year, 12, 31)))
        return {day for one in found for day in one.days(screen.store.zone)}

    def _month(self, first: date, busy: set[date]) -> Node:
        px = self.screen.phone.density_dpi / 160
        cells = tuple(
            Cell(
                day.day,
                day.month == first.month,
                day == self.today,
                dot=_DOT if day in busy and day.month == first.month else "",
            )
            for day in page_of(first, self.screen.options.first_weekday)
        )
        text_px = round(_TEXT_DP * px)
        picture = Month("", -1, cells, (), text_px // 2, text_px, text_px).picture
        title = Text(
            f"{first:%B}",
            id="month_label",
            size=14,
            bold=True,
            text_align="center",
            color="primary" if self._is_now(first) else "on_surface",
        )
        small = Picture(
            picture, id="small_month_view", class_name="android.view.View", weight=1, width=FILL
        )
        return Column(
            title,
            small,
            id=f"month_{first.month}_holder",
            class_name="android.widget.RelativeLayout",
            weight=1,
            height=FILL,
            on_click=lambda: self.screen.open_month(first),
        )

    def _is_now(self, first: date) -> bool:
        return (first.year, first.month) == (self.today.year, self.today.month)
