"""Pro Expense: expenses written, changed, found and deleted by a person."""

from __future__ import annotations

import shutil
import sqlite3
import time

import pytest

from phoneagent.virtualphone.apps.expense.ledger import PATH
from phoneagent.virtualphone.phone import VirtualPhone
from tests.virtualphone.hands import NOON, Hands

BACK = 4
STATE = {
    "now": NOON.isoformat(),
    "expenses": [
        {"name": "Coffee", "amount": 3.5, "category": "Food", "note": "Urgent"},
        {"name": "Taxi Fare", "amount": 12, "category": "Transportation", "days_ago": 1},
        {"name": "Salary", "amount": 2500, "category": "Income", "days_ago": 2},
        {"name": "Rent", "amount": "900.25", "category": "Housing", "days_ago": 40},
    ],
}


@pytest.fixture
def phone():
    with VirtualPhone(state=STATE) as furnished:
        yield furnished
        assert furnished.unknown == []


@pytest.fixture
def hands(phone):
    user = Hands(phone)
    user.open("Pro Expense")
    return user


def rows(phone):
    with phone.files.database(PATH) as db:
        return [dict(row) for row in db.execute("SELECT * FROM expense ORDER BY expense_id")]


def names(phone):
    return [row["name"] for row in rows(phone)]


def swipe(hands, name, direction):
    y = hands.need(name).bounds.center[1]
    ends = (300, 900) if direction == "right" else (900, 300)
    hands.phone.swipe(ends[0], y, ends[1], y)


def open_logs(hands):
    hands.phone.tap(70, 130)  # the menu button has no description, as in the real app
    hands.tap("Expense Logs")


def write(hands, name, amount, category="", note=""):
    hands.fill("Name", name)
    hands.fill("Amount", amount)
    if note:
        hands.fill("Note", note)
    if category:
        chip = pan_to(hands, category)
        hands.phone.tap(*chip.bounds.center)


def pan_to(hands, category):
    for _ in range(6):
        node = hands.find(category)
        if node and node.bounds.width >= 60:
            return node
        y = hands.need(id="rv_category").bounds.center[1]
        hands.phone.swipe(900, y, 300, y)
    raise AssertionError(f"no {category}: {hands.texts()}")


def test_an_expense_is_written(phone, hands):
    hands.tap(id="fb_main_add")
    write(hands, "Concert Tickets", "80.75", "Entertainment", "Want to have")
    hands.tap("Save")
    assert hands.sees("Recent")
    now_ms = int(NOON.timestamp() * 1000)
    row = rows(phone)[-1]
    assert 0 <= row.pop("created_date") - now_ms < 60_000
    assert 0 <= row.pop("modified_date") - now_ms < 60_000
    assert row == {
        "expense_id": 5,
        "name": "Concert Tickets",
        "amount": 8075,
        "category": 6,
        "note": "Want to have",
    }


def test_several_are_written_in_a_row(phone, hands):
    hands.tap(id="fb_main_add")
    hands.tap(id="cv_lock")
    for name in ("Bread", "Milk"):
        write(hands, name, "2")
        hands.tap(id="btn_save")
        assert hands.sees("Saved!")
    assert names(phone)[-2:] == ["Bread", "Milk"]
    assert hands.field("Name").text == ""


@pytest.mark.parametrize(
    ("typed", "kept"), [("12.345", "12.34"), ("1.2.3", "1.23"), ("123456789", "12345678")]
)
def test_an_amount_takes_two_decimals_and_eight_digits(phone, hands, typed, kept):
    hands.tap(id="fb_main_add")
    phone.tap(*hands.field("Amount").bounds.center)
    phone.type_text(typed)
    assert hands.field("Amount").text == kept


def test_an_expense_needs_an_amount(phone, hands):
    hands.tap(id="fb_main_add")
    hands.fill("Name", "Nothing")
    hands.tap("Save")
    assert hands.sees("Cost is Empty")
    phone.type_text(".")
    hands.tap("Save")
    assert len(rows(phone)) == 4
    phone.type_text("5")
    hands.tap("Save")
    assert rows(phone)[-1]["amount"] == 50


def test_long_texts_are_cut_where_the_form_ends(phone, hands):
    hands.tap(id="fb_main_add")
    write(hands, "x" * 50, "1", note="y" * 200)
    hands.tap("Save")
    assert rows(phone)[-1]["name"] == "x" * 20
    assert rows(phone)[-1]["note"] == "y" * 100


def test_an_entry_may_be_for_another_day(phone, hands):
    hands.tap(id="fb_main_add")
    hands.tap("Calendar")
    hands.tap("Previous month")
    hands.tap("14 February 2026")
    hands.tap("OK")
    assert hands.sees("14 Feb 2026 12:00 PM")
    write(hands, "Roses", "20")
    hands.tap("Save")
    assert rows(phone)[-1]["modified_date"] // 86_400_000 == 20_498


def test_an_expense_is_changed(phone, hands):
    hands.tap("Taxi Fare")
    hands.tap("Edit")
    assert hands.sees("Update Data")
    assert hands.field("Amount").text == "12"
    assert hands.find("Transportation").bounds.left < 200
    hands.fill("Amount", "15")
    hands.tap("Update")
    assert [row["amount"] for row in rows(phone)] == [350, 1500, 250_000, 90_025]
    assert hands.sees("15")


@pytest.mark.parametrize("confirmed", [True, False])
def test_an_expense_is_deleted_on_its_sheet(phone, hands, confirmed):
    hands.tap("Coffee")
    assert hands.sees("Urgent")
    hands.tap(id="btn_delete")
    if confirmed:
        hands.tap("Confirm")
        assert hands.sees("Item Deleted")
    else:
        phone.key(BACK)
    assert ("Coffee" in names(phone)) is not confirmed


def test_several_are_selected_and_deleted(phone, hands):
    open_logs(hands)
    swipe(hands, "Coffee", "right")
    assert hands.sees("1 item")
    swipe(hands, "Rent", "right")
    swipe(hands, "Salary", "right")
    assert hands.sees("3 items")
    swipe(hands, "Salary", "left")
    assert hands.sees("2 items")
    hands.tap("Delete", id="delete")
    assert hands.sees("2 items")
    hands.tap("Confirm")
    assert names(phone) == ["Taxi Fare", "Salary"]
    assert hands.sees("Expense Logs")


def test_one_is_deleted_by_a_swipe(phone, hands):
    open_logs(hands)
    swipe(hands, "Salary", "left")
    hands.tap("Delete", id="tv_undo")
    hands.tap("Confirm")
    assert "Salary" not in names(phone)
    hands.press("Rent")
    assert hands.sees("Delete", id="tv_undo")
    hands.press("Rent")
    assert not hands.sees("Delete", id="tv_undo")


def test_logs_are_sorted_and_filtered(phone, hands):
    open_logs(hands)
    assert hands.sees("2026 Jan 21 - Mar 2 . DESC")
    hands.tap("Filter")
    hands.tap("Asc")
    hands.tap("Apply Filter")
    assert hands.find("Rent").bounds.top < hands.find("Coffee").bounds.top
    hands.tap("Filter")
    hands.tap(id="cv_start_date")
    hands.tap("Next month")
    hands.tap("Next month")
    hands.tap("01 March 2026")
    hands.tap("OK")
    hands.tap("Apply Filter")
    assert hands.sees("2026 Mar 1 - 2 . ASC")
    assert not hands.sees("Rent")
    assert hands.sees("Taxi Fare")


def test_home_sums_up_the_week(phone, hands):
    assert hands.find(id="tv_outcome_value").text == "15.5"
    assert hands.find(id="tv_income_value").text == "0"
    assert hands.sees("Mar 1 - 7")
    assert hands.sees("Yesterday 12:00 PM")


def test_statistics_and_currency(phone, hands):
    phone.tap(70, 130)
    hands.tap("Statistics")
    assert hands.sees("73.2%")
    phone.tap(70, 130)
    hands.tap("Settings")
    hands.tap("Currency")
    hands.tap("Euro (EUR)")
    phone.key(BACK)
    assert hands.sees("EUR")
    assert hands.sees("Totals")


def test_the_database_is_replaced_and_deleted_under_the_app(phone, hands):
    host = phone.files.host(PATH)
    other = host.with_suffix(".new")
    shutil.copy(host, other)
    with sqlite3.connect(other) as db:
        db.execute("UPDATE expense SET name = 'Swapped' WHERE name = 'Coffee'")
    other.replace(host)
    phone.changes.note()
    assert hands.sees("Swapped")
    host.unlink()
    phone.changes.note()
    assert not hands.sees("Recent")
    open_logs(hands)
    assert hands.sees("No Expense Logs")


def test_rows_with_nothing_in_them_are_shown(phone, hands):
    with phone.files.database(PATH) as db:
        db.execute("INSERT INTO expense(modified_date) VALUES (0)")
    open_logs(hands)
    assert hands.sees("1970 Jan 1")


def test_a_thousand_expenses():
    crowd = [{"name": f"No {n}", "amount": n + 1, "days_ago": n} for n in range(1000)]
    with VirtualPhone(now=NOON, state={"expenses": crowd}) as phone:
        hands = Hands(phone)
        hands.open("Pro Expense")
        open_logs(hands)
        begun = time.process_time()
        for _ in range(5):
            phone.swipe(540, 1800, 540, 600)
        assert time.process_time() - begun < 5
        assert len(hands.nodes()) < 400
