"""The question which tracks count: their kinds, and from when to when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from phoneagent.virtualphone.ui import (
    AlertDialog,
    Button,
    Column,
    DialogButton,
    Flow,
    MonthDays,
    Node,
    Scroll,
    Text,
)

_WEEK = 7


class FilterDialog(AlertDialog):
    """Kinds to switch off, and two days; at first this week, which begins on Sunday.

    Args:
        kinds: the kinds there are; all are on at first.
        today: in the middle of the first span.
        on_done: gets the kinds that are on, the first and the last day.
    """

    def __init__(
        self,
        kinds: Sequence[str],
        today: date,
        on_done: Callable[[frozenset[str], date, date], object],
    ) -> None:
        super().__init__(
            "Filter",
            positive=DialogButton(
                "OK", lambda: on_done(frozenset(self.on), self._from.day, self._to.day)
            ),
            negative=DialogButton("Cancel"),
            content=self._content,
        )
        first = today - timedelta(days=(today.weekday() + 1) % _WEEK)
        self.kinds = tuple(kinds)
        self.on = set(kinds)
        self._from = MonthDays(first, self._picked_from)
        self._to = MonthDays(first + timedelta(days=_WEEK - 1), self._picked_to)
        self._open = ""

    def _content(self) -> Node:
        return Scroll(
            Flow(*(self._kind(kind) for kind in self.kinds), id="filter_items", gap=8),
            self._day("From", "from", self._from),
            self._day("To", "to", self._to),
            pad=(24, 0, 24, 0),
            gap=10,
        )

    def _kind(self, kind: str) -> Node:
        on = kind in self.on
        return Button(
            kind or "unknown",
            partial(self._flip, kind),
            style="soft" if on else "outlined",
            id="filter_dialog_check_button",
            class_name="android.widget.CompoundButton",
            checkable=True,
            checked=on,
            pad=(14, 6, 14, 6),
            width=-2.0,
        )

    def _flip(self, kind: str) -> None:
        self.on ^= {kind}
        self.invalidate()

    def _day(self, title: str, name: str, days: MonthDays) -> Node:
        field = Text(
            f"{days.day:%A, %B} {days.day.day}, {days.day.year}",
            id=f"filter_date_edit_text_{name}",
            class_name="android.widget.EditText",
            size=16,
            background="surface_high",
            radius=8,
            pad=(16, 12, 16, 12),
            on_click=lambda: self._toggle(name),
            focusable=True,
        )
        picker = days.view() if self._open == name else None
        return Column(
            Text(title, size=12, color="primary", id=f"filter_date_{name}"), field, picker, gap=4
        )

    def _toggle(self, name: str) -> None:
        self._open = "" if self._open == name else name
        self.invalidate()

    def _picked_from(self, day: date) -> None:
        self._open = ""
        if day > self._to.day:
            self._to.choose(day)

    def _picked_to(self, day: date) -> None:
        self._open = ""
        if day < self._from.day:
            self._to.choose(self._from.day)
