"""One episode: initialise, let a player play, score, tear down; nothing a task raises ends it."""

from __future__ import annotations

import time
import traceback
from collections.abc import Mapping
from typing import Any, Protocol

from phoneagent.benchmarks.androidworld.suite import Instance
from phoneagent.core.base import Fact


class Task(Fact):
    """What a player is told.

    Attributes:
        params: the task's parameters; the agent never sees them, a scripted person may.
        max_steps: AndroidWorld's step budget.
    """

    name: str
    goal: str
    params: Mapping[str, Any]
    max_steps: int


class Attempt(Fact):
    """How a player's attempt ended.

    Attributes:
        done: whether it says that it is done; else the score is 0 whatever the phone shows.
        answer: to a question task.
        reason: why it gave up.
        run_dir: of our own run folder.
    """

    done: bool
    answer: str | None = None
    steps: int = 0
    reason: str = ""
    run_dir: str = ""


class Player(Protocol):
    """Whoever tries to solve tasks."""

    def play(self, task: Task) -> Attempt:
        """Pursue a goal on the phone until done or given up."""
        ...


class Episode(Fact):
    """One line of the journal.

    Attributes:
        score: 0 to 1; None when AndroidWorld raised.
        error: what AndroidWorld raised while it initialised or scored.
        teardown_error: what it raised while it tore down.
        seconds: of initialise, play, score and tear-down together.
    """

    task: str
    seed: int
    goal: str = ""
    score: float | None = None
    done: bool = False
    answer: str | None = None
    steps: int = 0
    max_steps: int = 0
    seconds: float = 0.0
    play_seconds: float = 0.0
    reason: str = ""
    error: str = ""
    teardown_error: str = ""
    run_dir: str = ""


def run_episode(instance: Instance, env: Any, player: Player) -> Episode:
    """Play one task from its initialisation to its tear-down.

    Args:
        instance: a fresh one.
        env: AndroidWorld's environment.
        player: who plays.
    """
    started_s = time.perf_counter()
    episode = _played(instance, env, player)
    torn = _teardown(instance, env)
    seconds = round(time.perf_counter() - started_s, 3)
    return episode.but(teardown_error=torn, seconds=seconds)


def _played(instance: Instance, env: Any, player: Player) -> Episode:
    """The episode up to its score."""
    episode = Episode(task=instance.name, seed=instance.seed, max_steps=instance.max_steps)
    try:
        instance.task.initialize_task(env)
        # Only now: question tasks word their dates while they are initialised.
        task = _told(instance)
        episode = episode.but(goal=task.goal)
        if instance.task.start_on_home_screen:
            env.reset(go_home=True)
        started_s = time.perf_counter()
        attempt = player.play(task)
        env.interaction_cache = attempt.answer or ""
        episode = episode.but(
            **attempt.model_dump(), play_seconds=round(time.perf_counter() - started_s, 3)
        )
        score = float(instance.task.is_successful(env))
        return episode.but(score=score if attempt.done else 0.0)
    except Exception:  # noqa: BLE001 - AndroidWorld's tasks raise anything; the suite goes on
        return episode.but(error=traceback.format_exc())


def _told(instance: Instance) -> Task:
    task = instance.task
    return Task(
        name=instance.name, goal=task.goal, params=dict(task.params), max_steps=instance.max_steps
    )


def _teardown(instance: Instance, env: Any) -> str:
    """Always, also after an exception, which AndroidWorld itself leaves out."""
    try:
        instance.task.tear_down(env)
    except Exception:  # noqa: BLE001 - see above
        return traceback.format_exc()
    return ""
