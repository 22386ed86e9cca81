"""The sheets of Pro Expense: an expense in detail, and the question before deleting."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.expense.categories import category_of
from phoneagent.virtualphone.apps.expense.currency import currency
from phoneagent.virtualphone.apps.expense.ledger import Expense
from phoneagent.virtualphone.apps.expense.wording import amount_text, when_text
from phoneagent.virtualphone.ui import (
    BottomSheet,
    Button,
    Card,
    Column,
    Frame,
    Icon,
    ImageButton,
    Node,
    Row,
    Scroll,
    Text,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

ROUND_DP = 50


def badge(category: int, size: float = ROUND_DP) -> Node:
    """The round sign of a category."""
    icon = Icon(
        category_of(category).icon, id="imv_category", color="on_primary_soft", at="center_center"
    )
    return Frame(
        icon,
        class_name="androidx.cardview.widget.CardView",
        id="cv_category",
        width=size,
        height=size,
        radius=size / 2,
        background="primary_soft",
    )


class DetailSheet(BottomSheet):
    """Everything about one expense, with ways to change or delete it."""

    def __init__(
        self,
        phone: VirtualPhone,
        expense: Expense,
        on_edit: Callable[[], object],
        on_delete: Callable[[], object],
    ) -> None:
        super().__init__()
        self.phone, self.expense = phone, expense
        self.on_edit, self.on_delete = on_edit, on_delete

    def view(self) -> Node:
        expense = self.expense
        head = Row(
            badge(expense.category),
            Text(expense.name, id="tv_name_value", size=18, bold=True, weight=1, max_lines=2),
            ImageButton("delete", self._then(self.on_delete), id="btn_delete", color="error"),
            gap=16,
        )
        amount = f"{amount_text(expense.amount_cents)} {currency(self.phone).symbol}"
        card = Card(
            head,
            _fact("Amount", amount, "tv_amount"),
            _fact("Date", when_text(self.phone, expense.modified_ms), "tv_date"),
            _fact("Note", expense.note, "tv_note") if expense.note else None,
            id="cd_info",
            pad=(16, 16, 8, 20),
            gap=16,
            background="surface_mid",
        )
        edit = Button("Edit", self._then(self.on_edit), icon="edit", id="btn_edit", size=20)
        edit.justify = "center"
        return Column(
            self._title(),
            Scroll(card, shrinks=True),
            Frame(edit, pad=(24, 8, 24, 16)),
        )

    def _title(self) -> Node:
        return Row(
            Text("Expense Detail", id="tv_expense_detail", size=18, weight=1),
            ImageButton("chevron_down", self.close, id="btn_close"),
            pad=(24, 0, 12, 0),
        )

    def _then(self, action: Callable[[], object]) -> Callable[[], None]:
        def act() -> None:
            self.close()
            action()

        return act


def _fact(label: str, value: str, id: str) -> Node:
    return Row(
        Text(label, id=id, color="muted", width=84),
        Text(value, id=f"{id}_value", size=16, weight=1),
        align="start",
        pad=(4, 0, 8, 0),
        gap=8,
    )


class DeleteSheet(BottomSheet):
    """Asks before `count` expenses are deleted."""

    def __init__(self, count: int, on_confirm: Callable[[], object]) -> None:
        super().__init__()
        self.count, self.on_confirm = count, on_confirm

    def view(self) -> Node:
        items = "item" if self.count == 1 else f"{self.count} items"
        card = Card(
            Row(
                Text(items, id="tv_items", bold=True, size=16),
                Text("will be deleted!", id="tv_delete_description", size=16),
                justify="center",
                gap=6,
            ),
            id="cv_description_bg",
            pad=(16, 24, 16, 24),
            background="surface_mid",
        )
        return Column(
            Row(
                Text("Delete Items", id="tv_delete_item", size=18, weight=1),
                ImageButton("chevron_down", self.close, id="imv_drop_close"),
                pad=(24, 0, 12, 0),
            ),
            card,
            Frame(
                Button(
                    "Confirm",
                    self._confirm,
                    id="btn_confirm",
                    background="error",
                    color="on_error",
                    width=-1.0,
                ),
                pad=(24, 8, 24, 16),
            ),
        )

    def _confirm(self) -> None:
        self.close()
        self.on_confirm()
