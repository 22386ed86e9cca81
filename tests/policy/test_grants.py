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
        "find out how to uninstall an app",
        "turn Wi-Fi off",
        "不要删除便签",
        "",
    ],
)
def test_what_is_not_asked_for_is_not_granted(goal):
    assert grant_of(goal).grants == ()


def test_grants_can_be_shown():
    lines = grant_of("delete all notes except Recipes and text Ann hi").describe()
    assert lines == ["delete: what the goal means, not Recipes", 'send: "Ann"']


def test_a_long_or_strange_goal_is_no_trouble():
    for goal in ("delete " + "x " * 5000, "(" * 3000, '"' * 999, "delete the note \ue0000\ue001"):
        grant_of(goal)
