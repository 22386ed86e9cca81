"""The monthly and daily view: a month with a dot on each busy day, a day's events below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from phoneagent.virtualphone.apps.calendar.agenda import sections
from phoneagent.virtualphone.apps.calendar.model import Occurrence
from phoneagent.virtualphone.apps.calendar.month import MonthPane, month_view
from phoneagent.virtualphone.apps.calendar.monthpaint import Cell
from phoneagent.virtualphone.apps.calendar.wording import day_text, month_title
from phoneagent.virtualphone.ui import FILL, Column, Divider, Frame, Node, RecyclerView, Text


class MonthDayPane(MonthPane):
    """A tap on a day shows what is on it; before that the whole month is listed."""

    chosen: date | None = None

    def show_day(self, day: date) -> None:
        super().show_day(day)
        self.chosen = None

    def go_to_today(self) -> None:
        super().go_to_today()
        self.chosen = self.today

    def new_event_day(self) -> date:
        return self.chosen or super().new_event_day()

    def view(self) -> Node:
        page = self.page
        found = self.screen.visible(self.screen.store.between(page[0], page[-1]))
        zone = self.screen.store.zone
        busy = {day: self.screen.color(o) for o in reversed(found) for day in o.days(zone)}
        cells = [
            Cell(
                day.day,
                day.month == self.day.month,
                day == self.today,
                day == self.chosen,
                busy.get(day, ""),
            )
            for day in page
        ]
        top = month_view(self.month(page, cells), page, self._choose, id="month_day_view_wrapper")
        return Column(
            top,
            Divider(id="month_day_view_divider"),
            self._below(found),
            id="month_day_calendar_holder",
            class_name="android.view.ViewGroup",
            height=FILL,
            on_swipe=self.swiped,
        )

    def _choose(self, day: date) -> None:
        self.day = self.chosen = day
        self.screen.listing.unselect()

    def _below(self, found: Sequence[Occurrence]) -> Node:
        zone = self.screen.store.zone
        if self.chosen:
            label = day_text(self.chosen, self.today)
            shown = [one for one in found if self.chosen in one.days(zone)]
            rows = [make() for make in self.screen.listing.rows(shown, self.chosen)]
        else:
            label = month_title(self.day, self.today)
            shown = [o for o in found if o.days(zone)[0].month == self.day.month]
            rows = [row() for _, row in sections(self.screen, shown, months=False)]
        nothing = Text(
            "No items found.",
            id="month_day_no_events_placeholder",
            size=16,
            color="muted",
            at="top_center",
            pad=16,
        )
        listing = RecyclerView(*rows, id="month_day_events_list", key=f"month_day{label}")
        return Column(
            Text(label, id="month_day_selected_day_label", bold=True, size=16, pad=(16, 8, 16, 4)),
            Frame(listing if rows else nothing, weight=1, height=FILL),
            id="month_day_list_holder",
            class_name="android.widget.RelativeLayout",
            weight=1,
        )
