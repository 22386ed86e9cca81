"""The settings of Pro Expense: the currency in which amounts are shown."""

from __future__ import annotations

from phoneagent.virtualphone.apps.expense.currency import CURRENCIES, choose, currency
from phoneagent.virtualphone.apps.expense.pages import Page
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    DialogButton,
    Divider,
    ListDialog,
    Node,
    Row,
    Text,
)


class SettingsScreen(Page):
    """One row for each setting."""

    destination = "Settings"

    def view(self) -> Node:
        row = Row(
            Text("Currency", id="tv_currency", size=16, weight=1),
            Text(currency(self.phone).symbol, id="tv_currency_value", color="muted", size=16),
            id="fl_currency",
            class_name="android.widget.FrameLayout",
            height=56,
            pad=(20, 0, 20, 0),
            focusable=True,
            on_click=self._ask_currency,
        )
        return Column(self.bar("Settings"), row, Divider(), height=FILL)

    def _ask_currency(self) -> None:
        names = [f"{c.name} ({c.code})" for c in CURRENCIES]
        chosen = CURRENCIES.index(currency(self.phone))
        cancel = DialogButton("Cancel")
        self.show(
            ListDialog("Choose Currency", names, self._choose, chosen=chosen, negative=cancel)
        )

    def _choose(self, number: int) -> None:
        choose(self.phone, CURRENCIES[number])
