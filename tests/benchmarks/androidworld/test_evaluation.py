"""A crew measured by AndroidWorld's own evaluators, interrupted, resumed, counted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.requirements import has_androidworld

pytestmark = pytest.mark.skipif(
    not has_androidworld(), reason="AndroidWorld is not installed: docs/benchmarks.md"
)

Evaluate = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def evaluate(tmp_path: Path, private_world: object) -> Evaluate:
    def run(*args: str) -> subprocess.CompletedProcess[str]:
        fixed = ("--crew", "rules", "--virtual-time", "--out", str(tmp_path / "out"))
        return subprocess.run(
            [sys.executable, "-m", "phoneagent", "eval", "androidworld", *fixed, *args],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


def lines(folder: Path) -> list[dict[str, Any]]:
    text = (folder / "out" / "episodes.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_episodes_are_played_scored_kept_and_resumed(evaluate: Evaluate, tmp_path: Path):
    said = evaluate("--tasks", "SystemWifiTurnOff,SystemBluetoothTurnOn", "--json")
    assert said.returncode == 0, said.stderr
    found = json.loads(said.stdout)
    assert found["score"]["strict"] == found["score"]["official"] == 1.0
    assert (found["crew"], found["virtual_time"], found["left_out"]) == ("rules", True, 0)
    for episode in lines(tmp_path):
        assert episode["status"] == "succeeded"
        assert 0 < episode["steps"] <= episode["max_steps"] == 10
        assert (Path(episode["run_dir"]) / "report.html").exists()

    again = evaluate("--tasks", "SystemWifiTurnOff")
    assert again.returncode == 2
    assert "--resume" in again.stderr

    more = evaluate("--tasks", "SystemWifiTurnOff,SystemWifiTurnOn", "--resume")
    assert more.returncode == 0, more.stderr
    assert [episode["task"] for episode in lines(tmp_path)] == [
        "SystemBluetoothTurnOn",
        "SystemWifiTurnOff",
        "SystemWifiTurnOn",
    ]
    assert "official rate: 100.0%" in more.stdout
    assert "AndroidWorld's own pauses took no real time" in more.stdout
    assert more.stderr.splitlines()[0].startswith("2/2   1.00 SystemWifiTurnOn 30")


def test_another_player_may_not_go_on(evaluate: Evaluate, tmp_path: Path):
    assert evaluate("--tasks", "SystemWifiTurnOn").returncode == 0
    manifest = tmp_path / "out" / "eval.json"
    manifest.write_text(manifest.read_text().replace('"crew": "rules"', '"crew": "model"'))
    said = evaluate("--tasks", "SystemWifiTurnOn,SystemWifiTurnOff", "--resume")
    assert said.returncode == 2
    assert "another crew" in said.stderr
    assert len(lines(tmp_path)) == 1


def test_an_unknown_task_is_named_with_its_neighbours(evaluate: Evaluate):
    said = evaluate("--tasks", "SystemWifiTurnOf")
    assert said.returncode == 2
    assert "SystemWifiTurnOff" in said.stderr


def test_time_is_virtual_only_on_a_phone_that_was_started_for_it(evaluate: Evaluate):
    said = evaluate("--device", "emulator-5554", "--tasks", "SystemWifiTurnOn")
    assert said.returncode == 2
    assert "started virtual phone only" in said.stderr
