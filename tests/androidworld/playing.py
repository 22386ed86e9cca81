"""Plays a list of tasks: on one phone, or on several in processes of their own."""

from __future__ import annotations

import multiprocessing
import queue
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from phoneagent.benchmarks.androidworld import suite
from phoneagent.benchmarks.androidworld.episode import Attempt, Episode, Player, Task
from phoneagent.benchmarks.androidworld.scratch import own_temporary_folder

Key = tuple[str, int]
_ALIVE_S = 1.0


@dataclass(frozen=True)
class Manner:
    """How tasks are played.

    Attributes:
        player: "expert", or "noop": says done at once.
        virtual_time: AndroidWorld's own pauses only move the phone's clock.
        jobs: how many phones side by side.
    """

    player: str = "expert"
    virtual_time: bool = True
    jobs: int = 1


def play_all(keys: Sequence[Key], manner: Manner) -> Iterator[Episode]:
    """Every task, as the phones get to them."""
    if manner.jobs == 1:
        with own_temporary_folder():
            yield from play(keys, manner)
        return
    spawn = multiprocessing.get_context("spawn")
    done: multiprocessing.Queue[Episode] = spawn.Queue()
    parts = [keys[number :: manner.jobs] for number in range(manner.jobs)]
    workers = [spawn.Process(target=_work, args=(part, manner, done)) for part in parts]
    for worker in workers:
        worker.start()
    left = len(keys)
    while left:
        alive = any(worker.is_alive() for worker in workers)
        try:
            yield done.get(timeout=_ALIVE_S)
        except queue.Empty:
            if not alive:
                raise RuntimeError(f"the workers ended, {left} episodes are missing") from None
        else:
            left -= 1
    for worker in workers:
        worker.join()


def _work(keys: Sequence[Key], manner: Manner, done: multiprocessing.Queue[Episode]) -> None:
    with own_temporary_folder():
        for episode in play(keys, manner):
            done.put(episode)


def play(keys: Sequence[Key], manner: Manner) -> Iterator[Episode]:
    """Every task, one after the other, on one phone."""
    from absl import logging

    from phoneagent.benchmarks.androidworld import environment, phones
    from phoneagent.benchmarks.androidworld.episode import run_episode
    from tests.androidworld.players import ExpertPlayer, Nobody

    logging.set_verbosity(logging.ERROR)
    with phones.open_phone("virtual", virtual_time=manner.virtual_time) as bench:
        assert bench.started
        env, told = environment.build(bench.device), 0
        player = _Careful(Nobody() if manner.player == "noop" else ExpertPlayer(bench.device))
        for name, seed in keys:
            episode = run_episode(suite.instances([name], [seed])[0], env, player)
            unknown = bench.started.ask("status")["unknown"][told:]
            told += len(unknown)
            notes = "".join(f"\nthe phone does not know: {what}" for what in unknown)
            yield episode.but(reason=episode.reason + notes)


class _Careful:
    """Turns an expert's own mistake into a reason, so that it is not taken for AndroidWorld's."""

    def __init__(self, player: Player) -> None:
        self._player = player

    def play(self, task: Task) -> Attempt:
        try:
            return self._player.play(task)
        except Exception:  # noqa: BLE001 - whatever it was, the other tasks go on
            return Attempt(done=False, reason=traceback.format_exc())
