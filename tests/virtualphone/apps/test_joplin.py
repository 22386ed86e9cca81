"""Joplin: notebooks, lists, reading and writing notes, to-dos, search, trash."""

from __future__ import annotations

import sqlite3
import time

import pytest

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.apps.joplin.markdown import Block, blocks, ticked
from phoneagent.virtualphone.apps.joplin.tables import DATABASE
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.intents import Intent
from tests.virtualphone.hands import NOON, Hands

BACK, ENTER = 4, 66
STATE = {
    "joplin": [
        {"notebook": "Recipes", "title": "Rice", "body": "# Rice\n- 2 cups rice\n- [ ] salt"},
        {"notebook": "Work", "title": "Report", "body": "Due Friday", "todo": True},
        {"notebook": "Work", "title": "Call Ann", "todo": True, "done": True},
        {"notebook": "Work", "title": "Caf\u00e9 meeting", "body": "5 people were present"},
        {"notebook": "Travel"},
    ]
}


@pytest.fixture
def phone():
    with VirtualPhone(now=NOON, state=STATE) as phone:
        yield phone
        assert phone.unknown == []


@pytest.fixture
def hands(phone):
    hands = Hands(phone)
    hands.open("Joplin")
    return hands


def rows(phone, table="notes"):
    with phone.files.database(DATABASE) as db:
        return [dict(row) for row in db.execute(f"SELECT * FROM {table}")]


def row(phone, title, table="notes"):
    return next(row for row in rows(phone, table) if row["title"] == title)


def notebook(hands, title):
    hands.tap("Sidebar")
    hands.tap(title)


def titles(hands):
    known = {"Report", "Call Ann", "Caf\u00e9 meeting", "Rice", "Plan", "Rice - 1"}
    return [text for text in hands.texts() if text in known]


def box(hands, title):
    return hands.find(f"to-do: {title}")


def test_notebooks_lists_and_boxes(phone, hands):
    notebook(hands, "Work")
    assert titles(hands)[0] == "Report"  # open to-dos stand on top
    assert not box(hands, "Report").checked
    assert box(hands, "Call Ann").checked
    assert box(hands, "Caf\u00e9 meeting") is None
    notebook(hands, "All notes")
    assert len(titles(hands)) == 4
    notebook(hands, "Travel")
    assert "There are currently no notes. Create one by clicking on the (+) button." in (
        hands.texts()
    )


def test_a_note_is_shown_as_its_markdown_looks(phone, hands):
    hands.tap("Rice")
    assert hands.sees("2 cups rice")
    assert hands.sees("Rice", class_name="View")
    assert not any("#" in text for text in hands.texts())
    hands.tap("salt")
    assert row(phone, "Rice")["body"].endswith("- [x] salt")
    hands.tap("salt")
    assert row(phone, "Rice")["body"].endswith("- [ ] salt")


def test_a_note_is_edited_and_saved_by_going_back(phone, hands):
    hands.tap("Rice")
    hands.tap("Edit")
    hands.fill("Add body", "Boil it.\nServe it.")
    assert not row(phone, "Rice")["body"].startswith("Boil")
    assert hands.find("Save changes").enabled
    phone.key(BACK)
    phone.key(BACK)
    assert row(phone, "Rice")["body"] == "Boil it.\nServe it."
    assert row(phone, "rice", "notes_normalized")["body"] == "boil it.\nserve it."
    assert hands.sees("Edit")
    hands.fill("Add title", "Plain rice")
    hands.tap("Save changes")
    phone.key(BACK)
    phone.key(BACK)
    assert hands.sees("Plain rice")


def test_a_new_note_and_a_new_to_do(phone, hands):
    notebook(hands, "Work")
    hands.tap("Add new")
    hands.tap("New note")
    phone.type_text("Plan\n")
    hands.fill("Add body", "First things first")
    hands.tap("Save changes")
    for _ in range(3):  # the keyboard, the editor, the note
        phone.key(BACK)
    made = row(phone, "Plan")
    work = next(f["id"] for f in rows(phone, "folders") if f["title"] == "Work")
    assert (made["parent_id"], made["body"], made["is_todo"]) == (work, "First things first", 0)
    hands.tap("Add new")
    hands.tap("New to-do")
    hands.fill("Add body", "Buy milk\nand bread")
    phone.key(3)  # home: it is saved by itself
    assert row(phone, "Buy milk")["is_todo"] == 1


def test_an_empty_new_note_is_not_kept(phone, hands):
    before = len(rows(phone))
    hands.tap("Add new")
    hands.tap("New note")
    phone.key(BACK)
    phone.key(BACK)
    assert len(rows(phone)) == before
    assert hands.sees("Add new")


def test_a_to_do_is_ticked_in_the_list_and_in_the_note(phone, hands):
    notebook(hands, "Work")
    hands.tap("to-do: Report")
    assert row(phone, "Report")["todo_completed"] == pytest.approx(
        phone.clock.epoch_ms(), abs=60_000
    )
    hands.tap("Report")
    hands.tap("to-do: Report")
    assert row(phone, "Report")["todo_completed"] == 0
    hands.tap("Actions")
    hands.tap("Convert to note")
    assert row(phone, "Report")["is_todo"] == 0
    assert box(hands, "Report") is None


def test_search_takes_words_in_any_order_without_accents(phone, hands):
    hands.tap("Search")
    phone.type_text("present cafe")
    assert titles(hands) == ["Caf\u00e9 meeting"]
    hands.tap("Clear")
    phone.type_text("zebra")
    assert hands.sees("No results")
    hands.tap("Clear")
    phone.type_text("report")
    assert box(hands, "Report")
    hands.tap("Report", class_name="TextView")
    assert hands.sees("Due Friday")


def test_sorting_and_hiding(phone, hands):
    notebook(hands, "Work")
    hands.tap("Sort notes by")
    hands.tap("Title")
    hands.tap("Sort notes by")
    hands.tap("\u2713 [ Reverse sort order ]")
    assert titles(hands) == ["Report", "Caf\u00e9 meeting", "Call Ann"]
    hands.tap("Sort notes by")
    hands.tap("\u2713 [ Uncompleted to-dos on top ]")
    assert titles(hands) == ["Caf\u00e9 meeting", "Call Ann", "Report"]
    hands.tap("Sort notes by")
    hands.tap("\u2713 [ Show completed to-dos ]")
    assert titles(hands) == ["Caf\u00e9 meeting", "Report"]


def test_selected_notes_are_moved_copied_and_deleted(phone, hands):
    hands.press("Rice")
    hands.tap("Duplicate")
    assert titles(hands) == ["Rice - 1", "Rice"] or titles(hands) == ["Rice", "Rice - 1"]
    hands.press("Rice - 1")
    hands.tap("Move to notebook...")
    hands.tap("Travel")
    assert titles(hands) == ["Rice"]
    hands.press("Rice")
    hands.tap("Delete")
    assert hands.sees('Move note "Rice" to the trash?')
    hands.tap("OK")
    assert titles(hands) == []
    notebook(hands, "Trash")
    hands.press("Rice")
    hands.tap("Restore")
    notebook(hands, "Recipes")
    assert titles(hands) == ["Rice"]


def test_the_trash_is_emptied_for_good(phone, hands):
    hands.tap("Rice")
    hands.tap("Actions")
    hands.tap("Delete")
    hands.tap("OK")
    hands.tap("Search")
    phone.type_text("rice")
    assert titles(hands) == []
    phone.key(BACK)
    phone.key(BACK)
    notebook(hands, "Trash")
    hands.press("Rice")
    hands.tap("Permanently delete note")
    hands.tap("OK")
    assert "Rice" not in [row["title"] for row in rows(phone)]
    assert "rice" not in [row["title"] for row in rows(phone, "notes_normalized")]


def test_notebooks_are_made_renamed_and_deleted(phone, hands):
    notebook(hands, "New Notebook")
    phone.type_text("Garden")
    phone.key(ENTER)
    assert hands.sees("Garden")
    hands.tap("Sidebar")
    hands.press("Garden")
    hands.tap("Edit")
    hands.fill("Enter notebook title", "Beds")
    hands.tap("None")
    hands.tap("Work")
    hands.tap("Save changes")
    folders = {f["title"]: f for f in rows(phone, "folders")}
    assert folders["Beds"]["parent_id"] == folders["Work"]["id"]
    hands.tap("Sidebar")
    hands.press("Work")
    hands.tap("Delete")
    hands.tap("OK")
    assert not hands.sees("Beds")
    hands.tap("Trash")
    assert len(titles(hands)) == 3


def test_text_shared_by_another_app_becomes_a_note(phone, hands):
    extras = {"android.intent.extra.TEXT": "Remember this"}
    component = phone.activities.top_screen().app.component(".Note")
    phone.activities.start(
        Intent("android.intent.action.SEND", type="text/plain", component=component, extras=extras)
    )
    hands.tap("Save changes")
    assert row(phone, "Remember this")["body"] == "Remember this"


def test_without_a_notebook_one_is_asked_for(phone):
    phone.reset({})
    hands = Hands(phone)
    hands.open("Joplin")
    assert hands.sees("You currently have no notebooks.")
    hands.tap("Create a notebook")
    hands.tap("Save changes")
    assert "title is empty" in phone.toasts.last.text
    phone.type_text("First")
    hands.tap("Save changes")
    assert hands.sees("Add new")


def test_a_database_replaced_under_the_running_app(phone, hands):
    hands.tap("Rice")
    host = phone.files.host(DATABASE)
    host.unlink()
    with sqlite3.connect(host) as db:  # without the columns of the trash, as tools write it
        db.execute(
            "CREATE TABLE notes(id TEXT PRIMARY KEY, parent_id TEXT, title TEXT, body TEXT,"
            " created_time INT, updated_time INT, is_todo INT, todo_completed INT)"
        )
        db.execute("INSERT INTO notes VALUES ('a', 'f', 'Plan', 'x', 1, 1, 1, 0)")
    db.close()
    phone.changes.note()
    assert hands.nodes()
    phone.key(BACK)
    phone.key(BACK)
    hands.open("Joplin")
    notebook(hands, "All notes")
    assert "Plan" in titles(hands)


def test_a_thousand_notes_and_a_long_one():
    many = [{"notebook": "A", "title": f"Note {n}", "body": "word " * 400} for n in range(1000)]
    with VirtualPhone(now=NOON, state={"joplin": many}) as phone:
        hands = Hands(phone)
        hands.open("Joplin")
        begun = time.process_time()
        for _ in range(3):
            phone.swipe(540, 1700, 540, 900)
        assert time.process_time() - begun < 3
        turning.turn(phone, 1)
        hands.tap("Search")
        phone.type_text("word 777")
        phone.key(BACK)
        hands.tap("Note 777")
        hands.tap("Edit")
        assert phone.png()


def test_markdown():
    source = (
        "# A *b*\ntext **c**\nmore [d](e)\n- x\n  1. y\n- [x] z\n> q\n```\n# no\n```\n---\n"
        "|a|b|\n|-|-|"
    )
    assert blocks(source) == [
        Block("heading", "A b", 1, line=0),
        Block("text", "text c\nmore d", line=1),
        Block("bullet", "x", line=3),
        Block("number", "y", 2, "1", line=4),
        Block("box", "z", 0, "x", line=5),
        Block("quote", "q", line=6),
        Block("code", "# no", line=7),
        Block("rule", line=10),
        Block("row", "a|b", line=11),
    ]
    assert blocks("a\n\nb") == [Block("text", "a", line=0), Block("text", "b", line=2)]
    assert ticked("- [ ] a\n- [x] b", 1) == "- [ ] a\n- [ ] b"
    assert blocks("snake_case_name and 2 * 3 * 4") == [
        Block("text", "snake_case_name and 2 * 3 * 4")
    ]
