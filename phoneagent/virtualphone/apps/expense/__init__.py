"""Pro Expense: what was spent and earned, by day and by category."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from phoneagent.virtualphone.apps.expense.home import HomeScreen
from phoneagent.virtualphone.apps.expense.ledger import Ledger, expense_of
from phoneagent.virtualphone.system.app import App


class ExpenseApp(App):
    """Pro Expense 1.0.0-beta05 with its onboarding done.

    The fixture's key `expenses` is a list of
    `{"name": "Groceries", "amount": 12.5, "category": "Food", "note": "", "days_ago": 2}`;
    `at` (an ISO time) may stand in place of `days_ago`.
    """

    package = "com.arduia.expense"
    label = "Pro Expense"
    version = "1.0.0-beta05"
    version_code = 11
    icon = "money"
    color = "#2f4aa0"
    system = False
    launcher = ".ui.MainActivity"
    activities = {".ui.MainActivity": HomeScreen}

    def seed(self, state: Mapping[str, Any]) -> None:
        rows = [expense_of(self.phone, facts) for facts in state.get("expenses", [])]
        Ledger(self.phone).add(*rows)
