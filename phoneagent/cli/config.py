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
        print(json.dumps({"file": str(config.config_file()), "settings": found}))
        return
    from phoneagent.cli.tables import print_table

    print_table(
        ("setting", "value", "from", "what for"),
        [(s.name, s.value or "-", s.origin, s.description) for s in settings],
    )
    print(f"\nThe file: {config.config_file()}")
    print("A flag wins over the environment, the environment over the file.")
