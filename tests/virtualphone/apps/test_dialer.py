"""Phone: typing a number, calling, hanging up, the call log."""

from __future__ import annotations

import pytest

from phoneagent.virtualphone.system.intents import Intent

BACK, HOME = 4, 3
INCALL = "com.android.incallui.LegacyInCallActivity"


@pytest.fixture
def phone(furnished):
    return furnished


@pytest.fixture
def hands(user):
    user.open("Phone")
    return user


def test_a_number_is_typed_called_and_logged(phone, hands):
    hands.tap("key pad")
    for key in ("5", "5", "1", "0"):
        hands.tap(key, id="dialpad_key_number")
    hands.tap("backspace")
    assert hands.find(id="digits").text == "551"
    assert hands.find(id="inputArea") is None  # its own keys, not the keyboard's
    hands.tap("dial")
    assert phone.activities.top()[1] == INCALL
    assert hands.sees("Calling\u2026")
    phone.clock.advance(4 + 75)
    assert hands.sees("01:15")
    hands.tap("End call")
    assert phone.calls.current is None
    (newest, *_) = phone.providers.query("content://call_log/calls")
    assert (newest["number"], newest["type"], newest["duration"]) == ("551", 2, 75)


def test_typed_digits_find_people_and_keys_type_too(phone, hands):
    hands.tap("key pad")
    phone.type_text("0101")
    assert hands.sees("Bob Stone")
    assert not hands.sees("Ann Lee")
    hands.tap("Create new contact")
    assert hands.field("Phone").text == "0101"


def test_dial_shows_the_number_and_call_calls_it(phone, hands):
    assert phone.activities.start(Intent("android.intent.action.DIAL", data="tel:555%2D0100")).ok
    assert hands.find(id="digits").text == "555-0100"
    assert phone.calls.current is None
    assert phone.activities.start(Intent("android.intent.action.CALL", data="tel:5550101")).ok
    assert phone.calls.current.number == "5550101"
    assert hands.sees("Bob Stone", id="contactgrid_contact_name")


def test_a_call_goes_on_behind_other_screens_and_ends_from_its_notification(phone, hands):
    hands.tap("Call Ann Lee")
    phone.key(HOME)
    assert phone.calls.current.number == "555-0100"
    phone.open_notifications()
    assert hands.sees("Ongoing call")
    hands.tap("Hang up")
    assert phone.calls.current is None
    assert not hands.sees("Ongoing call")


def test_the_keys_of_a_call(phone, hands):
    hands.tap("Call Ann Lee")
    hands.tap("Mute")
    assert hands.find("Mute", class_name="CompoundButton").checked
    hands.tap("Keypad")
    hands.tap("9", id="dialpad_key_number")
    hands.tap("#", id="dialpad_key_number")
    assert hands.find(id="dtmf_digits").text == "9#"


def test_airplane_mode_says_why(phone, hands):
    phone.radios.set_airplane(True)
    hands.tap("Call Ann Lee")
    assert hands.sees("Turn off airplane mode to make a call.")
    assert phone.calls.current is None
    hands.tap("OK")
    assert hands.sees("Recents")


def test_a_line_of_the_log_is_deleted_and_the_log_cleared(phone, hands):
    hands.tap("Ann Lee")
    hands.tap("Delete")
    assert [call.number for call in phone.calls.past()] == ["+4930123456"]
    hands.tap("More options")
    hands.tap("Clear call history")
    hands.tap("OK")
    assert phone.calls.past() == []
    assert hands.sees("Your call history is empty")


def test_favourites_and_contacts(phone, hands):
    hands.tap("Favorites")
    assert hands.sees("Bob Stone")
    assert not hands.sees("Ann Lee")
    hands.tap("Contacts")
    hands.tap("Ann Lee")
    assert hands.sees("Ann Lee", id="large_title")
    phone.key(BACK)
    hands.tap("Search")
    phone.type_text("bob")
    hands.tap("Bob Stone")
    assert phone.calls.current.number == "555-0101"
