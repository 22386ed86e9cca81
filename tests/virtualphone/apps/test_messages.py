"""Messages: reading, writing, failing, deleting."""

from __future__ import annotations

import pytest

BACK, ENTER = 4, 66


@pytest.fixture
def phone(furnished):
    return furnished


@pytest.fixture
def hands(user):
    user.open("Messages")
    return user


def sent(phone):
    rows = phone.providers.query("content://sms/sent")
    return [(row["address"], row["body"]) for row in rows]


def write(hands, text):
    hands.fill("Text message", text)
    hands.tap("Send SMS")


def test_opening_a_conversation_reads_it_and_a_reply_is_sent(phone, hands):
    assert phone.messages.unread() == 1
    hands.tap("Ann Lee")
    assert phone.messages.unread() == 0
    assert not hands.find("Send SMS").enabled
    write(hands, "Gern, um 12 \U0001f35d")
    assert sent(phone) == [("555-0100", "Gern, um 12 \U0001f35d")]
    assert hands.sees("Gern, um 12 \U0001f35d", id="message_text")
    assert hands.field("Text message").text == ""
    phone.key(BACK)
    phone.key(BACK)
    assert hands.sees("You: Gern, um 12 \U0001f35d")


def test_a_new_message_by_name(phone, hands):
    hands.tap("Start chat")
    phone.type_text("bob")
    assert not hands.sees("Ann Lee")
    hands.tap("Bob Stone")
    write(hands, "Hello Bob")
    assert sent(phone) == [("555-0101", "Hello Bob")]


def test_a_new_message_by_number(phone, hands):
    hands.tap("Start chat")
    phone.type_text("5550199")
    phone.key(ENTER)
    write(hands, "Who is there?")
    assert sent(phone) == [("5550199", "Who is there?")]
    phone.key(BACK)
    phone.key(BACK)
    assert hands.sees("5550199", id="conversation_name")


def test_an_unclear_name_asks_for_a_choice(phone, hands):
    hands.tap("Start chat")
    phone.type_text("e")
    phone.key(ENTER)
    assert phone.toasts.last.text == "Choose a recipient"
    assert hands.sees("New conversation")


def test_airplane_mode_keeps_a_message_until_it_is_tried_again(phone, hands):
    phone.radios.set_airplane(True)
    hands.tap("Ann Lee")
    write(hands, "Soon")
    assert hands.sees("Not sent. Tap to try again")
    assert sent(phone) == []
    hands.tap("Soon")
    assert sent(phone) == []
    assert sum(text == "Soon" for text in hands.texts()) == 1
    phone.radios.set_airplane(False)
    hands.tap("Soon")
    assert sent(phone) == [("555-0100", "Soon")]
    assert not hands.sees("Not sent. Tap to try again")


def test_a_conversation_is_deleted_from_the_list(phone, hands):
    hands.press("Bob Stone")
    hands.tap("Delete", id="action_delete")
    hands.tap("Delete", id="button1")
    assert not hands.sees("Bob Stone")
    assert phone.messages.with_number("555-0101") == []
    assert len(phone.messages.with_number("555-0100")) == 1


def test_a_conversation_is_deleted_from_inside(phone, hands):
    hands.tap("Bob Stone")
    hands.tap("More options")
    hands.tap("Delete")
    hands.tap("Delete", id="button1")
    assert hands.sees("Start chat")
    assert not hands.sees("Bob Stone")


def test_a_single_message_is_deleted(phone, hands):
    hands.tap("Bob Stone")
    hands.press("Thanks for the book")
    hands.tap("Delete", id="button1")
    assert not hands.sees("Thanks for the book")


def test_search_looks_into_the_texts(phone, hands):
    hands.tap("Search messages")
    phone.type_text("book")
    assert hands.sees("Bob Stone")
    assert not hands.sees("Ann Lee")


def test_a_message_that_arrives_is_opened_from_its_notification(phone, hands):
    phone.key(3)
    phone.receive_sms("555-0100", "Are you there?")
    phone.open_notifications()
    hands.tap("Are you there?")
    assert hands.sees("Are you there?", id="message_text")
    assert phone.messages.unread() == 0
    assert phone.notifications.active() == []


def test_a_reply_is_typed_in_the_pop_up(phone, hands):
    phone.key(3)
    phone.receive_sms("555-0100", "Are you there?")
    hands.tap("Reply")
    phone.clock.advance(60)  # it does not go away under the fingers
    phone.type_text("yes")
    hands.tap("Send")
    assert sent(phone) == [("555-0100", "yes")]
    assert not hands.sees("Are you there?")


def test_one_that_arrives_in_the_open_conversation_is_seen_at_once(phone, hands):
    hands.tap("Bob Stone")
    for number in range(30):
        phone.receive_sms("555-0101", f"line {number}")
    assert hands.sees("line 29", id="message_text")
    assert phone.messages.unread() == 1  # Ann's


def test_an_unknown_number_becomes_a_contact(phone, hands):
    phone.receive_sms("555-0177", "It is Carla")
    phone.clock.advance(10)
    hands.tap("555-0177")
    hands.tap("More options")
    hands.tap("Add contact")
    hands.fill("First name", "Carla")
    hands.tap("Save")
    assert phone.contacts.by_number("5550177").name == "Carla"
