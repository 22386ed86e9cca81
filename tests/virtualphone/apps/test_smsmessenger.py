"""SMS Messenger: reading, writing, selecting, the archive, blocked numbers."""

from __future__ import annotations

import pytest

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.intents import Intent
from tests.virtualphone.hands import NOON, Hands

PACKAGE = "com.simplemobiletools.smsmessenger"
BACK = 4
HINT = "Type a message\u2026"


@pytest.fixture
def phone(furnished):
    furnished.settings.put("secure", "sms_default_application", PACKAGE)
    return furnished


@pytest.fixture
def hands(user, phone):
    user.open("SMS Messenger")
    return user


def sent(phone):
    rows = phone.providers.query("content://sms/sent")
    return [(row["address"], row["body"]) for row in rows]


def write(hands, text):
    hands.fill(HINT, text)
    hands.tap("SMS")


def titles(hands):
    wanted = f"{PACKAGE}:id/conversation_address"
    return [node.text for node in hands.nodes() if node.id == wanted]


def test_a_reply(phone, hands):
    assert phone.messages.unread() == 1
    hands.tap("Ann Lee")
    assert phone.messages.unread() == 0
    assert not hands.find("SMS").enabled
    write(hands, "Gern,\num 12\n")
    assert sent(phone) == [("555-0100", "Gern,\num 12")]
    assert hands.sees("Gern,\num 12", id="thread_message_body")
    assert hands.sees(id="thread_success")
    assert hands.field(HINT).text == ""
    assert not any(text.startswith("Sending") for text in hands.texts())
    phone.key(BACK)
    phone.key(BACK)
    assert titles(hands) == ["Ann Lee", "Bob Stone"]


def test_a_new_conversation_by_number_and_by_name(phone, hands):
    hands.tap(id="conversations_fab")
    phone.type_text("+15550199")
    hands.tap(id="new_conversation_confirm")
    write(hands, "Who is there?")
    phone.key(BACK)
    phone.key(BACK)
    hands.tap(id="conversations_fab")
    phone.type_text("sto")
    assert not hands.sees("Ann Lee")
    hands.tap("Bob Stone")
    write(hands, "Hello Bob")
    assert sent(phone) == [("555-0101", "Hello Bob"), ("+15550199", "Who is there?")]


def test_a_suggestion_and_a_name_instead_of_a_number(phone, hands):
    hands.tap(id="conversations_fab")
    hands.tap("Ann Lee", id="suggested_contact_name")
    assert hands.sees("Lunch?")
    phone.key(BACK)
    hands.tap(id="conversations_fab")
    phone.type_text("abcd")
    hands.tap(id="new_conversation_confirm")
    assert "short codes" in phone.toasts.last.text
    assert hands.field("Add Contact or Number\u2026").text == ""


def test_somebody_with_two_numbers(phone):
    phone.reset({"contacts": [{"name": "Ann Lee", "phones": ["111", "222"]}]})
    hands = Hands(phone)
    hands.open("SMS Messenger")
    hands.tap("Start a conversation")
    hands.tap("Ann Lee")
    hands.tap("222 (Mobile)")
    write(hands, "Second")
    assert sent(phone) == [("222", "Second")]


def test_what_others_ask_for(phone, hands):
    intent = Intent("android.intent.action.SENDTO", "sms:5550123", extras={"sms_body": "Hi"})
    phone.activities.start(intent)
    assert phone.activities.top()[0] == PACKAGE
    assert hands.field(HINT).text == "Hi"
    hands.tap("SMS")
    assert sent(phone) == [("5550123", "Hi")]
    phone.activities.start(Intent("android.intent.action.SENDTO", "sms:"))
    assert hands.sees("New conversation")


def test_the_app_whose_role_it_is_answers(phone):
    phone.settings.put("secure", "sms_default_application", "com.google.android.apps.messaging")
    phone.activities.start(Intent("android.intent.action.SENDTO", "smsto:5550123"))
    assert phone.activities.top()[0] == "com.google.android.apps.messaging"


def test_a_message_arrives_while_one_reads(phone, hands):
    phone.receive_sms("555-0101", "Still there?")
    assert titles(hands) == ["Bob Stone", "Ann Lee"]
    hands.tap("Still there?")  # the notification that pops up
    assert hands.sees("Thanks for the book", id="thread_message_body")
    phone.settings.put("global", "heads_up_notifications_enabled", 0)
    phone.messages.mark_read("555-0100")
    phone.receive_sms("555-0101", "Hello?")
    assert hands.sees("Hello?", id="thread_message_body")
    assert phone.messages.unread() == 0


def test_what_is_left_unsent_is_a_draft(phone, hands):
    hands.tap("Ann Lee")
    hands.fill(HINT, "Well")
    phone.key(BACK)
    phone.key(BACK)
    assert hands.sees("Draft")
    assert hands.sees("Well", id="conversation_body_short")
    hands.tap("Ann Lee")
    assert hands.field(HINT).text == "Well"
    assert not hands.sees("Well", id="thread_message_body")
    hands.tap("SMS")
    assert sent(phone) == [("555-0100", "Well")]


def test_airplane_mode_keeps_a_message_until_it_is_tried_again(phone, hands):
    phone.radios.set_airplane(True)
    hands.tap("Ann Lee")
    write(hands, "Soon")
    assert sent(phone) == []
    hands.tap("Not sent. Touch to retry.")
    assert sent(phone) == []
    phone.radios.set_airplane(False)
    hands.tap("Not sent. Touch to retry.")
    assert sent(phone) == [("555-0100", "Soon")]
    assert not hands.sees("Not sent. Touch to retry.")


def test_selected_messages_are_copied_forwarded_and_deleted(phone, hands):
    hands.tap("Ann Lee")
    write(hands, "Yes")
    hands.press("Lunch?")
    hands.tap("Copy to clipboard")
    assert phone.clipboard.text == "Lunch?"
    hands.press("Lunch?")
    hands.tap("More options")
    hands.tap("Properties")
    assert any("Sender: 555-0100" in text for text in hands.texts())
    hands.tap("OK", id="button1")
    hands.press("Lunch?")
    hands.tap("More options")
    hands.tap("Forward")
    hands.tap("Bob Stone", id="item_contact_name")
    hands.tap("SMS")
    assert sent(phone)[0] == ("555-0101", "Lunch?")
    phone.key(BACK)
    hands.press("Lunch?")
    hands.tap("Yes", id="thread_message_body")
    assert hands.sees("2 / 2")
    hands.tap("Delete", id="cab_delete")
    assert hands.sees("Are you sure you want to proceed with the deletion of 2 messages?")
    hands.tap("Yes", id="button1")
    assert titles(hands) == ["Bob Stone"]


def test_a_selection_ends_with_back_or_done(phone, hands):
    hands.press("Ann Lee")
    hands.tap("Bob Stone")
    assert hands.sees("2 / 2")
    phone.key(BACK)
    assert not hands.sees("2 / 2")
    hands.press("Ann Lee")
    hands.tap("Done")
    assert not hands.sees("1 / 2")
    assert titles(hands) == ["Ann Lee", "Bob Stone"]


def choose(hands, who, *entries):
    hands.press(who)
    for entry in entries:
        hands.tap("More options")
        hands.tap(entry)


def test_pinned_read_unread_copied(phone, hands):
    choose(hands, "Bob Stone", "Pin to the top")
    assert titles(hands) == ["Bob Stone", "Ann Lee"]
    choose(hands, "Bob Stone", "Unpin")
    assert titles(hands) == ["Ann Lee", "Bob Stone"]
    choose(hands, "Ann Lee", "Mark as Read")
    assert phone.messages.unread() == 0
    choose(hands, "Ann Lee", "Select all", "Mark as Unread")
    assert phone.messages.unread() == 2
    choose(hands, "Bob Stone", "Copy number to clipboard")
    assert phone.clipboard.text == "555-0101"


def test_the_archive(phone, hands):
    choose(hands, "Bob Stone", "Archive")
    assert titles(hands) == ["Ann Lee"]
    hands.tap("More options")
    hands.tap("Show archived conversations")
    choose(hands, "Bob Stone", "Unarchive")
    assert hands.sees("No archived conversations have been found")
    phone.key(BACK)
    assert titles(hands) == ["Ann Lee", "Bob Stone"]


def test_deleting_conversations(phone, hands):
    hands.press("Ann Lee")
    hands.tap("Delete")
    hands.tap("No")
    hands.tap("Delete")
    hands.tap("Yes")
    assert titles(hands) == ["Bob Stone"]
    hands.tap("Bob Stone")
    hands.tap("Delete")
    hands.tap("Yes")
    assert hands.sees("No stored conversations have been found")
    assert phone.messages.conversations() == []


def test_a_blocked_number_is_not_heard_of_again(phone, hands):
    choose(hands, "Bob Stone", "Block number")
    hands.tap("Yes")
    phone.receive_sms("+1 555-0101", "Sorry")
    assert phone.notifications.active(PACKAGE) == []
    assert titles(hands) == ["Ann Lee"]
    hands.tap("More options")
    hands.tap("Settings")
    hands.tap("Manage blocked numbers")
    assert hands.sees("5550101")
    hands.tap("Unblock number")
    hands.tap("Yes")
    phone.receive_sms("+1 555-0101", "Hello again")
    assert len(phone.notifications.active(PACKAGE)) == 1


def test_search(phone, hands):
    phone.tap(*hands.field("Search").bounds.center)
    phone.type_text("l")
    assert hands.sees("Type in at least 2 characters to start the search.")
    phone.type_text("unc")
    assert hands.sees("Lunch?", id="search_result_snippet")
    assert not hands.sees("Bob Stone")
    hands.tap("Lunch?")
    assert hands.field(HINT)
    phone.key(BACK)
    phone.type_text("zz")
    assert hands.sees("No items found.")
    hands.tap(id="top_toolbar_search_icon")
    assert titles(hands) == ["Ann Lee", "Bob Stone"]


def test_settings_for_writing(phone, hands):
    hands.tap("More options")
    hands.tap("Settings")
    hands.tap("Remove accents and diacritics at sending messages")
    hands.tap("Send message on pressing Enter")
    hands.tap("Show a character counter at writing messages")
    phone.key(BACK)
    hands.tap("Ann Lee")
    hands.fill(HINT, "Cr\u00e8me")
    assert hands.sees("5", id="thread_character_counter")
    phone.key(66)
    assert sent(phone) == [("555-0100", "Creme")]


def test_a_database_emptied_under_the_running_app(phone, hands):
    hands.tap("Ann Lee")
    with phone.files.database(
        "/data/data/com.android.providers.telephony/databases/mmssms.db"
    ) as db:
        db.execute("DELETE FROM sms")
        db.execute("DELETE FROM threads")
    phone.changes.note()
    assert not hands.sees("Lunch?")
    write(hands, "Anybody?")
    assert sent(phone) == [("555-0100", "Anybody?")]


def test_a_thousand_messages_and_a_long_one():
    many = [
        {"number": f"555-{n:04d}", "text": "word " * 300, "minutes_ago": 1000 - n}
        for n in range(1000)
    ]
    with VirtualPhone(now=NOON, state={"messages": many}) as phone:
        hands = Hands(phone)
        hands.open("SMS Messenger")
        assert titles(hands)[0] == "555-0999"
        hands.tap("555-0999")
        turning.turn(phone, 1)
        assert hands.sees("555-0999")
        assert hands.sees(id="thread_message_body")
        assert phone.unknown == []
