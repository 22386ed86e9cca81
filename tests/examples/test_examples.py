"""Every example runs as it stands, in a process of its own, and says what it promises."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
# What each prints, in this order.
SAYS = {
    "01_first_run.py": ["succeeded after", "Airplane mode, on", "Ann Lee", "report.html"],
    "02_by_hand.py": ["no element 'Teleport'", 'shows "Mars"', "Settings · System", "Languages"],
    "03_clock_test.py": ["2 passed"],
    "04_own_model.py": ["name='Ann Lee' number='555-0100' birthday=None", "stands at Rect"],
    "05_own_crew.py": ["succeeded - "],
    "06_stay_in_charge.py": ['asked: The agent wants to press "Save"', "needs_human", "refused"],
}


def test_every_example_is_tried():
    assert sorted(SAYS) == sorted(path.name for path in EXAMPLES.glob("*.py"))


@pytest.mark.parametrize("name", sorted(SAYS))
def test_an_example_runs(name: str, tmp_path: Path, private_world: object):
    copied = shutil.copy(EXAMPLES / name, tmp_path)
    program = ["-m", "pytest", "-q", "-p", "no:cacheprovider"] if name.endswith("_test.py") else []
    done = subprocess.run(
        [sys.executable, *program, copied],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    at = 0
    for words in SAYS[name]:
        at = done.stdout.find(words, at)
        assert at >= 0, (words, done.stdout)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.name)
def test_an_example_is_short_and_says_what_it_shows(path: Path):
    lines = path.read_text().splitlines()
    assert lines[0].startswith('"""')
    assert len(lines) < 70
