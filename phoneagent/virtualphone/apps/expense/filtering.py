"""Which days of the logs are shown and in which order: the filter and its sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from phoneagent.virtualphone.apps.expense.wording import days_text
from phoneagent.virtualphone.ui import (
    BottomSheet,
    Button,
    Column,
    DatePickerDialog,
    Frame,
    Node,
    Row,
    Screen,
    Scroll,
    Spacer,
    Text,
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Days from the first to the last, both included."""

    first: date
    last: date
    newest_first: bool = True

    @property
    def text(self) -> str:
        """As the toolbar says it: `2023 Oct 1 - 15 . DESC`."""
        return f"{days_text(self.first, self.last)} . {'DESC' if self.newest_first else 'ASC'}"

    def bounds_ms(self, moment: datetime) -> tuple[int, int]:
        """Its first and last millisecond, in the time zone of a moment."""
        start = datetime.combine(self.first, time.min, moment.tzinfo)
        end = datetime.combine(self.last, time.max, moment.tzinfo)
        return int(start.timestamp() * 1000), int(end.timestamp() * 1000)


class FilterSheet(BottomSheet):
    """Choose a span of days, and for lists (`sorts`) their order.

    Args:
        screen: where what has been adjusted is said.
        chosen: the filter at first.
        on_apply: gets the new one.
        sorts: whether the order is asked for, too.
    """

    def __init__(
        self,
        screen: Screen,
        chosen: Filter,
        on_apply: Callable[[Filter], object],
        *,
        sorts: bool = True,
    ) -> None:
        super().__init__()
        self.screen, self.chosen, self.on_apply, self.sorts = screen, chosen, on_apply, sorts

    def view(self) -> Node:
        days = Row(
            Spacer(1),
            self._side("From", "start", self.chosen.first, self._set_first),
            Spacer(1),
            self._side("To", "end", self.chosen.last, self._set_last),
            Spacer(1),
            pad=(0, 12, 0, 16),
        )
        return Column(
            Text("Filter", id="tv_filter", size=18, pad=(24, 12, 24, 0)),
            Scroll(days, self._order() if self.sorts else Spacer(0), shrinks=True),
            Frame(
                Button("Apply Filter", self._apply, id="btn_apply_filter", width=-1.0),
                pad=(24, 16, 24, 16),
            ),
        )

    def _side(self, label: str, id: str, day: date, on_pick: Callable[[date], object]) -> Node:
        card = Column(
            Text(
                f"{day:%b}",
                id=f"tv_{id}_month",
                background="primary",
                color="on_primary",
                height=30,
                text_align="center",
            ),
            Text(str(day.day), id=f"tv_{id}_day", size=22, bold=True, text_align="center"),
            Text(str(day.year), id=f"tv_{id}_year", text_align="center"),
            class_name="androidx.cardview.widget.CardView",
            id=f"cv_{id}_date",
            width=88,
            pad=(0, 0, 0, 8),
            gap=4,
            background="surface_high",
            focusable=True,
            on_click=lambda: self.show(DatePickerDialog(day, on_pick)),
        )
        title = Text(label, id="tv_from" if id == "start" else "tv_to", color="muted")
        return Column(title, card, width=-2.0, align="center", gap=8)

    def _order(self) -> Node:
        def button(text: str, newest_first: bool) -> Node:
            chosen = self.chosen.newest_first == newest_first
            return Button(
                text,
                lambda: self._sort(newest_first),
                style="filled" if chosen else "outlined",
                id=f"btn_date_order_{text.lower()}",
                checkable=True,
                checked=chosen,
                radius=6,
            )

        return Column(
            Text("Order by Date in", id="tv_sorted_by", color="muted"),
            Row(button("Desc", True), button("Asc", False), id="tg_date_order", width=-2.0, gap=4),
            align="center",
            gap=8,
        )

    def _sort(self, newest_first: bool) -> None:
        self.chosen = replace(self.chosen, newest_first=newest_first)

    def _set_first(self, day: date) -> None:
        if day > self.chosen.last:
            self.screen.toast("End Date Changed to Start Date!")
        self.chosen = replace(self.chosen, first=day, last=max(day, self.chosen.last))

    def _set_last(self, day: date) -> None:
        if day < self.chosen.first:
            self.screen.toast("Start Date Changed to End Date!")
        self.chosen = replace(self.chosen, last=day, first=min(day, self.chosen.first))

    def _apply(self) -> None:
        self.close()
        self.on_apply(self.chosen)
