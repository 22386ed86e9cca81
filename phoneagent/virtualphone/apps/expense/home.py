"""The first page: totals and graph of this week, the newest expenses, a button for a new one."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from phoneagent.virtualphone.apps.expense.about import AboutScreen
from phoneagent.virtualphone.apps.expense.categories import INCOME
from phoneagent.virtualphone.apps.expense.currency import currency
from phoneagent.virtualphone.apps.expense.graph import week_graph
from phoneagent.virtualphone.apps.expense.ledger import Expense
from phoneagent.virtualphone.apps.expense.logs import LogsScreen
from phoneagent.virtualphone.apps.expense.options import SettingsScreen
from phoneagent.virtualphone.apps.expense.pages import HOME, Page
from phoneagent.virtualphone.apps.expense.statistics import StatisticsScreen
from phoneagent.virtualphone.apps.expense.wording import amount_text, days_text
from phoneagent.virtualphone.timetext import moment_of
from phoneagent.virtualphone.ui import (
    FILL,
    Button,
    Card,
    Column,
    Fab,
    Frame,
    Node,
    Picture,
    RecyclerView,
    Row,
    Text,
)

_RECENT = 4
_PAGES: dict[str, type[Page]] = {
    page.destination: page for page in (LogsScreen, StatisticsScreen, AboutScreen, SettingsScreen)
}


class HomeScreen(Page):
    """The bottom of the stack; it opens the other destinations."""

    destination = HOME

    def view(self) -> Node:
        first, last = self._week()
        rows = self.ledger.between(_start_ms(first, self), _start_ms(last, self) - 1)
        cards = RecyclerView(
            self._totals(rows, first),
            self._graph(rows, first),
            self._recent(),
            id="rv_home",
            pad=(0, 8, 0, 96),
        )
        add = Fab(
            "add",
            self.edit,
            id="fb_main_add",
            background="primary",
            color="on_primary",
            radius=28,
        )
        return Column(self.bar("Home"), Frame(cards, add, weight=1), height=FILL)

    def _week(self) -> tuple[date, date]:
        """The Sunday this week began with and the one after it."""
        today = self.phone.clock.now().date()
        first = today - timedelta(days=today.isoweekday() % 7)
        return first, first + timedelta(days=7)

    def _totals(self, rows: list[Expense], first: date) -> Node:
        income = sum(row.amount_cents for row in rows if row.category == INCOME.id)
        outcome = sum(row.amount_cents for row in rows) - income
        return Card(
            Text("Totals", id="tv_expense_in_out_title", size=16),
            _span(first),
            Row(
                _total("Income", income, currency(self.phone).code, "tv_income"),
                _total("Outcome", outcome, currency(self.phone).code, "tv_outcome"),
                margin=(0, 12, 0, 0),
            ),
            pad=20,
            gap=4,
        )

    def _graph(self, rows: list[Expense], first: date) -> Node:
        spent = [0] * 7
        for row in rows:
            if row.category != INCOME.id:
                day = moment_of(self.phone, row.modified_ms).date()
                spent[(day - first).days] += row.amount_cents
        return Card(
            Text("Expenses in this Week", id="tv_title", size=16),
            _span(first),
            Picture(week_graph(spent), id="expense_graph", width=FILL, height=160),
            pad=20,
            gap=4,
        )

    def _recent(self) -> Node | None:
        rows = self.ledger.recent(_RECENT)
        if not rows:
            return None
        return Card(
            Text("Recent", id="tv_recent_lists", size=16, pad=(20, 20, 20, 8)),
            *(self._row(row) for row in rows),
            Button("More", self._more, style="text", id="btn_more_logs", margin=(20, 4, 20, 12)),
        )

    def _row(self, expense: Expense) -> Node:
        return Row(
            *self.facts(expense),
            id="cd_expense",
            class_name="android.widget.RelativeLayout",
            height=72,
            pad=(20, 0, 20, 0),
            gap=16,
            focusable=True,
            on_click=lambda: self.show_detail(expense.id),
        )

    def _more(self) -> None:
        self.go(LogsScreen.destination)

    def go(self, title: str) -> None:
        if title in _PAGES:
            self.start(_PAGES[title](self.app, self.intent))

    def on_result(self, result: object) -> None:
        if isinstance(result, str):
            self.go(result)

    def deleted(self) -> None:
        self.snackbar("Item Deleted")


def _start_ms(day: date, page: Page) -> int:
    midnight = datetime.combine(day, time(), page.phone.clock.now().tzinfo)
    return int(midnight.timestamp() * 1000)


def _span(first: date) -> Node:
    text = days_text(first, first + timedelta(days=6), year=False)
    return Text(text, id="tv_date_range", color="muted", size=13)


def _total(label: str, amount_cents: int, code: str, id: str) -> Node:
    return Column(
        Text(label, id=id, color="muted"),
        Row(
            Text(amount_text(amount_cents), id=f"{id}_value", size=18, bold=True),
            Text(code, id=f"{id}_symbol", size=12, color="muted"),
            gap=6,
        ),
        weight=1,
        gap=4,
        align="start",
    )
