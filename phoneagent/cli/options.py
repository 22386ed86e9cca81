"""Options that several commands share, and the settings that come of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from phoneagent.errors import ConfigError

F = TypeVar("F", bound=Callable[..., Any])

device_option = click.option(
    "--device",
    metavar="SPEC",
    help="virtual, virtual:HOST:PORT, or an adb serial. Default: the only attached phone, "
    "else a virtual one.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")


within_option = click.option(
    "--within",
    default=5.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for it.",
)
memory_path_option = click.option(
    "--memory-path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Another memory file than the usual one.",
)


def model_options(command: F) -> F:
    """--model, --base-url, --fallback, --crew and --record."""
    for option in reversed(
        (
            click.option(
                "--model",
                multiple=True,
                metavar="SPEC",
                help="openai:NAME, cassette:FILE, scripted:FILE or manual:DIR. ROLE=SPEC for one "
                "role (manager, operator, reflector, notetaker, curator). Repeatable.",
            ),
            click.option(
                "--base-url",
                metavar="URL",
                help="An OpenAI-compatible server; adb:PORT is one on the phone itself.",
            ),
            click.option(
                "--fallback",
                multiple=True,
                metavar="SPEC",
                help="The model to use when the first cannot be reached; ROLE=SPEC as above.",
            ),
            click.option("--crew", metavar="NAME", help="model, rules (no model), or auto."),
            click.option(
                "--record",
                type=click.Path(dir_okay=False, path_type=Path),
                metavar="FILE",
                help="Write every model call to this cassette.",
            ),
        )
    ):
        command = option(command)
    return command


def run_options(command: F) -> F:
    """What limits and guards a run."""
    file = click.Path(exists=True, dir_okay=False, path_type=Path)
    for option in reversed(
        (
            click.option("--max-steps", type=int, metavar="N", help="Steps it may take."),
            click.option("--max-cost", type=float, metavar="USD", help="Dollars it may cost."),
            click.option("--max-time", type=float, metavar="SECONDS", help="Seconds it may take."),
            click.option(
                "--memory",
                type=click.Choice(["off", "read", "write"]),
                help="Use (read) and extend (write, the default) what earlier runs taught.",
            ),
            memory_path_option,
            click.option("--policy", type=file, metavar="FILE", help="More rules for the gate."),
            click.option("--secrets", type=file, metavar="FILE", help="Named secrets (TOML)."),
            click.option(
                "--allow-apps",
                metavar="PACKAGES",
                help="App lock: comma-separated packages that may be touched.",
            ),
            click.option(
                "--yes", is_flag=True, default=None, help="Answer confirmations with yes."
            ),
        )
    ):
        command = option(command)
    return command


def load_config(**flags: Any) -> Any:
    """The settings in force, flags last."""
    from phoneagent import config

    return config.load({name: value for name, value in flags.items() if value not in (None, ())})


def as_point(text: str) -> tuple[int, int] | None:
    """Reads "540,1200" as a point, or None when it is something else."""
    left, comma, right = text.partition(",")
    if comma and left.strip().isdigit() and right.strip().isdigit():
        return int(left), int(right)
    return None


def as_index(text: str) -> int | None:
    """Reads "@12" as an element number, or None when it is something else."""
    if not text.startswith("@"):
        return None
    if not text[1:].isdigit():
        raise ConfigError(f"'{text}' is no element number.", hint="Write @12, or a text.")
    return int(text[1:])
