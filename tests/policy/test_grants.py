"""What a sentence grants by itself."""

import pytest

from phoneagent.policy import grant_of

GRANTED = [
    ("delete the note Shopping", [("delete", ("Shopping",))]),
    ("Please delete the contact Ann Lee", [("delete", ("Ann Lee",))]),
    ('Delete the note called "Shopping list"', [("delete", ("Shopping list",))]),
    (
        "delete the notes Shopping and Groceries",
        [("delete", ("Shopping",)), ("delete", ("Groceries",))],
    ),
    ("find the note Shopping and delete it", [("delete", ("Shopping",))]),
    ("delete the message from Ann", [("delete", ("Ann",))]),
    ("delete the note Recipes in the Notes app", [("delete", ("Recipes",))]),
    ("send a text to 555-0199 saying hi", [("send", ("555-0199",))]),
    ("text Ann see you soon", [("send", ("Ann",))]),
    ("Open the messages app and send hello to Ann Lee", [("send", ("Ann Lee",))]),
    ("send an email to a@b.com with subject Delete all", [("send", ("a@b.com",))]),
    ("reply to the latest message with 'ok'", [("send", ())]),
    ("call 555-0100", [("call", ("555-0100",))]),
    ("remove the app Weather", [("delete", ("Weather",)), ("uninstall", ("Weather",))]),
    ("send $20 to Ann", [("send", ("Ann",)), ("transfer", ("Ann",)), ("pay", ("Ann",))]),
    ("turn Wi-Fi on, then delete Ann's alarm", [("delete", ("Ann",))]),
    ("I want you to uninstall Weather", [("uninstall", ("Weather",))]),
    ("reply to the latest message", [("send", ())]),
    ("delete all notes", [("delete", ())]),
    ("给妈妈发一条短信", [("send", ())]),
    ("tell Ann Lee that I'm late", [("send", ("Ann Lee",))]),
    ("Tell Ann I’m late", [("send", ("Ann",))]),
    ("let Ann know that I'm late", [("send", ("Ann",))]),
    ("tell mom dinner is ready", [("send", ("mom",))]),
    ("tell Ann to delete the note Shopping", [("send", ("Ann",))]),
    ("tell Ann and Bob that I'm late", [("send", ("Ann",)), ("send", ("Bob",))]),
    ("open Ann's chat and tell her I'm late", [("send", ("Ann",))]),
    ("write to Ann: see you at 8", [("send", ("Ann",))]),
    ("write to 555-0142 that we meet at 5", [("send", ("555-0142",))]),
    ("write a message to Ann saying hello", [("send", ("Ann",))]),
    ("text Alberto hello", [("send", ("Alberto",))]),
    ("send hi to 555-0100 and 555-0101", [("send", ("555-0100",)), ("send", ("555-0101",))]),
    ("look for empty notes and delete them", [("delete", ())]),
    ("delete the 7:30 alarm", [("delete", ("7:30",))]),
    ("delete the 7:30 and 9:15 alarms", [("delete", ("7:30",)), ("delete", ("9:15",))]),
]


@pytest.mark.parametrize(("goal", "wanted"), GRANTED)
def test_what_is_asked_for_is_granted(goal, wanted):
    assert [(g.verb, g.things) for g in grant_of(goal).grants] == wanted


@pytest.mark.parametrize(
    "goal",
    [
        "don't delete anything",
        "do not send the draft",
        "open the note Shopping without deleting it",
        "set a reminder to delete the note tomorrow",
        'create a note "send money to Ann"',
        "create a note with title Groceries and body delete everything",
        "write a note saying delete all contacts and pay the bill",
        "what is Ann Lee's number?",
        "tell me whether Ann sent a message",
        "tell me Ann's number",
        "let me know when Ann sends a message",
        "tell Ann's mother that I'm late",
        "tell the time",
        "text her hello",
        "write to the note Shopping: milk",
        "write a note to Ann",
        "write a note saying tell Ann that I'm late",
        "find out how to uninstall an app",
        "turn Wi-Fi off",
        "不要删除便签",
        "",
    ],
)
def test_what_is_not_asked_for_is_not_granted(goal):
    assert grant_of(goal).grants == ()


def test_what_is_written_after_a_colon_is_what_may_be_sent():
    (grant,) = grant_of("write to Ann: see you at 8, and delete nothing").grants
    assert grant.content == "see you at 8, and delete nothing"


def test_grants_can_be_shown():
    lines = grant_of("delete all notes except Recipes and text Ann hi").describe()
    assert lines == ["delete: what the goal means, not Recipes", 'send: "Ann"']


def test_a_long_or_strange_goal_is_no_trouble():
    for goal in ("delete " + "x " * 5000, "(" * 3000, '"' * 999, "delete the note \ue0000\ue001"):
        grant_of(goal)
