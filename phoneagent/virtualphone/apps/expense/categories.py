"""The categories of Pro Expense: the numbers its database stores, names and icons."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of expense."""

    id: int
    name: str
    icon: str


INCOME = Category(2, "Income", "money")
FOOD = Category(3, "Food", "food")
OTHERS = Category(1, "Others", "label")
CATEGORIES = (
    INCOME,
    FOOD,
    Category(4, "Housing", "home"),
    Category(5, "Social", "people"),
    Category(6, "Entertainment", "music"),
    Category(7, "Transportation", "car"),
    Category(8, "Clothes", "shirt"),
    Category(9, "Health Care", "heart"),
    Category(10, "Education", "book"),
    Category(11, "Donation", "gift"),
    OTHERS,
)
"""In the order the app shows them."""

_BY_ID = {category.id: category for category in CATEGORIES}


def category_of(number: int) -> Category:
    """The category with a stored number; an unknown one counts as Others."""
    return _BY_ID.get(number, OTHERS)


def category_named(name: str) -> Category:
    """The category with a name (KeyError when there is none)."""
    return {category.name: category for category in CATEGORIES}[name]
