"""`phoneagent eval`: other people's benchmarks, with one line per episode and honest rates."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from phoneagent.cli.failing import Interrupted
from phoneagent.cli.helping import Group
from phoneagent.cli.options import (
    device_option,
    json_option,
    load_config,
    memory_path_option,
    model_options,
)
from phoneagent.cli.tables import print_table

if TYPE_CHECKING:
    from phoneagent.benchmarks.androidworld.episode import Episode
    from phoneagent.benchmarks.androidworld.evaluation import Evaluation

EXIT_CODES = (
    ("0", "every episode has a score, whatever it is"),
    ("1", "some episodes have none: AndroidWorld raised, or phone or model were away"),
    ("2", "wrong usage, or AndroidWorld is not installed"),
    ("3", "the phone or the model could not be reached; --resume goes on"),
    ("130", "interrupted; --resume goes on"),
)


@click.group("eval", cls=Group)
def eval_command() -> None:
    """Measure a crew on a benchmark."""


@eval_command.command(
    "androidworld",
    sections={"Exit codes": EXIT_CODES},
    examples=(
        "phoneagent eval androidworld --tasks ClockTimerEntry --out first",
        "phoneagent eval androidworld --model openai:NAME --seeds 30,31 --out two",
        "phoneagent eval androidworld --device emulator-5554 --out three --resume",
    ),
)
@device_option
@model_options
@click.option(
    "--memory",
    type=click.Choice(["off", "read", "write"]),
    default="read",
    show_default=True,
    help="read: what ships with the program; write: what earlier episodes taught, too.",
)
@memory_path_option
@click.option("--tasks", metavar="NAMES", default="", help="Comma-separated; all when left out.")
@click.option("--seeds", metavar="NUMBERS", default="30", show_default=True, help="Of the suite.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="Gets episodes.jsonl, one run folder per episode, and AndroidWorld's own log.",
)
@click.option("--resume", is_flag=True, help="Go on in DIR: play only what has no score yet.")
@click.option(
    "--virtual-time",
    is_flag=True,
    help="AndroidWorld's own pauses take no real time (virtual phone only).",
)
@click.option("--erase", is_flag=True, help="Allow a phone that is no emulator; it is erased.")
@json_option
@click.option("--quiet", "-q", is_flag=True, help="No progress, only the result.")
def androidworld(
    tasks: str, seeds: str, out: Path, as_json: bool, quiet: bool, **given: Any
) -> None:
    """Play AndroidWorld's tasks on a phone, scored by AndroidWorld's own evaluators.

    Needs android_world in this Python environment, installed as its README says. Confirmations are
    answered with yes: on a benchmark nobody is there to be asked.
    """
    from phoneagent.benchmarks.androidworld.evaluation import Plan, evaluate

    plan = Plan(
        tasks=tuple(name.strip() for name in tasks.split(",") if name.strip()),
        seeds=_numbers(seeds),
        out=out,
        **{name: given.pop(name) for name in ("resume", "virtual_time", "erase")},
    )
    given["memory_path"] = given["memory_path"] or out / "memory.db"
    given["device"] = given["device"] or "virtual"
    config = load_config(**given, yes=True)
    try:
        ended = evaluate(config, plan, lambda *told: None if quiet else _tell(*told))
    except KeyboardInterrupt:
        raise Interrupted("What was played is kept; go on with --resume.") from None
    if as_json:
        print(json.dumps(ended.to_json(), ensure_ascii=False))
    else:
        _show(ended)
    sys.stdout.flush()
    sys.exit(1 if ended.score.raised else 0)


def _numbers(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(word) for word in text.split(","))
    except ValueError:
        raise click.BadParameter(f"'{text}' are no numbers.", param_hint="--seeds") from None


def _tell(episode: Episode, number: int, count: int) -> None:
    """One line on stderr."""
    click.echo(
        f"{number}/{count} {_score(episode):>6} {episode.task} {episode.seed} "
        f"({episode.steps}/{episode.max_steps} steps, {episode.seconds:.1f} s) "
        f"{episode.status} {_why(episode)}".rstrip(),
        err=True,
    )


def _show(ended: Evaluation) -> None:
    from phoneagent.benchmarks.androidworld.score import remark

    rows = [
        (
            episode.task,
            str(episode.seed),
            _score(episode),
            f"{episode.steps}/{episode.max_steps}",
            f"{episode.seconds:.1f}",
            episode.status,
            remark(episode.task) or _why(episode),
        )
        for episode in ended.episodes
    ]
    headings = ("task", "seed", "score", "steps", "seconds", "status", "remark")
    print_table(headings, rows, one_line=True)
    for line in ended.summary():
        click.echo(line)


def _score(episode: Episode) -> str:
    return "none" if episode.score is None else f"{episode.score:.2f}"


def _why(episode: Episode) -> str:
    """Why an episode has no full score, in one line."""
    if episode.score == 1.0:
        return ""
    lines = (episode.error or episode.reason).strip().splitlines()
    return lines[-1] if lines else ""
