"""Every way a run can end: its status, its exit code, and how it goes on after a person spoke."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Command, mind
from tests.e2e.test_model_goals import MODEL, Phone, sent

# The goal grants nothing: it does not say that something is to be sent.
GOAL = "say hi to Ann Lee"
CHAT = "(?ms)^The screen now.*"
SENDER = (
    {
        "role": "manager",
        "when": "(?m)postcard",
        "reply": {"give_up": "a postcard was asked for instead"},
    },
    {"role": "manager", "when": "1 done", "reply": {"thought": "said", "done": True}},
    {
        "role": "manager",
        "reply": {
            "thought": "by text",
            "todo": [{"do": "send hi", "app": "Messages"}],
        },
    },
    {
        "role": "operator",
        "when": CHAT + r"^\d+ hi$",
        "reply": {"do": [{"finish": "it stands there"}]},
    },
    {
        "role": "operator",
        "when": CHAT + r"^(\d+) Ann Lee — ",
        "reply": '{"do": [{"tap": ${1}, "expect": {"text": "Text message"}}]}',
    },
    {
        "role": "operator",
        "when": CHAT + r'^(\d+) field "Text message".*^(\d+) Send SMS',
        "reply": '{"do": [{"type": "hi", "into": ${1}}, {"tap": ${2}, "expect": {"text": "hi"}}]}',
    },
    {
        "prompt": "reflector/verify",
        "reply": {
            "requirements": [
                {"text": "hi was said", "met": True, "quotes": [{"at": "now", "text": "hi"}]}
            ]
        },
    },
)
WIFI = "intent:#Intent;action=android.settings.WIFI_SETTINGS;end"
PLAN = {
    "role": "manager",
    "reply": {"thought": "a switch", "todo": [{"do": "turn it off", "start": {"link": WIFI}}]},
}
TAP_WIFI = {
    "role": "operator",
    "when": r"(?m)^(\d+) Wi.Fi \[on\]$",
    "reply": '{"do": [{"tap": ${1}, "expect": {"off": "Wi-Fi"}}]}',
}
FINISH = {"role": "operator", "reply": {"do": [{"finish": "it is done"}]}}


def verdict(met: bool | None, **quote: Any) -> dict[str, Any]:
    requirement = {
        "text": "it is so",
        "met": met,
        "quotes": [{"at": "now", **quote}] if quote else [],
    }
    return {"prompt": "reflector/verify", "reply": {"requirements": [requirement], "reason": "r"}}


def ended(done: Any) -> tuple[int, str]:
    return done.code, done.status


@pytest.fixture
def waiting(agent: Command, phone: Phone, tmp_path: Path) -> Command:
    """A run that waits for somebody to confirm that a message may be sent."""
    asked = agent("run", "--model", mind(tmp_path, *SENDER), "--json", GOAL)
    assert ended(asked) == (5, "needs_human"), asked.err
    assert "Send SMS" in asked.json["reason"]
    assert f"phoneagent resume {asked.json['run_id']}" in asked.err
    assert sent(phone) == []
    return agent


@pytest.mark.parametrize("says_yes", [("--yes",), ("--answer", "yes")])
def test_a_confirmation_given_later(
    says_yes: tuple[str, ...], waiting: Command, phone: Phone
) -> None:
    done = waiting("resume", waiting.run_dir, *says_yes, "--json")
    assert ended(done) == (0, "succeeded"), done.err
    assert sent(phone) == [("555-0100", "hi")]


def test_a_confirmation_refused_later(waiting: Command, phone: Phone) -> None:
    done = waiting("resume", "last", "--answer", "no", "--json")
    assert ended(done) == (6, "refused"), done.err
    assert sent(phone) == []


def test_a_message_in_place_of_an_answer_goes_to_the_crew(waiting: Command, phone: Phone) -> None:
    done = waiting("resume", "last", "--answer", "no text, a postcard please", "--json")
    assert ended(done) == (1, "failed"), done.err
    assert "postcard" in done.json["reason"]
    assert sent(phone) == []


def test_nobody_answers_again(waiting: Command, phone: Phone) -> None:
    again = waiting("resume", "last", "--json")
    assert ended(again) == (5, "needs_human"), again.err
    assert sent(phone) == []


def test_a_question_of_the_operator_is_answered_later(agent: Command, tmp_path: Path) -> None:
    model = mind(
        tmp_path,
        PLAN,
        {
            "role": "operator",
            "when": r"(?ms)= off \(the person said\).*^(\d+) Wi.Fi \[on\]$",
            "reply": TAP_WIFI["reply"],
        },
        {"role": "operator", "when": r"the person said(?s:.*)Wi.Fi \[off\]", **_reply(FINISH)},
        {"role": "operator", "reply": {"do": [{"ask": "On or off?"}]}},
        verdict(True, text="Wi-Fi [off]"),
    )
    asked = agent("run", "--model", model, "--json", "set Wi-Fi as I like it")
    assert ended(asked) == (5, "needs_human"), asked.err
    assert asked.json["reason"] == "On or off?"
    done = agent("resume", "last", "--answer", "off", "--json")
    assert ended(done) == (0, "succeeded"), done.err


def test_a_question_of_the_plan_is_answered_later(agent: Command, tmp_path: Path) -> None:
    todo = [
        {"do": "On or off?", "kind": "ask", "yields": ["state"]},
        {"do": "turn Wi-Fi {state}", "needs": ["state"], "start": {"link": WIFI}},
    ]
    model = mind(
        tmp_path,
        {"role": "manager", "reply": {"thought": "ask first", "todo": todo}},
        {
            "role": "operator",
            "when": r"(?ms)^Subgoal: turn Wi-Fi off$.*Wi.Fi \[off\]",
            **_reply(FINISH),
        },
        TAP_WIFI | {"when": r"(?ms)^Subgoal: turn Wi-Fi off$.*^(\d+) Wi.Fi \[on\]$"},
        verdict(True, text="Wi-Fi [off]"),
    )
    asked = agent("run", "--model", model, "--json", "set Wi-Fi as I like it")
    assert ended(asked) == (5, "needs_human"), asked.err
    done = agent("resume", "last", "--answer", "off", "--json")
    assert ended(done) == (0, "succeeded"), done.err


def _reply(rule: dict[str, Any]) -> dict[str, Any]:
    return {"reply": rule["reply"]}


def test_a_denial_is_not_answered_by_yes(agent: Command, phone: Phone, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('[[rule]]\nname = "no-texts"\nverdict = "deny"\nverb = "send"\n')
    text = "send a text to 555-0142 saying See you at six"
    done = agent("run", "--model", MODEL, "--policy", policy, "--yes", "--json", text)
    assert ended(done) == (6, "refused"), done.err
    assert "no-texts" in done.json["reason"]
    assert sent(phone) == []


def test_the_app_lock(agent: Command, phone: Phone) -> None:
    done = agent(
        "run", "--model", MODEL, "--allow-apps", "com.android.settings", "--yes", "--json",
        "send a text to 555-0142 saying See you at six",
    )  # fmt: skip
    assert ended(done) == (6, "refused"), done.err
    assert "com.google.android.apps.messaging" in done.json["reason"]
    assert sent(phone) == []


@pytest.mark.parametrize("limit", [("--max-steps", "1"), ("--max-time", "0.001")])
def test_a_budget(limit: tuple[str, str], agent: Command) -> None:
    done = agent("run", "--model", MODEL, *limit, "--json", "turn Wi-Fi off")
    assert ended(done) == (4, "budget"), done.err
    assert done.json["steps"] <= 1


def test_going_round_is_stuck(agent: Command, tmp_path: Path) -> None:
    in_circles = {"role": "operator", "reply": {"do": [{"swipe": [540, 2000, 540, 2000]}]}}
    plan = {"role": "manager", "reply": {"todo": [{"do": "go round"}]}}
    done = agent("run", "--model", mind(tmp_path, plan, in_circles), "--json", "go round")
    assert ended(done) == (4, "stuck"), done.err


def test_planning_without_a_step_is_stuck(agent: Command, tmp_path: Path) -> None:
    vague = {"role": "manager", "reply": {"todo": [{"do": "use {it}", "needs": ["it"]}]}}
    done = agent("run", "--model", mind(tmp_path, vague), "--json", "go round")
    assert ended(done) == (4, "stuck"), done.err
    assert done.json["steps"] == 0


def test_what_no_screen_shows_is_unverified(agent: Command, tmp_path: Path) -> None:
    model = mind(tmp_path, PLAN, TAP_WIFI, FINISH, verdict(None))
    done = agent("run", "--model", model, "--json", "turn Wi-Fi off")
    assert ended(done) == (7, "unverified"), done.err
    assert done.json["verified"] is False


def test_a_claim_without_a_true_quote_is_unverified(agent: Command, tmp_path: Path) -> None:
    model = mind(tmp_path, PLAN, TAP_WIFI, FINISH, verdict(True, text="Wi-Fi is now disabled"))
    done = agent("run", "--model", model, "--json", "turn Wi-Fi off")
    assert ended(done) == (7, "unverified"), done.err


def test_a_claim_the_screen_denies_has_failed(agent: Command, phone: Phone, tmp_path: Path) -> None:
    model = mind(tmp_path, PLAN, FINISH, verdict(False, text="Wi-Fi [on]"))
    done = agent("run", "--model", model, "--json", "turn Wi-Fi off")
    assert ended(done) == (1, "failed"), done.err
    assert phone.radios.wifi


def test_giving_up_says_why(agent: Command, tmp_path: Path) -> None:
    hopeless = {"role": "manager", "reply": {"give_up": "there is no app for flying"}}
    done = agent("run", "--model", mind(tmp_path, hopeless), "--json", "fly me to the moon")
    assert ended(done) == (1, "failed"), done.err
    assert done.json["reason"] == "there is no app for flying"
