"""`phoneagent config show`: every setting, its value and where it came from."""

from __future__ import annotations

import json

import click

from phoneagent.cli.helping import Group
from phoneagent.cli.options import json_option


@click.group("config", cls=Group)
def config_command() -> None:
    """Show every setting and where it came from."""


@config_command.command("show")
@json_option
def show(as_json: bool) -> None:
    """Every setting with its value, its origin and what it is for."""
    from phoneagent import config

    settings = config.settings()
    if as_json:
        found = {s.name: {"value": s.value, "origin": s.origin} for s in settings}
        print(json.dumps(found, ensure_ascii=False))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("setting", "value", "from", "what for"):
        table.add_column(heading, overflow="fold")
    for s in settings:
        table.add_row(s.name, s.value or "-", s.origin, s.description)
    console = Console()
    console.print(table)
    console.print(f"[dim]file: {config.config_file()}[/]", soft_wrap=True)
