"""Measures everything and rewrites the table in README.md: `python -m benchmarks.speed`."""

from __future__ import annotations

import os
import platform
import sys
import time
from importlib.metadata import version
from pathlib import Path

from benchmarks.speed import devices, recall, screens, startup, step, virtualphone
from benchmarks.speed.table import Row, markdown

README = Path(__file__).with_name("README.md")
START, END = "<!-- table -->", "<!-- end of table -->"
PARTS = (
    ("phone", devices.rows),
    ("virtual phone", virtualphone.rows),
    ("loop", step.rows),
    ("screens", screens.rows),
    ("memory", recall.rows),
    ("start-up", startup.start_rows),
    ("install", startup.install_rows),
)


def main() -> int:
    rows: list[Row] = []
    loads = [os.getloadavg()[0]] if hasattr(os, "getloadavg") else []
    for name, measure in PARTS:
        print(f"measuring: {name}", file=sys.stderr, flush=True)
        rows += measure()
        loads += [os.getloadavg()[0]] if loads else []
    table = markdown(rows)
    print(table)
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(START)[0], text.split(END)[1]
    busy = f", load average {min(loads):.1f} to {max(loads):.1f}" if loads else ""
    machine = (
        f"{time.strftime('%Y-%m-%d')}, phoneagent {version('phoneagent')}, Python "
        f"{platform.python_version()}, {os.cpu_count()} cores, {platform.system()}{busy}"
    )
    README.write_text(f"{before}{START}\n{machine}\n\n{table}\n{END}{rest}", encoding="utf-8")
    return 0 if all(row.kept is not False for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
