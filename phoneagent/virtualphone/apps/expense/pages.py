"""What the pages of Pro Expense share: the drawer, an expense's sheets, deleting and editing."""

from __future__ import annotations

from collections.abc import Callable, Collection

from phoneagent.virtualphone.apps.expense.currency import currency
from phoneagent.virtualphone.apps.expense.ledger import Expense, Ledger
from phoneagent.virtualphone.apps.expense.sheets import DeleteSheet, DetailSheet, badge
from phoneagent.virtualphone.apps.expense.wording import amount_text, when_text
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    Column,
    DrawerItem,
    ImageButton,
    NavigationDrawer,
    Node,
    Row,
    Screen,
    Text,
    Toolbar,
)

DESTINATIONS = (
    ("Home", "home", "dest_home"),
    ("Expense Logs", "list", "dest_expense_logs"),
    ("Statistics", "chart", "dest_statistics"),
    ("About", "info", "dest_about"),
    ("Settings", "settings", "dest_settings"),
)
HOME = DESTINATIONS[0][0]


class Page(Screen):
    """A destination of the drawer, or a screen above one.

    A page that is left for another destination finishes with that destination's name; the home
    page, at the bottom of the stack, opens it.
    """

    destination = HOME

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.ledger = Ledger(self.phone)

    def bar(self, title: str, *actions: Node | None, subtitle: str = "") -> Node:
        """The toolbar with the button that opens the drawer."""
        menu = ImageButton("menu", self.open_drawer)
        bar = Toolbar(title, *actions, subtitle=subtitle, id="toolbar", background="surface")
        bar.children.insert(0, menu)
        return bar

    def open_drawer(self) -> None:
        """Show the destinations."""
        items = [
            DrawerItem(title, self._opener(title), icon, title == self.destination, id)
            for title, icon, id in DESTINATIONS
        ]
        self.show(NavigationDrawer(items, header=_header))

    def _opener(self, title: str) -> Callable[[], None]:
        return lambda: self.go(title)

    def go(self, title: str) -> None:
        """Leave for another destination."""
        if title != self.destination:
            self.finish(title)

    def show_detail(self, expense_id: int) -> None:
        """Open the sheet of an expense; nothing happens once it is gone."""
        expense = self.ledger.get(expense_id)
        if expense is not None:
            self.show(
                DetailSheet(
                    self.phone,
                    expense,
                    on_edit=lambda: self.edit(expense),
                    on_delete=lambda: self.ask_delete([expense.id]),
                )
            )

    def edit(self, expense: Expense | None = None) -> None:
        """Open the form for an expense, or for a new one."""
        from phoneagent.virtualphone.apps.expense.entry import EntryScreen

        self.start(EntryScreen(self.app, self.intent, expense))

    def ask_delete(self, ids: Collection[int]) -> None:
        """Delete expenses once a person has confirmed it."""

        def confirmed() -> None:
            self.ledger.remove(ids)
            self.deleted()

        self.show(DeleteSheet(len(ids), confirmed))

    def deleted(self) -> None:
        """Expenses have been deleted."""

    def facts(self, expense: Expense) -> list[Node]:
        """What a list shows of an expense: its sign, name, day and amount."""
        texts = Column(
            Text(expense.name, id="tv_name", size=16, max_lines=1),
            Text(when_text(self.phone, expense.modified_ms), id="tv_date", color="muted", size=13),
            class_name="android.widget.RelativeLayout",
            weight=1,
            gap=4,
            align="start",
        )
        amount = Row(
            Text(amount_text(expense.amount_cents), id="tv_amount", size=16, max_lines=1),
            Text(currency(self.phone).symbol, id="tv_currency_symbol", size=12, color="muted"),
            id="linear_amount",
            width=-2.0,
            gap=4,
        )
        return [badge(expense.category), texts, amount]


def _header(close: Callable[[], None]) -> Node:
    return Row(
        Text("Pro Expense", id="tv_app_name", size=20, bold=True, weight=1, color="primary"),
        ImageButton("close", close, id="btn_close"),
        height=112,
        pad=(28, 24, 8, 8),
        background="surface_mid",
        class_name="android.widget.RelativeLayout",
    )
