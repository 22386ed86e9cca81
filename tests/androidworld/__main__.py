"""`python -m tests.androidworld`: AndroidWorld's tasks played by scripted people.

Needs android_world in this Python environment. One virtual phone per worker.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from phoneagent.benchmarks.androidworld import suite
from phoneagent.benchmarks.androidworld.episode import Episode
from tests.androidworld.playing import Manner, play_all


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
    tasks = [name for name in options.tasks.split(",") if name] or suite.names()
    keys = [(name, int(seed)) for seed in options.seeds.split(",") for name in tasks]
    started_s = time.perf_counter()
    episodes = []
    for episode in play_all(
        keys, Manner(options.player, options.sleeps == "stubbed", options.jobs)
    ):
        episodes.append(episode)
        print(_line(episode), flush=True)
        if options.out:
            with options.out.open("a", encoding="utf-8") as out:
                out.write(episode.model_dump_json() + "\n")
    print(_sum(episodes), f"{time.perf_counter() - started_s:.1f} s, sleeps {options.sleeps}")
    return 0 if all(episode.score == 1.0 for episode in episodes) else 1


def _sum(episodes: list[Episode]) -> str:
    scored = [episode.score for episode in episodes if episode.score is not None]
    torn = sum(not episode.teardown_error for episode in episodes)
    over = sum(episode.steps > episode.max_steps for episode in episodes)
    return (
        f"official {sum(scored)}/{len(scored)}, strict {sum(scored)}/{len(episodes)}, "
        f"torn down {torn}/{len(episodes)}, {over} over the step budget,"
    )


def _line(episode: Episode) -> str:
    score = "raised" if episode.score is None else f"{episode.score:.2f}"
    line = (
        f"{score:>6} {episode.task} {episode.seed} "
        f"{episode.steps}/{episode.max_steps} steps {episode.seconds:.2f} s"
    )
    if episode.score == 1.0 and not episode.teardown_error and "not know" not in episode.reason:
        return line
    ends = [_end(text) for text in (episode.error, episode.teardown_error)]
    why = [episode.goal, episode.answer or "", episode.reason, *ends]
    return "\n       ".join([line, *filter(None, why)])


def _end(traceback_text: str) -> str:
    """The last lines of a traceback; the whole is in `--out`."""
    return "\n       ".join(traceback_text.strip().splitlines()[-3:])


if __name__ == "__main__":
    sys.exit(main())
