"""`phoneagent eval androidworld` where it refuses: without AndroidWorld, or with wrong words."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from phoneagent import resources

missing = pytest.mark.skipif(
    find_spec("android_world") is not None, reason="AndroidWorld is installed here"
)


def evaluate(*args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "phoneagent", "eval", "androidworld", *args]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@missing
def test_without_androidworld_it_says_how_to_get_it(tmp_path: Path, private_world: object):
    said = evaluate("--out", str(tmp_path / "out"))
    assert said.returncode == 2
    assert "AndroidWorld is not installed" in said.stderr
    assert "github.com/google-research/android_world" in said.stderr
    assert "Traceback" not in said.stderr
    assert not (tmp_path / "out").exists()


@missing
def test_json_is_one_object_also_then(tmp_path: Path, private_world: object):
    said = evaluate("--out", str(tmp_path / "out"), "--json")
    assert json.loads(said.stdout)["exit_code"] == 2


@pytest.mark.parametrize(
    ("args", "named"),
    [
        ((), "--out"),
        (("--out", "x", "--seeds", "thirty"), "--seeds"),
        (("--out", "x", "--memory", "some"), "--memory"),
    ],
)
def test_wrong_words_are_named(args: tuple[str, ...], named: str, private_world: object):
    said = evaluate(*args)
    assert said.returncode == 2
    assert named in said.stderr


def test_the_furniture_is_found():
    folder = resources.data_dir("benchmarks") / "androidworld"
    assert json.loads((folder / "phone.json").read_text())["apps"]
