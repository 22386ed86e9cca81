"""Our own agent as a player: a normal run of a crew, its run folder kept per episode."""

from __future__ import annotations

from pathlib import Path

from phoneagent.benchmarks.androidworld.episode import Attempt, Task
from phoneagent.config import Config
from phoneagent.core.protocols import Device
from phoneagent.core.result import Result
from phoneagent.session import Session

# The actor says that it is done. Where our own check refuted it, it says the contrary.
_DONE = ("succeeded", "unverified")


class CrewPlayer:
    """Pursues each goal with one session.

    Args:
        config: every setting; the step budget is the task's.
        device: the phone; it stays the caller's.
        runs: the folder that gets one run folder per episode.
    """

    def __init__(self, config: Config, device: Device, runs: Path) -> None:
        self._session = Session(config, device)
        self._runs = runs

    @property
    def crew(self) -> str:
        """Its name, as in `--crew`."""
        return self._session.crew_name

    @property
    def models(self) -> dict[str, str]:
        """The model of each role."""
        return self._session.model_names

    def play(self, task: Task) -> Attempt:
        """Run to an ending; an agent that cannot go on has failed, it does not raise.

        Raises:
            InfraError: the phone or the model is out of reach: this says nothing about the agent.
        """
        folder = self._runs / f"{task.name}-{task.seed}"
        result = self._session.run(task.goal, out=_unused(folder), max_steps=task.max_steps)
        return _attempt(result)

    def close(self) -> None:
        """Close models and memory."""
        self._session.close()


def _attempt(result: Result) -> Attempt:
    return Attempt(
        done=result.status in _DONE,
        answer=result.answer,
        steps=result.steps,
        status=result.status,
        reason=result.reason,
        run_dir=result.run_dir,
    )


def _unused(folder: Path) -> Path:
    """The folder, or the next free name when an earlier attempt lies there."""
    number, free = 2, folder
    while free.exists():
        free = folder.with_name(f"{folder.name}-{number}")
        number += 1
    return free
