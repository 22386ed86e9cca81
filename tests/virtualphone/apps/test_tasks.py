"""Tasks: a to-do list kept by a person."""

from __future__ import annotations

import sqlite3
import time
from datetime import UTC, date, datetime

import pytest

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.apps.tasks.recurrence import Rule, parsed
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.intents import Intent
from tests.virtualphone.hands import NOON, Hands

BACK = 4
DATABASE = "/data/data/org.tasks/databases/database"
TASKS = [
    {"title": "Buy stamps", "due": "2026-03-02", "priority": 0, "notes": "Ten of them"},
    {"title": "Call Bob", "due": "2026-02-27", "priority": 3},
    {"title": "Water the plants", "due": "2026-03-04T17:00", "repeat": "FREQ=WEEKLY"},
    {"title": "Read Dune", "priority": 1},
    {"title": "Plan the trip", "due": "2026-04-20", "start": "2026-04-01"},
    {"title": "Send the letter", "due": "2026-03-01", "done": True},
]


@pytest.fixture
def phone():
    clock = {"system": {"time_12_24": "24"}}
    with VirtualPhone(now=NOON, state={"tasks": TASKS, "settings": clock}) as phone:
        yield phone
        assert phone.unknown == []


@pytest.fixture
def hands(phone):
    hands = Hands(phone)
    hands.open("Tasks")
    return hands


def stored(phone, title):
    """The row of a task."""
    with sqlite3.connect(phone.files.host(DATABASE)) as db:
        db.row_factory = sqlite3.Row
        row = db.execute("SELECT * FROM tasks WHERE title=? AND deleted=0", (title,)).fetchone()
    return dict(row) if row else None


def ms(text):
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def texts(hands, name):
    return [node.text for node in hands.nodes() if node.id.endswith(f":id/{name}")]


def listed(hands):
    return [n.text for n in hands.nodes() if n.id.endswith(":id/title") and not n.editable]


def box(hands, title):
    """Tap the box in the row of a task."""
    row = hands.need(title).bounds.center[1]
    boxes = [node for node in hands.nodes() if node.id.endswith("completeBox")]
    nearest = min(boxes, key=lambda node: abs(node.bounds.center[1] - row))
    hands.phone.tap(*nearest.bounds.center)


def arrange(hands, line, mode):
    hands.tap("Sort")
    hands.tap(line)
    hands.tap(mode)
    hands.phone.key(BACK)


def more(hands, line):
    hands.tap("More options")
    hands.tap(line)


# the list -----------------------------------------------------------------------------------


def test_the_list_is_sorted_smartly_and_completed_tasks_are_last(phone, hands):
    assert listed(hands) == [
        "Buy stamps",
        "Call Bob",
        "Water the plants",
        "Plan the trip",
        "Read Dune",
        "Send the letter",
    ]
    assert texts(hands, "due_date") == ["Today", "Fri", "Wed 17:00", "Apr 20", "Yest"]
    assert texts(hands, "description") == ["Ten of them"]


def test_groups_have_headings(phone, hands):
    arrange(hands, "Grouping", "By due date")
    wanted = ["Overdue", "Due today", "Due Wednesday", "Due Monday, April 20", "No due date"]
    assert texts(hands, "header") == [*wanted, "Completed"]
    arrange(hands, "Grouping", "By priority")
    wanted = ["High priority", "Medium priority", "Low priority", "No priority", "Completed"]
    assert texts(hands, "header") == wanted
    assert listed(hands)[0] == "Buy stamps"


def test_a_group_is_folded_by_its_heading(phone, hands):
    arrange(hands, "Grouping", "By due date")
    hands.tap("Overdue")
    assert "Call Bob" not in listed(hands)
    assert listed(hands)[0] == "Buy stamps"
    hands.tap("Overdue")
    assert listed(hands)[0] == "Call Bob"


def test_sorting_and_its_direction(phone, hands):
    arrange(hands, "Sorting", "By title")
    assert listed(hands)[:2] == ["Buy stamps", "Call Bob"]
    hands.tap("Sort")
    hands.tap("Ascending")
    phone.key(BACK)
    assert listed(hands)[:2] == ["Water the plants", "Read Dune"]
    hands.tap("Sort")
    hands.tap("Move completed tasks to bottom")
    assert not hands.sees("Completed")
    phone.key(BACK)
    assert listed(hands)[1] == "Send the letter"


def test_completed_and_unstarted_tasks_are_hidden_and_shown(phone, hands):
    more(hands, "Show completed")
    assert "Send the letter" not in listed(hands)
    more(hands, "Show unstarted")
    assert "Plan the trip" not in listed(hands)
    phone.force_stop("org.tasks")
    hands.open("Tasks")
    assert len(listed(hands)) == 4
    more(hands, "Show unstarted")
    assert "Plan the trip" in listed(hands)


def test_the_drawer_leads_to_filters(phone, hands):
    phone.tap(70, 2200)
    hands.tap("Today")
    assert listed(hands) == ["Buy stamps", "Call Bob", "Send the letter"]
    phone.tap(70, 2200)
    hands.tap("Recently modified")
    assert len(listed(hands)) == 6
    phone.key(BACK)
    assert hands.sees("My Tasks")


def test_searching_titles_and_descriptions(phone, hands):
    hands.tap("Search")
    phone.type_text("ten")
    assert listed(hands) == ["Buy stamps"]
    hands.fill("Search", "nothing like it")
    assert hands.sees("There are no tasks here.")
    hands.tap("Collapse")
    assert len(listed(hands)) == 6


# writing ------------------------------------------------------------------------------------


def test_a_task_is_written(phone, hands):
    hands.tap("Create new task")
    phone.type_text("Renew the passport")
    phone.key(BACK)
    hands.tap("No due date")
    hands.tap("Next month")
    hands.tap("09 April 2026")
    hands.tap("Pick time")
    hands.tap("14 hours")
    hands.tap("30 minutes")
    hands.tap("OK")
    hands.tap("OK")
    assert hands.sees("Thursday, April 9 at 2:30 PM")
    hands.tap("No start date")
    hands.tap("Day before due")
    hands.tap("OK")
    radios = [node for node in hands.nodes() if node.class_name.endswith("RadioButton")]
    phone.tap(*radios[-1].bounds.center)
    hands.fill("Description", "Two photos")
    phone.key(BACK)
    hands.tap("Save")
    row = stored(phone, "Renew the passport")
    assert row["dueDate"] == ms("2026-04-09T14:30") + 1000
    assert row["hideUntil"] == ms("2026-04-08T00:00")
    assert (row["importance"], row["notes"], row["completed"]) == (0, "Two photos", 0)
    assert row["created"] == pytest.approx(phone.clock.epoch_ms(), abs=60_000)
    assert "Renew the passport" in listed(hands)


def test_shortcuts_of_the_due_date_and_leaving_keeps_or_cancels(phone, hands):
    hands.tap("Read Dune")
    hands.tap("No due date")
    hands.tap("17:00")
    hands.tap("Tomorrow")
    phone.key(BACK)
    assert hands.sees("Tomorrow 17:00")
    hands.tap("Tomorrow 17:00")
    hands.tap("No date")
    hands.tap("Cancel")
    assert hands.sees("Tomorrow 17:00")
    hands.tap("Save")
    assert stored(phone, "Read Dune")["dueDate"] == ms("2026-03-03T17:00") + 1000


def test_a_due_date_is_changed_from_the_list(phone, hands):
    hands.tap("Today", id="due_date")
    hands.tap("No date")
    hands.tap("OK")
    assert stored(phone, "Buy stamps")["dueDate"] == 0


def test_a_task_repeats_by_a_rule_of_ones_own(phone, hands):
    hands.tap("Buy stamps")
    hands.tap("Does not repeat")
    hands.tap("Custom\u2026")
    hands.tap("Monday")
    hands.tap("Thursday")
    hands.tap("OK")
    assert hands.sees("Repeats weekly on Mon, Thu")
    hands.tap("Save")
    assert stored(phone, "Buy stamps")["recurrence"] == "FREQ=WEEKLY;BYDAY=MO,TH"


def test_leaving_a_changed_task_asks_first(phone, hands):
    hands.tap("Call Bob")
    hands.fill("Task name", "Call Rob")
    phone.key(BACK)
    phone.key(BACK)
    hands.tap("Keep editing")
    assert hands.field("Task name").text == "Call Rob"
    phone.key(BACK)
    hands.tap("Discard")
    assert stored(phone, "Call Rob") is None
    hands.tap("Create new task")
    phone.key(BACK)
    phone.key(BACK)
    assert len(listed(hands)) == 6


def test_a_nameless_task_with_a_description_gets_a_name(phone, hands):
    hands.tap("Create new task")
    hands.fill("Description", "What was it?")
    phone.key(BACK)
    hands.tap("Save")
    assert stored(phone, "(No title)")["notes"] == "What was it?"


def test_a_shared_text_becomes_a_task(phone):
    hands = Hands(phone)
    extras = {"android.intent.extra.TEXT": "Look at this"}
    component = "com.todoroo.astrid.activity.ShareLinkActivity"
    share = Intent("android.intent.action.SEND", type="text/plain", extras=extras)
    app = phone.packages.get("org.tasks").app
    phone.activities.start(share.to(app.component(component)))
    assert hands.field("Task name").text == "Look at this"
    hands.tap("Save")
    assert stored(phone, "Look at this")


# done ---------------------------------------------------------------------------------------


def test_a_task_is_completed_undone_and_reopened(phone, hands):
    box(hands, "Buy stamps")
    assert stored(phone, "Buy stamps")["completed"] > 0
    assert hands.sees("Task completed")
    hands.tap("Undo")
    assert stored(phone, "Buy stamps")["completed"] == 0
    box(hands, "Send the letter")
    assert stored(phone, "Send the letter")["completed"] == 0


def test_a_repeating_task_moves_on(phone, hands):
    box(hands, "Water the plants")
    row = stored(phone, "Water the plants")
    assert (row["dueDate"], row["completed"]) == (ms("2026-03-11T17:00") + 1000, 0)
    hands.tap("Undo")
    assert stored(phone, "Water the plants")["dueDate"] == ms("2026-03-04T17:00") + 1000


def test_a_task_is_completed_and_deleted_in_its_form(phone, hands):
    hands.tap("Call Bob")
    hands.tap(id="fab")
    assert stored(phone, "Call Bob")["completed"] > 0
    hands.tap("Read Dune")
    hands.tap("Delete task")
    hands.tap("Cancel")
    hands.tap("Delete task")
    hands.tap("OK")
    assert stored(phone, "Read Dune") is None
    assert "Read Dune" not in listed(hands)


def test_completed_tasks_are_cleared(phone, hands):
    more(hands, "Clear Completed")
    hands.tap("OK")
    assert stored(phone, "Send the letter") is None
    assert phone.toasts.last.text == "1 deleted"


# several ------------------------------------------------------------------------------------


def test_several_tasks_are_deleted(phone, hands):
    hands.press("Buy stamps")
    hands.tap("Call Bob")
    assert hands.sees("2")
    more(hands, "Delete")
    hands.tap("Cancel")
    more(hands, "Delete")
    hands.tap("OK")
    assert hands.sees("2 deleted")
    assert "Buy stamps" not in listed(hands)
    assert "Call Bob" not in listed(hands)


def test_several_tasks_get_a_priority_a_date_and_a_list(phone, hands):
    def choose():
        hands.press("Buy stamps")
        hands.tap("Call Bob")

    choose()
    hands.tap("Change priority")
    radios = [node for node in hands.nodes() if node.class_name.endswith("RadioButton")]
    phone.tap(*radios[2].bounds.center)
    hands.tap("OK")
    choose()
    hands.tap("Reschedule")
    hands.tap("Tomorrow")
    hands.tap("OK")
    for title in ("Buy stamps", "Call Bob"):
        row = stored(phone, title)
        assert (row["importance"], row["dueDate"]) == (1, ms("2026-03-03T00:00"))


def test_a_new_list_is_made_filled_renamed_and_deleted(phone, hands):
    phone.tap(70, 2200)
    hands.tap(id="add_item")
    phone.type_text("Errands")
    hands.tap("Save")
    assert hands.sees("Errands")
    hands.tap("Create new task")
    phone.type_text("Bank")
    phone.key(BACK)
    hands.tap("Save")
    assert listed(hands) == ["Bank"]
    phone.key(BACK)
    hands.press("Buy stamps")
    hands.tap("Move")
    hands.tap("Errands")
    phone.tap(70, 2200)
    hands.tap("Errands")
    assert sorted(listed(hands)) == ["Bank", "Buy stamps"]
    more(hands, "List settings")
    hands.fill("Display name", "Town")
    hands.tap("Save")
    assert hands.sees("Town")
    more(hands, "List settings")
    hands.tap("Delete")
    hands.tap("OK")
    assert hands.sees("My Tasks")
    assert stored(phone, "Bank") is None


def test_tasks_are_copied_and_all_selected(phone, hands):
    hands.press("Call Bob")
    more(hands, "Copy")
    hands.tap("OK")
    assert listed(hands).count("Call Bob") == 2
    more(hands, "Select all")
    assert hands.sees("7")


# the phone around it --------------------------------------------------------------------------


def test_settings_change_how_dates_are_written_and_what_back_does(phone, hands):
    phone.tap(70, 2200)
    hands.tap("Settings")
    hands.tap("Show full date")
    hands.tap("Back button saves task")
    phone.key(BACK)
    assert texts(hands, "due_date")[0] == "Mar 2"
    hands.tap("Call Bob")
    hands.fill("Task name", "Call Rob")
    phone.key(BACK)
    phone.key(BACK)
    assert stored(phone, "Call Rob")


def test_a_replaced_database_is_shown_at_once(phone, hands):
    host = phone.files.host(DATABASE)
    data = host.read_bytes()
    host.unlink()
    phone.changes.note()
    assert hands.sees("There are no tasks here.")
    host.write_bytes(data)
    with sqlite3.connect(host) as db:
        db.execute("INSERT INTO tasks(title, deleted, importance) VALUES ('Bare', 0, 9)")
        db.execute("UPDATE tasks SET title='Sell stamps' WHERE title='Buy stamps'")
    db.close()
    phone.changes.note()
    assert {"Bare", "Sell stamps"} <= set(listed(hands))


def test_a_thousand_tasks_are_scrolled_at_once():
    tasks = [{"title": f"Task {n}", "due": f"2026-03-{n % 28 + 1:02d}"} for n in range(1000)]
    with VirtualPhone(now=NOON, state={"tasks": tasks}) as phone:
        hands = Hands(phone)
        hands.open("Tasks")
        begun = time.process_time()
        arrange(hands, "Grouping", "By due date")
        for _ in range(3):
            phone.swipe(540, 1700, 540, 700)
        assert time.process_time() - begun < 8
        assert len(hands.nodes()) < 400


def test_a_turned_phone(phone, hands):
    turning.turn(phone, 1)
    assert listed(hands)[0] == "Buy stamps"
    hands.tap("Create new task")
    phone.type_text("Sideways")
    phone.key(BACK)
    hands.tap("Save")
    assert stored(phone, "Sideways")


# rules --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "text", "following"),
    [
        ("FREQ=DAILY", "Repeats daily", "2026-02-01"),
        ("FREQ=WEEKLY;INTERVAL=2", "Repeats every 2 weeks", "2026-02-14"),
        ("FREQ=WEEKLY;BYDAY=MO,SA", "Repeats weekly on Mon, Sat", "2026-02-02"),
        ("FREQ=MONTHLY;COUNT=3", "Repeats monthly, occurs 3 times", "2026-02-28"),
        ("FREQ=YEARLY", "Repeats yearly", "2027-01-31"),
        ("FREQ=DAILY;UNTIL=20260131", "Repeats daily until Jan 31, 2026", None),
        ("FREQ=DAILY;COUNT=1", "Repeats daily, occurs 1 time", None),
    ],
)
def test_a_rule_is_read_said_and_followed(rule, text, following):
    held = parsed(rule)
    assert held.text() == text
    assert parsed(held.stored()) == held
    moment = held.after(datetime(2026, 1, 31, 9, tzinfo=UTC))
    assert (moment and moment.date()) == (following and date.fromisoformat(following))


def test_what_is_no_rule_is_none():
    assert parsed("") is None
    assert parsed("FREQ=SECONDLY") is None
    assert parsed("FREQ=DAILY;INTERVAL=x") is None
    assert parsed("FREQ=DAILY") == Rule("DAILY")
