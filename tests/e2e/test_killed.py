"""Killed at any moment, a run is resumed, ends clearly, and sends nothing twice."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from tests.e2e.conftest import Command, Moment, journal
from tests.e2e.test_model_goals import MODEL, Phone, sent

GOAL = "send a text to 555-0142 saying See you at six"
WANTED = [("555-0142", "See you at six")]
SEND = 6  # the number of the step that sends
CREWS = {"model": ("--model", MODEL), "rules": ("--crew", "rules")}
MOMENTS: tuple[tuple[str, int], ...] = (
    ("start", 1),
    ("perceive", 1),
    ("plan", 1),
    ("choose", 1),
    ("begin", 1),
    ("phone", 2),
    ("begin", 3),
    ("act", 4),
    ("begin", 5),
    ("phone", 5),
    ("guard", SEND),
    ("begin", SEND),
    ("phone", SEND),
    ("act", SEND),
    ("perceive", SEND + 1),
    ("reflect", SEND),
    ("verify", 1),
    ("learn", 1),
)
FOR_RULES = (("start", 1), ("begin", 3), ("begin", 5), *MOMENTS[10:16])


@pytest.mark.parametrize(
    ("crew", "moment"),
    [*(("model", m) for m in MOMENTS), *(("rules", m) for m in FOR_RULES)],
    ids=lambda value: value if isinstance(value, str) else f"{value[0]}-{value[1]}",
)
def test_a_killed_run_goes_on(crew: str, moment: Moment, agent: Command, phone: Phone) -> None:
    killed = agent("run", *CREWS[crew], "--json", GOAL, die=moment)
    assert (killed.code, killed.out) == (-9, "")
    before = sent(phone)
    assert len(before) <= 1
    done = agent("resume", agent.run_dir, "--json")
    assert sent(phone) == WANTED, done.err
    assert (done.code, done.status) == (0, "succeeded"), done.err
    assert done.json["evidence"]
    assert (agent.run_dir / "result.json").is_file()
    assert (agent.run_dir / "report.html").is_file()


def test_a_run_killed_again_and_again(agent: Command, phone: Phone) -> None:
    """Every resume is killed at the next action; in the end the message was sent once."""
    killed = agent("run", "--model", MODEL, "--json", GOAL, die=("begin", 1))
    for _ in range(2 * SEND):
        if killed.code != -9:
            break
        killed = agent("resume", agent.run_dir, "--json", die=("phone", len(steps(agent)) + 2))
        assert len(sent(phone)) <= 1
    assert (killed.code, killed.status) == (0, "succeeded"), killed.err
    assert sent(phone) == WANTED


def test_a_process_of_its_own_killed_from_outside(agent: Command, phone: Phone) -> None:
    """Nothing warm, nothing prepared: `python -m phoneagent` and a signal at some moment."""
    words = [sys.executable, "-m", "phoneagent", "run", *CREWS["model"], "--json", GOAL]
    with subprocess.Popen(words, cwd=agent.home, env=agent.env, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if b" 4 tap" in line:
                break
        process.kill()
    assert process.returncode == -signal.SIGKILL
    done = agent.cold("resume", "last", "--json")
    assert (done.code, done.status) == (0, "succeeded"), done.err
    assert sent(phone) == WANTED


def steps(agent: Command) -> list[int]:
    """The numbers of the steps that were judged."""
    return [e["data"]["n"] for e in journal(agent.run_dir) if e["kind"] == "reflect"]


def test_killed_after_its_last_word_only_the_result_is_made_up_for(
    agent: Command, phone: Phone
) -> None:
    killed = agent("run", "--crew", "rules", "--json", GOAL, die=("end", 1))
    assert killed.code == -9
    assert not (agent.run_dir / "result.json").exists()
    done = agent("resume", agent.run_dir, "--json")
    assert (done.code, done.status) == (0, "succeeded"), done.err
    assert sent(phone) == WANTED
    again = agent("resume", agent.run_dir, "--json")
    assert again.code == 2
    assert "has ended: succeeded" in again.err


def test_a_mind_that_forgets_what_it_sent_is_stopped(agent: Command, phone: Phone) -> None:
    """Whether to send the same words once more is for a person to decide, not for --yes."""
    forgetful = MODEL.replace("goals.toml", "forgetful.toml")
    done = agent("run", "--model", forgetful, "--yes", "--json", GOAL)
    assert (done.code, done.status) == (5, "needs_human"), done.err
    assert "once more" in done.json["reason"]
    assert sent(phone) == WANTED
    again = agent("resume", agent.run_dir, "--json", "--answer", "no")
    assert (again.code, again.status) == (6, "refused"), again.err
    assert sent(phone) == WANTED
