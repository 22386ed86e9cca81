"""Events as rows of a list: a coloured bar, the title, the time, the description."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from phoneagent.virtualphone.apps.calendar.model import Occurrence
from phoneagent.virtualphone.apps.calendar.wording import day_in_month, day_text, time_text
from phoneagent.virtualphone.ui import Column, Icon, Node, Row, Text


@dataclass(frozen=True)
class Look:
    """How rows are written: by which clock, on which day, with what below the title."""

    now: datetime
    long_day: bool
    dims_past: bool = True
    shows_location: bool = False
    day: date | None = None
    """The day of a list of one day; None in a list of many."""

    @property
    def zone(self) -> tzinfo:
        return self.now.tzinfo or UTC


@dataclass(frozen=True)
class Taps:
    """What a row does."""

    open: Callable[[Occurrence], object]
    select: Callable[[Occurrence], object] | None = None


def time_line(found: Occurrence, look: Look) -> str:
    """`15:30 - 16:00`, `All-day`, with the dates of an event that does not stay on its day."""
    start, end = (datetime.fromtimestamp(s, look.zone) for s in (found.start_s, found.end_s))
    said = "All-day" if found.event.all_day else time_text(start, long=look.long_day)
    if found.start_s == found.end_s:
        return said
    if look.day is not None:
        return _on_day(said, start, end, found.event.all_day, look)
    if not found.event.all_day:
        said += f" - {time_text(end, long=look.long_day)}"
    return said if start.date() == end.date() else f"{said} ({day_in_month(end.date())})"


def _on_day(said: str, start: datetime, end: datetime, all_day: bool, look: Look) -> str:
    today = look.now.date()
    said += f" ({day_text(start.date(), today)})" if start.date() != look.day else ""
    finish = "" if all_day else time_text(end, long=look.long_day)
    finish += f" ({day_text(end.date(), today)})" if end.date() != look.day else ""
    return f"{said} - {finish.strip()}" if finish else said


def event_row(
    found: Occurrence, color: str, look: Look, taps: Taps, *, chosen: bool = False
) -> Node:
    """One event; a tap opens it, a long press selects it."""
    event = found.event
    dim = look.dims_past and found.is_over(look.now.timestamp(), look.zone)
    shade = "muted" if dim or found.done else "on_surface"
    body = event.location if look.shows_location else event.description.replace("\n", " ")
    mark = Icon("task", id="event_item_task_image", desc="Task", size=20, color=shade)
    title = Text(event.title, id="event_item_title", size=16, color=shade, max_lines=1, weight=1)
    bar = Node(
        class_name="android.widget.ImageView",
        id="event_item_color_bar",
        width=5,
        height=44,
        radius=2.5,
        background=color,
    )
    texts = Column(
        Row(mark if event.is_task else None, title, gap=8),
        Text(time_line(found, look), id="event_item_time", color=shade, max_lines=1),
        Text(body, id="event_item_description", color=shade, max_lines=1) if body else None,
        class_name="androidx.constraintlayout.widget.ConstraintLayout",
        weight=1,
        gap=2,
        align="start",
    )
    press = taps.select
    return Row(
        bar,
        texts,
        class_name="android.view.ViewGroup",
        id="event_item_holder",
        gap=14,
        pad=(16, 8, 16, 8),
        min_height=64,
        background="primary_soft" if chosen else "",
        selected=chosen,
        focusable=True,
        on_click=lambda: taps.open(found),
        on_long_click=(lambda: press(found)) if press else None,
    )
