"""The command line inside the test's process, on one virtual phone per module."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from phoneagent.cli.root import phoneagent
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.server import PhoneServer

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object on stdout."""
        lines = self.out.splitlines()
        assert len(lines) == 1, self.out
        found = json.loads(lines[0])
        assert isinstance(found, dict)
        return found


Cli = Callable[..., Said]


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs, memory and settings of one test only."""
    monkeypatch.setenv("PHONEAGENT_RUNS_DIR", str(tmp_path / "runs"))
    monkeypatch.setenv("PHONEAGENT_MEMORY_PATH", str(tmp_path / "memory.db"))
    monkeypatch.setenv("PHONEAGENT_CONFIG", str(tmp_path / "config.toml"))


@pytest.fixture
def cli(private_world: object) -> Cli:
    def run(*args: str, stdin: str = "") -> Said:
        result = CliRunner().invoke(phoneagent, list(args), input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture(scope="module")
def server(private_world: object) -> Iterator[PhoneServer]:
    with VirtualPhone(now=NOW) as phone, PhoneServer(phone, like_the_jar=True) as server:
        yield server


@pytest.fixture
def device(server: PhoneServer) -> str:
    return f"virtual:{server.serial}"
