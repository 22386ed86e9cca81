"""The currency in which Pro Expense shows amounts: a setting, ISO 4217 numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from phoneagent.virtualphone.system.preferences import Preferences

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

_KEY = "selected_currency_number"


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency by its ISO 4217 number and code, and the sign in front of people."""

    number: str
    code: str
    symbol: str
    name: str


CURRENCIES = (
    Currency("840", "USD", "$", "United States Dollar"),
    Currency("978", "EUR", "\u20ac", "Euro"),
    Currency("826", "GBP", "\u00a3", "Pound Sterling"),
    Currency("356", "INR", "INR", "Indian Rupee"),
    Currency("036", "AUD", "AUD", "Australian Dollar"),
    Currency("124", "CAD", "CAD", "Canadian Dollar"),
    Currency("392", "JPY", "\u00a5", "Yen"),
    Currency("756", "CHF", "CHF", "Swiss Franc"),
    Currency("104", "MMK", "Ks", "Kyat"),
    Currency("156", "CNY", "CNY", "Yuan Renminbi"),
)


def currency(phone: VirtualPhone) -> Currency:
    """The currency chosen in the app's settings; the dollar at first."""
    chosen = _preferences(phone).get(_KEY, CURRENCIES[0].number)
    return next((c for c in CURRENCIES if c.number == chosen), CURRENCIES[0])


def choose(phone: VirtualPhone, chosen: Currency) -> None:
    """Remember a choice."""
    _preferences(phone).put(_KEY, chosen.number)


def _preferences(phone: VirtualPhone) -> Preferences:
    return Preferences(phone.files, "com.arduia.expense")
