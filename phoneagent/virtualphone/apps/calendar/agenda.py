"""The simple event list: what is to come, by months and days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.calendar.model import Occurrence, midnight_s
from phoneagent.virtualphone.apps.calendar.pane import Pane
from phoneagent.virtualphone.apps.calendar.wording import day_in_month, month_title
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Node,
    SectionedList,
    Text,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.calendar.main import CalendarScreen

Line = tuple[float, Callable[[], Node]]
"""A row of a list: its height in dp, and what makes it."""

_MONTH_DP, _DAY_DP = 52.0, 40.0
_AHEAD = timedelta(days=183)
_FURTHER = timedelta(days=92)
_FEW = 30


class AgendaPane(Pane):
    """Half a year ahead; a swipe beyond an end of the list brings three months more."""

    has_dates = False

    def __init__(self, screen: CalendarScreen, day: date) -> None:
        super().__init__(screen, day)
        self._before = self._beyond = timedelta()

    def is_away(self) -> bool:
        return self.screen.states.scroll_of("agenda").offset_px > 0

    def new_event_day(self) -> date:
        return self.today

    def go_to_today(self) -> None:
        self._before = timedelta()
        self.screen.scroll_to("agenda", 0)

    def view(self) -> Node:
        lines = sections(self.screen, self._found(), months=True)
        return Column(
            SectionedList(lines, id="calendar_events_list", key="agenda") if lines else _nothing(),
            id="calendar_events_list_holder",
            class_name="android.widget.RelativeLayout",
            height=FILL,
            on_swipe=self._swiped,
        )

    def _found(self) -> Sequence[Occurrence]:
        """From now, or some months before, to half a year ahead; further where there is little."""
        screen = self.screen
        zone, now_s = screen.store.zone, int(screen.now.timestamp())
        first_s = midnight_s(self.today - self._before, zone) if self._before else now_s
        until = self.today + _AHEAD + self._beyond
        found = screen.store.after(first_s, midnight_s(until, zone))
        if sum(one.end_s >= now_s for one in found) < _FEW:
            found = screen.store.after(first_s, midnight_s(until + _FURTHER, zone))
        return screen.visible(found)

    def _swiped(self, direction: str) -> None:
        if direction == "up":
            self._beyond += _FURTHER
        elif direction == "down":
            shown = len(sections(self.screen, self._found(), months=True))
            self._before += _FURTHER
            lines = sections(self.screen, self._found(), months=True)
            added = sum(height for height, _ in lines[: len(lines) - shown])
            self.screen.scroll_to("agenda", round(added * self.screen.phone.density_dpi / 160))


def sections(
    screen: CalendarScreen, found: Sequence[Occurrence], *, months: bool
) -> Sequence[Line]:
    """Rows of events, with a heading for each day and maybe for each month."""
    lines: list[Line] = []
    month = day = None
    for one, (height, row) in zip(found, screen.listing.lines(found), strict=True):
        starts = one.days(screen.store.zone)[0]
        if months and month != (starts.year, starts.month):
            month = (starts.year, starts.month)
            lines.append((_MONTH_DP, _heading(month_title(starts, screen.today), "primary", 18)))
        if day != starts:
            day = starts
            color = "primary" if day == screen.today else "on_surface"
            lines.append((_DAY_DP, _heading(day_in_month(day), color, 15)))
        lines.append((height, row))
    return lines


def _heading(title: str, color: str, size: float) -> Callable[[], Node]:
    def make() -> Node:
        return Text(
            title, id="event_section_title", color=color, size=size, bold=True, pad=(16, 10, 16, 4)
        )

    return make


def _nothing() -> Node:
    return Column(
        Text(
            "No upcoming events.",
            id="calendar_empty_list_placeholder",
            size=16,
            color="muted",
            text_align="center",
        ),
        pad=(24, 32, 24, 0),
        align="fill",
    )
