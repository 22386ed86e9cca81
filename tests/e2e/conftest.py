"""A furnished virtual phone, and the `phoneagent` command as a process of its own that uses it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from phoneagent.virtualphone.chaos import UnreliablePhone
from phoneagent.virtualphone.server import PhoneServer

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(__file__).parent / "scripts"
Moment = tuple[str, int] | tuple[()]  # when a process shall kill itself; see warm.py
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
STATE: dict[str, Any] = {
    "contacts": [
        {"first_name": "Ann", "last_name": "Lee", "phones": ["555-0100"]},
        {"first_name": "Bob", "last_name": "Stone", "phones": ["555-0101"]},
    ],
    "messages": [
        {"number": "555-0101", "text": "Thanks for the book", "minutes_ago": 300},
        {"number": "555-0100", "text": "Lunch at noon?", "minutes_ago": 5, "read": False},
    ],
    "notes": [
        {"name": "Shopping.md", "text": "milk\nbread"},
        {"name": "Books.md", "text": "Dune"},
    ],
    "settings": {"global": {"wifi_on": "1"}, "system": {"screen_brightness": "60"}},
}


@dataclass(frozen=True)
class Finished:
    """A command that ended: exit code, both streams, and the JSON object it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        lines = self.out.splitlines()
        assert len(lines) == 1, (self.out, self.err)
        return json.loads(lines[0])

    @property
    def status(self) -> str:
        return str(self.json.get("status", ""))


@dataclass
class Job:
    """A command under way."""

    pid: int
    ending: threading.Event = field(default_factory=threading.Event)
    finished: Finished | None = None

    def wait(self, timeout_s: float = 60) -> Finished:
        """Its ending; it is killed when it takes too long, and the test fails."""
        if not self.ending.wait(timeout_s):
            os.kill(self.pid, 9)
            self.ending.wait(10)
            raise AssertionError(f"still running after {timeout_s} s: {self.finished}")
        assert self.finished is not None
        return self.finished


class WarmProcess:
    """Forks the command off a process that has imported it; see `warm.py`."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._count = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.warm"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, argv: list[str], cwd: Path, env: dict[str, str], **fate: Any) -> Job:
        self._count += 1
        out, err = (self._scratch / f"{self._count}.{stream}" for stream in ("out", "err"))
        job = {"argv": argv, "env": env, "cwd": str(cwd), "out": str(out), "err": str(err)}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(job | fate) + "\n")
        self._process.stdin.flush()
        started = Job(int(self._process.stdout.readline()))
        threading.Thread(target=self._await, args=(started, out, err), daemon=True).start()
        return started

    def _await(self, job: Job, out: Path, err: Path) -> None:
        assert self._process.stdout is not None
        code = int(self._process.stdout.readline())
        job.finished = Finished(code, out.read_text(), err.read_text())
        job.ending.set()

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=10)
        self._process.stdout.close()


@pytest.fixture(scope="session")
def warm(private_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WarmProcess]:
    process = WarmProcess(tmp_path_factory.mktemp("warm"))
    yield process
    process.close()


class Command:
    """The `phoneagent` command with a home, a runs folder and settings of its own.

    Attributes:
        home: its home folder; runs lie in `runs`.
        env: its whole environment; change it freely.
    """

    def __init__(self, warm: WarmProcess, home: Path) -> None:
        self._warm = warm
        self.home = home
        self.runs = home / "runs"
        self.env = dict(os.environ) | {
            "HOME": str(home),
            "PHONEAGENT_RUNS_DIR": str(self.runs),
            "PHONEAGENT_MEMORY_PATH": str(home / "memory.db"),
            "PHONEAGENT_CONFIG": str(home / "config.toml"),
            "NO_COLOR": "1",
            "COLUMNS": "200",
        }

    def start(self, *argv: str | Path, die: Moment = (), file_limit: int = 0) -> Job:
        """Start it; it may kill itself, or be forbidden files of more than so many bytes."""
        words = [str(word) for word in argv]
        return self._warm.start(words, self.home, self.env, die=die, file_limit=file_limit)

    def __call__(self, *argv: str | Path, timeout_s: float = 60, **fate: Any) -> Finished:
        return self.start(*argv, **fate).wait(timeout_s)

    def cold(self, *argv: str | Path) -> Finished:
        """The same in a fresh interpreter, as a user's shell starts it."""
        done = subprocess.run(
            [sys.executable, "-m", "phoneagent", *map(str, argv)],
            cwd=self.home,
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return Finished(done.returncode, done.stdout, done.stderr)

    @property
    def run_dir(self) -> Path:
        """The folder of the only run."""
        (found,) = self.runs.iterdir()
        return found


@pytest.fixture
def command(warm: WarmProcess, tmp_path: Path) -> Command:
    return Command(warm, tmp_path)


@pytest.fixture
def phone() -> Iterator[UnreliablePhone]:
    """A furnished phone that fails when it is told to, and only then."""
    with UnreliablePhone(now=NOW, state=STATE) as phone:
        yield phone
        assert phone.unknown == []


@pytest.fixture
def server(phone: UnreliablePhone) -> Iterator[PhoneServer]:
    with PhoneServer(phone) as server:
        yield server


@pytest.fixture
def agent(command: Command, server: PhoneServer) -> Command:
    """The command with that phone as its device, and no memory of other runs."""
    command.env |= {
        "PHONEAGENT_DEVICE": f"virtual:{server.serial}",
        "PHONEAGENT_MEMORY": "off",
    }
    return command


def mind(folder: Path, *rules: dict[str, Any]) -> str:
    """A scripted model of these rules, each with `role` or `prompt`, `when`, and a `reply`."""
    path = folder / f"mind-{len(list(folder.glob('mind-*')))}.json"
    path.write_text(json.dumps({"rules": rules}))
    return f"scripted:{path}"


def journal(run_dir: Path) -> list[dict[str, Any]]:
    """Every event of a run."""
    return [json.loads(line) for line in (run_dir / "journal.jsonl").read_text().splitlines()]
