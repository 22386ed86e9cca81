"""One episode: initialise, let a player play, score, tear down; nothing a task raises ends it."""

from __future__ import annotations

import time
import traceback
from collections.abc import Mapping
from typing import Any, Protocol

from phoneagent.benchmarks.androidworld.suite import Instance
from phoneagent.core.base import Fact
from phoneagent.errors import InfraError

INFRA = "infra"


class Task(Fact):
    """What a player is told.

    Attributes:
        seed: of the suite.
        params: the task's parameters; the agent never sees them, a scripted person may.
        max_steps: AndroidWorld's step budget.
    """

    name: str
    seed: int
    goal: str
    params: Mapping[str, Any]
    max_steps: int


class Attempt(Fact):
    """How a player's attempt ended.

    Attributes:
        done: whether it says that it is done; else the score is 0 whatever the phone shows.
        answer: to a question task.
        status: how our own run ended; "infra" when phone or model were out of reach, which says
            nothing about the player.
        reason: why, in words.
        run_dir: our own run folder.
    """

    done: bool
    answer: str | None = None
    steps: int = 0
    status: str = ""
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
        score: 0 to 1; None when AndroidWorld raised, or phone or model were out of reach.
        error: why there is no score.
        teardown_error: what AndroidWorld raised while it tore down.
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
    status: str = ""
    reason: str = ""
    error: str = ""
    teardown_error: str = ""
    run_dir: str = ""

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from episodes of other instances."""
        return self.task, self.seed

    @property
    def has_score(self) -> bool:
        """Whether it need not be repeated."""
        return self.score is not None


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
        env.reset(go_home=instance.task.start_on_home_screen)
        attempt, seconds = _timed(player, task)
        episode = episode.but(**attempt.model_dump(), play_seconds=seconds)
        if attempt.status == INFRA:
            return episode.but(error=attempt.reason)
        env.interaction_cache = attempt.answer or ""
        score = float(instance.task.is_successful(env))
        return episode.but(score=score if attempt.done else 0.0)
    except InfraError as error:
        return episode.but(status=INFRA, error=str(error))
    except Exception:  # noqa: BLE001 - AndroidWorld's tasks raise anything; the suite goes on
        return episode.but(error=traceback.format_exc())


def _timed(player: Player, task: Task) -> tuple[Attempt, float]:
    started_s = time.perf_counter()
    attempt = player.play(task)
    return attempt, round(time.perf_counter() - started_s, 3)


def _told(instance: Instance) -> Task:
    task = instance.task
    return Task(
        name=instance.name,
        seed=instance.seed,
        goal=task.goal,
        params=dict(task.params),
        max_steps=instance.max_steps,
    )


def _teardown(instance: Instance, env: Any) -> str:
    """Always, also after an exception, which AndroidWorld itself leaves out."""
    try:
        instance.task.tear_down(env)
    except Exception:  # noqa: BLE001 - see above
        return traceback.format_exc()
    return ""
