"""The weekly view: seven columns of hours with the events in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from phoneagent.virtualphone.apps.calendar.model import Occurrence, midnight_s
from phoneagent.virtualphone.apps.calendar.pane import Pane
from phoneagent.virtualphone.apps.calendar.wording import time_text
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Divider,
    Frame,
    Icon,
    ListDialog,
    Node,
    Row,
    Scroll,
    Text,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.calendar.main import CalendarScreen

DAYS = 7
_HOUR_DP, _LEFT_DP = 60.0, 52.0
_SHORTEST_S = 20 * 60
_MORNING = 7
"""The hour at the top at first."""
_SCROLL = "week_events_scrollview"
_LINE_DP = 15.0


def lanes(found: Sequence[Occurrence]) -> list[tuple[Occurrence, int, int]]:
    """Each event with its lane and the number of lanes it shares its time with."""
    placed: list[tuple[Occurrence, int, int]] = []
    group: list[tuple[Occurrence, int]] = []
    ends: list[int] = []
    for one in sorted(found, key=lambda o: (o.start_s, -o.end_s)):
        if ends and one.start_s >= max(ends):
            placed += [(o, lane, len(ends)) for o, lane in group]
            group, ends = [], []
        end_s = max(one.end_s, one.start_s + _SHORTEST_S)
        lane = next((n for n, end in enumerate(ends) if end <= one.start_s), len(ends))
        ends[lane : lane + 1] = [end_s]
        group.append((one, lane))
    return placed + [(o, lane, len(ends)) for o, lane in group]


class WeekPane(Pane):
    """One week after another; a tap on a free hour offers to put something there."""

    has_fab = False

    def __init__(self, screen: CalendarScreen, day: date) -> None:
        super().__init__(screen, day)
        screen.scroll_to(_SCROLL, round(_MORNING * _HOUR_DP * screen.phone.density_dpi / 160))
        self._slot: tuple[date, int] | None = None

    @property
    def first(self) -> date:
        shift = (self.day.weekday() - self.screen.options.first_weekday) % DAYS
        return self.day - timedelta(days=shift)

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range(DAYS)]

    def shifted(self, steps: int) -> date:
        return self.day + timedelta(weeks=steps)

    def show_day(self, day: date) -> None:
        super().show_day(day)
        self._slot = None

    def is_away(self) -> bool:
        return self.today not in self.days

    def view(self) -> Node:
        days = self.days
        found = self.screen.visible(self.screen.store.between(days[0], days[-1]))
        whole = [one for one in found if self._is_whole(one)]
        timed = [one for one in found if not self._is_whole(one)]
        columns = [self._column(day, timed) for day in days]
        hours = Scroll(
            Row(self._hours(), *columns, align="fill", height=24 * _HOUR_DP),
            id=_SCROLL,
            weight=1,
        )
        return Column(
            self._top(days),
            *(self._whole_day(one, days) for one in whole),
            Divider(),
            hours,
            id="week_view_holder",
            class_name="android.widget.RelativeLayout",
            height=FILL,
            on_swipe=self.swiped,
        )

    def _is_whole(self, found: Occurrence) -> bool:
        return found.event.all_day or len(found.days(self.screen.store.zone)) > 1

    def _top(self, days: Sequence[date]) -> Node:
        number = days[3].isocalendar().week
        corner = Column(
            Text(f"{days[0]:%b}", id="week_view_month_label", size=14, text_align="center"),
            Text(f"Wk. {number}", id="week_view_week_number", size=12, text_align="center"),
            width=_LEFT_DP,
        )
        labels = [
            Text(
                f"{day:%a}"[0] + f"\n{day.day}",
                id="week_day_label",
                weight=1,
                text_align="center",
                color="primary" if day == self.today else "on_surface",
                bold=day == self.today,
            )
            for day in days
        ]
        return Row(corner, *labels, id="week_top_holder", pad=(0, 8, 0, 8))

    def _whole_day(self, found: Occurrence, days: Sequence[date]) -> Node:
        """A bar over the days of an event that is not inside one day."""
        touched = [days.index(day) for day in found.days(self.screen.store.zone) if day in days]
        before, after = touched[0], DAYS - 1 - touched[-1]
        bar = self._label(found, weight=len(touched), height=24)
        gaps = [Node(class_name="android.view.View", weight=n) for n in (before, after)]
        return Row(
            Node(class_name="android.view.View", width=_LEFT_DP),
            gaps[0] if before else None,
            bar,
            gaps[1] if after else None,
            id="week_all_day_holder",
            height=26,
        )

    def _hours(self) -> Node:
        long_day = self.screen.long_day
        labels = [
            Text(
                time_text(datetime.combine(self.today, time(hour)), long=long_day) if hour else "",
                size=11,
                height=_HOUR_DP,
                text_align="center",
                color="muted",
                pad=(0, 0, 0, _HOUR_DP - 14),
                margin=(0, -7, 0, 7) if hour else 0,
            )
            for hour in range(24)
        ]
        return Column(*labels, id="week_view_hours_holder", width=_LEFT_DP)

    # a column ----------------------------------------------------------------------------

    @property
    def _column_dp(self) -> float:
        phone = self.screen.phone
        return (phone.size_px[0] / (phone.density_dpi / 160) - _LEFT_DP) / DAYS

    def _column(self, day: date, found: Sequence[Occurrence]) -> Node:
        zone = self.screen.store.zone
        here = [one for one in found if one.days(zone)[0] == day]
        start_s = midnight_s(day, zone)
        events = [self._placed(one, lane, count, start_s) for one, lane, count in lanes(here)]
        lines = [
            Divider(margin=(0, hour * _HOUR_DP, 0, 0), background="surface_high")
            for hour in range(24)
        ]
        now = self._now_line(start_s) if day == self.today else None
        return Frame(
            *lines,
            self._plus(day),
            *events,
            now,
            id="week_column",
            class_name="android.widget.RelativeLayout",
            weight=1,
            height=FILL,
            on_tap=lambda _, y: self._touched(day, y),
        )

    def _placed(self, found: Occurrence, lane: int, count: int, start_s: int) -> Node:
        top = (found.start_s - start_s) / 3600 * _HOUR_DP
        height = max(found.end_s - found.start_s, _SHORTEST_S) / 3600 * _HOUR_DP
        width = self._column_dp / count
        return self._label(
            found,
            lines=max(1, int(height / _LINE_DP)),
            width=width - 1,
            height=height - 1,
            margin=(lane * width, top, 0, 0),
        )

    def _label(self, found: Occurrence, *, lines: int = 1, **place: Any) -> Node:
        title, color = found.event.title, self.screen.color(found)
        return Text(
            title,
            id="week_event_label",
            desc=title,
            size=11,
            color="#ffffff",
            background=color,
            radius=3,
            pad=(3, 1, 1, 1),
            max_lines=lines,
            on_click=lambda: self.screen.listing.open(found),
            focusable=True,
            **place,
        )

    def _now_line(self, start_s: int) -> Node:
        top = (self.screen.now.timestamp() - start_s) / 3600 * _HOUR_DP
        return Divider(background="primary", height=2, margin=(0, top, 0, 0))

    def _plus(self, day: date) -> Node | None:
        if self._slot is None or self._slot[0] != day:
            return None
        return Icon(
            "add",
            id="week_grid_item",
            width=FILL,
            height=_HOUR_DP,
            background="primary_soft",
            color="on_primary_soft",
            margin=(0, self._slot[1] * _HOUR_DP, 0, 0),
            on_click=self._create,
        )

    def _touched(self, day: date, y_px: float) -> None:
        hour = int(y_px / (self.screen.phone.density_dpi / 160) / _HOUR_DP)
        self._slot = (day, min(max(hour, 0), 23))

    def _create(self) -> None:
        if self._slot is None:
            return
        day, hour = self._slot
        start = datetime.combine(day, time(hour), self.screen.store.zone)
        minutes = 59 if hour == 23 else 60
        if not self.screen.options.creates_tasks:
            self.screen.create(start, minutes, task=False)
            return

        def pick(number: int) -> None:
            self.screen.create(start, minutes, task=number == 1)

        self.screen.show(ListDialog("", ("Event", "Task"), pick, chosen=0))
