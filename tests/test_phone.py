"""The library as a user holds it: by hand, with the agent, with a model, and what goes wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, Field

import phoneagent
from phoneagent import (
    ActionError,
    ConfigError,
    DeviceError,
    ExpectationFailed,
    Phone,
    PhoneagentError,
    ReplyError,
    Undecided,
    config,
)
from phoneagent.core.run import Run
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.server import PhoneServer
from tests.chat_server import Body, ChatServer, Fail, Say, Turn

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ANN = {"first_name": "Ann", "last_name": "Lee", "phones": ["555-0100"]}


@pytest.fixture(scope="module")
def server(private_world: object) -> Iterator[PhoneServer]:
    state = {"contacts": [ANN]}
    with VirtualPhone(now=NOW, state=state) as phone, PhoneServer(phone, like_the_jar=True) as it:
        yield it


@pytest.fixture(scope="module")
def shared(server: PhoneServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    runs = tmp_path_factory.mktemp("runs")
    with Phone.connect(f"virtual:{server.serial}", memory="off", runs_dir=runs) as phone:
        yield phone


@pytest.fixture
def phone(shared: Phone) -> Phone:
    """The module's phone at its home screen."""
    shared.press("home")
    return shared


# ---- by hand -----------------------------------------------------------------------------------


def test_a_contact_by_hand(phone: Phone):
    phone.open("Contacts", fresh=True)
    phone.tap("Create contact")
    phone.type("Zoë 李", into="First name")
    phone.type("!", append=True)
    phone.expect(field="First name", value="Zoë 李!")
    phone.clear("First name")
    phone.type("Zed", into="First name")
    phone.tap(text="Save")
    found = phone.expect(text="Zed", gone="Save", app="Contacts")
    assert "Zed" in found.text


def test_looking_gives_numbers_that_can_be_tapped(phone: Phone):
    seen = phone.look()
    clock = seen.called("Clock")
    assert clock is not None
    phone.tap(clock.index)
    phone.expect(app="Clock")
    phone.press("home")
    phone.tap(clock.bounds.centre)
    phone.expect(app="Clock")


def test_gestures(phone: Phone):
    phone.swipe("up")
    phone.expect(text="Search apps")
    phone.press("home")
    phone.swipe(path=(540, 1800, 540, 600))
    phone.expect(text="Search apps")
    phone.open("Settings")
    phone.scroll("down", until="System")
    phone.expect(text="System")


def test_a_long_press_is_no_tap(phone: Phone):
    phone.open("Contacts", fresh=True)
    phone.long_press("Ann Lee")
    assert not phone.look().says("555-0100")


def test_switches(phone: Phone):
    phone.open("intent:#Intent;action=android.settings.AIRPLANE_MODE_SETTINGS;end")
    phone.tap("Airplane mode")
    phone.expect(on="Airplane mode")
    phone.tap("Airplane mode")
    phone.expect(off="Airplane mode")


def test_a_screenshot_is_png(phone: Phone, tmp_path: Path):
    data = phone.screenshot(tmp_path / "screen.png")
    assert data.startswith(b"\x89PNG")
    assert (tmp_path / "screen.png").read_bytes() == data


def test_fresh_forgets_where_the_app_was(phone: Phone):
    phone.open("Clock")
    phone.tap("Stopwatch")
    phone.expect(on="Stopwatch")
    phone.open("Clock", fresh=True)
    phone.expect(on="Alarms")


# ---- errors ------------------------------------------------------------------------------------

WRONG: list[tuple[Callable[[Phone], Any], type[Exception], str, str]] = [
    (lambda p: p.expect(text="Mars", within=0.1), ExpectationFailed, "Mars", "It shows:"),
    (lambda p: p.expect(text="Mars", within=0.1), AssertionError, "Mars", "It shows:"),
    (lambda p: p.expect(), ConfigError, "what to wait for", "text"),
    (lambda p: p.expect(colour="red"), ConfigError, "colour", "text"),
    (lambda p: p.tap("Teleport", within=0.1), ActionError, "'Teleport'", "It shows:"),
    (lambda p: p.tap(99, within=0.1), ActionError, "99", "It shows:"),
    (lambda p: p.type("x", into="Nowhere", within=0.1), ActionError, "field 'Nowhere'", "It shows"),
    (lambda p: p.open("Nosuch"), ActionError, "no app is called 'Nosuch'", "Clock"),
    (lambda p: p.open("Nosuch", fresh=True), ActionError, "'Nosuch'", "Clock"),
    (lambda p: p.press("any"), ConfigError, "'any'", "back"),
    (lambda p: p.swipe("sideways"), ConfigError, "sideways", "up, down"),
    (lambda p: p.scroll("inwards"), ConfigError, "inwards", "up"),
    (lambda p: p.do(" "), ConfigError, "empty", "phoneagent run"),
    (lambda p: p.do("turn on Wi-Fi", max_steps=0), ConfigError, "max_steps", "greater"),
    (lambda p: p.do("turn on Wi-Fi", colour=1), ConfigError, "colour", "max_steps"),
    (lambda p: p.expect("the sky is blue"), ConfigError, "needs a model", "openai:NAME"),
    (lambda p: p.ask(Card), ConfigError, "needs a model", "openai:NAME"),
]


@pytest.mark.parametrize(("call", "kind", "message", "hint"), WRONG, ids=lambda w: str(w)[:24])
def test_what_is_wrong_is_said_with_what_to_do(
    phone: Phone, call: Callable[[Phone], Any], kind: type[Exception], message: str, hint: str
):
    with pytest.raises(kind) as raised:
        call(phone)
    error = raised.value
    assert isinstance(error, PhoneagentError)
    assert message in str(error)
    assert hint in str(error)
    assert not error.is_infra


def test_a_phone_that_is_not_there_is_infra(private_world: object):
    with pytest.raises(DeviceError) as raised:
        Phone.connect("virtual:127.0.0.1:1")
    assert raised.value.is_infra
    assert "phoneagent devices" in raised.value.hint


def test_unknown_settings_are_named_before_a_phone_is_touched():
    with pytest.raises(ConfigError, match="colour"):
        Phone.connect("virtual", colour="red")


def test_everything_public_is_there():
    for name in phoneagent.__all__:
        assert getattr(phoneagent, name).__doc__
    with pytest.raises(AttributeError):
        phoneagent.Tablet  # noqa: B018


# ---- the agent ---------------------------------------------------------------------------------


def test_a_goal_is_pursued_and_proved(phone: Phone):
    seen: list[tuple[str, int]] = []
    result = phone.do(
        "add a contact named Bob Ray with number 555-0199",
        on_event=lambda node, run: seen.append((node, len(run.steps))),
    )
    assert result.verified, result.reason
    assert result.exit_code == 0
    assert any("Bob Ray" in item.text for item in result.evidence)
    assert phone.results[-1] is result
    assert {"perceive", "plan", "choose", "guard", "act", "reflect", "verify"} <= {
        n for n, _ in seen
    }
    assert seen[-1][1] == result.steps
    assert (Path(result.run_dir) / "report.html").is_file()
    phone.expect(text="Bob Ray")


def test_options_hold_for_one_goal_only(phone: Phone):
    goal = "add a contact named Cid Moe with number 555-0155"
    assert phone.do(goal, max_steps=2).status == "budget"
    assert phone.do(goal, allow_apps=["com.android.settings"]).status == "refused"
    assert phone.do(goal).verified


def test_questions_reach_a_person(phone: Phone, tmp_path: Path):
    policy = tmp_path / "policy.toml"
    policy.write_text('[[rule]]\nname = "ask"\nverdict = "confirm"\nlabels = ["Save"]\n')
    asked: list[str] = []

    def ask(answer: str | None) -> Callable[[str], str | None]:
        return lambda question: (asked.append(question), answer)[1]

    goal = "add a contact named Dee Fox with number 555-0166"
    assert phone.do(goal, policy=policy).status == "needs_human"
    assert phone.do(goal, policy=policy, ask_human=ask(None)).status == "needs_human"
    assert phone.do(goal, policy=policy, ask_human=ask("no")).status != "succeeded"
    assert phone.do(goal, policy=policy, ask_human=ask("Yes")).verified
    assert len(asked) == 3
    assert 'press "Save" in Contacts' in asked[0]


def test_an_error_in_the_callers_own_callback_comes_through(phone: Phone):
    def stop(node: str, run: Run) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        phone.do("turn on Wi-Fi", on_event=stop)
    phone.press("home")


# ---- with a model ------------------------------------------------------------------------------


class Card(BaseModel):
    """The contact on the screen."""

    name: str
    numbers: list[str] = Field(default_factory=list)
    calls: int | None = None
    birthday: str | None = None


class Strict(BaseModel):
    name: str
    birthday: str


def _fills(values: Body, quotes: Body) -> Callable[[Body], Turn]:
    return lambda body: Say(json.dumps({"values": values, "quotes": quotes}))


@pytest.fixture
def card(phone: Phone) -> Phone:
    """The phone with Ann's card on the screen."""
    phone.open("Contacts", fresh=True)
    phone.tap("Ann Lee")
    phone.expect(text="555-0100")
    return phone


def _with(phone: Phone, model: ChatServer) -> Phone:
    """The same phone with a model."""
    options = {"model": "openai:gpt-4.1-mini", "base_url": model.base_url, "memory": "off"}
    return Phone(phone.device, config.load(options))


def test_a_record_is_filled_from_the_screen_with_evidence(card: Phone):
    values = {"name": "Ann Lee", "numbers": ["555-0100"], "calls": None, "birthday": None}
    quotes = {"name": ["Ann Lee"], "numbers": ["555-0100"]}
    with ChatServer(brain=_fills(values, quotes)) as model:
        asking = _with(card, model)
        assert asking.ask(Card) == Card(name="Ann Lee", numbers=["555-0100"])
        reading = asking.read(Card)
    assert reading.missing == ("calls", "birthday")
    (evidence,) = reading.evidence["name"]
    assert evidence.bounds is not None
    assert "Ann Lee" in evidence.text
    prompt = json.dumps(model.requests[0]["messages"])
    assert "Ann Lee" in prompt
    assert "birthday" in prompt


@pytest.mark.parametrize(
    "quotes",
    [{}, {"birthday": []}, {"birthday": ["Born on May 4"]}, {"birthday": ["Ann Lee"]}],
    ids=["no quotes", "an empty quote", "invented words", "words that say something else"],
)
def test_a_guess_never_arrives(card: Phone, quotes: Body):
    values = {"name": "Ann Lee", "birthday": "May 4"}
    with ChatServer(brain=_fills(values, {"name": ["Ann Lee"], **quotes})) as model:
        assert _with(card, model).ask(Card).birthday is None
        with pytest.raises(Undecided, match="birthday") as raised:
            _with(card, model).ask(Strict)
    assert "Strict" in raised.value.hint


def test_an_unusable_reply_is_repaired_once(card: Phone):
    good = json.dumps({"values": {"name": "Ann Lee"}, "quotes": {"name": ["Ann Lee"]}})
    with ChatServer(Say("I see a contact."), Say(good)) as model:
        assert _with(card, model).ask(Card).name == "Ann Lee"
        assert len(model.requests) == 2
    wrong = json.dumps({"values": {"name": {"a": 1}}, "quotes": {"name": ["Ann Lee"]}})
    with ChatServer(Say(wrong)) as model, pytest.raises(ReplyError, match="Card"):
        _with(card, model).ask(Card)


def test_a_claim_is_judged_by_evidence(card: Phone):
    def verdict(met: bool | None, text: str) -> Turn:
        quotes = [{"at": "now", "text": text}]
        requirement = {"text": "the number is shown", "met": met, "quotes": quotes}
        return Say(json.dumps({"requirements": [requirement], "reason": "as quoted"}))

    with ChatServer(verdict(True, "555-0100")) as model:
        found = _with(card, model).expect("the number is 555-0100")
        assert found.verification is not None
        assert found.verification.verdict == "proved"
    with ChatServer(verdict(None, "555-0100")) as model, pytest.raises(Undecided):
        _with(card, model).expect("the number is 555-0100")
    with ChatServer(verdict(False, "555-0100")) as model, pytest.raises(ExpectationFailed):
        _with(card, model).expect("the number is 555-0199")


def test_a_model_out_of_reach_is_infra(card: Phone):
    with ChatServer(Fail(401, "no such key")) as model, pytest.raises(PhoneagentError) as raised:
        _with(card, model).ask(Card)
    assert raised.value.is_infra
