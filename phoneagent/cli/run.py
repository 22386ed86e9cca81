"""`phoneagent run` and `phoneagent resume`: the main job."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import click

from phoneagent.cli.helping import Command
from phoneagent.cli.options import (
    device_option,
    json_option,
    load_config,
    model_options,
    run_options,
)

if TYPE_CHECKING:
    from phoneagent.core.result import Result

EXIT_CODES = (
    ("0", "succeeded: done, and an independent check found evidence"),
    ("1", "failed: not reached, refuted by the check, or infeasible"),
    ("2", "wrong usage or configuration"),
    ("3", "the phone or the model could not be reached"),
    ("4", "stuck, or steps, time or money spent"),
    ("5", "needs a person: a question, a login, a confirmation"),
    ("6", "refused by the policy"),
    ("7", "done, but the check found no evidence either way"),
    ("130", "interrupted; `phoneagent resume` goes on"),
)


@click.command(
    "run",
    cls=Command,
    sections={"Exit codes": EXIT_CODES},
    examples=(
        'phoneagent run "turn on Wi-Fi"',
        'phoneagent run --device emulator-5554 --model openai:NAME "set an alarm"',
    ),
)
@click.argument("goal")
@device_option
@model_options
@run_options
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The run folder to make.",
)
@json_option
@click.option("--quiet", "-q", is_flag=True, help="No progress, only the result.")
def run_command(
    goal: str, out: Path | None, as_json: bool, quiet: bool, device: str | None, **flags: Any
) -> None:
    """Pursue GOAL on a phone until it is reached, and prove it."""
    from phoneagent.errors import ConfigError

    if not goal.strip():
        raise ConfigError("The goal is empty.", hint='Say what to do: phoneagent run "..."')
    config = load_config(device=device, **flags)
    finish(_go(config, quiet, lambda session: session.run(goal, out=out), goal), as_json=as_json)


@click.command("resume", cls=Command, sections={"Exit codes": EXIT_CODES})
@click.argument("run", metavar="RUN")
@device_option
@model_options
@run_options
@click.option("--answer", default="", metavar="TEXT", help="What you say to its open question.")
@json_option
@click.option("--quiet", "-q", is_flag=True, help="No progress, only the result.")
def resume_command(
    run: str, answer: str, as_json: bool, quiet: bool, device: str | None, **flags: Any
) -> None:
    """Go on with RUN (an id or a folder) after a crash, a kill or a question.

    The same phone and models are used unless others are given. An action that was under way when
    the run stopped is not done a second time unless that makes no difference: the screen is looked
    at instead.
    """
    from phoneagent.cli.runs import find_run
    from phoneagent.trace import RunFolder

    config = load_config(device=device, **flags)
    path = find_run(run, config.runs_dir)
    manifest = RunFolder.open_existing(path).manifest
    kept = {
        name: value
        for name, value in manifest.get("config", {}).items()
        if name in ("device", "model", "fallback", "crew") and value
    }
    kept["device"] = manifest.get("device", {}).get("spec", "") or kept.get("device", "")
    config = load_config(**(kept | {k: v for k, v in {"device": device, **flags}.items() if v}))
    goal = str(manifest.get("goal", ""))
    finish(
        _go(config, quiet, lambda session: session.resume(path, answer=answer), goal),
        as_json=as_json,
    )


def _go(config: Any, quiet: bool, job: Any, goal: str) -> Result:
    from phoneagent import devices
    from phoneagent.cli.failing import Interrupted
    from phoneagent.cli.progress import Progress, Terminal, resume_hint

    # Loading the loop takes as long as opening a phone, which is mostly waiting.
    Thread(target=import_module, args=("phoneagent.loop",), daemon=True).start()
    progress = Progress(goal, quiet=quiet)
    try:
        with progress, devices.connect(config.device) as device:
            from phoneagent.session import Session

            session = Session(config, device, human=Terminal(progress), on_event=progress.on_event)
            progress.opened(session)
            try:
                result: Result = job(session)
            finally:
                session.close()
    except KeyboardInterrupt:
        hint = f"Go on: {resume_hint(progress.run_id)}" if progress.run_id else ""
        raise Interrupted(hint) from None
    progress.ended(result)
    return result


def finish(result: Result, *, as_json: bool) -> None:
    """Print the result and leave with its exit code."""
    if as_json:
        print(json.dumps(result.to_json(), ensure_ascii=False))
    sys.stdout.flush()
    sys.exit(result.exit_code)
