"""A whole evaluation: which episodes are left to play, played one after the other, counted."""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from phoneagent.benchmarks.androidworld import phones, suite
from phoneagent.benchmarks.androidworld.crew import CrewPlayer
from phoneagent.benchmarks.androidworld.episode import INFRA, Episode, run_episode
from phoneagent.benchmarks.androidworld.journal import Journal
from phoneagent.benchmarks.androidworld.score import Score, score
from phoneagent.benchmarks.androidworld.scratch import own_temporary_folder
from phoneagent.config import Config
from phoneagent.core.base import Fact
from phoneagent.errors import ConfigError, InfraError
from phoneagent.trace.files import make_private_folder, write_whole

MANIFEST, LOG = "eval.json", "androidworld.log"
_LOST_IN_A_ROW = 2


class Plan(Fact):
    """What is to be played.

    Attributes:
        tasks: names; none means all.
        seeds: of AndroidWorld's suite.
        out: the folder that gets the journal, the run folders and AndroidWorld's own log.
        resume: go on in a folder that holds episodes already.
        virtual_time: AndroidWorld's own pauses take no real time (virtual phone only).
        erase: may be played on a phone that is no emulator.
    """

    tasks: tuple[str, ...] = ()
    seeds: tuple[int, ...] = (30,)
    out: Path
    resume: bool = False
    virtual_time: bool = False
    erase: bool = False


class Evaluation(Fact):
    """How it went.

    Attributes:
        left_out: episodes of an earlier run that were not played again.
    """

    score: Score
    episodes: tuple[Episode, ...]
    left_out: int
    crew: str
    models: dict[str, str]
    device: dict[str, str]
    virtual_time: bool
    out: Path

    def to_json(self) -> dict[str, Any]:
        """The object that `--json` prints; the episodes' tracebacks stay in the journal."""
        cut = {"error", "teardown_error", "reason"}
        return {
            "benchmark": "androidworld",
            **self.model_dump(mode="json", exclude={"episodes"}),
            "episodes": [episode.model_dump(mode="json", exclude=cut) for episode in self.episodes],
        }

    def summary(self) -> Iterator[str]:
        """Lines for people."""
        found = self.score
        player = ", ".join(sorted(set(self.models.values()))) or "no model"
        yield f"crew: {self.crew} ({player})"
        yield f"official rate: {_percent(found.official)} (episodes without a score left out)"
        yield f"strict rate:   {_percent(found.strict)} (episodes without a score count 0)"
        hard = _percent(found.strict_without_guessable)
        yield f"strict rate of the tasks that cannot be guessed: {hard}"
        yield f"{found.episodes} episodes, {found.raised} without a score, {found.seconds:g} s"
        if self.virtual_time:
            yield "AndroidWorld's own pauses took no real time (--virtual-time)."


def _percent(rate: float | None) -> str:
    return "none" if rate is None else f"{rate:.1%}"


OnEpisode = Callable[[Episode, int, int], None]


def evaluate(config: Config, plan: Plan, on_episode: OnEpisode) -> Evaluation:
    """Play what is left of a plan.

    Args:
        config: which phone, which crew or models, which memory.
        plan: what is to be played.
        on_episode: told each episode with its number and how many there are.

    Raises:
        ConfigError: AndroidWorld is missing, or the plan does not fit.
        InfraError: the phone or the model went away; the journal can be resumed.
    """
    with own_temporary_folder():
        return _evaluate(config, plan, on_episode)


def _evaluate(config: Config, plan: Plan, on_episode: OnEpisode) -> Evaluation:
    suite.require()
    wanted = suite.instances(plan.tasks, plan.seeds)
    journal = _opened(plan)
    done = {episode.key for episode in journal.read() if episode.has_score}
    todo = [instance for instance in wanted if instance.key not in done]
    left_out = len(wanted) - len(todo)
    with (
        _said_to(plan.out / LOG),
        phones.open_phone(config.device, virtual_time=plan.virtual_time, erase=plan.erase) as bench,
        contextlib.closing(CrewPlayer(config, bench.device, plan.out / "runs")) as player,
    ):
        facts = {"crew": player.crew, "models": player.models, "device": bench.device.describe()}
        _write_manifest(plan, facts)
        for number, episode in enumerate(_played(todo, bench, player), left_out + 1):
            journal.append(episode)
            on_episode(episode, number, len(wanted))
    keys = {instance.key for instance in wanted}
    episodes = tuple(episode for episode in journal.read() if episode.key in keys)
    return Evaluation(
        score=score(episodes),
        episodes=episodes,
        left_out=left_out,
        virtual_time=plan.virtual_time,
        out=plan.out,
        **facts,
    )


def _played(
    todo: list[suite.Instance], bench: phones.Bench, player: CrewPlayer
) -> Iterator[Episode]:
    """One episode after the other, until phone or model are out of reach twice in a row."""
    from phoneagent.benchmarks.androidworld import environment

    env = environment.build(bench.device)
    lost = 0
    for instance in todo:
        episode = run_episode(instance, env, player)
        yield episode
        lost = lost + 1 if episode.status == INFRA else 0
        if lost == _LOST_IN_A_ROW:
            raise InfraError(
                f"{instance.name}: {episode.error.strip().splitlines()[-1]}",
                hint="What was played is kept; go on with --resume.",
            )


def _opened(plan: Plan) -> Journal:
    """The journal of the plan's folder, which is new unless it is resumed.

    Raises:
        ConfigError: the folder holds another evaluation.
    """
    journal = Journal(make_private_folder(plan.out))
    if journal.path.exists() and not plan.resume:
        raise ConfigError(
            f"{plan.out} holds an evaluation already.",
            hint="Go on with --resume, or choose another folder with --out.",
        )
    return journal


def _write_manifest(plan: Plan, facts: dict[str, Any]) -> None:
    """Say what was measured with what; a resumed evaluation must be of the same player.

    Raises:
        ConfigError: it is not.
    """
    path = plan.out / MANIFEST
    if path.exists():
        before = json.loads(path.read_text(encoding="utf-8"))
        for name in ("crew", "models"):
            if before.get(name) != facts[name]:
                raise ConfigError(
                    f"{plan.out} was played by another {name}: {before.get(name)}.",
                    hint="Give the same --crew and --model, or another --out.",
                )
    versions = {name: _version(name) for name in ("phoneagent", "android_world", "android_env")}
    manifest = {
        "benchmark": "androidworld",
        "versions": versions,
        "plan": plan.model_dump(mode="json", exclude={"out", "resume"}),
        **facts,
    }
    write_whole(path, json.dumps(manifest, indent=1).encode())


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


@contextlib.contextmanager
def _said_to(log: Path) -> Iterator[None]:
    """AndroidWorld prints and logs a lot: into a file, so that our own output stays readable."""
    absl = logging.getLogger("absl")
    with log.open("a", encoding="utf-8") as file, contextlib.redirect_stdout(file):
        kept, absl.handlers, absl.propagate = absl.handlers, [logging.StreamHandler(file)], False
        try:
            yield
        finally:
            absl.handlers = kept
