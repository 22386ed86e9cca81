"""Plays the tasks of Simple SMS Messenger."""

from __future__ import annotations

import re

from tests.androidworld.person import Person, Task, solves

APP = "SMS Messenger"
_WRITE = "thread_type_message"


def write_to(person: Person, number: str) -> None:
    """From anywhere: open the conversation with a number."""
    person.open_app(APP)
    person.tap(id="conversations_fab")
    person.type(number)
    person.tap(id="new_conversation_confirm")


def say(person: Person, message: str) -> None:
    """In a conversation: send a text."""
    person.tap(id=_WRITE)
    person.type(message)
    person.tap("SMS")


def send_text(person: Person, number: str, message: str) -> None:
    """From anywhere: send a text to a number."""
    write_to(person, number)
    say(person, message)


@solves("SimpleSmsSend")
def send(person: Person, task: Task) -> None:
    send_text(person, task.params["number"], task.params["message"])


@solves("SimpleSmsReply")
def reply(person: Person, task: Task) -> None:
    person.open_app(APP)
    person.tap_on(person.scroll_to(task.params["number"], id="conversation_address"))
    say(person, task.params["message"])


@solves("SimpleSmsReplyMostRecent")
def reply_to_latest(person: Person, task: Task) -> None:
    person.open_app(APP)
    person.tap(id="conversation_frame")
    say(person, task.params["message"])


@solves("SimpleSmsSendClipboardContent")
def send_clipboard(person: Person, task: Task) -> None:
    write_to(person, task.params["number"])
    person.tap(id=_WRITE)
    person.long_press(id=_WRITE)
    person.tap("Paste")
    person.tap("SMS")


@solves("SimpleSmsSendReceivedAddress")
def forward_address(person: Person, task: Task) -> None:
    person.open_app(APP)
    person.tap_on(person.scroll_to(task.params["name2"], id="conversation_address"))
    person.long_press(id="thread_message_body")
    person.tap("More options")
    person.tap("Forward")
    person.tap(task.params["name1"], id="item_contact_name")
    person.tap("SMS")


@solves("SimpleSmsResend")
def resend(person: Person, task: Task) -> None:
    name = re.fullmatch(r"Resend the message I just sent to (.+) in .+", task.goal)
    assert name
    person.open_app(APP)
    person.tap(name[1], id="conversation_address")
    mine = max(person.find_all(id="thread_message_body"), key=lambda node: node.bounds.left)
    say(person, mine.text)
