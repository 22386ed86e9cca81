"""The monthly view: six weeks on one page, each day with its events."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from phoneagent.virtualphone.apps.calendar.model import Occurrence
from phoneagent.virtualphone.apps.calendar.monthpaint import COLUMNS, Cell, Month, Strip
from phoneagent.virtualphone.apps.calendar.pane import Pane
from phoneagent.virtualphone.apps.calendar.wording import month_title
from phoneagent.virtualphone.ui import FILL, Column, Frame, Node, Picture, Row, Spacer

WEEKS = 6
_HEADER_DP, _TEXT_DP, _SMALL_DP = 30, 15, 10.5


def months_later(day: date, months: int) -> date:
    """The first of a month."""
    number = day.year * 12 + day.month - 1 + months
    return date(min(max(number // 12, 1), 9999), number % 12 + 1, 1)


def page_of(day: date, first_weekday: int) -> list[date]:
    """The 42 days of a month's page."""
    first = day.replace(day=1)
    first -= timedelta(days=(first.weekday() - first_weekday) % COLUMNS)
    return [first + timedelta(days=number) for number in range(WEEKS * COLUMNS)]


class MonthPane(Pane):
    """One month after another; a tap on a day opens it."""

    picks_day = False

    def shifted(self, steps: int) -> date:
        return months_later(self.day, steps)

    def is_away(self) -> bool:
        return (self.day.year, self.day.month) != (self.today.year, self.today.month)

    def new_event_day(self) -> date:
        return self.day.replace(day=1) if self.is_away() else self.today

    @property
    def page(self) -> list[date]:
        return page_of(self.day, self.screen.options.first_weekday)

    def view(self) -> Node:
        page = self.page
        found = self.screen.visible(self.screen.store.between(page[0], page[-1]))
        month = self.month(page, [self._cell(day) for day in page], self._strips(page, found))
        return Column(
            self.navigation(month_title(self.day, self.today)),
            month_view(month, page, self.screen.open_day, id="month_view_wrapper"),
            id="month_calendar_holder",
            class_name="android.widget.RelativeLayout",
            height=FILL,
            on_swipe=self.swiped,
        )

    def month(
        self, page: Sequence[date], cells: Iterable[Cell], strips: Iterable[tuple[Strip, ...]] = ()
    ) -> Month:
        """The picture of a page."""
        first = self.screen.options.first_weekday
        px = self.screen.phone.density_dpi / 160
        here = self.today in page and not self.is_away()
        return Month(
            letters="".join(calendar.day_abbr[(first + n) % 7][0] for n in range(COLUMNS)),
            today_column=(self.today.weekday() - first) % COLUMNS if here else -1,
            cells=tuple(cells),
            strips=tuple(strips),
            header_px=round(_HEADER_DP * px),
            text_px=round(_TEXT_DP * px),
            small_px=round(_SMALL_DP * px),
        )

    def _cell(self, day: date) -> Cell:
        return Cell(day.day, day.month == self.day.month, day == self.today)

    def _strips(self, page: Sequence[date], found: Sequence[Occurrence]) -> list[tuple[Strip, ...]]:
        """The events of each week, the longest first."""
        weeks: list[list[Strip]] = [[] for _ in range(WEEKS)]
        for one in sorted(found, key=lambda o: (o.start_s - o.end_s) // 86_400):
            places = [page.index(day) for day in one.days(self.screen.store.zone) if day in page]
            for week in sorted({place // COLUMNS for place in places}):
                columns = [place % COLUMNS for place in places if place // COLUMNS == week]
                weeks[week].append(self._strip(one, columns[0], columns[-1]))
        return [tuple(week) for week in weeks]

    def _strip(self, found: Occurrence, first: int, last: int) -> Strip:
        screen = self.screen
        dim = screen.dims_past and found.is_over(screen.now.timestamp(), screen.store.zone)
        return Strip(found.event.title, screen.color(found), first, last, dim or found.done)


def month_view(
    month: Month, page: Sequence[date], on_day: Callable[[date], object], **args: object
) -> Node:
    """The picture of a month, with a field on each day that can be tapped."""
    rows = [
        Row(
            *(_field(day, on_day) for day in page[week * COLUMNS : (week + 1) * COLUMNS]),
            weight=1,
            align="fill",
        )
        for week in range(WEEKS)
    ]
    canvas = Picture(
        month.picture, id="month_view", class_name="android.view.View", width=FILL, height=FILL
    )
    fields = Column(Spacer(0, height=_HEADER_DP), *rows, height=FILL)
    return Frame(canvas, fields, weight=1, height=FILL, **args)


def _field(day: date, on_day: Callable[[date], object]) -> Node:
    return Node(
        class_name="android.view.View",
        id="month_view_background",
        weight=1,
        height=FILL,
        focusable=True,
        on_click=lambda: on_day(day),
    )
