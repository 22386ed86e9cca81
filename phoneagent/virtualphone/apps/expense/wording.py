"""Amounts and days as Pro Expense writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from phoneagent.virtualphone.timetext import moment_of, time_text

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone


def amount_text(amount_cents: int) -> str:
    """An amount with at most two decimals: `1,234.5`."""
    text = f"{Decimal(amount_cents) / 100:,.2f}"
    return text.rstrip("0").rstrip(".")


def plain_amount(amount_cents: int) -> str:
    """An amount as the entry form shows it: `1234.5`."""
    return amount_text(amount_cents).replace(",", "")


def when_text(phone: VirtualPhone, epoch_ms: int) -> str:
    """`Today 5:00 PM`, `Yesterday 5:00 PM`, `Dec 31` of another month, else `2023 Oct 5`."""
    moment, today = moment_of(phone, epoch_ms), phone.clock.now().date()
    if (moment.year, moment.month) == (today.year, today.month):
        names = {today.day: "Today", today.day - 1: "Yesterday"}
        if moment.day in names:
            return f"{names[moment.day]} {time_text(moment, long=False)}"
        return day_text(moment.date())
    if moment.year == today.year:
        return f"{moment:%b} {moment.day}"
    return day_text(moment.date())


def day_text(day: date) -> str:
    """A day: `2023 Oct 5`."""
    return f"{day:%Y %b} {day.day}"


def days_text(first: date, last: date, *, year: bool = True) -> str:
    """A span of days, no part said twice: `2023 Oct 1 - 15`, `2023 Oct 1 - Nov 2`."""
    start = day_text(first) if year else f"{first:%b} {first.day}"
    if first == last:
        return start
    if (first.year, first.month) == (last.year, last.month):
        return f"{start} - {last.day}"
    same_year = first.year == last.year or not year
    return f"{start} - {last:%b} {last.day}" if same_year else f"{start} - {day_text(last)}"


def entry_time_text(moment: datetime) -> str:
    """The moment an entry is for: `15 Oct 2023 3:34 PM`."""
    return f"{moment.day} {moment:%b %Y} {time_text(moment, long=False)}"
