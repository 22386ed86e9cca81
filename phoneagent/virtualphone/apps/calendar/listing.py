"""Lists of events on the main screen: their rows, what a tap does, and the selection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.calendar.deleting import DeleteDialog, delete_occurrences
from phoneagent.virtualphone.apps.calendar.editor import screen_for
from phoneagent.virtualphone.apps.calendar.model import Occurrence
from phoneagent.virtualphone.apps.calendar.rows import Look, Taps, event_row
from phoneagent.virtualphone.apps.calendar.sharing import share_events
from phoneagent.virtualphone.ui import ActionMode, ImageButton, Node

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.calendar.main import CalendarScreen

_ROW_DP, _BODY_DP = 64.0, 84.0


class Listing:
    """Rows of events for one screen; a long press selects, then taps do too."""

    def __init__(self, screen: CalendarScreen) -> None:
        self._screen = screen
        self._chosen: dict[tuple[int, int], Occurrence] = {}
        self._listed = 0

    def __bool__(self) -> bool:
        return bool(self._chosen)

    def rows(self, found: Sequence[Occurrence], day: date) -> list[Callable[[], Node]]:
        """What makes the rows of one day's list."""
        return [make for _, make in self._lines(self._screen.visible(found), day)]

    def lines(self, found: Sequence[Occurrence]) -> list[tuple[float, Callable[[], Node]]]:
        """Heights and makers of the rows of a list of many days."""
        return self._lines(found, None)

    def _lines(
        self, found: Sequence[Occurrence], day: date | None
    ) -> list[tuple[float, Callable[[], Node]]]:
        screen = self._screen
        look = Look(screen.now, screen.long_day, screen.dims_past, screen.shows_location, day)
        self._listed = len(found)
        return [(self._height(one, look), partial(self._row, one, look)) for one in found]

    def _height(self, found: Occurrence, look: Look) -> float:
        body = found.event.location if look.shows_location else found.event.description
        return _BODY_DP if body else _ROW_DP

    def _row(self, found: Occurrence, look: Look) -> Node:
        taps = Taps(self._toggle if self._chosen else self.open, self._toggle)
        color = self._screen.color(found)
        return event_row(found, color, look, taps, chosen=found.key in self._chosen)

    def open(self, found: Occurrence) -> None:
        """Open an event's own screen."""
        self._screen.start(screen_for(self._screen.app, found))

    # the selection -----------------------------------------------------------------------

    def _toggle(self, found: Occurrence) -> None:
        if self._chosen.pop(found.key, None) is None:
            self._chosen[found.key] = found

    def unselect(self) -> None:
        self._chosen.clear()

    def bar(self) -> Node:
        """The bar above a list in which something is selected."""
        return ActionMode(
            f"{len(self._chosen)} / {self._listed}",
            ImageButton("share", self._share, desc="Share", id="cab_share"),
            ImageButton("delete", self._ask_delete, desc="Delete", id="cab_delete"),
            on_close=self.unselect,
        )

    def _share(self) -> None:
        share_events(self._screen, self._events())
        self.unselect()

    def _events(self) -> Iterable[Occurrence]:
        return tuple(self._chosen.values())

    def _ask_delete(self) -> None:
        repeats = any(one.event.repeats for one in self._chosen.values())
        self._screen.show(DeleteDialog(repeats, self._delete))

    def _delete(self, rule: str) -> None:
        delete_occurrences(self._screen.store, self._events(), rule)
        self.unselect()
