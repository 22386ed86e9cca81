"""The dialogs that choose how a task repeats."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from phoneagent.virtualphone.apps.tasks.recurrence import UNITS, Rule, parsed
from phoneagent.virtualphone.ui import (
    AlertDialog,
    Button,
    Column,
    DatePickerDialog,
    Dialog,
    DialogButton,
    EditText,
    Layer,
    ListDialog,
    Node,
    RadioButton,
    Row,
    Spinner,
    Text,
)

_UNITS = list(UNITS)


def repeat_dialog(
    layer: Layer, stored: str, start: date, on_pick: Callable[[str], object]
) -> Dialog:
    """Not at all, every day, week, month or year, or a rule of one's own."""
    held = parsed(stored)
    plain = [Rule(unit) for unit in _UNITS]
    lines = ["Does not repeat", *(f"Every {UNITS[unit]}" for unit in _UNITS), "Custom\u2026"]
    custom = held is not None and held not in plain
    if custom and held:
        lines.insert(0, held.text())

    def pick(number: int) -> None:
        number -= custom
        if number == 0:
            on_pick("")
        elif 0 < number <= len(plain):
            on_pick(plain[number - 1].stored())
        elif number > len(plain):
            layer.show(CustomRecurrence(held or Rule("WEEKLY"), start, on_pick))

    chosen = 0 if custom or held is None else 1 + plain.index(held)
    return ListDialog("", lines, pick, chosen=chosen)


class CustomRecurrence(AlertDialog):
    """Interval, unit, weekdays and end of a repetition."""

    def __init__(self, rule: Rule, start: date, on_done: Callable[[str], object]) -> None:
        super().__init__(
            "Custom recurrence",
            positive=DialogButton("OK", self._done),
            negative=DialogButton("Cancel"),
            content=self._body,
        )
        self._rule, self._start, self._on_done = rule, start, on_done
        self._ends = "on" if rule.until else "after" if rule.count else "never"

    def _body(self) -> Node:
        many = self._interval > 1
        every = Row(
            EditText(str(self._rule.interval), id="interval", input_type="number", width=96),
            Spinner(
                self,
                [f"{UNITS[unit]}{'s' if many else ''}" for unit in _UNITS],
                _UNITS.index(self._rule.unit),
                self._set_unit,
            ),
            gap=12,
        )
        weekly = self._rule.unit == "WEEKLY"
        return Column(
            Text("Repeats every", size=14, color="muted"),
            every,
            Text("Repeats on", size=14, color="muted") if weekly else None,
            Row(*map(self._day, range(7)), gap=2) if weekly else None,
            Text("Ends", size=14, color="muted"),
            self._end("never", "Never"),
            Row(self._end("on", "On"), self._until_button(), gap=8),
            Row(self._end("after", "After"), self._count_field(), Text("occurrences"), gap=8),
            pad=(24, 8, 24, 0),
            gap=8,
        )

    @property
    def _interval(self) -> int:
        typed = self.text_of("interval")
        return max(1, min(int(typed), 999)) if typed.isdecimal() else self._rule.interval

    def _set_unit(self, number: int) -> None:
        self._rule = replace(self._rule, unit=_UNITS[number])
        self.invalidate()

    def _day(self, day: int) -> Node:
        chosen = day in self._rule.days

        def flip() -> None:
            self._rule = replace(self._rule, days=self._rule.days ^ {day})

        return Node(
            class_name="android.widget.CheckBox",
            text=calendar.day_abbr[day][0],
            desc=calendar.day_name[day],
            width=38,
            height=38,
            radius=19,
            text_align="center",
            checkable=True,
            checked=chosen,
            background="primary" if chosen else "surface_high",
            color="on_primary" if chosen else "on_surface",
            on_click=flip,
        )

    def _end(self, kind: str, text: str) -> Node:
        def pick(_: bool) -> None:
            self._ends = kind

        return RadioButton(self._ends == kind, pick, text=text, min_height=40, width=96)

    def _until_button(self) -> Node:
        until = self._rule.until or self._start
        said = f"{until:%b} {until.day}, {until.year}"

        def pick(day: date) -> None:
            self._rule, self._ends = replace(self._rule, until=day), "on"
            self.invalidate()

        return Button(said, lambda: self.show(DatePickerDialog(until, pick)), style="text")

    def _count_field(self) -> Node:
        return EditText(str(self._rule.count or 1), id="count", input_type="number", width=80)

    def _done(self) -> None:
        count = self.text_of("count")
        rule = replace(
            self._rule,
            interval=self._interval,
            until=(self._rule.until or self._start) if self._ends == "on" else None,
            count=int(count) if self._ends == "after" and count.isdecimal() else 0,
        )
        self._on_done(rule.stored())
