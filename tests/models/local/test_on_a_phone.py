"""A model in process as the crew of a real run: whatever random weights say can be acted on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from phoneagent.config import Config
from phoneagent.core.result import Result
from phoneagent.devices import connect
from phoneagent.session import Session
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.server import PhoneServer
from tests.models.local.conftest import Build

PLAN = {"thought": "one step", "todo": [{"do": "turn on Wi-Fi", "app": "Settings"}]}
Pursue = Callable[..., tuple[Result, list[dict[str, Any]]]]


@pytest.fixture
def pursue(tmp_path: Path) -> Iterator[Pursue]:
    """Runs a goal on a phone of its own; returns how it ended and the journal."""
    with PhoneServer(VirtualPhone()) as server:

        def run(*models: str, max_steps: int) -> tuple[Result, list[dict[str, Any]]]:
            config = Config(
                device=f"virtual:{server.serial}",
                model=models,
                crew="model",
                memory="off",
                max_steps=max_steps,
                runs_dir=tmp_path / "runs",
                memory_path=tmp_path / "memory.db",
            )
            with connect(config.device) as device:
                session = Session(config, device)
                result = session.run("turn on Wi-Fi", out=tmp_path / "runs" / "one")
                session.close()
            lines = (tmp_path / "runs" / "one" / "journal.jsonl").read_text().splitlines()
            return result, [json.loads(line) for line in lines]

        yield run


def test_every_choice_can_be_acted_on_until_the_budget_ends(
    pursue: Pursue, checkpoint: Build, tmp_path: Path
):
    planner = tmp_path / "planner.json"
    planner.write_text(json.dumps({"rules": [{"role": "manager", "reply": json.dumps(PLAN)}]}))
    result, journal = pursue(
        f"local:{checkpoint('qwen3_vl')}?seed=1", f"manager=scripted:{planner}", max_steps=4
    )
    assert result.status in ("budget", "stuck")
    chosen = [line["data"] for line in journal if line["kind"] == "choose"]
    assert len(chosen) >= 3
    assert not [data for data in chosen if "could not be used" in json.dumps(data)]


def test_the_same_weights_in_every_role(pursue: Pursue, checkpoint: Build):
    result, journal = pursue(f"local:{checkpoint()}", max_steps=2)
    assert result.status in ("budget", "stuck", "unverified", "failed", "needs_human")
    planned = [line["data"] for line in journal if line["kind"] == "plan"]
    assert planned
    assert not [data for data in planned if "could not be used" in json.dumps(data)]
    assert set(result.models.values()) == {f"local:{checkpoint()}"}
