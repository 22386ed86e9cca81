"""A whole run against a server that behaves well, and as badly as servers do; nothing hangs."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest

from tests.chat_server import Body, ChatServer, Drop, Fail, Hang, Raw, Say, Turn
from tests.e2e.conftest import Command
from tests.e2e.test_endings import WIFI, ended
from tests.e2e.test_model_goals import Phone

GOAL = "turn Wi-Fi off"
REPLIES: dict[str, Any] = {
    "manager_plan": {
        "thought": "one switch",
        "todo": [{"do": GOAL, "done_when": {"off": "Wi-Fi"}, "start": {"link": WIFI}}],
    },
    "operator_choose": {"do": [{"tap": "Wi-Fi", "expect": {"off": "Wi-Fi"}}]},
    "reflector_verify": {
        "requirements": [
            {"text": "Wi-Fi is off", "met": True, "quotes": [{"at": "now", "text": "Wi-Fi [off]"}]}
        ]
    },
}
Trouble = Callable[[int, Turn], Turn]


def right_answer(body: Body) -> Say:
    """What a good mind says; which prompt it is stands in the reply's schema."""
    return Say(json.dumps(REPLIES[body["response_format"]["json_schema"]["name"]]))


class Server:
    """A chat server whose right answers go through `trouble`, which sees how many came before."""

    def __init__(self, agent: Command) -> None:
        self.trouble: Trouble = lambda n, right: right
        self._numbers = count()
        self.chat = ChatServer(brain=self._brain)
        self._agent = agent

    def _brain(self, body: Body) -> Turn:
        if body["model"] == "absent":
            return Fail(503, "this model is not loaded")
        return self.trouble(next(self._numbers), right_answer(body))

    def run(self, *flags: str, timeout_s: float = 60) -> Any:
        where = ("--model", "openai:test-model", "--base-url", self.chat.base_url)
        return self._agent("run", *where, *flags, "--json", GOAL, timeout_s=timeout_s)


@pytest.fixture
def mind_server(agent: Command) -> Iterator[Server]:
    agent.env["OPENAI_API_KEY"] = "sk-of-the-test"
    server = Server(agent)
    with server.chat:
        yield server


def test_a_good_server(mind_server: Server, phone: Phone) -> None:
    done = mind_server.run()
    assert ended(done) == (0, "succeeded"), done.err
    assert not phone.radios.wifi
    assert done.json["tokens"] == {"input": 300, "output": 30, "cached": 180}
    assert done.json["models"]["manager"] == "openai:test-model"
    assert set(mind_server.chat.keys) == {"Bearer sk-of-the-test"}


# What passes when it is tried again, or is read all the same.
PASSES: dict[str, Trouble] = {
    "whole, not streamed": lambda n, right: Say(right.text, stream=False),
    "too many requests": lambda n, right: (
        Fail(429, headers={"retry-after": "0"}) if n == 1 else right
    ),
    "an error once": lambda n, right: Fail(500) if n == 0 else right,
    "a line that drops": lambda n, right: Drop(midway=n == 1) if n < 2 else right,
    "a reply in a tool call": lambda n, right: Say(
        message={"tool_calls": [{"function": {"name": "answer", "arguments": right.text}}]}
    ),
    "words around the JSON": lambda n, right: Say(f"Sure!\n```json\n{right.text}\n```\nDone."),
    "one reply that is no JSON": lambda n, right: Say("I would tap it.") if n == 1 else right,
    "keep-alives first": lambda n, right: Say(right.text, keepalive=True),
}  # fmt: skip


@pytest.mark.parametrize("trouble", PASSES)
def test_what_passes(trouble: str, mind_server: Server, phone: Phone) -> None:
    mind_server.trouble = PASSES[trouble]
    done = mind_server.run()
    assert ended(done) == (0, "succeeded"), done.err
    assert not phone.radios.wifi


# What does not pass, how such a run ends, and what it says.
FAILS: dict[str, tuple[Trouble, int, str, str]] = {
    "errors for ever": (lambda n, right: Fail(500, "on fire"), 3, "infra", "on fire"),
    "a wrong key": (lambda n, right: Fail(401, "bad key"), 3, "infra", "bad key"),
    "an unknown model": (lambda n, right: Fail(404, "no such thing"), 3, "infra", "no such thing"),
    "too many requests for ever": (
        lambda n, right: Fail(429, "slow down", headers={"retry-after": "900"}),
        3, "infra", "slow down",
    ),
    "silence": (lambda n, right: Hang(), 3, "infra", "no complete answer"),
    "dripping": (lambda n, right: Hang(drip=True), 3, "infra", "no complete answer"),
    "a web page": (lambda n, right: Raw("<html>login</html>", "text/html"), 3, "infra", ""),
    "never JSON": (lambda n, right: Say("I would tap it."), 4, "stuck", "could not be used"),
    "empty": (lambda n, right: Say(""), 4, "stuck", "could not be used"),
    "another shape": (lambda n, right: Say("[1, 2]"), 4, "stuck", "could not be used"),
    "a refusal": (
        lambda n, right: Say(message={"refusal": "I cannot help with that."}),
        1, "failed", "declined",
    ),
}  # fmt: skip


@pytest.mark.parametrize("trouble", FAILS)
def test_what_does_not_pass(trouble: str, mind_server: Server, phone: Phone) -> None:
    mind_server.trouble, code, status, says = FAILS[trouble]
    done = mind_server.run("--max-time", "3", timeout_s=30)
    assert ended(done) == (code, status), done.err
    assert says in done.json["reason"]
    assert "sk-of-the-test" not in done.err + done.out
    assert phone.radios.wifi


def test_a_server_that_fails_in_the_middle_and_is_well_again(
    mind_server: Server, agent: Command, phone: Phone
) -> None:
    mind_server.trouble = lambda n, right: right if n == 0 else Fail(401, "the key has expired")
    gone = mind_server.run()
    assert ended(gone) == (3, "infra"), gone.err
    assert gone.json["steps"] == 1
    mind_server.trouble = lambda n, right: right
    done = agent("resume", "last", "--base-url", mind_server.chat.base_url, "--json")
    assert ended(done) == (0, "succeeded"), done.err
    assert not phone.radios.wifi


def test_a_port_nobody_listens_at(agent: Command) -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unheard.getsockname()[1]}/v1"
        done = agent(
            "run", "--model", "openai:m", "--base-url", address, "--max-time", "3", "--json", GOAL
        )
    assert ended(done) == (3, "infra"), done.err
    assert address.removesuffix("/v1") in done.json["reason"]


def test_the_cost_is_capped(mind_server: Server, phone: Phone) -> None:
    usage = {"prompt_tokens": 100, "completion_tokens": 10, "cost": 0.02}
    mind_server.trouble = lambda n, right: Say(right.text, usage=usage)
    done = mind_server.run("--max-cost", "0.03")
    assert ended(done) == (4, "budget"), done.err
    assert done.json["cost_usd"] == 0.04
    assert "USD" in done.json["reason"]


def test_a_fallback_takes_over(mind_server: Server, phone: Phone) -> None:
    fallback = ("--fallback", "openai:present", "--max-time", "4")
    done = mind_server.run("--model", "manager=openai:absent", *fallback)
    assert ended(done) == (0, "succeeded"), done.err
    asked = [body["model"] for body in mind_server.chat.requests]
    assert "absent" in asked
    assert asked[-3:] == ["present", "test-model", "test-model"]
