"""The daily view: the events of one day."""

from __future__ import annotations

from phoneagent.virtualphone.apps.calendar.pane import Pane
from phoneagent.virtualphone.apps.calendar.wording import day_title
from phoneagent.virtualphone.ui import FILL, Column, Frame, LongList, Node


class DayPane(Pane):
    """One day after another, turned by arrows or swipes."""

    def view(self) -> Node:
        rows = self.screen.listing.rows(self.screen.store.between(self.day, self.day), self.day)
        return Column(
            self.navigation(day_title(self.day, self.today)),
            Frame(
                LongList(rows, id="day_events", key=f"day{self.day}", pad=(0, 0, 0, 96)),
                weight=1,
                height=FILL,
            ),
            id="day_holder",
            class_name="android.widget.RelativeLayout",
            height=FILL,
            on_swipe=self.swiped,
        )
