"""What the framework itself costs per step: everything but the model and the phone.

python -m benchmarks.speed.step
"""

from __future__ import annotations

import contextlib
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.speed.table import Row, markdown
from phoneagent import config, devices
from phoneagent.core.protocols import Device
from phoneagent.core.run import Run
from phoneagent.core.screen import Capture
from phoneagent.core.steps import Intention, Receipt
from phoneagent.session import Session

HOW = "python -m benchmarks.speed.step"
GOAL = "turn on Wi-Fi, then add a contact named Ann Lee with number 555-0100"
RUNS = 6


@dataclass(frozen=True)
class Spent:
    """Milliseconds since some moment: by the clock on the wall, and of the loop's own thread."""

    wall: float
    cpu: float

    @classmethod
    def so_far(cls) -> Spent:
        return cls(time.perf_counter() * 1000, time.thread_time() * 1000)

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.wall + other.wall, self.cpu + other.cpu)

    def __sub__(self, other: Spent) -> Spent:
        return Spent(self.wall - other.wall, self.cpu - other.cpu)


class TimedDevice:
    """A device that adds up what its looks and touches take, waiting and all."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self.spent = Spent(0, 0)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._device, name)

    def look(self) -> Capture:
        with self._timing():
            return self._device.look()

    def perform(self, intention: Intention) -> Receipt:
        with self._timing():
            return self._device.perform(intention)

    @contextlib.contextmanager
    def _timing(self) -> Iterator[None]:
        started = Spent.so_far()
        yield
        self.spent += Spent.so_far() - started


class StepClock:
    """From one outcome to the next: what the framework took, and what the phone's client computed.

    The crew has no model, so all that is not the phone is the framework.
    """

    def __init__(self, device: TimedDevice) -> None:
        self.framework: list[Spent] = []
        self.client: list[Spent] = []
        self._device = device
        self._last: tuple[Spent, Spent] | None = None

    def on_event(self, node: str, _run: Run) -> None:
        if node != "reflect":
            return
        now = Spent.so_far(), self._device.spent
        if self._last is not None:
            total, client = now[0] - self._last[0], now[1] - self._last[1]
            self.framework.append(total - client)
            self.client.append(client)
        self._last = now


def measure(runs: int = RUNS) -> tuple[list[Spent], list[Spent]]:
    """The demo goal, several times: per step what the framework took, and the phone's client."""
    framework: list[Spent] = []
    client: list[Spent] = []
    with tempfile.TemporaryDirectory() as folder:
        paths = {"runs_dir": Path(folder) / "runs", "memory_path": Path(folder) / "memory.db"}
        settings = config.load({"crew": "rules", "device": "virtual", **paths})
        for n in range(runs):
            with devices.connect("virtual") as device:
                timed = TimedDevice(device)
                clock = StepClock(timed)
                session = Session(settings, timed, on_event=clock.on_event)
                result = session.run(GOAL)
                session.close()
            assert result.status == "succeeded", result.reason
            if n:  # the first run pays for imports
                framework += clock.framework
                client += clock.client
    return framework, client


def rows() -> list[Row]:
    """The goal is for the wall; the thread's own time is what a busy machine does not blur."""
    framework, client = measure()
    wall = sorted(spent.wall for spent in framework)
    cpu = statistics.median(spent.cpu for spent in framework)
    reading = statistics.median(spent.cpu for spent in client)
    what = "framework per step"
    return [
        Row(f"{what}, median", statistics.median(wall), "ms", 10, how=HOW),
        Row(f"{what}, 90th percentile", wall[int(len(wall) * 0.9)], "ms", how=HOW),
        Row(f"{what}, fastest", wall[0], "ms", how=HOW),
        Row(f"{what}, processor time of the loop", cpu, "ms", how=HOW),
        Row("client of the phone per step, processor time", reading, "ms", how=HOW),
    ]


if __name__ == "__main__":
    print(markdown(rows()))
