"""`phoneagent runs` and `phoneagent show`: what happened before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from phoneagent.cli.helping import Command
from phoneagent.cli.options import json_option, load_config
from phoneagent.errors import ConfigError, StoreError

if TYPE_CHECKING:
    from phoneagent.core.steps import Step
    from phoneagent.trace import RunFolder, RunSummary


def find_run(name: str, runs_dir: Path) -> Path:
    """The folder of a run given by id, by the start of an id, by path, or "last".

    Raises:
        ConfigError: there is none, or several fit.
    """
    from phoneagent.trace import list_runs

    path = Path(name).expanduser()
    if (path / "run.json").is_file():
        return path.resolve()
    runs = list_runs(runs_dir)
    if name == "last" and runs:
        return Path(runs[0].path)
    fits = [run for run in runs if run.run_id == name] or [
        run for run in runs if run.run_id.startswith(name)
    ]
    if len(fits) == 1:
        return Path(fits[0].path)
    if fits:
        names = ", ".join(run.run_id for run in fits[:5])
        raise ConfigError(f"Several runs begin with '{name}': {names}")
    raise ConfigError(f"There is no run '{name}'.", hint="List them: phoneagent runs")


@click.command("runs", cls=Command)
@click.option("--limit", "-n", default=20, show_default=True, help="How many.")
@json_option
def runs_command(limit: int, as_json: bool) -> None:
    """List the runs, newest first."""
    from phoneagent.trace import list_runs

    config = load_config()
    runs = list_runs(config.runs_dir)[:limit]
    if as_json:
        found = [run.model_dump(mode="json") for run in runs]
        print(json.dumps({"runs": found}, ensure_ascii=False))
        return
    if not runs:
        print(f'No runs in {config.runs_dir} yet. Start one: phoneagent run "turn on Wi-Fi"')
        return
    from phoneagent.cli.tables import print_table

    print_table(("run", "status", "steps", "goal"), map(_row, runs), one_line=True)


def _row(run: RunSummary) -> tuple[str, ...]:
    return run.run_id, run.status or "unfinished", str(run.steps or ""), run.goal


@click.command("show", cls=Command)
@click.argument("run", default="last")
@click.option("--open", "open_it", is_flag=True, help="Open the report in the browser.")
@json_option
def show_command(run: str, open_it: bool, as_json: bool) -> None:
    """Show RUN (an id, a folder, or "last"): its verdict, its steps, and where its report is."""
    from phoneagent.trace import RunFolder

    folder = RunFolder.open_existing(find_run(run, load_config().runs_dir))
    result = folder.result
    if as_json:
        print(json.dumps(result or {"run_id": folder.run_id, "status": ""}, ensure_ascii=False))
        return
    from phoneagent.cli.progress import Progress, resume_hint
    from phoneagent.core.result import Result

    progress = Progress(str(folder.manifest.get("goal", "")), quiet=False, stderr=False)
    progress.goal()
    for step in _steps(folder):
        progress.show_step(step)
    if result is None:
        progress.console.print(f"\nNot finished. Go on: {resume_hint(folder.run_id)}")
        return
    progress.ended(Result.model_validate(result))
    if open_it:
        click.launch(str(folder.path / "report.html"))


def _steps(folder: RunFolder) -> Iterator[Step]:
    """Every finished step in the journal, once: a resumed run may have written one again.

    Raises:
        StoreError: one is not of this version.
    """
    from pydantic import ValidationError

    from phoneagent.core.steps import Step

    shown = 0
    for event in folder.events():
        if event.kind == "reflect" and isinstance(event.data, dict):
            try:
                step = Step.model_validate(event.data.get("step"))
            except ValidationError as error:
                raise StoreError(
                    f"The journal of {folder.path} is of another version.",
                    hint=f"Its report may still tell: {folder.path / 'report.html'}",
                ) from error
            if step.n > shown:
                shown = step.n
                yield step
