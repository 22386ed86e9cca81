"""A task as a row of a list: its box, its title and description, when it is due, its chips."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from phoneagent.virtualphone.apps.tasks.model import PRIORITY_COLORS, Task
from phoneagent.virtualphone.apps.tasks.wording import Dates
from phoneagent.virtualphone.ui import Column, Icon, Node, Row, Text

_BASE_DP, _LINE_DP, _CHIPS_DP, _INDENT_DP = 52.0, 22.0, 36.0, 24.0
_WIDE_LETTERS = 34


@dataclass(frozen=True)
class RowFacts:
    """What a row says beside the task itself."""

    dates: Dates
    list_name: str = ""
    """Of the chip; empty for no chip."""
    overdue: bool = False
    unstarted: bool = False
    chosen: bool = False
    below: bool = False
    """It is a subtask of the task above."""

    def chips(self, task: Task) -> list[str]:
        start = [self.dates.moment(task.start_ms, short=True)] if self.unstarted else []
        return start + ([self.list_name] if self.list_name else [])


@dataclass(frozen=True)
class RowTaps:
    """What touches on a row do."""

    open: Callable[[], object]
    select: Callable[[], object]
    complete: Callable[[], object]
    reschedule: Callable[[], object]


def row_height_dp(task: Task, facts: RowFacts) -> float:
    """How high a task's row is."""
    height = _BASE_DP + (_LINE_DP if len(task.title) > _WIDE_LETTERS else 0)
    height += _LINE_DP if task.notes else 0
    return height + (_CHIPS_DP if facts.chips(task) else 0)


def task_row(task: Task, facts: RowFacts, taps: RowTaps) -> Node:
    """A row; the real app describes neither the box nor its colour, which is the priority."""
    faint = task.done or facts.unstarted
    box = Icon(
        "check_box" if task.done else "repeat" if task.recurrence else "check_box_blank",
        id="completeBox",
        color=PRIORITY_COLORS[task.priority],
        width=56,
        height=_BASE_DP,
        on_click=taps.complete,
    )
    due = Text(
        facts.dates.moment(task.due_ms, short=True),
        id="due_date",
        size=13,
        color="error" if facts.overdue else "muted",
        max_lines=1,
        pad=(8, 4, 16, 4),
        on_click=taps.reschedule,
    )
    title = Text(
        task.title,
        id="title",
        size=16,
        max_lines=2,
        weight=1,
        color="muted" if faint else "on_surface",
    )
    notes = Text(
        task.notes.replace("\n", " "), id="description", size=13, color="muted", max_lines=1
    )
    body = Column(
        Row(title, due if task.due_ms else None, min_height=_BASE_DP - 8),
        notes if task.notes else None,
        _chips(facts.chips(task)),
        weight=1,
        align="fill",
    )
    return Row(
        box,
        body,
        class_name="android.widget.RelativeLayout",
        id="rowBody",
        align="start",
        pad=(_INDENT_DP if facts.below else 0, 4, 0, 4),
        background="primary_soft" if facts.chosen else "",
        selected=facts.chosen,
        focusable=True,
        on_click=taps.open,
        on_long_click=taps.select,
    )


def _chips(texts: list[str]) -> Node | None:
    if not texts:
        return None
    chips = [
        Text(text, size=12, border="outline", radius=12, pad=(10, 3, 10, 3), max_lines=1)
        for text in texts
    ]
    return Row(
        *chips, class_name="androidx.compose.ui.platform.ComposeView", id="chip_group", gap=8
    )
