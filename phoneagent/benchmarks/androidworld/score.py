"""Success rates of a set of episodes: AndroidWorld's own way, and the strict one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache

from phoneagent import resources
from phoneagent.benchmarks.androidworld.episode import Episode
from phoneagent.core.base import Fact


class Score(Fact):
    """What a set of episodes says.

    Attributes:
        official: the mean score as AndroidWorld reports it, which leaves out every episode in
            which it raised; None when none is left.
        strict: the mean score with those episodes counted as 0.
        strict_without_guessable: the same over the tasks that doing nothing, or a constant
            answer, cannot solve.
        raised: how many episodes have no score because AndroidWorld raised.
        steps: actions on average.
    """

    episodes: int
    solved: int
    raised: int
    official: float | None
    strict: float
    strict_without_guessable: float | None
    steps: float
    seconds: float


def score(episodes: Sequence[Episode]) -> Score:
    """Count them."""
    scored = [episode.score for episode in episodes if episode.score is not None]
    hard = [e for e in episodes if not remark(e.task)]
    return Score(
        episodes=len(episodes),
        solved=sum(value == 1.0 for value in scored),
        raised=len(episodes) - len(scored),
        official=_mean(scored),
        strict=_mean([episode.score or 0.0 for episode in episodes]) or 0.0,
        strict_without_guessable=_mean([episode.score or 0.0 for episode in hard]),
        steps=round(_mean([episode.steps for episode in episodes]) or 0.0, 2),
        seconds=round(sum(episode.seconds for episode in episodes), 1),
    )


def remark(task: str) -> str:
    """Why a point for this task may say nothing about the player; "" for most."""
    return next((reasons[task] for reasons in _remarks().values() if task in reasons), "")


@lru_cache(maxsize=1)
def _remarks() -> Mapping[str, Mapping[str, str]]:
    """Reasons by task: `guessable` and `true_at_the_start`."""
    path = resources.data_dir("benchmarks") / "androidworld" / "suite.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
