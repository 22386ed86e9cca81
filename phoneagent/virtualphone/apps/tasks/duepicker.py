"""The sheets that choose a due date or a start date: shortcuts, times of day, a calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.tasks.model import Task, day_of, moment_ms, time_of
from phoneagent.virtualphone.apps.tasks.wording import Dates
from phoneagent.virtualphone.timetext import hour24
from phoneagent.virtualphone.ui import (
    BottomSheet,
    Button,
    Column,
    MaterialTimePicker,
    MonthDays,
    Node,
    Row,
    Scroll,
    Spacer,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

_TIMES = (
    ("morning_button", time(9)),
    ("afternoon_button", time(13)),
    ("evening_button", time(17)),
    ("night_button", time(20)),
)
_NOON = time(12)

Day = tuple[str, str, date | None]
"""A shortcut: its id, what it says, the day it means (None for no date)."""


class DatePickerSheet(BottomSheet):
    """A day and maybe a time of day; leaving the sheet keeps what was chosen, Cancel does not.

    Args:
        phone: whose clock is shown.
        day: chosen at first; None for no date.
        clock: chosen at first; None for the whole day.
        on_done: gets day and time.
    """

    def __init__(
        self,
        phone: VirtualPhone,
        day: date | None,
        clock: time | None,
        on_done: Callable[[date | None, time | None], object],
    ) -> None:
        super().__init__(on_cancel=self._return)
        self._long_day = hour24(phone.settings)
        self._now = phone.clock.now()
        self.day, self.clock = day, clock
        self._before = (day, clock)
        self._on_done = on_done
        self._calendar = MonthDays(day or self.today, self._choose)

    @property
    def today(self) -> date:
        return self._now.date()

    @property
    def dates(self) -> Dates:
        return Dates(self._now, self._long_day)

    def shortcuts(self) -> Sequence[Day]:
        """The days that are offered."""
        week = self.today + timedelta(days=7)
        return (
            ("today_button", "Today", self.today),
            ("tomorrow_button", "Tomorrow", self.today + timedelta(days=1)),
            ("next_week_button", f"Next {week:%a}", week),
            ("no_date_button", "No date", None),
        )

    def view(self) -> Node:
        groups = Row(
            Column(*self._day_buttons(), id="date_group", weight=1, gap=2),
            Column(*self._time_buttons(), id="time_group", weight=1, gap=2),
            align="start",
            gap=12,
            pad=(16, 8, 16, 8),
        )
        days = self._calendar.view(shows_choice=self.day is not None)
        days.id, days.class_name = "calendar_view", "android.widget.CalendarView"
        buttons = Row(
            Spacer(),
            Button("Cancel", self.close, style="text", id="cancel_button"),
            Button("OK", self._done, style="text", id="ok_button"),
            pad=(8, 0, 8, 0),
        )
        body = Scroll(groups, days, shrinks=True)
        return Column(body, buttons)

    def _day_buttons(self) -> list[Node]:
        offered = list(self.shortcuts())
        if self.day not in [day for _, _, day in offered]:
            said = self.dates.day(self.day or self.today, short=True)
            offered.insert(0, ("current_date_selection", said, self.day))
        return [self._day_button(*one) for one in offered]

    def _day_button(self, id: str, text: str, day: date | None) -> Node:
        def pick() -> None:
            if day is None:
                self.day = self.clock = None
            else:
                self._calendar.choose(day)
                self.day = day

        return _choice(id, text, self.day == day, pick)

    def _time_buttons(self) -> list[Node]:
        offered = [(id, self._said(clock), clock) for id, clock in _TIMES]
        if self.clock and self.clock not in [clock for _, _, clock in offered]:
            offered.insert(0, ("current_time_selection", self._said(self.clock), self.clock))
        return [
            *(self._time_button(*one) for one in offered),
            _choice("pick_time_button", "Pick time", False, self._pick_time),
            _choice("no_time", "No time", self.clock is None, self._clear_time),
        ]

    def _said(self, clock: time) -> str:
        moment = self._now.replace(hour=clock.hour, minute=clock.minute)
        return self.dates.clock(moment)

    def _time_button(self, id: str, text: str, clock: time) -> Node:
        return _choice(id, text, self.clock == clock, lambda: self._set_time(clock))

    def _set_time(self, clock: time) -> None:
        """Take a time; without a day it is the next time the clock shows it."""
        if self.day is None:
            later = clock > self._now.time()
            day = self.today if later else self.today + timedelta(days=1)
            self._calendar.choose(day)
            self.day = day
        self.clock = clock
        self.invalidate()

    def _clear_time(self) -> None:
        self.clock = None

    def _pick_time(self) -> None:
        start = self.clock or _NOON
        self.show(MaterialTimePicker(start, self._set_time, hour24=self._long_day))

    def _choose(self, day: date) -> None:
        self.day = day

    def _done(self) -> None:
        self.close()
        self._return()

    def _return(self) -> None:
        if (self.day, self.clock) != self._before:
            self._on_done(self.day, self.clock)


class StartPickerSheet(DatePickerSheet):
    """The start of a task, also relative to its due date."""

    def __init__(
        self,
        phone: VirtualPhone,
        day: date | None,
        clock: time | None,
        due: date | None,
        on_done: Callable[[date | None, time | None], object],
    ) -> None:
        self._due = due
        super().__init__(phone, day, clock, on_done)

    def shortcuts(self) -> Sequence[Day]:
        if self._due is None:
            return (*super().shortcuts()[:2], ("no_date_button", "No date", None))
        return (
            ("due_date_button", "Due date", self._due),
            ("day_before_due_button", "Day before due", self._due - timedelta(days=1)),
            ("week_before_due_button", "Week before due", self._due - timedelta(days=7)),
            ("no_date_button", "No date", None),
        )


class DuePicker(DatePickerSheet):
    """The due date of one or several tasks.

    Args:
        phone: whose clock is shown.
        tasks: the first one's date is shown at first.
        on_done: gets the due date in milliseconds, 0 for none.
    """

    def __init__(
        self, phone: VirtualPhone, tasks: Sequence[Task], on_done: Callable[[int], object]
    ) -> None:
        zone: tzinfo = phone.clock.now().tzinfo or UTC
        due_ms = tasks[0].due_ms if tasks else 0
        day = day_of(due_ms, zone) if due_ms else None
        clock = time_of(due_ms, zone) if due_ms else None

        def done(day: date | None, clock: time | None) -> None:
            on_done(moment_ms(day, clock, zone) if day else 0)

        super().__init__(phone, day, clock, done)


def _choice(id: str, text: str, chosen: bool, on_click: Callable[[], object]) -> Node:
    return Button(
        text,
        on_click,
        style="soft" if chosen else "text",
        class_name="android.widget.RadioButton",
        id=id,
        checkable=True,
        checked=chosen,
        min_height=40,
        pad=(12, 8, 12, 8),
    )
