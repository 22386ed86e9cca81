"""What breaks under a run: the phone, its server, adb. The run recovers or ends as infra."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from phoneagent.virtualphone.server import PhoneServer
from tests.e2e.conftest import Command, Job
from tests.e2e.test_killed import GOAL, WANTED
from tests.e2e.test_model_goals import MODEL, Phone, sent


def test_a_phone_that_goes_and_comes_back(
    agent: Command, phone: Phone, server: PhoneServer
) -> None:
    job = agent.start("run", "--model", MODEL, "--json", GOAL)
    wait_for_step(3, agent, job)
    phone.plan_faults("offline:600s@2")
    gone = job.wait()
    assert (gone.code, gone.status) == (3, "infra"), gone.err
    assert gone.json["steps"] > 0
    assert f"phoneagent resume {gone.json['run_id']}" in gone.err
    assert len(sent(phone)) <= 1
    port = server.adbd.port
    server.stop()
    phone.plan_faults("")
    with PhoneServer(phone, port):
        done = agent("resume", agent.run_dir, "--json")
    assert (done.code, done.status) == (0, "succeeded"), done.err
    assert sent(phone) == WANTED


@pytest.mark.parametrize(
    "faults", ["u2_death@15", "adb_drop@20", "adb_drop@31", "u2_death@8,adb_drop@25"]
)
def test_what_breaks_for_a_moment_stops_nothing(faults: str, agent: Command, phone: Phone) -> None:
    phone.plan_faults(faults)
    done = agent("run", "--model", MODEL, "--json", GOAL)
    assert len(phone.plan.struck) == len(faults.split(","))
    if done.status == "infra":  # the adb server had not noticed yet that the phone was away
        done = agent("resume", "last", "--json")
    assert (done.code, done.status) == (0, "succeeded"), done.err
    assert sent(phone) == WANTED


def test_an_adb_server_that_is_killed_is_started_again(
    agent: Command, phone: Phone, server: PhoneServer
) -> None:
    agent.env["PHONEAGENT_DEVICE"] = server.serial  # by the adb server of the environment
    job = agent.start("run", "--model", MODEL, "--json", GOAL)
    wait_for_step(2, agent, job)
    kill_adb_server(int(agent.env["ANDROID_ADB_SERVER_PORT"]))
    done = job.wait()
    assert (done.code, done.status) == (0, "succeeded"), done.err
    assert sent(phone) == WANTED


def wait_for_step(number: int, agent: Command, job: Job) -> None:
    """Return as soon as the journal says that this step was begun."""
    while not job.ending.is_set():
        begun = [] if not any(agent.runs.glob("*/journal.jsonl")) else whole_lines(agent.run_dir)
        if sum('"kind":"begin"' in line for line in begun) >= number:
            return
        time.sleep(0.002)
    raise AssertionError(f"it ended before: {job.finished}")


def whole_lines(run_dir: Path) -> list[str]:
    return (run_dir / "journal.jsonl").read_text().split("\n")[:-1]


def kill_adb_server(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as adb:
        adb.sendall(b"0009host:kill")
        adb.recv(4)
