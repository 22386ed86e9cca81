"""Killed at any moment, a run is resumed, ends clearly, and sends nothing twice."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Command, journal
from tests.e2e.test_model_goals import MODEL, Phone, sent

GOAL = "send a text to 555-0142 saying See you at six"
WANTED = [("555-0142", "See you at six")]
SEND = 6  # the number of the step that sends
CREWS = {"model": ("--model", MODEL), "rules": ("--crew", "rules")}


@pytest.mark.parametrize("crew", CREWS)
@pytest.mark.parametrize("event", range(1, 60))
def test_at_every_line_of_the_journal(event: int, crew: str, agent: Command, phone: Phone) -> None:
    killed = agent("run", *CREWS[crew], "--json", GOAL, die={"event": event})
    print("KILL", killed.code, len(sent(phone)), [e["kind"] for e in journal(agent.run_dir)][-2:])
    done = agent("resume", agent.run_dir, "--json")
    print("RESULT", done.code, done.out[:300], done.err[-1500:])
    print("SENT", len(sent(phone)))
    assert len(sent(phone)) == 1
    assert done.status == "succeeded"
