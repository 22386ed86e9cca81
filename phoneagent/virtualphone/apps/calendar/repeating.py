"""The dialogs in which a repetition is chosen: how often, on which days, until when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from phoneagent.virtualphone.apps.calendar.amount import AmountDialog
from phoneagent.virtualphone.apps.calendar.dialogs import RadioDialog
from phoneagent.virtualphone.apps.calendar.draft import Draft
from phoneagent.virtualphone.apps.calendar.model import (
    DAY_S,
    LAST_DAY,
    LAST_WEEKDAY,
    MONTH_S,
    NTH_WEEKDAY,
    SAME_DAY,
    WEEK_S,
    YEAR_S,
)
from phoneagent.virtualphone.apps.calendar.month import months_later
from phoneagent.virtualphone.apps.calendar.wording import (
    WEEKDAYS,
    full_date,
    nth_weekday,
    repetition_text,
)
from phoneagent.virtualphone.ui import (
    AlertDialog,
    CheckBox,
    Column,
    DatePickerDialog,
    Dialog,
    DialogButton,
    EditText,
    Layer,
    Node,
    RadioButton,
    Text,
)

_UNITS = (("days", DAY_S), ("weeks", WEEK_S), ("months", MONTH_S), ("years", YEAR_S))


def interval_dialog(layer: Layer, draft: Draft) -> Dialog:
    """No repetition, daily, weekly, monthly, yearly, the present one, custom."""
    choices = sorted({0, DAY_S, WEEK_S, MONTH_S, YEAR_S, draft.interval_s})

    def pick(number: int) -> None:
        if number < len(choices):
            draft.set_interval(choices[number])
        else:
            id = "dialog_custom_repeat_interval"
            layer.show(AmountDialog(id, _UNITS, 1000, draft.set_interval))

    lines = [*map(repetition_text, choices), "Custom"]
    return RadioDialog(lines, choices.index(draft.interval_s), pick)


def rule_dialog(draft: Draft, first_weekday: int) -> Dialog:
    """On which weekdays, or on which day of the month or year."""
    yearly = not draft.interval_s % YEAR_S
    if not yearly and draft.interval_s % MONTH_S:
        return WeekdaysDialog(draft.rule, first_weekday, draft.set_rule)
    rules = _rules(draft.start.date(), yearly)
    chosen = [rule for rule, _ in rules].index(draft.rule) if draft.rule in dict(rules) else -1
    return RadioDialog(
        [text for _, text in rules], chosen, lambda number: draft.set_rule(rules[number][0])
    )


def _rules(day: date, yearly: bool) -> Sequence[tuple[int, str]]:
    unit = "every year" if yearly else "each month"
    found = [(SAME_DAY, f"Repeat on the same day {unit}")]
    nth = nth_weekday(day, NTH_WEEKDAY, yearly=yearly)
    found.append((NTH_WEEKDAY, f"Repeat every {nth}"))
    left = (months_later(day, 1) - day).days
    if left <= 7:
        last = nth_weekday(day, LAST_WEEKDAY, yearly=yearly)
        found.append((LAST_WEEKDAY, f"Repeat every {last}"))
    if left == 1 and not yearly:
        found.append((LAST_DAY, "Repeat on the last day of the month"))
    return found


class WeekdaysDialog(AlertDialog):
    """A check box for each day of the week."""

    def __init__(self, rule: int, first_weekday: int, on_done: Callable[[int], object]) -> None:
        super().__init__(
            positive=DialogButton("OK", lambda: on_done(self.rule)),
            negative=DialogButton("Cancel"),
            content=self._body,
        )
        self.rule = rule
        self._days = [(first_weekday + number) % 7 for number in range(7)]

    def _body(self) -> Node:
        boxes = [self._box(day) for day in self._days]
        return Column(*boxes, id="dialog_vertical_linear_layout", pad=(24, 8, 24, 0))

    def _box(self, day: int) -> Node:
        def flip(_: bool) -> None:
            self.rule ^= 1 << day

        return CheckBox(bool(self.rule >> day & 1), flip, text=WEEKDAYS[day], min_height=48)


class LimitDialog(AlertDialog):
    """Until a date, a number of times, or for ever.

    Args:
        draft: the form whose limit is set.
        today: the date offered first.
        first_weekday: where a week of the date picker begins, Monday is 0.
    """

    def __init__(self, draft: Draft, today: date, first_weekday: int) -> None:
        super().__init__(
            positive=DialogButton("OK", self._done),
            negative=DialogButton("Cancel"),
            content=self._body,
        )
        self._draft = draft
        limit, zone = draft.limit, draft.start.tzinfo
        self._first_weekday = first_weekday
        self._until = datetime.fromtimestamp(limit, zone).date() if limit > 0 else today
        self._kind = "till_date" if limit > 0 else "x_times" if limit < 0 else "forever"

    def _body(self) -> Node:
        until = EditText(
            full_date(self._until),
            id="repeat_type_date",
            hint="Value",
            input_type="none",
            on_click=self._ask_date,
        )
        count = EditText(
            str(-self._draft.limit) if self._draft.limit < 0 else "",
            lambda _: self._pick("x_times"),
            id="repeat_type_count",
            hint="Value",
            input_type="number",
            ime_action="done",
        )
        group = Column(
            self._line("till_date", "Repeat till a date"),
            until,
            self._line("x_times", "Stop repeating after x occurrences"),
            count,
            self._line("forever", "Repeat forever"),
            id="dialog_radio_view",
            class_name="android.widget.RadioGroup",
            pad=(24, 8, 24, 0),
            gap=4,
        )
        return Column(group, id="dialog_repeat_type_picker_holder")

    def _line(self, kind: str, text: str) -> Node:
        def pick(_: bool) -> None:
            self._pick(kind)
            if kind == "forever":
                self._draft.limit = 0
                self.close()

        return RadioButton(
            self._kind == kind, pick, text=text, id=f"repeat_type_{kind}", min_height=48
        )

    def _pick(self, kind: str) -> None:
        self._kind = kind

    def _ask_date(self) -> None:
        self.show(DatePickerDialog(self._until, self._set_date, first_weekday=self._first_weekday))

    def _set_date(self, day: date) -> None:
        self._until = max(day, self._draft.start.date())
        self._kind = "till_date"
        self.invalidate()

    def _done(self) -> None:
        if self._kind == "till_date":
            last = datetime.combine(self._until, time(23, 59, 59), self._draft.start.tzinfo)
            self._draft.limit = int(last.timestamp())
        elif self._kind == "x_times":
            typed = self.text_of("repeat_type_count")
            self._draft.limit = -min(int(typed), 9999) if typed.isdecimal() else 0
        else:
            self._draft.limit = 0


def edit_dialog(on_pick: Callable[[str], object], what: str) -> Dialog:
    """Asks which occurrences of a repeating event a change is for: one, future or all."""
    names = {
        "one_only": "Update the selected occurrence only",
        "this_and_future_occurences": "Update this and all future occurrences",
        "all_occurrences": "Update all occurrences",
    }

    def line(id: str, text: str) -> Node:
        def pick(_: bool) -> None:
            dialog.close()
            on_pick(id)

        return RadioButton(False, pick, text=text, id=f"edit_repeating_event_{id}", min_height=48)

    def body() -> Node:
        title = Text(f"The {what} is repeatable", id="edit_repeating_event_title", size=16)
        group = Column(
            *(line(id, text) for id, text in names.items()),
            id="edit_repeating_event_radiogroup",
            class_name="android.widget.RadioGroup",
        )
        return Column(title, group, id="edit_repeating_event_holder", pad=(24, 12, 24, 0), gap=8)

    dialog = AlertDialog(content=body)
    return dialog
