"""Fifteen goals by the model crew, each on a fresh phone; the mind is a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from phoneagent.virtualphone.chaos import UnreliablePhone
from phoneagent.virtualphone.system.providers.telephony import SENT
from tests.e2e.conftest import SCRIPTS, Command

MODEL = f"scripted:{SCRIPTS / 'goals.toml'}"
NOTES = "/sdcard/Documents/Notes"
MOST_CALLS_PER_STEP = 1.3
Phone = UnreliablePhone


def sent(phone: Phone) -> list[tuple[str, str]]:
    """Every text this phone has sent: number and words."""
    rows = phone.providers.query("content://sms/sent")
    return [(str(row["address"]), str(row["body"])) for row in rows if row["type"] == SENT]


def contacts(phone: Phone) -> dict[str, str]:
    """Name and number of every contact, by the contacts provider."""
    rows = phone.providers.query("content://com.android.contacts/data/phones")
    return {str(row["display_name"]): str(row["data1"]) for row in rows}


def notes(phone: Phone) -> dict[str, str]:
    """Every note by its title."""
    names = phone.files.names(NOTES)
    return {n.removesuffix(".md"): phone.files.read_text(f"{NOTES}/{n}") for n in names}


def clock(phone: Phone) -> Any:
    """Alarms, timer and stopwatch as the clock stores them."""
    return phone.processes.start("com.google.android.deskclock").app.store


def setting(space: str, key: str) -> Callable[[Phone], str | None]:
    return lambda phone: phone.settings.get(space, key)


class Goal(NamedTuple):
    """A goal, what to read from the phone after it, what that is then, and what it may cost."""

    text: str
    read: Callable[[Phone], Any]
    wanted: Any
    steps: int
    calls: int
    answer: str | None = None


GOALS = (
    Goal("turn Wi-Fi off", setting("global", "wifi_on"), "0", 2, 3),
    Goal("turn on airplane mode", setting("global", "airplane_mode_on"), "1", 3, 4),
    Goal("set brightness to maximum", setting("system", "screen_brightness"), "255", 4, 4),
    Goal(
        "add a contact named Eve Hill with number 555-0177",
        contacts,
        {"Ann Lee": "555-0100", "Bob Stone": "555-0101", "Eve Hill": "555-0177"},
        6,
        4,
    ),
    Goal("delete the contact Bob Stone", contacts, {"Ann Lee": "555-0100"}, 5, 6),
    Goal(
        "send a text to 555-0142 saying See you at six",
        sent,
        [("555-0142", "See you at six")],
        6,
        6,
    ),
    Goal("reply to the latest message with Noon works", sent, [("555-0100", "Noon works")], 4, 4),
    Goal(
        "create a note titled Trip with the text pack light",
        notes,
        {"Shopping": "milk\nbread", "Books": "Dune", "Trip": "pack light"},
        6,
        5,
    ),
    Goal(
        "add the line eggs to the note Shopping",
        notes,
        {"Shopping": "milk\nbread\neggs", "Books": "Dune"},
        4,
        4,
    ),
    Goal("delete the note Books", notes, {"Shopping": "milk\nbread"}, 4, 5),
    Goal(
        "set an alarm for 7:30",
        lambda phone: [(a.hour, a.minute, a.on) for a in clock(phone).alarms()],
        [(7, 30, True)],
        1,
        2,
    ),
    Goal(
        "start a timer of 10 minutes",
        lambda phone: (clock(phone).timer().length_ms, clock(phone).timer().running),
        (600_000, True),
        6,
        5,
    ),
    Goal("start the stopwatch", lambda phone: clock(phone).stopwatch().running, True, 3, 4),
    Goal("what is Ann Lee's number?", sent, [], 2, 4, answer="555-0100"),
    Goal(
        "open the app drawer and open Clock",
        lambda phone: phone.activities.top()[0],
        "com.google.android.deskclock",
        2,
        4,
    ),
)


@pytest.mark.parametrize("goal", GOALS, ids=lambda goal: goal.text)
def test_goal(
    goal: Goal, agent: Command, phone: Phone, record_property: Callable[[str, object], None]
) -> None:
    assert goal.read(phone) != goal.wanted or goal.answer
    done = agent("run", "--model", MODEL, "--json", goal.text)
    result = done.json
    assert (done.code, result["status"], result["verified"]) == (0, "succeeded", True), done.err
    assert result["evidence"]
    assert result["answer"] == goal.answer
    assert goal.read(phone) == goal.wanted
    calls = sum(result["model_calls"].values())
    record_property("steps", result["steps"])
    record_property("model_calls", calls)
    assert (result["steps"], calls) == (goal.steps, goal.calls), done.err


def test_calls_per_step() -> None:
    """The figures every goal is held to, together."""
    calls, steps = sum(goal.calls for goal in GOALS), sum(goal.steps for goal in GOALS)
    assert calls / steps <= MOST_CALLS_PER_STEP
