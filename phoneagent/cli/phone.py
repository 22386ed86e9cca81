"""`phoneagent phone`: a virtual phone in the foreground."""

from __future__ import annotations

from pathlib import Path

import click

from phoneagent.cli.helping import Command


@click.command(
    "phone",
    cls=Command,
    examples=(
        "phoneagent phone --port 6555",
        'phoneagent run --device virtual:127.0.0.1:6555 "turn on Wi-Fi"',
        "adb connect 127.0.0.1:6555   (it is a phone for every adb client)",
    ),
)
@click.option("--port", default=0, metavar="N", help="TCP port; 0 takes a free one.")
@click.option("--seed", default=0, metavar="N", help="Same seed, same phone.")
@click.option(
    "--state",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What is on it: contacts, messages, notes, settings (JSON).",
)
@click.option("--now", metavar="ISO", help="The phone's date and time, such as 2026-05-04T09:30.")
@click.option("--chaos", metavar="SPEC", help="Faults on demand, such as lost_tap@3.")
def phone_command(
    port: int, seed: int, state: Path | None, now: str | None, chaos: str | None
) -> None:
    """Start a virtual phone, print its serial, and keep it until Ctrl-C."""
    from phoneagent.virtualphone.__main__ import main

    arguments = ["--port", str(port), "--seed", str(seed)]
    for name, value in (("--state", state), ("--now", now), ("--chaos", chaos)):
        if value is not None:
            arguments += [name, str(value)]
    raise SystemExit(main(arguments))
