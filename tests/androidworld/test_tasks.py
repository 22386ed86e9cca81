"""AndroidWorld's unmodified tasks, played through the screen by scripted people; and by nobody."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from phoneagent.benchmarks.androidworld import suite
from phoneagent.benchmarks.androidworld.episode import Player, run_episode
from phoneagent.benchmarks.androidworld.phones import Bench
from tests.androidworld import experts
from tests.androidworld.person import EXPERTS
from tests.androidworld.players import ExpertPlayer, Nobody

SEED = 30
TASKS = 116
SOLVED_BY_NOBODY = {
    "RecipeDeleteMultipleRecipesWithConstraint",
    "SystemBluetoothTurnOffVerify",
    "SystemBluetoothTurnOnVerify",
    "SystemBrightnessMaxVerify",
    "SystemBrightnessMinVerify",
    "SystemWifiTurnOffVerify",
    "SystemWifiTurnOnVerify",
}

assert experts  # importing them enters them


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """What AndroidWorld's own code warns of is not ours to mend."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def play(name: str, bench: Bench, env: Any, player: Player) -> float | None:
    [instance] = suite.instances([name], [SEED])
    episode = run_episode(instance, env, player)
    assert not episode.error, episode.error
    assert not episode.teardown_error, episode.teardown_error
    assert bench.started
    assert bench.started.ask("status")["unknown"] == []
    print(episode.goal, episode.answer, episode.reason)
    return episode.score


def test_every_task_has_an_expert(bench: Bench):
    assert set(suite.names()) == set(EXPERTS)


@pytest.mark.parametrize("name", sorted(EXPERTS))
def test_an_expert_solves_it(name: str, bench: Bench, env: Any):
    assert play(name, bench, env, ExpertPlayer(bench.device)) == 1.0


@pytest.mark.parametrize("name", sorted(EXPERTS.keys() - {"RetroPlayingQueue"}))
def test_nobody_solves_it_by_saying_done(name: str, bench: Bench, env: Any):
    assert play(name, bench, env, Nobody()) == float(name in SOLVED_BY_NOBODY)


def test_a_queue_that_nobody_has_opened_cannot_be_read(bench: Bench, env: Any):
    """AndroidWorld empties the folder of the queue's database and raises unless an app made it."""
    [instance] = suite.instances(["RetroPlayingQueue"], [SEED])
    episode = run_episode(instance, env, Nobody())
    assert "no such table: playing_queue" in episode.error
    assert not episode.teardown_error
