"""`phoneagent phone`: a virtual phone in the foreground."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from phoneagent.cli.helping import Command
from phoneagent.virtualphone.faultplan import KINDS

PORT = click.IntRange(0, 65535)


@click.command(
    "phone",
    cls=Command,
    sections={
        "Faults for --chaos, as NAME[:VALUE][@3 | @5..9 | @10%]": [
            (name, kind.meaning) for name, kind in KINDS.items()
        ]
    },
    examples=(
        "phoneagent phone --port 6555",
        'phoneagent run --device virtual:127.0.0.1:6555 "turn on Wi-Fi"',
        "adb connect 127.0.0.1:6555   (it is a phone for every adb client)",
        "phoneagent phone --chaos lost_tap@3,black_frame@10%",
        "phoneagent phone --headed   (see it and touch it in a browser)",
        "phoneagent phone --port 5555 --console-port 5554   (serial emulator-5554)",
    ),
)
@click.option("--port", type=PORT, metavar="N", help="TCP port; 0, the default, takes a free one.")
@click.option(
    "--console-port", type=PORT, metavar="N", help="The emulator console; adb's port minus 1."
)
@click.option(
    "--grpc-port",
    type=PORT,
    metavar="N",
    help="The emulator's gRPC (extra `emulator`); often 8554.",
)
@click.option("--count", type=click.IntRange(1, 16), metavar="N", help="How many phones.")
@click.option("--seed", type=int, metavar="N", help="Same seed, same phone.")
@click.option(
    "--state",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What is on it: contacts, messages, notes, settings (JSON).",
)
@click.option("--now", metavar="ISO", help="The phone's date and time, such as 2026-05-04T09:30.")
@click.option("--chaos", metavar="SPEC", help="Faults on demand, divided by commas; see below.")
@click.option("--headed", is_flag=True, help="Open a page that shows and operates the phone.")
@click.option("--animations", type=click.Choice(["off", "real"]), help="Whether screens move.")
def phone_command(**given: Any) -> None:
    """Start a virtual phone and keep it until Ctrl-C.

    Prints its serial, then "control PORT TOKEN": a socket that resets the phone and makes things
    happen on it. With --headed also "screen URL": a page that mirrors it; with a console or gRPC
    also their ports.
    """
    from phoneagent.virtualphone.__main__ import main

    arguments = ["--headed"] if given.pop("headed") else []
    for name, value in given.items():
        if value is not None:
            arguments += [f"--{name.replace('_', '-')}", str(value)]
    if sys.stderr.isatty():
        click.echo("Use it with --device virtual:ADDRESS; Ctrl-C ends it. The address:", err=True)
    raise SystemExit(main(arguments))
