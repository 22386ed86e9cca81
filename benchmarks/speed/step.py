"""What the framework itself costs per step: everything but the model, the phone and waiting.

python -m benchmarks.speed.step
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.speed.table import Row, markdown
from phoneagent import config, devices
from phoneagent.core.run import Run
from phoneagent.session import Session

HOW = "python -m benchmarks.speed.step"
GOAL = "turn on Wi-Fi, then add a contact named Ann Lee with number 555-0100"
RUNS = 5


class StepClock:
    """Wall time from one outcome to the next, less what phone, waiting and model took."""

    def __init__(self) -> None:
        self.steps_ms: list[float] = []
        self._since = 0.0
        self._others_ms = 0.0
        self._model_s = 0.0

    def on_event(self, node: str, run: Run) -> None:
        if node == "act" and run.receipt:
            self._others_ms += run.receipt.device_ms
        if node == "perceive" and run.seen:
            self._others_ms += run.seen.device_ms + run.seen.waited_ms
        if node != "reflect":
            return
        now = time.perf_counter()
        model_ms = (run.usage.seconds - self._model_s) * 1000
        if self._since:
            self.steps_ms.append((now - self._since) * 1000 - self._others_ms - model_ms)
        self._since, self._others_ms, self._model_s = now, 0.0, run.usage.seconds


def rows() -> list[Row]:
    """The demo goal, several times, with the crew that needs no model."""
    times: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for n in range(RUNS):
            settings = config.load(
                {
                    "crew": "rules",
                    "device": "virtual",
                    "runs_dir": Path(folder) / "runs",
                    "memory_path": Path(folder) / "memory.db",
                }
            )
            clock = StepClock()
            with devices.connect("virtual") as device:
                session = Session(settings, device, on_event=clock.on_event)
                result = session.run(GOAL)
                session.close()
            assert result.status == "succeeded", result.reason
            if n:  # the first run pays for imports
                times += clock.steps_ms
    return [
        Row("framework per step, median", statistics.median(times), "ms", 10, how=HOW),
        Row(
            "framework per step, 90th percentile",
            sorted(times)[int(len(times) * 0.9)],
            "ms",
            how=HOW,
        ),
    ]


if __name__ == "__main__":
    print(markdown(rows()))
