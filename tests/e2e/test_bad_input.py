"""What people get wrong and machines do to them: a message, an exit code, nothing lost."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from phoneagent.virtualphone.chaos import UnreliablePhone
from tests.e2e.conftest import Command, journal, mind
from tests.e2e.test_endings import ended
from tests.e2e.test_model_goals import Phone

RULES = ("--crew", "rules", "--json")


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("run", ""), "The goal is empty"),
        (("run", "   "), "The goal is empty"),
        (("run",), "Missing argument"),
        (("run", "--max-steps", "0", "x"), "max-steps"),
        (("run", "--max-steps", "many", "x"), "max-steps"),
        (("run", "--no-such-flag", "x"), "no-such-flag"),
        (("run", "--policy", "absent.toml", "x"), "absent.toml"),
        (("run", "--model", "tea:leaves", "x"), "tea"),
        (("run", "--model", "scripted:absent.toml", "x"), "absent.toml"),
        (("run", "--model", "cook=openai:x", "x"), "cook"),
        (("run", "--crew", "model", "x"), "No model is configured"),
        (("run", "--crew", "circus", "x"), "Unknown crew 'circus'"),
        (("resume", "no-such-run"), "There is no run 'no-such-run'"),
        (("fly",), "There is no command 'fly'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_usage(argv: tuple[str, ...], says: str, agent: Command) -> None:
    done = agent(*argv)
    assert done.code == 2, done.err
    assert says in done.err
    assert "Traceback" not in done.err
    assert not agent.runs.exists()


def test_the_same_in_json(agent: Command) -> None:
    done = agent.cold("run", "--json", "")
    assert done.code == 2
    assert done.json["error"] == "The goal is empty."
    assert done.json["exit_code"] == 2


@pytest.mark.parametrize("device", ["emulator-5990", "virtual:127.0.0.1:1", "127.0.0.1:1"])
def test_a_device_that_is_not_there(device: str, agent: Command) -> None:
    done = agent("run", "--device", device, "--json", "turn Wi-Fi off", timeout_s=40)
    assert done.code in (2, 3), done.err
    assert device.removeprefix("virtual:") in done.json["error"]
    assert "Traceback" not in done.err


def test_an_app_that_is_not_there(agent: Command, phone: UnreliablePhone, tmp_path: Path) -> None:
    """The plan is sent back with the apps there are, and the mind gives up with a reason."""
    there = ", ".join(sorted(package.label for package in phone.packages.launchable()))
    flying = {"role": "manager", "reply": {"todo": [{"do": "fly", "app": "Zeppelin"}]}}
    reason = {
        "role": "manager",
        "when": f"there is no app 'Zeppelin' on this phone; there are: {there}",
        "reply": {"give_up": "there is no Zeppelin here"},
    }
    done = agent("run", "--model", mind(tmp_path, reason, flying), "--json", "fly the Zeppelin")
    assert ended(done) == (1, "failed"), done.err
    assert done.json["reason"] == "there is no Zeppelin here"
    done = agent("run", *RULES, "open Zeppelin")
    assert ended(done) == (1, "failed"), done.err
    assert "Zeppelin" in done.json["reason"]


@pytest.mark.parametrize(
    "goal",
    [
        "关闭无线网络",
        "أوقف تشغيل الواي فاي",
        "turn off the 📶",
        "a\u0000b\u202ec \ud800 d",
        "x" * 10_000,
    ],
    ids=["chinese", "arabic", "emoji", "controls", "long"],
)
def test_goals_in_any_script_and_of_any_length(goal: str, agent: Command, tmp_path: Path) -> None:
    said = goal.replace("\u0000", " ")  # no argument of a process can hold a zero byte
    said = said.encode("utf-8", "surrogateescape" if "\udcff" in said else "replace").decode()
    model = mind(tmp_path, {"role": "manager", "reply": {"give_up": "I only listen"}})
    done = agent("run", "--model", model, "--json", said)
    assert ended(done) == (1, "failed"), done.err
    assert done.json["goal"] == said
    assert json.loads((Path(done.json["run_dir"]) / "run.json").read_text())["goal"] == said
    shown = agent("runs", "--json")
    assert json.loads(shown.out)["runs"][0]["goal"] == said
    by_rules = agent("run", *RULES, said)
    assert by_rules.code in (1, 7), by_rules.err
    assert "Traceback" not in done.err + by_rules.err


def test_a_plan_in_chinese_is_carried_out(agent: Command, phone: Phone, tmp_path: Path) -> None:
    wifi = "intent:#Intent;action=android.settings.WIFI_SETTINGS;end"
    model = mind(
        tmp_path,
        {
            "role": "manager",
            "when": "(?m)^Goal: 关闭无线网络$",
            "reply": {"todo": [{"do": "关闭 Wi-Fi", "start": {"link": wifi}}]},
        },
        {
            "role": "operator",
            "when": r"(?ms)^Subgoal: 关闭 Wi-Fi$.*^(\d+) Wi.Fi \[on\]$",
            "reply": '{"do": [{"tap": ${1}, "expect": {"off": "Wi-Fi"}}]}',
        },
        {"role": "operator", "reply": {"do": [{"finish": "已关闭"}]}},
        {
            "prompt": "reflector/verify",
            "reply": {
                "requirements": [
                    {
                        "text": "已关闭",
                        "met": True,
                        "quotes": [{"at": "now", "text": "Wi-Fi [off]"}],
                    }
                ],
                "reason": "开关显示为关",
            },
        },
    )
    done = agent("run", "--model", model, "--json", "关闭无线网络")
    assert ended(done) == (0, "succeeded"), done.err
    assert done.json["reason"] == "开关显示为关"
    assert not phone.radios.wifi


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("max_steps = = 3", "config.toml"),
        ("max_steps = 'many'", "max_steps"),
        ("max_stps = 3", "max_stps"),
        ("\ufeff\x00\x01", "config.toml"),
    ],
)
def test_a_damaged_config_file(text: str, says: str, agent: Command) -> None:
    (agent.home / "config.toml").write_text(text)
    done = agent("run", *RULES, "turn Wi-Fi off")
    assert done.code == 2, done.err
    assert says in done.err
    assert (agent.home / "config.toml").read_text() == text


def test_a_damaged_memory_file_is_set_aside(agent: Command) -> None:
    memory = agent.home / "memory.db"
    memory.write_bytes(b"this is no database" * 500)
    done = agent("run", *RULES, "--memory", "write", "turn Wi-Fi off")
    assert ended(done) == (0, "succeeded"), done.err
    (kept,) = agent.home.glob("memory.db.damaged-*")
    assert kept.read_bytes().startswith(b"this is no database")
    (said,) = [line for line in done.err.splitlines() if line.startswith("Warning: ")]
    assert f"set aside as {kept.name}" in said
    assert memory.read_bytes().startswith(b"SQLite format 3")


def test_a_memory_file_that_cannot_be_used(agent: Command) -> None:
    (agent.home / "memory.db").mkdir()
    done = agent("run", *RULES, "--memory", "write", "turn Wi-Fi off")
    assert done.code == 1, done.err
    assert "memory.db" in done.err
    assert "Traceback" not in done.err
    agent.env["PHONEAGENT_MEMORY"] = "off"
    assert agent("run", *RULES, "turn Wi-Fi off").code == 0


def test_runs_cannot_be_written(agent: Command, phone: Phone) -> None:
    agent.runs.write_text("a file where the folder should be")
    done = agent("run", *RULES, "turn Wi-Fi off")
    assert done.code == 1, done.err
    assert str(agent.runs) in done.err
    assert "Traceback" not in done.err
    assert phone.radios.wifi


def test_a_run_folder_that_is_taken(agent: Command) -> None:
    out = agent.home / "mine"
    assert agent("run", *RULES, "--out", out, "turn Wi-Fi off").code == 0
    before = (out / "journal.jsonl").read_bytes()
    done = agent("run", *RULES, "--out", out, "turn Wi-Fi on")
    assert done.code == 1, done.err
    assert "There is already a run" in done.err
    assert (out / "journal.jsonl").read_bytes() == before


def test_a_full_disk(agent: Command, phone: Phone) -> None:
    """No file may grow beyond 64 KiB: the run says so, and what it had written stays readable."""
    done = agent("run", *RULES, "turn Wi-Fi off", file_limit=64 * 1024)
    assert done.code == 1, done.err
    assert "Traceback" not in done.err
    assert "disk" in done.err.lower() or "too large" in done.err.lower(), done.err
    assert journal(agent.run_dir)


def test_a_damaged_journal_and_a_damaged_checkpoint(agent: Command) -> None:
    killed = agent("run", *RULES, "turn Wi-Fi off", die=("begin", 3))
    assert killed.code == -9
    with (agent.run_dir / "journal.jsonl").open("a") as torn:
        torn.write('{"n": 99, "kind": "beg')  # a line that a crash cut short is no damage
    copy = agent.home / "copy"
    shutil.copytree(agent.run_dir, copy)
    assert agent("resume", agent.run_dir, "--json").code == 0
    for database in copy.glob("state.db*"):
        database.write_bytes(b"no database" * 400)
    done = agent("resume", copy, "--json")
    assert done.code == 1, done.err
    assert "state.db" in done.err
    assert "Traceback" not in done.err
