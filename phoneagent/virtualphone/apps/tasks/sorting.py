"""The sheet that says how lists are arranged: grouping, sorting, completed tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from phoneagent.virtualphone.apps.tasks.options import Options
from phoneagent.virtualphone.apps.tasks.ordering import (
    AUTO,
    COMPLETED_SORTS,
    CREATED,
    GROUP_NONE,
    GROUPS,
    MODES,
    MODIFIED,
    PRIORITY,
    SORTS,
)
from phoneagent.virtualphone.ui import (
    BottomSheet,
    Column,
    Divider,
    Icon,
    Node,
    Row,
    Switch,
    Text,
)

_DOWN_AT_FIRST = (MODIFIED, CREATED)
_TURNED = (AUTO, PRIORITY)
"""Modes whose direction is named the other way round: high priority is 0."""


class SortSheet(BottomSheet):
    """What holds for every list; a line opens the choice of its mode."""

    def __init__(self, options: Options) -> None:
        super().__init__()
        self._options = options
        self._choosing: tuple[str, Sequence[int]] | None = None

    def view(self) -> Node:
        if self._choosing:
            return Column(*map(self._mode, self._choosing[1]), pad=(0, 8, 0, 8))
        order = self._options.order
        last = order.completed_last
        lines = [
            self._line("group", "Grouping", order.group, order.group_up, GROUPS),
            self._line("sort", "Sorting", order.sort, order.sort_up, SORTS),
            Divider(),
            self._last(last),
        ]
        if last:
            completed = ("completed", "Completed", order.completed, order.completed_up)
            lines += [Divider(), self._line(*completed, COMPLETED_SORTS)]
        return Column(*lines)

    def _line(
        self, name: str, title: str, mode: int, ascending: bool, modes: Sequence[int]
    ) -> Node:
        def choose() -> None:
            self._choosing = (name, modes)

        texts = Column(
            Text(title, size=16),
            Text(MODES[mode], size=14, color="muted"),
            weight=1,
            gap=2,
            align="start",
        )
        direction = None if mode == GROUP_NONE else self._direction(name, mode, ascending)
        return Row(
            Icon("chevron_down" if name == "group" else "sort"),
            texts,
            direction,
            class_name="android.view.View",
            pad=16,
            gap=16,
            focusable=True,
            on_click=choose,
        )

    def _direction(self, name: str, mode: int, ascending: bool) -> Node:
        shown = ascending != (mode in _TURNED)
        flip = partial(self._options.put, f"{name}_ascending", not ascending)
        return Row(
            Icon("arrow_up" if shown else "arrow_down", size=16),
            Text("Ascending" if shown else "Descending", size=14),
            class_name="android.view.View",
            width=-2.0,
            height=40,
            pad=(12, 0, 4, 0),
            gap=8,
            on_click=flip,
            focusable=True,
        )

    def _last(self, on: bool) -> Node:
        flip: Callable[[], None] = partial(self._options.put, "completed_tasks_at_bottom", not on)
        return Row(
            Text("Move completed tasks to bottom", size=16, weight=1),
            Switch(on, lambda _: flip()),
            class_name="android.view.View",
            pad=(16, 8, 16, 8),
            on_click=flip,
        )

    def _mode(self, mode: int) -> Node:
        name = self._choosing[0] if self._choosing else ""
        order = self._options.order
        now = {"group": order.group, "sort": order.sort, "completed": order.completed}.get(name)

        def pick() -> None:
            self._options.put(f"{name}_mode", mode)
            up = mode not in _DOWN_AT_FIRST if name != "completed" else False
            self._options.put(f"{name}_ascending", up or name == "sort")
            self._choosing = None

        return Text(
            MODES[mode],
            size=20,
            color="primary" if mode == now else "on_surface",
            pad=(16, 10, 16, 10),
            on_click=pick,
            focusable=True,
        )

    def on_back(self) -> bool:
        if self._choosing:
            self._choosing = None
            return True
        return super().on_back()
