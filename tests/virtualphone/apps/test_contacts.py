"""Contacts: what a person does with people."""

from __future__ import annotations

import pytest

from phoneagent.virtualphone.system.intents import Intent

BACK = 4
KEPT = "Your changes have not been saved."


@pytest.fixture
def phone(furnished):
    return furnished


@pytest.fixture
def hands(user):
    user.open("Contacts")
    return user


def names(phone):
    return [contact.name for contact in phone.contacts.all()]


def insert(phone, extras):
    kind = "vnd.android.cursor.dir/contact"
    return phone.activities.start(Intent("android.intent.action.INSERT", type=kind, extras=extras))


def test_a_new_contact_is_typed_saved_and_shown(phone, hands):
    hands.tap("Create contact")
    hands.fill("First name", "Carla")
    hands.fill("Last name", "Diaz")
    hands.fill("Phone", "555 0199")
    phone.key(BACK)  # the keyboard
    hands.tap("Mobile")
    hands.tap("Work")
    hands.tap("Save")
    assert hands.sees("Carla Diaz", id="large_title")
    (carla,) = [c for c in phone.contacts.all() if c.first_name == "Carla"]
    assert [(p.value, p.label) for p in carla.phones] == [("555 0199", "Work")]
    phone.key(BACK)
    assert hands.sees("Carla Diaz", id="title")


def test_nothing_is_saved_without_a_name(phone, hands):
    before = names(phone)
    hands.tap("Create contact")
    hands.tap("Save")
    assert phone.toasts.last.text == "Add info to save as a contact"
    assert hands.sees("Create contact")
    assert names(phone) == before


def test_a_contact_is_changed(phone, hands):
    hands.tap("Ann Lee")
    hands.tap("Edit contact")
    hands.fill("Last name", "Stone")
    hands.tap("Save")
    assert hands.sees("Ann Stone", id="large_title")
    (ann,) = [c for c in phone.contacts.all() if c.first_name == "Ann"]
    assert [p.value for p in ann.phones] == ["555-0100"]
    assert [e.value for e in ann.emails] == ["ann@example.org"]


def test_unsaved_changes_are_asked_about(phone, hands):
    hands.tap("Create contact")
    phone.key(BACK)
    assert not hands.sees("Create contact", id="title")
    hands.tap("Create contact")
    hands.fill("First name", "Nobody")
    phone.key(BACK)
    phone.key(BACK)
    hands.tap("Cancel", id="button3")
    assert hands.field("First name").text == "Nobody"
    hands.tap("Cancel")  # the cross
    assert hands.sees(KEPT)
    hands.tap("Discard")
    assert "Nobody" not in names(phone)
    assert hands.sees("Search contacts")


def test_search_narrows_by_name_and_number(phone, hands):
    hands.tap("Search")
    phone.type_text("0101")
    assert hands.sees("Bob Stone")
    assert not hands.sees("Ann Lee")
    hands.fill("Search contacts", "xyzzy")
    assert hands.sees("No results")
    phone.key(BACK)
    phone.key(BACK)
    assert hands.sees("Ann Lee")


def test_several_are_selected_and_deleted(phone, hands):
    hands.press("Ann Lee")
    hands.tap("Zo\u00eb")
    assert hands.sees("2")
    hands.tap("Delete", id="menu_delete")
    hands.tap("Cancel")
    assert len(names(phone)) == 3
    hands.tap("Delete", id="menu_delete")
    hands.tap("Delete", id="button1")
    assert names(phone) == ["Bob Stone"]
    assert phone.toasts.last.text == "2 contacts deleted"


def test_all_are_selected_from_the_menu(phone, hands):
    hands.tap("More options")
    hands.tap("Select all")
    assert hands.sees("3")
    phone.key(BACK)
    assert hands.sees("Search contacts")


def test_one_is_deleted_from_its_card(phone, hands):
    hands.tap("Ann Lee")
    hands.tap("More options")
    hands.tap("Delete")
    hands.tap("Delete", id="button1")
    assert "Ann Lee" not in names(phone)
    assert hands.sees("Search contacts")
    assert not hands.sees("Ann Lee")


def test_a_star_makes_a_favourite(phone, hands):
    assert hands.sees("Favorites")
    hands.tap("Bob Stone")
    hands.tap("Remove from favorites")
    assert hands.sees("Add to favorites")
    phone.key(BACK)
    assert not hands.sees("Favorites")


def test_an_intent_fills_in_the_form(phone, hands):
    person = {"name": "Dora Long Name", "phone": "5550155", "email": "d@example.org"}
    assert insert(phone, person).ok
    texts = {n.hint: n.text for n in hands.nodes() if n.editable}
    assert texts["First name"] == "Dora Long"
    assert texts["Last name"] == "Name"
    assert (texts["Phone"], texts["Email"]) == ("5550155", "d@example.org")
    hands.tap("Save")
    assert "Dora Long Name" in names(phone)


def test_a_card_calls_and_writes(phone, hands):
    hands.tap("Ann Lee")
    hands.tap("Text")
    assert phone.activities.top()[0] == "com.google.android.apps.messaging"
    assert hands.sees("Ann Lee")
    phone.key(BACK)
    hands.tap("Call")
    assert hands.find(id="digits").text == "555-0100"


def test_no_number_nothing_to_call(phone, hands):
    hands.tap("Zo\u00eb")
    assert not hands.find("Call").enabled
    assert hands.sees("no number")
