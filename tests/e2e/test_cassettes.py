"""The 15 goals as somebody answered them by hand, replayed without a model.

The recordings were made with `--model manual:DIR --record FILE` on a phone furnished from
`cassettes/phone.json` at the same moment; see docs/prompts.md. When a prompt or a screen changes on
purpose, they are made anew.
"""

import json
from pathlib import Path

import pytest

from phoneagent.virtualphone.chaos import UnreliablePhone
from phoneagent.virtualphone.server import PhoneServer
from tests.e2e.conftest import NOW

CASSETTES = Path(__file__).parent / "cassettes"
GOALS = json.loads((CASSETTES / "goals.json").read_text("utf-8"))
MOST_CALLS_PER_STEP = 1.3


@pytest.fixture
def furnished(name):
    """The phone of the recordings; a goal may add to its state, such as a clock that stands."""
    state = json.loads((CASSETTES / "phone.json").read_text("utf-8"))
    state |= GOALS[name].get("state", {})
    with UnreliablePhone(now=NOW, state=state) as phone, PhoneServer(phone) as server:
        yield server
        assert phone.unknown == []


@pytest.mark.parametrize("name", GOALS)
def test_a_goal_answered_by_hand(command, furnished, name):
    goal = GOALS[name]
    done = command(
        "run",
        goal["goal"],
        "--device",
        f"virtual:{furnished.serial}",
        "--model",
        f"cassette:{CASSETTES / name}.jsonl",
        "--memory",
        "off",
        "--yes",
        "--json",
    )
    result = done.json
    assert result["status"] == "succeeded", (result["reason"], done.err)
    assert result["verified"]
    assert result["evidence"]
    assert result["answer"] == goal.get("answer")
    assert (result["steps"], sum(result["model_calls"].values())) == (
        goal["steps"],
        goal["calls"],
    )


def test_calls_per_step_over_all_goals():
    steps = sum(goal["steps"] for goal in GOALS.values())
    calls = sum(goal["calls"] for goal in GOALS.values())
    assert len(GOALS) == 15
    assert calls / steps <= MOST_CALLS_PER_STEP
