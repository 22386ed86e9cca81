"""`python -m tests.androidworld`: AndroidWorld's tasks played by scripted people.

Needs android_world in this Python environment. One virtual phone per worker.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

from phoneagent.benchmarks.androidworld import suite
from phoneagent.benchmarks.androidworld.episode import Attempt, Episode, Task


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.androidworld", description=__doc__)
    parser.add_argument("--tasks", default="", help="names, comma-separated; all when left out")
    parser.add_argument("--seeds", default="30", help="comma-separated")
    parser.add_argument("--player", choices=("expert", "noop"), default="expert")
    parser.add_argument("--sleeps", choices=("real", "stubbed"), default="stubbed")
    parser.add_argument("--jobs", type=int, default=1, help="how many phones side by side")
    parser.add_argument("--out", type=Path, help="JSON lines, one per episode")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Play, print, count; 0 when every task scored 1."""
    options = _parser().parse_args(arguments)
    suite.require()
    started_s = time.perf_counter()
    episodes = []
    for episode in _episodes(options):
        episodes.append(episode)
        print(_line(episode), flush=True)
        if options.out:
            with options.out.open("a", encoding="utf-8") as out:
                out.write(episode.model_dump_json() + "\n")
    scores = [episode.score for episode in episodes]
    scored = [score for score in scores if score is not None]
    print(
        f"official {sum(scored)}/{len(scored)}, strict {sum(scored)}/{len(scores)}, "
        f"torn down {sum(not e.teardown_error for e in episodes)}/{len(scores)}, "
        f"{time.perf_counter() - started_s:.1f} s, sleeps {options.sleeps}"
    )
    return 0 if scores and all(score == 1.0 for score in scores) else 1


def _line(episode: Episode) -> str:
    score = "raised" if episode.score is None else f"{episode.score:.2f}"
    line = (
        f"{score:>6} {episode.task} {episode.seed} "
        f"{episode.steps}/{episode.max_steps} steps {episode.seconds:.2f} s"
    )
    if episode.score == 1.0 and not episode.teardown_error:
        return line
    ends = [_end(text) for text in (episode.error, episode.teardown_error)]
    why = [episode.goal, episode.answer or "", episode.reason, *ends]
    return "\n       ".join([line, *filter(None, why)])


def _end(traceback_text: str) -> str:
    """The last lines of a traceback; the whole is in `--out`."""
    return "\n       ".join(traceback_text.strip().splitlines()[-3:])


def _episodes(options: argparse.Namespace) -> Iterator[Episode]:
    wanted = suite.instances(
        [name for name in options.tasks.split(",") if name],
        [int(seed) for seed in options.seeds.split(",")],
    )
    keys = [(instance.name, instance.seed) for instance in wanted]
    if options.jobs == 1:
        yield from _play(keys, options)
        return
    spawn = multiprocessing.get_context("spawn")
    parts = [(keys[number :: options.jobs], options) for number in range(options.jobs)]
    done: multiprocessing.Queue[Episode | None] = spawn.Queue()
    workers = [spawn.Process(target=_work, args=(part, done)) for part in parts]
    for worker in workers:
        worker.start()
    for _ in workers:
        yield from iter(done.get, None)
    for worker in workers:
        worker.join()


def _work(
    part: tuple[list[tuple[str, int]], argparse.Namespace],
    done: multiprocessing.Queue[Episode | None],
) -> None:
    try:
        for episode in _play(*part):
            done.put(episode)
    finally:
        done.put(None)


def _play(keys: list[tuple[str, int]], options: argparse.Namespace) -> Iterator[Episode]:
    """Play a list of tasks on one phone."""
    from absl import logging

    from phoneagent.benchmarks.androidworld import environment, phones
    from phoneagent.benchmarks.androidworld.episode import run_episode
    from tests.androidworld.players import ExpertPlayer, Nobody

    logging.set_verbosity(logging.ERROR)
    with phones.open_phone("virtual", virtual_time=options.sleeps == "stubbed") as bench:
        assert bench.started
        env, told = environment.build(bench.device), 0
        player = _Careful(Nobody() if options.player == "noop" else ExpertPlayer(bench.device))
        for name, seed in keys:
            episode = run_episode(suite.instances([name], [seed])[0], env, player)
            for what in bench.started.ask("status")["unknown"][told:]:
                print(f"the phone does not know: {what} ({name} {seed})", flush=True)
                told += 1
            yield episode


class _Careful:
    """Turns an expert's own mistake into a reason, so that it is not taken for AndroidWorld's."""

    def __init__(self, player: object) -> None:
        self._player = player

    def play(self, task: Task) -> Attempt:
        try:
            return self._player.play(task)
        except Exception:  # noqa: BLE001 - whatever it was, the other tasks go on
            return Attempt(done=False, reason=traceback.format_exc())


if __name__ == "__main__":
    sys.exit(main())
