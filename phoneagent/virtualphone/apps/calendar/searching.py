"""The search: events whose title, place or description holds what was typed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.calendar.agenda import sections
from phoneagent.virtualphone.apps.calendar.model import Occurrence, midnight_s
from phoneagent.virtualphone.ui import (
    FILL,
    SEARCH_FIELD,
    Column,
    Frame,
    Node,
    SectionedList,
    Text,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.calendar.main import CalendarScreen

_SEARCHED = timedelta(days=2 * 365)
_SHORTEST = 2


class Search:
    """Open while its field has the cursor or holds something."""

    def __init__(self, screen: CalendarScreen) -> None:
        self._screen = screen

    @property
    def is_open(self) -> bool:
        return self._screen.states.focus == SEARCH_FIELD or bool(self._screen.text_of(SEARCH_FIELD))

    def stop(self) -> None:
        """Empty the field and leave it."""
        self._screen.set_text(SEARCH_FIELD, "")
        self._screen.focus("")

    def view(self) -> Node:
        """What was found, by days; or a hint."""
        lines = sections(self._screen, self._matches(), months=True)
        short = len(self._screen.text_of(SEARCH_FIELD)) < _SHORTEST
        hint = Text(
            "Type in at least 2 characters to start the search.",
            id="search_placeholder_2",
            color="muted",
            size=16,
            text_align="center",
        )
        empty = Text("No items found.", id="search_placeholder", size=16, text_align="center")
        nothing = Column(empty, hint if short else None, pad=(24, 32, 24, 0), gap=8)
        return Frame(
            SectionedList(lines, id="search_results_list", key="search") if lines else nothing,
            id="search_holder",
            class_name="android.widget.RelativeLayout",
            height=FILL,
        )

    def _matches(self) -> list[Occurrence]:
        text = self._screen.text_of(SEARCH_FIELD).strip()
        if len(self._screen.text_of(SEARCH_FIELD)) < _SHORTEST:
            return []
        first, last = (
            midnight_s(day, self._screen.store.zone)
            for day in (self._screen.today - _SEARCHED, self._screen.today + _SEARCHED)
        )
        return self._screen.visible(self._screen.store.after(first, last, text))

    def start_at_today(self) -> None:
        """Show what is to come first; what is past lies above."""
        zone = self._screen.store.zone
        past = [one for one in self._matches() if one.days(zone)[-1] < self._screen.today]
        above = sum(height for height, _ in sections(self._screen, past, months=True))
        self._screen.scroll_to("search", round(above * self._screen.phone.density_dpi / 160))
