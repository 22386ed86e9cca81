"""Goals that the crew without a model reaches on a fresh phone; the phone itself is asked after."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from phoneagent.virtualphone.apps.calendar.store import DATABASE
from phoneagent.virtualphone.chaos import UnreliablePhone
from tests.e2e.conftest import Command

Holds = Callable[[UnreliablePhone], bool]
NOTES = "/sdcard/Documents/Notes"


def setting(space: str, key: str, *values: str) -> Holds:
    return lambda phone: str(phone.settings.get(space, key)) in values


def contact(name: str, number: str) -> Holds:
    def holds(phone: UnreliablePhone) -> bool:
        found = phone.contacts.named(name)
        return found is not None and [p.value for p in found.phones] == [number]

    return holds


def no_contact(name: str, *others: str) -> Holds:
    return lambda phone: (
        phone.contacts.named(name) is None and all(phone.contacts.named(other) for other in others)
    )


def sent_once(number: str, text: str) -> Holds:
    return lambda phone: (
        [m.body for m in phone.messages.with_number(number) if not m.incoming] == [text]
    )


def note(name: str, text: str) -> Holds:
    def holds(phone: UnreliablePhone) -> bool:
        return name in note_names(phone) and (
            phone.files.read_text(f"{NOTES}/{name}.md").strip() == text
        )

    return holds


def no_note(name: str, *others: str) -> Holds:
    return lambda phone: note_names(phone) == set(others)


def note_names(phone: UnreliablePhone) -> set[str]:
    return {name.removesuffix(".md") for name in phone.files.names(NOTES)}


def clock(phone: UnreliablePhone):
    (app,) = (p.name for p in phone.packages.all() if p.label == "Clock")
    return phone.processes.start(app).app.store


def alarms(*times: tuple[int, int]) -> Holds:
    return lambda phone: {(a.hour, a.minute) for a in clock(phone).alarms() if a.on} == set(times)


def alarm_labelled(hour: int, minute: int, label: str) -> Holds:
    return lambda phone: (
        (hour, minute, label) in [(a.hour, a.minute, a.label) for a in clock(phone).alarms()]
    )


def timer(seconds: int) -> Holds:
    return lambda phone: (
        clock(phone).timer().running and (clock(phone).timer().length_ms == 1000 * seconds)
    )


def stopwatch_runs(phone: UnreliablePhone) -> bool:
    return bool(clock(phone).stopwatch().running)


def events(phone: UnreliablePhone) -> list[str]:
    with sqlite3.connect(phone.files.host(DATABASE)) as database:
        return [title for (title,) in database.execute("SELECT title FROM events")]


def in_front(label: str) -> Holds:
    return lambda phone: phone.packages.get(phone.activities.top()[0]).label == label


def both(*conditions: Holds) -> Holds:
    return lambda phone: all(condition(phone) for condition in conditions)


WIFI_OFF = setting("global", "wifi_on", "0")
ANN = contact("Ann Lee", "555-0100")

GOALS: list[tuple[str, Holds]] = [
    ("turn Wi-Fi off", WIFI_OFF),
    ("turn on airplane mode", setting("global", "airplane_mode_on", "1")),
    ("set brightness to maximum", setting("system", "screen_brightness", "255")),
    (
        "add a contact named Carla Diaz with number 555-0199",
        both(contact("Carla Diaz", "555-0199"), ANN),
    ),
    ("delete the contact Ann Lee", no_contact("Ann Lee", "Bob Stone")),
    ("send a text to 555-0123 saying I'll be late", sent_once("555-0123", "I'll be late")),
    ('reply to the latest message with "See you there"', sent_once("555-0100", "See you there")),
    (
        "create a note with the title Packing and the body socks and a towel",
        note("Packing", "socks and a towel"),
    ),
    ('append the line "butter" to the note Shopping', note("Shopping", "milk\nbread\nbutter")),
    ("delete the note Shopping", no_note("Shopping", "Books")),
    ("set an alarm for 7:30", alarms((7, 30))),
    ("start a timer of 10 minutes", timer(600)),
    ("start the stopwatch", stopwatch_runs),
    ("open the app drawer and open Clock", in_front("Clock")),
]

OTHER_WORDS: list[tuple[str, Holds]] = [
    ("Please switch off the wifi.", WIFI_OFF),
    ("could you disable wireless for me?", WIFI_OFF),
    ("enable flight mode", setting("global", "airplane_mode_on", "1")),
    ("turn off bluetooth please", setting("global", "bluetooth_on", "0")),
    ("make sure that the dark theme is on", setting("secure", "ui_night_mode", "2")),
    ("set the screen timeout to 5 minutes", setting("system", "screen_off_timeout", "300000")),
    ("turn brightness down to the minimum", setting("system", "screen_brightness", "1", "0")),
    ("set the media volume to 60%", setting("system", "volume_music", "9")),
    ("switch on do not disturb", setting("global", "zen_mode", "1")),
    ("turn auto-rotate on", setting("system", "accelerometer_rotation", "1")),
    ("new contact Erik Holm, 555-0142", contact("Erik Holm", "555-0142")),
    ("Save Zoë Brandt to my contacts with phone number 5550143", contact("Zoë Brandt", "5550143")),
    (
        "change Bob Stone's number to 555-0144, then delete that contact",
        no_contact("Bob Stone", "Ann Lee"),
    ),
    ("remove Bob Stone from contacts", no_contact("Bob Stone", "Ann Lee")),
    ("change Ann Lee's number to 555-0111", contact("Ann Lee", "555-0111")),
    ('text Bob Stone "on my way"', sent_once("555-0101", "on my way")),
    ("tell Bob Stone that I am late", sent_once("555-0101", "I am late")),
    ("write to 555-0123: see you at 8", sent_once("555-0123", "see you at 8")),
    ("add a person called Madonna with the number 555-0144", contact("Madonna", "555-0144")),
    (
        "send 555-0177 a message saying call me and come over",
        sent_once("555-0177", "call me and come over"),
    ),
    (
        "respond to Bob Stone's message with you are welcome",
        sent_once("555-0101", "you are welcome"),
    ),
    ("write a note called Verse saying Über allen Gipfeln", note("Verse", "Über allen Gipfeln")),
    ("write a note that says buy milk", note("Note buy milk", "buy milk")),
    ("make a new memo titled Plan with text one, two, three", note("Plan", "one, two, three")),
    ("add the line Emma to my Books note", note("Books", "Dune\nEmma")),
    ("rename the note Books to Novels", note("Novels", "Dune")),
    ("get rid of the Books note", no_note("Books", "Shopping")),
    ("wake me up at quarter past six", alarms((6, 15))),
    ("set a 9:45 pm alarm called Pills", alarm_labelled(21, 45, "Pills")),
    (
        "create an alarm for 6:47 am and write a note titled X with body y",
        both(alarms((6, 47)), note("X", "y")),
    ),
    (
        "set an alarm for 7:30 pm, set an alarm for 9:15 and delete the 7:30 pm alarm",
        alarms((9, 15)),
    ),
    ("set a timer for an hour and a half", timer(5400)),
    ("start a 45-second countdown", timer(45)),
    ("launch Notes", in_front("Notes")),
    ("turn off Wi-Fi and Bluetooth", both(WIFI_OFF, setting("global", "bluetooth_on", "0"))),
    (
        "1. turn on airplane mode 2. set an alarm for 5:05 3. open Contacts",
        both(setting("global", "airplane_mode_on", "1"), alarms((5, 5)), in_front("Contacts")),
    ),
    (
        "add a contact named Carla Diaz with number 555-0199 and send her a message saying hi",
        both(contact("Carla Diaz", "555-0199"), sent_once("555-0199", "hi")),
    ),
    (
        "turn off Wi-Fi, then add a contact named Carla Diaz with number 555-0199",
        both(WIFI_OFF, contact("Carla Diaz", "555-0199")),
    ),
]

ANSWERS = [
    ("what is Ann Lee's number?", "555-0100"),
    ("Can you tell me the phone number of Bob Stone?", "555-0101"),
    ("how many contacts do I have?", "2"),
    ("what does the latest message say?", "Lunch at noon?"),
    ("who sent the latest message?", "Ann Lee"),
    ("is bluetooth on?", "bluetooth is on"),
    ("what does the note Shopping say?", "milk\nbread"),
    ("is there an alarm at 7:30?", "no"),
    ("do I have a contact named Ann Lee?", "yes"),
]

NOT_REACHED = [
    ("book a flight to Mars", "not understood"),
    ("打开无线网络", "not understood"),
    ("افتح الإعدادات", "not understood"),
    ("turn on Wi-Fi and fly to Mars", "not understood"),
    ("delete all notes", "not understood"),
    ("delete that contact", "not understood"),
    ("delete the contact Nobody Atall", "Nobody Atall"),
    ("delete the contact Ann", "no 'Ann'"),
    ("turn on the flux capacitor", "flux capacitor"),
    ("open Blorpify", "no app called 'Blorpify'"),
    ("what is Zed Zulu's number?", "Zed Zulu"),
]


@pytest.mark.parametrize(
    ("goal", "holds"),
    GOALS + OTHER_WORDS,
    ids=[goal.encode("ascii", "replace").decode() for goal, _ in GOALS + OTHER_WORDS],
)
def test_goal_is_reached_and_the_phone_agrees(
    agent: Command, phone: UnreliablePhone, goal: str, holds: Holds
):
    assert not holds(phone)
    done = agent("run", "--crew", "rules", "--json", goal)
    result = done.json
    assert (result["status"], result["verified"]) == ("succeeded", True), (result, done.err)
    assert done.code == 0
    assert result["evidence"]
    assert holds(phone)
    assert not any(result["model_calls"].values())


@pytest.mark.parametrize(("question", "expected"), ANSWERS)
def test_question_is_answered_from_the_screen(agent: Command, question: str, expected: str):
    done = agent("run", "--crew", "rules", "--json", question)
    assert done.json["status"] == "succeeded", (done.json, done.err)
    assert done.json["answer"] == expected
    assert done.json["evidence"]


@pytest.mark.parametrize(("goal", "reason"), NOT_REACHED)
def test_what_cannot_be_done_is_said(agent: Command, goal: str, reason: str):
    done = agent("run", "--crew", "rules", "--json", goal)
    assert done.json["status"] == "failed"
    assert not done.json["verified"]
    assert reason in done.json["reason"]
    assert done.code == 1


def test_what_is_there_already_is_not_touched(agent: Command, phone: UnreliablePhone):
    done = agent("run", "--crew", "rules", "--json", "turn Wi-Fi on")
    assert done.json["status"] == "succeeded"
    assert setting("global", "wifi_on", "1")(phone)


def test_nothing_is_begun_when_one_clause_is_not_understood(agent: Command, phone: UnreliablePhone):
    done = agent("run", "--crew", "rules", "--json", "turn Wi-Fi off; then juggle three oranges")
    assert done.json["steps"] == 0
    assert "juggle three oranges" in done.json["reason"]
    assert not WIFI_OFF(phone)


def test_a_permission_that_saving_needs_is_a_person_s_to_give(
    agent: Command, phone: UnreliablePhone
):
    goal = "add an event titled Party"
    done = agent("run", "--crew", "rules", "--json", goal)
    assert done.json["status"] == "needs_human"
    assert "it lets an app see or do more" in done.json["reason"]
    assert not events(phone)
    done = agent("run", "--crew", "rules", "--json", "--yes", goal)
    assert (done.json["status"], done.json["verified"]) == ("succeeded", True), done.json
    assert events(phone) == ["Party"]
