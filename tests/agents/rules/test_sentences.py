"""What sentences mean: clauses and intents, in many wordings; and what is not understood."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoneagent.agents.rules import intents as i
from phoneagent.agents.rules.goal import read_goal
from phoneagent.agents.rules.grammar import read_clause
from phoneagent.agents.rules.sentence import bare
from phoneagent.agents.rules.words import vocabulary

APPS = ("Calendar", "Camera", "Clock", "Contacts", "Messages", "Notes", "Settings")

MEANINGS = {
    "turn on Wi-Fi, then add a contact named Ann Lee with number 555-0100": [
        "turn on “Wi-Fi”",
        "create a new contact with name “Ann Lee” and number “555-0100”",
    ],
    "Please add a contact Ann Lee with the phone number 555-0100.": [
        "create a new contact with name “Ann Lee” and number “555-0100”"
    ],
    "new contact Ann Lee 555-0100": [
        "create a new contact with name “Ann Lee” and number “555-0100”"
    ],
    "add Ann Lee to my contacts with number 555-0100": [
        "create a new contact with name “Ann Lee” and number “555-0100”"
    ],
    "save a new contact: name Ann Lee, phone 555-0100, email ann@example.org": [
        "create a new contact with name “Ann Lee” and number “555-0100” and email “ann@example.org”"
    ],
    "add a contact named Bo with number 5, then delete that contact": [
        "create a new contact with name “Bo” and number “5”",
        "delete the contact “Bo”",
    ],
    "delete Ann Lee from contacts": ["delete the contact “Ann Lee” in the app “Contacts”"],
    "send a text to 555-0123 saying I'll be late and bring milk": [
        "send a message to “555-0123” saying “I'll be late and bring milk”"
    ],
    "text Ann Lee “running late”": ["send a message to “Ann Lee” saying “running late”"],
    "could you text 555-0199: are we still on?": [
        "send a message to “555-0199” saying “are we still on”"
    ],
    "text 555-0199: are we still on?": ["send a message to “555-0199” saying “are we still on?”"],
    "send a message to Ann: see you at 5. Then turn on Do Not Disturb.": [
        "send a message to “Ann” saying “see you at 5”",
        "turn on “Do Not Disturb”",
    ],
    "reply to the latest message with See you soon": [
        "reply to the latest message with “See you soon”"
    ],
    "respond to Ann Lee's last message saying thanks": [
        "reply to the message from “Ann Lee” with “thanks”"
    ],
    "create a note with title Shopping and body milk, eggs and bread": [
        "create a new note with title “Shopping” and body “milk, eggs and bread”"
    ],
    "create a note titled Ideas with the body Call mom and set an alarm for 6:15": [
        "create a new note with title “Ideas” and body “Call mom”",
        "create a new alarm with time “06:15”",
    ],
    "create a note titled Foo with body Bar in the Notes app": [
        "create a new note with title “Foo” and body “Bar” in the app “Notes”"
    ],
    "add a line butter to the Shopping note": ["append the line “butter” to the note “Shopping”"],
    "at the end of the note Ideas add the line zebra": [
        "append the line “zebra” to the note “Ideas”"
    ],
    "tell 555-0142: see you at 8": ["send a message to “555-0142” saying “see you at 8”"],
    "let Ann Lee know that I am late": ["send a message to “Ann Lee” saying “I am late”"],
    "set a 7:30 pm alarm called Gym": ["create a new alarm with time “19:30” and label “Gym”"],
    "wake me up at half past six": ["create a new alarm with time “06:30”"],
    "set a timer for an hour and a half": ["create a new timer with duration “5400 seconds”"],
    "start a 5-minute timer": ["create a new timer with duration “300 seconds”"],
    "turn off Wi-Fi and Bluetooth": ["turn off “Wi-Fi”", "turn off “Bluetooth”"],
    "turn Wi-Fi off and Bluetooth on": ["turn off “Wi-Fi”", "turn on “Bluetooth”"],
    "1. turn on bluetooth 2. set the screen timeout to 5 minutes 3. open Notes": [
        "turn on “bluetooth”",
        "set “screen timeout” to “5 minutes”",
        "open “Notes”",
    ],
    "set brightness to maximum": ["set “brightness” to “100%”"],
    "turn the volume down to a quarter": ["set “volume” to “25%”"],
    "change Ann Lee's number to 555-0199": ["edit the contact “Ann Lee” with number “555-0199”"],
    "rename the note Shopping to Groceries": ["edit the note “Shopping” with title “Groceries”"],
    "what's Ann Lee's number?": ["what is the number of the contact “Ann Lee”?"],
    "Can you tell me the phone number of Bob?": ["what is the number of the contact “Bob”?"],
    "how many contacts do I have?": ["how many contacts are there?"],
    "is Wi-Fi on?": ["is “Wi-Fi” on?"],
    "open the app drawer and open Clock": ["open the app drawer", "open “Clock”"],
    "Open Settings, go to Display and turn on dark theme": [
        "open “Settings”",
        "open “Display”",
        "turn on “dark theme”",
    ],
}

NOT_UNDERSTOOD = [
    "",
    "...",
    "book a flight to Mars",
    "delete all notes",
    "delete my contacts",
    "delete that contact",
    "cancel the alarm",
    "call Ann Lee",
    "set an alarm for 7:30 tomorrow",
    "set an alarm for 25:00",
    "add a contact",
    "send Ann Lee a message",
    "turn on wifi turn off bluetooth",
    "turn on Wi-Fi and fly to Mars",
    "打开无线网络",
    "افتح الإعدادات",
    "Schalte das WLAN aus",
    "apaga el wifi",
]


def said(goal: str) -> list[str]:
    return [c.intent.says() if c.intent else f"?? {c.text}" for c in read_goal(goal, APPS)]


@pytest.mark.parametrize(("goal", "expected"), MEANINGS.items(), ids=[*MEANINGS])
def test_meaning(goal: str, expected: list[str]):
    assert said(goal) == expected


@pytest.mark.parametrize("goal", NOT_UNDERSTOOD)
def test_not_understood_as_a_whole(goal: str):
    clauses = read_goal(goal, APPS)
    assert not clauses or any(clause.intent is None for clause in clauses)


def test_an_app_may_be_called_like_something_else():
    """An app of the phone comes before what its name means."""
    apps = ("SMS Messenger", "Timer", "Notes")
    assert [c.intent for c in read_goal("open SMS Messenger, then open my Notes", apps)] == [
        i.Open(what="SMS Messenger"),
        i.Open(what="Notes"),
    ]
    assert read_goal("open SMS Messenger", ())[0].intent != i.Open(what="SMS Messenger")


def test_a_message_with_and_stays_whole_unless_what_follows_is_surely_a_clause():
    assert said("tell Bo that I wash up and come over") == [
        "send a message to “Bo” saying “I wash up and come over”"
    ]
    assert said("tell Bo that I wash up and turn off Wi-Fi") == [
        "send a message to “Bo” saying “I wash up”",
        "turn off “Wi-Fi”",
    ]
    assert said("text Bo “I wash up and turn off Wi-Fi”") == [
        "send a message to “Bo” saying “I wash up and turn off Wi-Fi”"
    ]


def test_politeness_is_no_part_of_a_clause():
    assert bare("Please could you turn it on for me, please?") == "turn it on"
    assert bare("reply with thanks") == "reply with thanks"


def test_a_long_quoted_text_is_read_and_a_long_sentence_is_not():
    body = "x, and then turn on Wi-Fi. " * 400
    (clause,) = read_goal(f"create a note titled Long with body “{body}”", APPS)
    assert isinstance(clause.intent, i.Create)
    assert clause.intent.value("body") == body.strip()
    (clause,) = read_goal(f"create a note titled Long with body {body}", APPS)
    assert clause.intent is None


@pytest.mark.parametrize(
    "words",
    [
        "and turn, ",
        "please ",
        "a, b and c; ",
        "the ",
        "1 hour ",
        "x. ",
        "and with number 5 ",
        "to ",
    ],
)
@pytest.mark.parametrize("verb", ["create a note saying ", "open ", "tell Bo that ", "add to "])
def test_no_sentence_takes_long_to_read(verb: str, words: str):
    began = time.process_time()
    read_goal(verb + words * (990 // len(words) - 4), APPS)
    assert time.process_time() - began < 2


text = st.text(
    st.characters(blacklist_categories=("Cs", "Co", "Cc"), blacklist_characters='“”"'), min_size=1
).map(lambda t: " ".join(t.split()))
value = text.filter(bool)
name = value.filter(lambda t: t[0].isalnum() and t[-1].isalnum() and len(t) > 5)


@given(name, value)
def test_what_an_intent_says_is_read_as_that_intent(one: str, two: str):
    for intent in (
        i.Open(what=one),
        i.Toggle(what=one, on=True),
        i.Send(to=one, text=two),
        i.Reply(text=one),
        i.Reply(text=one, to=two),
        i.Delete(thing="contact", name=one),
        i.Append(thing="note", name=one, text=two),
        i.Create(thing="note", fields=(("title", one), ("body", two))),
        i.Edit(thing="contact", name=one, fields=(("company", two),)),
        i.Show(thing="contact", name=one),
        i.Question(form="field", thing="contact", name=one, field="email"),
        i.Question(form="contents", thing="note", name=one),
    ):
        assert read_clause(intent.says()) == intent


def test_the_vocabulary_fits_together():
    words = vocabulary()
    for name, thing in words.things.items():
        assert thing.key in ("", *thing.parts), name
        assert set(thing.parts) <= set(words.fields), name
        assert words.thing_called(thing.words[0]) == name
