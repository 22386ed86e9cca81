"""What the calendar's views have in common: the dates they stand on and how those are changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from phoneagent.virtualphone.ui import (
    AlertDialog,
    DateWheels,
    DialogButton,
    ImageButton,
    Node,
    Row,
    Text,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.calendar.main import CalendarScreen


class Pane:
    """One view of the calendar, standing on a day.

    Attributes:
        screen: the screen it is shown on.
        day: the day, or one of the days, it shows.
        has_fab: a round button adds events here.
        picks_day: False when only a month can be gone to.
        has_dates: "Go to date" makes sense.
    """

    has_fab = True
    picks_day = True
    has_dates = True

    def __init__(self, screen: CalendarScreen, day: date) -> None:
        self.screen = screen
        self.day = day

    @property
    def today(self) -> date:
        return self.screen.today

    # what a view overrides ---------------------------------------------------------------

    def view(self) -> Node:
        """The view below the search bar."""
        raise NotImplementedError

    def shifted(self, steps: int) -> date:
        """The day some pages further."""
        return self.day + timedelta(days=steps)

    def is_away(self) -> bool:
        """Whether today is not on this page."""
        return self.day != self.today

    def new_event_day(self) -> date:
        """The day a new event begins on."""
        return self.day

    # what they share ---------------------------------------------------------------------

    def go(self, steps: int) -> None:
        """Turn pages."""
        self.show_day(self.shifted(steps))

    def show_day(self, day: date) -> None:
        """Turn to the page of a day."""
        self.day = day
        self.screen.listing.unselect()

    def go_to_today(self) -> None:
        self.show_day(self.today)

    def swiped(self, direction: str) -> None:
        """Turn a page by a swipe."""
        if direction in ("left", "right"):
            self.go(1 if direction == "left" else -1)

    def navigation(self, title: str) -> Node:
        """The row with the page's title between two arrows; the title opens the date picker."""
        return Row(
            self._arrow("chevron_left", "top_left_arrow", -1),
            Text(
                title,
                id="top_value",
                desc=title,
                size=18,
                weight=1,
                height=48,
                text_align="center",
                on_click=self.ask_date,
            ),
            self._arrow("chevron_right", "top_right_arrow", 1),
            height=52,
            pad=(8, 0, 8, 0),
        )

    def _arrow(self, icon: str, id: str, steps: int) -> Node:
        """The real app forgot to describe its arrows."""
        page: Callable[[], None] = lambda: self.go(steps)  # noqa: E731 - typed
        return ImageButton(icon, page, id=id, class_name="android.widget.ImageView")

    def ask_date(self) -> None:
        """Let a date be picked from wheels, and turn to its page."""
        self.screen.show(GoToDate(self.day, self.picks_day, self.show_day))


class GoToDate(AlertDialog):
    """The dialog behind "Go to date"."""

    def __init__(self, day: date, picks_day: bool, on_pick: Callable[[date], object]) -> None:
        super().__init__(
            positive=DialogButton("OK", lambda: on_pick(self.day)),
            negative=DialogButton("Cancel"),
            content=lambda: DateWheels(self.day, self._turn, shows_day=picks_day),
        )
        self.day = day if picks_day else day.replace(day=1)

    def _turn(self, day: date) -> None:
        self.day = day
