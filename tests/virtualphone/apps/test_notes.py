"""Notes: plain files, written by a person."""

from __future__ import annotations

import time

import pytest

from phoneagent.virtualphone.system.intents import Intent

BACK, HOME, END = 4, 3, 123
FOLDER = "/sdcard/Documents/Notes"


@pytest.fixture
def phone(furnished):
    return furnished


@pytest.fixture
def hands(user):
    user.open("Notes")
    return user


def stored(phone):
    return {name: phone.files.read_text(f"{FOLDER}/{name}") for name in phone.files.names(FOLDER)}


def titles(hands):
    return [node.text for node in hands.nodes() if node.id == "android:id/title"]


def test_a_note_is_created_and_saved(phone, hands):
    hands.tap("Create a new note")
    hands.tap("Create")
    assert hands.sees("A note needs a title")
    phone.type_text("To do")
    hands.tap("Create")
    hands.fill("Write something", "water the plants\nsleep")
    hands.tap("Save")
    assert phone.toasts.last.text == "Saved"
    assert stored(phone)["To do.md"] == "water the plants\nsleep"


def test_text_is_appended_to_a_note(phone, hands):
    hands.tap("Shopping")
    hands.tap(id="note_text")
    phone.key(END, meta=0x1000)
    phone.type_text("\neggs")
    hands.tap("Save")
    assert stored(phone)["Shopping.md"] == "milk\nbread\neggs"


@pytest.mark.parametrize("leave", [BACK, HOME, 187])
def test_what_was_typed_is_kept_on_leaving(phone, hands, leave):
    hands.tap("Books")
    hands.fill("Write something", "Emma")
    if leave == BACK:
        phone.key(BACK)  # the keyboard
    phone.key(leave)
    assert stored(phone)["Books.md"] == "Emma"


def test_a_note_is_renamed(phone, hands):
    hands.press("Books")
    hands.tap("Rename", id="action_rename")
    phone.key(29, meta=0x1000)
    phone.type_text("Reading: 2026/03")
    hands.tap("Rename", id="button1")
    assert stored(phone) == {"Reading_ 2026_03.md": "Dune", "Shopping.md": "milk\nbread"}
    assert "Reading_ 2026_03" in titles(hands)


def test_renaming_never_swallows_another_note(phone, hands):
    hands.press("Books")
    hands.tap("Rename", id="action_rename")
    phone.key(29, meta=0x1000)
    phone.type_text("Shopping")
    hands.tap("Rename", id="button1")
    assert hands.sees("There is already a note with this title")
    assert sorted(stored(phone).values()) == ["Dune", "milk\nbread"]


def test_a_file_changed_under_an_open_note_is_not_overwritten(phone, hands):
    hands.tap("Books")
    assert hands.field("Write something").text == "Dune"
    phone.files.write_text(f"{FOLDER}/Books.md", "Ulysses")
    phone.key(HOME)
    assert stored(phone)["Books.md"] == "Ulysses"


def test_notes_are_deleted(phone, hands):
    hands.press("Books")
    hands.tap("Shopping")
    assert hands.sees("2 selected")
    hands.tap("Delete", id="action_delete")
    hands.tap("Cancel")
    assert len(stored(phone)) == 2
    hands.tap("Delete", id="action_delete")
    hands.tap("Delete", id="button1")
    assert stored(phone) == {}
    assert hands.sees("No notes yet")


def test_a_note_is_deleted_while_it_is_open(phone, hands):
    hands.tap("Books")
    hands.tap("More options")
    hands.tap("Delete")
    hands.tap("Delete", id="button1")
    assert list(stored(phone)) == ["Shopping.md"]
    assert titles(hands) == ["Shopping"]


def test_search_finds_titles_and_texts(phone, hands):
    hands.tap("Search")
    phone.type_text("dune")
    assert titles(hands) == ["Books"]
    hands.fill("Search notes", "shop")
    assert titles(hands) == ["Shopping"]


def test_sorting(phone, hands):
    phone.clock.advance(60)
    phone.files.write_text(f"{FOLDER}/Zoo.md", "")
    phone.changes.note()
    assert titles(hands)[0] == "Zoo"
    hands.tap("More options")
    hands.tap("Sort by name")
    assert titles(hands) == ["Books", "Shopping", "Zoo"]
    hands.tap("More options")
    hands.tap("Sort by date")
    assert titles(hands)[0] == "Zoo"


def test_a_shared_text_becomes_a_note(phone, hands):
    extras = {"android.intent.extra.TEXT": "shared", "android.intent.extra.SUBJECT": "From afar"}
    share = Intent("android.intent.action.SEND", type="text/plain", extras=extras)
    phone.activities.start(share)
    if not hands.sees("From afar"):  # several apps take a text
        hands.tap("Notes")
        hands.tap("Just once")
    assert hands.sees("From afar")
    assert stored(phone)["From afar.md"] == "shared"


def test_a_note_of_a_megabyte_is_opened_and_changed(phone, hands):
    text = "All work and no play makes Jack a dull boy.\n" * 24_000
    phone.files.write_text(f"{FOLDER}/Novel.md", text)
    phone.changes.note()
    begun = time.process_time()
    hands.tap("Novel")
    assert hands.sees(id="note_text")
    assert time.process_time() - begun < 10
    hands.tap(id="note_text")
    phone.type_text("x")
    phone.key(BACK)
    phone.key(BACK)
    assert len(stored(phone)["Novel.md"]) == len(text) + 1
