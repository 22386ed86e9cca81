"""What is said where weights or libraries are missing; nothing of them is loaded by the core."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from phoneagent.errors import ConfigError
from phoneagent.models import open_model
from tests.models.local.conftest import Build
from tests.requirements import LOCAL_MODELS, missing_for_local_models

BLOCK = """
import importlib.abc, sys
class Absent(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {names!r}:
            raise ModuleNotFoundError("No module named " + repr(name), name=name)
sys.meta_path.insert(0, Absent())
"""


def run(code: str, *arguments: str, absent: tuple[str, ...] = ()) -> subprocess.CompletedProcess:
    """A fresh interpreter that has none of the `absent` libraries."""
    start = BLOCK.format(names=set(absent)) if absent else ""
    return subprocess.run(
        [sys.executable, "-c", start + code, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    "code",
    [
        "import phoneagent",
        "from phoneagent import Phone",
        "import phoneagent.models, phoneagent.models.local, phoneagent.agents.crew",
        "import sys; from phoneagent.cli.root import phoneagent\nsys.argv[1:] = ['--help']\n"
        "phoneagent(standalone_mode=False)",
        "import sys; from phoneagent.cli.root import phoneagent\nsys.argv[1:] = ['run', '--help']\n"
        "phoneagent(standalone_mode=False)",
    ],
)
def test_the_core_loads_none_of_the_libraries(code: str):
    seen = f"found = [name for name in {sorted(LOCAL_MODELS)!r} if name in sys.modules]"
    done = run(f"{code}\nimport sys\n{seen}\nassert not found, found")
    assert done.returncode == 0, done.stderr


def doctor(folder: Path, absent: tuple[str, ...] = ()) -> dict:
    """What `phoneagent doctor --json` says about the model."""
    code = "from phoneagent.cli.root import phoneagent\nphoneagent()"
    device = ("--device", "virtual:127.0.0.1:1")  # no phone is needed for this
    done = run(code, "doctor", *device, "--model", f"local:{folder}", "--json", absent=absent)
    checks = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert done.returncode == 1
    return checks["model"]


def test_doctor_says_that_weights_are_missing_and_how_to_get_them(tmp_path: Path):
    folder = tmp_path / "Qwen2.5-VL-3B-Instruct"
    said = doctor(folder, absent=("torch",))
    assert not said["ok"]
    assert f"{folder}: there is no such folder" in said["detail"]
    assert f"hf download Qwen/Qwen2.5-VL-3B-Instruct --local-dir {folder}" in said["hint"]


def test_doctor_says_that_libraries_are_missing_and_how_to_get_them(whole: Path):
    said = doctor(whole, absent=("torch", "llguidance"))
    assert not said["ok"]
    assert "torch" in said["detail"]
    assert "llguidance" in said["detail"]
    assert "pip install 'phoneagent[local]'" in said["hint"]
    assert "--model openai:NAME" in said["hint"]


def test_both_missing_are_both_said(tmp_path: Path):
    said = doctor(tmp_path / "nowhere", absent=("torch",))
    assert "there is no such folder" in said["detail"]
    assert "torch" in said["detail"]
    assert "pip install" in said["hint"]
    assert "hf download" in said["hint"]


@pytest.mark.skipif(bool(missing_for_local_models()), reason="pip install -e '.[local]'")
def test_a_torchvision_for_another_torch_is_named(checkpoint: Build, tmp_path: Path):
    """As a CUDA build beside a torch for processors: it is found, and fails when it is imported."""
    broken = tmp_path / "torchvision"
    broken.mkdir()
    said = "operator torchvision::nms does not exist"
    (broken / "__init__.py").write_text(f"raise RuntimeError({said!r})")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from phoneagent.models import open_model\n"
        "open_model(sys.argv[2]).load()"
    )
    done = run(code, str(tmp_path), f"local:{checkpoint()}")
    assert done.returncode == 1
    assert "torchvision is installed, but does not work beside this torch" in done.stderr
    assert "pip uninstall torchvision" in done.stderr


def test_a_spec_is_checked_before_anything_is_loaded(whole: Path):
    (whole / "one.safetensors").unlink()
    with pytest.raises(ConfigError, match=r"one\.safetensors is missing"):
        open_model(f"local:{whole}")
