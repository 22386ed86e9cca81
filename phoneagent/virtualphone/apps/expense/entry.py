"""The form for a new expense or a changed one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time

from phoneagent.virtualphone.apps.expense.categories import (
    CATEGORIES,
    FOOD,
    Category,
    category_of,
)
from phoneagent.virtualphone.apps.expense.currency import currency
from phoneagent.virtualphone.apps.expense.ledger import Expense, Ledger, cents
from phoneagent.virtualphone.apps.expense.wording import entry_time_text, plain_amount
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.timetext import moment_of
from phoneagent.virtualphone.ui import (
    FILL,
    Button,
    Column,
    DatePickerDialog,
    EditText,
    ImageButton,
    Node,
    Pan,
    Row,
    Screen,
    Scroll,
    Text,
    TimePickerDialog,
    Toolbar,
)

_AMOUNT = re.compile(r"[+-]?([0-9]{0,8}([.][0-9]{0,2})?|[.][0-9]{0,2})")
_NAME_MAX, _NOTE_MAX = 20, 100


class EntryScreen(Screen):
    """Name, amount, category, note; the moment stands in the toolbar.

    Args:
        app, intent: as for every screen.
        expense: the one to change; None for a new one.
    """

    def __init__(self, app: App, intent: Intent, expense: Expense | None = None) -> None:
        super().__init__(app, intent)
        self.old = expense
        self.category = category_of(expense.category) if expense else FOOD
        now = self.phone.clock.now()
        self.moment = moment_of(self.phone, expense.modified_ms) if expense else now
        self.amount = ""
        self.again = False
        self.problem = ""

    @property
    def categories(self) -> list[Category]:
        """All of them, the one an expense had at first in front."""
        first = category_of(self.old.category) if self.old else FOOD
        return [first, *(category for category in CATEGORIES if category != first)]

    def view(self) -> Node:
        bar = Toolbar(
            "Update Data" if self.old else "Expense Entry",
            ImageButton("clock", self._ask_time, desc="Time", id="time"),
            ImageButton("calendar", self._ask_day, desc="Calendar", id="calendar"),
            subtitle=entry_time_text(self.moment),
            on_up=self.finish,
            id="toolbar",
        )
        bar.children[0].desc = ""
        form = Column(*self._fields(), self._buttons(), pad=(0, 16, 0, 24), gap=20)
        return Column(bar, Scroll(form, id="sv_entry", weight=1, height=FILL), height=FILL)

    def _fields(self) -> list[Node]:
        old = self.old
        name = EditText(
            old.name if old else "",
            self._limit_name,
            id="edt_name",
            hint="Name",
            floats=True,
            ime_action="next",
            autofocus=old is None,
            margin=(20, 0, 20, 0),
        )
        amount = Row(
            EditText(
                plain_amount(old.amount_cents) if old else "",
                self._check_amount,
                id="edt_amount",
                hint="Amount",
                floats=True,
                input_type="number",
                ime_action="next",
                weight=1,
            ),
            Text(currency(self.phone).code, id="textinput_suffix_text", color="muted"),
            margin=(20, 0, 20, 0),
            gap=12,
        )
        problem = Text(self.problem, id="textinput_error", color="error", size=13)
        note = EditText(
            old.note if old else "",
            self._limit_note,
            id="edt_note",
            hint="Note",
            floats=True,
            input_type="multiline",
            margin=(20, 0, 20, 0),
        )
        amounts = Column(amount, Row(problem, pad=(36, 0, 20, 0)) if self.problem else None, gap=4)
        return [name, amounts, self._chips(), note]

    def _chips(self) -> Node:
        return Pan(
            *(self._chip(category) for category in self.categories),
            class_name="androidx.recyclerview.widget.RecyclerView",
            id="rv_category",
            pad=(20, 0, 20, 0),
            gap=8,
        )

    def _chip(self, category: Category) -> Node:
        chosen = category == self.category
        label = Text(
            category.name, id="tv_name", color="on_primary" if chosen else "on_surface", size=14
        )
        return Row(
            label,
            class_name="androidx.cardview.widget.CardView",
            id="cd_category",
            width=-2.0,
            pad=(16, 12, 16, 12),
            radius=8,
            background="primary" if chosen else "surface_high",
            checkable=True,
            checked=chosen,
            focusable=True,
            on_click=lambda: self._choose(category),
        )

    def _choose(self, category: Category) -> None:
        self.category = category

    def _buttons(self) -> Node:
        text = "Update" if self.old else "Next" if self.again else "Save"
        save = Button(text, self._save, id="btn_save", weight=1, radius=8, min_height=50)
        lock = ImageButton(
            "repeat",
            self._turn_again,
            id="cv_lock",
            radius=12,
            background="primary" if self.again else "surface_high",
            color="on_primary" if self.again else "on_surface",
            class_name="androidx.cardview.widget.CardView",
        )
        return Row(save, None if self.old else lock, margin=(20, 0, 20, 0), gap=12)

    def _turn_again(self) -> None:
        """Keep the form open after saving, for the next expense."""
        self.again = not self.again

    def _limit_name(self, text: str) -> None:
        if len(text) > _NAME_MAX:
            self.set_text("edt_name", text[:_NAME_MAX])

    def _limit_note(self, text: str) -> None:
        if len(text) > _NOTE_MAX:
            self.set_text("edt_note", text[:_NOTE_MAX])

    def _check_amount(self, text: str) -> None:
        """Take what can become an amount, put anything else back."""
        if _AMOUNT.fullmatch(text):
            self.amount, self.problem = text, ""
        else:
            self.set_text("edt_amount", self.amount)

    def _ask_day(self) -> None:
        self.show(DatePickerDialog(self.moment.date(), self._set_day))

    def _set_day(self, day: date) -> None:
        self.moment = datetime.combine(day, self.moment.timetz())

    def _ask_time(self) -> None:
        self.show(TimePickerDialog(self.moment.time(), self._set_time))

    def _set_time(self, moment: time) -> None:
        self.moment = self.moment.replace(hour=moment.hour, minute=moment.minute)

    def _save(self) -> None:
        if not any(char.isdigit() for char in self.text_of("edt_amount")):
            self.problem = "Cost is Empty"
            self.focus("edt_amount")
            return
        ledger, typed = Ledger(self.phone), self._typed()
        if self.old:
            ledger.save(typed)
            self.finish()
        elif self.again:
            ledger.add(typed)
            self._clear()
        else:
            ledger.add(typed)
            self.finish()

    def _typed(self) -> Expense:
        moment_ms = int(self.moment.timestamp() * 1000)
        old = self.old or Expense(0, "", 0, 0, "", self.phone.clock.epoch_ms(), moment_ms)
        return replace(
            old,
            name=self.text_of("edt_name"),
            amount_cents=cents(self.text_of("edt_amount")),
            category=self.category.id,
            note=self.text_of("edt_note"),
            modified_ms=moment_ms,
        )

    def _clear(self) -> None:
        self.snackbar("Saved!")
        self.moment = self.phone.clock.now()
        self.amount = ""
        for key in ("edt_name", "edt_amount", "edt_note"):
            self.set_text(key, "")
        self.focus("edt_name")
