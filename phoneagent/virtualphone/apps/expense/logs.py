"""The expense logs: every expense by date; a row swiped right is selected, left can be deleted."""

from __future__ import annotations

from functools import partial

from phoneagent.virtualphone.apps.expense.filtering import Filter, FilterSheet
from phoneagent.virtualphone.apps.expense.ledger import Expense
from phoneagent.virtualphone.apps.expense.pages import Page
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.timetext import moment_of
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Divider,
    Frame,
    Icon,
    ImageButton,
    LazyList,
    Node,
    Row,
    Text,
    Toolbar,
)

_ROW_DP = 71.0


class LogsScreen(Page):
    """All expenses, or those of some days.

    Attributes:
        filter: the days shown; None for all, the newest first.
        selected: ids of the expenses that were swiped to the right.
        prepared: id of the one that shows its delete button; 0 for none.
    """

    destination = "Expense Logs"

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.filter: Filter | None = None
        self.selected: set[int] = set()
        self.prepared = 0

    def view(self) -> Node:
        shown = self.filter or self._everything()
        rows = self._rows(shown)
        self.selected &= {row.id for row in rows}
        listing = LazyList(
            len(rows),
            lambda number: self._row(rows[number]),
            item_height=_ROW_DP,
            id="rv_expense",
        )
        bar = self._selection_bar() if self.selected else self._plain_bar(shown, bool(rows))
        return Column(bar, Frame(listing if rows else _nothing(), weight=1), height=FILL)

    def _everything(self) -> Filter | None:
        span = self.ledger.span_ms()
        if span is None:
            return None
        first, last = (moment_of(self.phone, at_ms).date() for at_ms in span)
        return Filter(first, last)

    def _rows(self, shown: Filter | None) -> list[Expense]:
        if shown is None:
            return []
        bounds_ms = shown.bounds_ms(self.phone.clock.now())
        return self.ledger.between(*bounds_ms, newest_first=shown.newest_first)

    def _plain_bar(self, shown: Filter | None, some: bool) -> Node:
        choose = ImageButton(
            "filter", self._ask_filter, desc="Filter", id="filter", enabled=shown is not None
        )
        subtitle = shown.text if shown and some else ""
        return self.bar("Expense Logs", choose, subtitle=subtitle)

    def _selection_bar(self) -> Node:
        count = len(self.selected)
        return Toolbar(
            f"{count} {'item' if count == 1 else 'items'}",
            ImageButton("delete", self._ask_delete_selected, desc="Delete", id="delete"),
            on_up=self._unselect,
            id="tb_expense",
        )

    def _ask_filter(self) -> None:
        chosen = self.filter or self._everything()
        if chosen is not None:
            self.show(FilterSheet(self, chosen, self._apply))

    def _apply(self, chosen: Filter) -> None:
        self.filter = chosen

    def _row(self, expense: Expense) -> Node:
        chosen, prepared = expense.id in self.selected, expense.id == self.prepared
        body = Row(
            Icon("check", id="imv_check", color="green", width=30) if chosen else None,
            *self.facts(expense),
            self._delete_button(expense) if prepared else None,
            id="cd_expense",
            class_name="android.widget.RelativeLayout",
            height=_ROW_DP - 1,
            pad=(20, 0, 0 if prepared else 20, 0),
            gap=16,
            background="surface_high" if chosen else "surface",
            focusable=True,
            selected=chosen,
            on_click=lambda: self.show_detail(expense.id),
            on_long_click=partial(self._prepare, expense.id),
            on_swipe=partial(self._swiped, expense.id),
        )
        return Column(body, Divider())

    def _delete_button(self, expense: Expense) -> Node:
        return Column(
            Icon("delete", color="on_error", id="imv_delete_icon"),
            Text("Delete", color="on_error", id="tv_undo", size=13),
            background="error",
            width=80,
            height=FILL,
            align="center",
            justify="center",
            gap=2,
            on_click=lambda: self.ask_delete([expense.id]),
        )

    def _swiped(self, expense_id: int, direction: str) -> None:
        """Select, prepare to delete, or bring a row that was moved before back into place."""
        if expense_id in self.selected:
            self.selected -= {expense_id}
        elif expense_id == self.prepared:
            self.prepared = 0
        elif direction == "right":
            self.selected |= {expense_id}
            self.prepared = 0
        elif direction == "left":
            self._prepare(expense_id)

    def _prepare(self, expense_id: int) -> None:
        if expense_id in self.selected:
            return
        self.selected = set()
        self.prepared = 0 if self.prepared == expense_id else expense_id

    def _ask_delete_selected(self) -> None:
        self.ask_delete(sorted(self.selected))

    def _unselect(self) -> None:
        self.selected = set()

    def deleted(self) -> None:
        self._unselect()
        self.prepared = 0


def _nothing() -> Node:
    return Column(
        Icon("list", size=72, id="imv_no_expense", color="outline"),
        Text("No Expense Logs", id="tv_no_expense_logs", size=18),
        Text(
            "There is no expense logs.\n Please start adding your expense.",
            id="tv_no_expense_description",
            color="muted",
            text_align="center",
        ),
        align="center",
        gap=12,
        pad=(24, 96, 24, 24),
    )
