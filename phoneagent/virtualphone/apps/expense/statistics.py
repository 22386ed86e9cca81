"""Statistics: the share of every category, of all expenses or those of some days."""

from __future__ import annotations

from collections import Counter

from phoneagent.virtualphone.apps.expense.categories import category_of
from phoneagent.virtualphone.apps.expense.filtering import Filter, FilterSheet
from phoneagent.virtualphone.apps.expense.pages import Page
from phoneagent.virtualphone.apps.expense.wording import days_text
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.timetext import moment_of
from phoneagent.virtualphone.ui import (
    FILL,
    Card,
    Column,
    ImageButton,
    Node,
    Progress,
    Row,
    Scroll,
    Text,
)


class StatisticsScreen(Page):
    """Categories by what was spent on them, the largest first."""

    destination = "Statistics"

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.filter: Filter | None = None

    def view(self) -> Node:
        shown = self.filter or self._everything()
        choose = ImageButton("filter", self._ask, desc="Calendar", enabled=shown is not None)
        subtitle = days_text(shown.first, shown.last) if shown else ""
        card = Card(
            Text("Category Statistics", id="tv_category_statistics", size=16),
            *self._shares(shown),
            id="cv_statistic",
            pad=20,
            gap=20,
        )
        page = Scroll(card, id="nsv_statistic", weight=1, height=FILL, pad=(0, 8, 0, 16))
        return Column(self.bar("Statistics", choose, subtitle=subtitle), page, height=FILL)

    def _everything(self) -> Filter | None:
        span = self.ledger.span_ms()
        if span is None:
            return None
        first, last = (moment_of(self.phone, at_ms).date() for at_ms in span)
        return Filter(first, last)

    def _shares(self, shown: Filter | None) -> list[Node]:
        sums: Counter[int] = Counter()
        if shown:
            for row in self.ledger.between(*shown.bounds_ms(self.phone.clock.now())):
                sums[row.category] += row.amount_cents
        total = sum(sums.values())
        if not total:
            return [Text("No Data", id="tv_no_data", color="muted", text_align="center")]
        return [_share(number, amount / total) for number, amount in sums.most_common()]

    def _ask(self) -> None:
        chosen = self.filter or self._everything()
        if chosen is not None:
            self.show(FilterSheet(self, chosen, self._apply, sorts=False))

    def _apply(self, chosen: Filter) -> None:
        self.filter = chosen


def _share(number: int, part: float) -> Node:
    return Column(
        Row(
            Text(category_of(number).name, id="tv_category_name", weight=1),
            Text(f"{part * 100:.1f}%", id="tv_progress"),
        ),
        Progress(part, id="pv_progress"),
        gap=8,
    )
