"""The main job from the command line: what is printed where, and looking at runs afterwards."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.server import PhoneServer
from tests.cli.conftest import NOW, Cli, Said

GOAL = "add a contact named Ann Lee with number 555-0100"
ASK_BEFORE_SAVING = '[[rule]]\nname = "ask"\nverdict = "confirm"\nlabels = ["Save"]\n'


@pytest.fixture
def fresh(private_world: object):
    """A phone of this test alone, with nothing on it."""
    with VirtualPhone(now=NOW) as phone, PhoneServer(phone, like_the_jar=True) as server:
        yield server


@pytest.fixture
def go(cli: Cli, fresh: PhoneServer):
    def run(*args: str) -> Said:
        device = ("--device", f"virtual:{fresh.serial}", "--crew", "rules", "--memory", "off")
        return cli("run", *device, *args)

    return run


def test_progress_goes_to_stderr_and_json_is_one_object(go, cli: Cli):
    said = go(GOAL, "--json")
    assert said.code == 0, said.err
    result = said.json
    assert (result["status"], result["verified"]) == ("succeeded", True)
    assert result["device"]["spec"].startswith("virtual:")
    assert result["crew"] == "rules"
    lines = said.err.splitlines()
    assert lines[0] == f"Goal   {GOAL}"
    assert "Crew   rules (no model)" in lines
    assert "  ✓  1 open Contacts" in lines
    assert any(line.endswith('type "Ann" into First name') for line in lines)
    assert "succeeded (verified)" in said.err
    assert "\x1b" not in said.err

    shown = cli("show")
    steps = [line for line in lines if line.startswith("  ✓")]
    assert [line for line in shown.out.splitlines() if line.startswith("  ✓")] == steps
    assert "succeeded (verified)" in shown.out
    assert f"{result['run_dir']}/report.html" in shown.out
    assert cli("show", "last", "--json").json == result
    assert cli("show", result["run_id"][:15], "--json").json == result
    assert cli("show", result["run_dir"], "--json").json == result

    (run,) = cli("runs", "--json").json["runs"]
    assert (run["run_id"], run["status"], run["goal"]) == (result["run_id"], "succeeded", GOAL)
    assert GOAL in cli("runs").out

    again = cli("resume", "last")
    assert again.code == 2
    assert "has ended: succeeded" in again.err


def test_quiet_says_nothing(go):
    said = go("turn on airplane mode", "--quiet")
    assert (said.code, said.out, said.err) == (0, "", "")


def test_a_goal_that_is_not_understood_fails_with_the_reason(go):
    said = go("compose a sonnet about rain", "--json")
    assert said.code == 1
    assert said.json["status"] == "failed"
    assert "not understood" in said.json["reason"]


def test_the_run_folder_can_be_chosen(go, tmp_path: Path):
    said = go("turn on airplane mode", "--json", "--out", str(tmp_path / "here"))
    assert said.json["run_dir"] == str(tmp_path / "here")
    assert (tmp_path / "here" / "report.html").is_file()
    again = go("turn on airplane mode", "--out", str(tmp_path / "here"))
    assert again.code == 1
    assert "already a run" in again.err


def test_an_app_lock_refuses(go):
    said = go(GOAL, "--json", "--allow-apps", "com.android.settings,com.android.systemui")
    assert said.code == 6
    assert said.json["status"] == "refused"


def test_without_a_person_a_confirmation_stays_open_until_it_is_answered(
    go, cli: Cli, tmp_path: Path, fresh: PhoneServer
):
    policy = tmp_path / "policy.toml"
    policy.write_text(ASK_BEFORE_SAVING)
    said = go(GOAL, "--policy", str(policy))
    assert said.code == 5
    assert "needs_human" in said.err
    assert '--answer "..."' in said.err.splitlines()[-1]
    done = cli("resume", "last", "--policy", str(policy), "--yes", "--json")
    assert done.code == 0, done.err
    assert done.json["status"] == "succeeded"


def test_yes_answers_confirmations(go, tmp_path: Path):
    policy = tmp_path / "policy.toml"
    policy.write_text(ASK_BEFORE_SAVING)
    assert go(GOAL, "--policy", str(policy), "--yes", "--quiet").code == 0


def _start(fresh: PhoneServer, *args: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "phoneagent", "run", "--device", f"virtual:{fresh.serial}"]
    return subprocess.Popen(
        [*command, "--crew", "rules", "--memory", "off", *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("flags", [(), ("--json",)], ids=["plain", "json"])
def test_ctrl_c_says_how_to_go_on_and_that_works(
    fresh: PhoneServer, cli: Cli, flags: tuple[str, ...]
):
    running = _start(fresh, GOAL, *flags)
    assert running.stderr is not None
    for line in running.stderr:
        if line.startswith("  ✓  2"):
            break
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130, err
    assert "Traceback" not in err
    assert "Interrupted." in err
    hint = err.splitlines()[-1].strip()
    assert hint.startswith("Go on: phoneagent resume ")
    if flags:
        assert json.loads(out) == {"error": "Interrupted.", "hint": hint, "exit_code": 130}
    assert "Not finished" in cli("show").out
    done = cli("resume", hint.split()[-1], "--json")
    assert done.code == 0, done.err
    assert done.json["status"] == "succeeded"
    steps = [line for line in cli("show").out.splitlines() if line.startswith("  ✓")]
    assert len(steps) == len(set(steps)) == done.json["steps"]


@pytest.mark.parametrize("args", [("memory", "export"), ("--help",)], ids=str)
def test_nobody_reading_the_output_is_no_disaster(private_world: object, args: tuple[str, ...]):
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "phoneagent", *args],
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, "")
