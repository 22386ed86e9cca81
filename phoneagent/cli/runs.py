"""`phoneagent runs` and `phoneagent show`: what happened before."""

from __future__ import annotations

import json
import time
from pathlib import Path

import click

from phoneagent.cli.helping import Command
from phoneagent.cli.options import json_option, load_config
from phoneagent.errors import ConfigError


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
        print(json.dumps([run.model_dump(mode="json") for run in runs], ensure_ascii=False))
        return
    if not runs:
        print(f'No runs in {config.runs_dir} yet. Start one: phoneagent run "turn on Wi-Fi"')
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("run", "when", "status", "steps", "goal"):
        table.add_column(heading, overflow="ellipsis", no_wrap=heading != "goal")
    for run in runs:
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(run.started_at_s))
        status = run.status or "unfinished"
        table.add_row(run.run_id, when, status, str(run.steps or ""), run.goal)
    Console().print(table)


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
    from phoneagent.cli.progress import Progress
    from phoneagent.core.result import Result
    from phoneagent.core.steps import Step

    progress = Progress(str(folder.manifest.get("goal", "")), quiet=False)
    progress.console.print(f"[bold]Goal[/]   {folder.manifest.get('goal', '')}", markup=True)
    for event in folder.events():
        if event.kind == "reflect" and isinstance(event.data, dict):
            progress._show_step(Step.model_validate(event.data))
    if result is None:
        progress.console.print(f"\nNot finished. Go on: phoneagent resume {folder.run_id}")
        return
    progress.ended(Result.model_validate(result))
    if open_it:
        click.launch(str(folder.path / "report.html"))
