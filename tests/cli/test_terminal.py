"""On a real terminal (a pty) of 80 columns: nothing is wider, and colours are there."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

WIDTH = 80
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
GOAL = "turn on airplane mode, then add a contact named Bartholomew Featherstonehaugh"


def _on_a_terminal(*args: str, width: int = WIDTH, answer: str = "") -> tuple[int, str]:
    """Exit code and everything the command wrote to its terminal; `answer` is typed when asked."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR")}
    process = subprocess.Popen(
        [sys.executable, "-m", "phoneagent", *args],
        stdin=its,
        stdout=its,
        stderr=its,
        env=environment | {"TERM": "xterm-256color"},
    )
    os.close(its)
    said = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # Linux says EIO once the other side is closed
            break
        if not chunk:
            break
        said += chunk
        if answer and b"[y/N]" in said:
            os.write(ours, f"{answer}\n".encode())
            answer = ""
    os.close(ours)
    return process.wait(timeout=60), said.decode()


def _lines(said: str) -> list[str]:
    """What stays visible; a spinner rewrites its own line."""
    return [_CONTROL.sub("", line).rstrip() for line in re.split(r"[\r\n]+", said)]


@pytest.mark.parametrize(
    "args", [("memory", "list"), ("config", "show"), ("memory", "stats"), ("run", "--help")]
)
def test_nothing_is_wider_than_the_terminal(args: tuple[str, ...], private_world: object):
    code, said = _on_a_terminal(*args)
    assert code == 0
    # A path that is longer than the terminal stays whole: it is there to be copied.
    wide = [line for line in _lines(said) if len(line) > WIDTH and "/" not in line]
    assert wide == []


def test_a_long_path_stays_whole(device: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "a-place-with-many-hyphens-in-its-name" / "memory-of-mine.db"
    monkeypatch.setenv("PHONEAGENT_MEMORY_PATH", str(path))
    code, said = _on_a_terminal("doctor", "--device", device)
    assert code == 0, said
    assert str(path) in said


def test_a_table_uses_the_room_there_is(private_world: object):
    _, narrow = _on_a_terminal("memory", "list", "shortcut", width=60)
    _, wide = _on_a_terminal("memory", "list", "shortcut", width=200)
    assert len(_lines(narrow)) > len(_lines(wide))
    assert "set_alarm" in narrow


def test_a_run_shows_its_steps_and_its_verdict_in_colour(device: str, cli: Cli):
    flags = ("--device", device, "--crew", "rules", "--memory", "off")
    code, said = _on_a_terminal("run", GOAL, *flags)
    lines = _lines(said)
    assert code == 0, said
    assert "\x1b[32m" in said
    assert "Crew   rules (no model)" in lines
    assert any(re.fullmatch(r" +✓ +1 open Settings", line) for line in lines)
    assert [line for line in lines if len(line) > WIDTH and "/" not in line] == []
    code, listed = _on_a_terminal("runs")
    (row,) = [line for line in _lines(listed) if "succeeded" in line]
    assert len(row) <= WIDTH
    assert row.endswith("…")


def test_a_warning_stands_on_its_own_above_the_spinner(device: str, tmp_path: Path):
    memory = tmp_path / "memory.db"
    memory.write_bytes(b"no database" * 500)
    flags = ("--device", device, "--crew", "rules", "--memory-path", str(memory))
    code, said = _on_a_terminal("run", "open Clock", *flags, width=1000)
    assert code == 0, said
    (line,) = [line for line in _lines(said) if "was damaged" in line]
    assert line.startswith("Warning: The memory file ")
    assert line.endswith("a fresh one was made.")


@pytest.mark.parametrize(("answer", "status"), [("y", "succeeded"), ("n", "refused")])
def test_a_question_is_put_to_the_person_at_the_terminal(
    device: str, cli: Cli, tmp_path: Path, answer: str, status: str
):
    policy = tmp_path / "policy.toml"
    policy.write_text('[[rule]]\nname = "ask"\nverdict = "confirm"\nlabels = ["Save"]\n')
    flags = ("--device", device, "--crew", "rules", "--memory", "off", "--policy", str(policy))
    goal = f"add a contact named Person{answer} Moe with number 555-0177"
    code, said = _on_a_terminal("run", goal, *flags, answer=answer)
    assert 'The agent wants to press "Save" in Contacts' in " ".join(_lines(said))
    assert cli("show", "--json").json["status"] == status, said
    assert (code == 0) == (status == "succeeded")
