"""How long `--help`, `import phoneagent` and a first step take, and how much a core install weighs.

python -m benchmarks.speed.startup [--install]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.speed.table import Row, markdown

ROOT = Path(__file__).resolve().parents[2]
RUNS = 15
HOW = "python -m benchmarks.speed.startup"


def _median_s(command: list[str], runs: int = RUNS, home: str = "") -> float:
    """The median of whole processes; the first fills the disk cache and writes the bytecode."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env |= {"HOME": home} if home else {}
    subprocess.run(command, check=True, capture_output=True, env=env)
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=env)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def start_rows() -> list[Row]:
    """Commands as whole processes; imports without the interpreter's own start."""
    program = str(Path(sys.executable).with_name("phoneagent"))
    bare = _median_s([sys.executable, "-c", "pass"])
    loaded = _median_s([sys.executable, "-c", "import phoneagent"])
    use = _median_s([sys.executable, "-c", "from phoneagent import Phone"], runs=5)
    with tempfile.TemporaryDirectory() as home:
        virtual = ["--device", "virtual"]
        ui = _median_s([program, "ui", *virtual], runs=5, home=home)
        goal = ["--crew", "rules", "--quiet", "open the Clock app"]
        run = _median_s([program, "run", *virtual, *goal], runs=5, home=home)
    return [
        Row("phoneagent --help", _median_s([program, "--help"]), "s", 0.2, how=HOW),
        Row("phoneagent run --help", _median_s([program, "run", "--help"]), "s", 0.2, how=HOW),
        Row("import phoneagent", max(0.0, loaded - bare), "s", 0.1, how=HOW),
        Row("from phoneagent import Phone", max(0.0, use - bare), "s", how=HOW),
        Row("phoneagent ui, on a virtual phone that it starts", ui, "s", how=HOW),
        Row("phoneagent run, one step on a virtual phone that it starts", run, "s", how=HOW),
    ]


def install_rows() -> list[Row]:
    """A fresh environment with nothing but the core, built from this checkout as a wheel."""
    with tempfile.TemporaryDirectory() as folder:
        env = Path(folder) / "env"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(env)], check=True)
        python = env / "bin" / "python"
        started = time.perf_counter()
        subprocess.run(
            [
                sys.executable,
                "-m",
                "pip",
                "--python",
                str(python),
                "install",
                "--quiet",
                "--quiet",
                "--disable-pip-version-check",
                "--no-compile",
                str(ROOT),
            ],
            check=True,
        )
        took = time.perf_counter() - started
        size = sum(f.lstat().st_size for f in env.rglob("*") if f.is_file() and not f.is_symlink())
        listed = subprocess.run(
            [
                sys.executable,
                "-m",
                "pip",
                "--python",
                str(python),
                "list",
                "--format=freeze",
                "--disable-pip-version-check",
            ],
            check=True,
            capture_output=True,
            text=True,
        )
        count = len(listed.stdout.splitlines())
    how = f"{HOW} --install"
    return [
        Row("core install, size", size / 1e6, "MB", 180, how=how, note=f"{count} packages"),
        Row("core install, time", took, "s", how=how, note="pip, warm or cold cache as it is"),
    ]


if __name__ == "__main__":
    found = start_rows() + (install_rows() if "--install" in sys.argv else [])
    print(markdown(found))
