"""The command group; a command's module is imported only when that command runs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from phoneagent.cli import failing
from phoneagent.cli.helping import Group
from phoneagent.errors import PhoneagentError

# command -> (module in this room, the line that --help shows); in the order --help shows them
COMMANDS = {
    "run": ("run", "Pursue a goal on a phone until it is reached, and prove it."),
    "resume": ("run", "Go on with a run after a crash, a kill or a question."),
    "show": ("runs", "Show the report of a run."),
    "runs": ("runs", "List the runs, newest first."),
    "phone": ("phone", "Start a virtual phone and print its serial."),
    "devices": ("devices", "List the phones that are attached."),
    "doctor": ("doctor", "Prove a round trip to phone and model, with a fix per problem."),
    "ui": ("hands", "Print what is on the screen, numbered."),
    "screenshot": ("hands", "Save the screen as a picture."),
    "tap": ("hands", "Tap an element (@12, a text) or a point (540,1200)."),
    "type": ("hands", "Type text into a field."),
    "swipe": ("hands", "Swipe up, down, left, right, or between two points."),
    "press": ("hands", "Press a key: back, home, enter, recents ..."),
    "open": ("hands", "Open an app by its name, or a link."),
    "expect": ("hands", "Wait until something is on the screen; exit 1 when it is not."),
    "eval": ("evaluate", "Measure a crew on a benchmark."),
    "bench-model": ("bench_model", "Measure what a model costs on this machine."),
    "memory": ("memory", "See and edit what earlier runs taught."),
    "config": ("config", "Show every setting and where it came from."),
}


class LazyGroup(Group):
    """Knows its commands by name; imports one only to run it or to show its own help."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = "phoneagent",
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line and exit; every known error becomes one message and its code."""
        given = list(sys.argv[1:] if args is None else args)
        try:
            code = super().main(given, prog_name, complete_var, standalone_mode=False, **extra)
            sys.stdout.flush()
        except (PhoneagentError, click.ClickException) as error:
            code = failing.report(error, as_json=failing.wants_json(given))
        except (KeyboardInterrupt, click.Abort):
            code = failing.report(failing.Interrupted(), as_json=failing.wants_json(given))
        except BrokenPipeError:
            _close_quietly()
            code = 1  # as Click says when it notices first
        sys.exit(code)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"phoneagent.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ' See "phoneagent --help".'
            raise click.UsageError(f"There is no command '{name}'.{hint}", ctx)
        return super().resolve_command(ctx, args)


def _close_quietly() -> None:
    """Nobody reads our output any more; keep Python from complaining about it at exit."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"phoneagent {version('phoneagent')}")
        ctx.exit()


@click.group(cls=LazyGroup)
@click.option(
    "--version",
    is_flag=True,
    callback=_version,
    expose_value=False,
    is_eager=True,
    help="Show the version and exit.",
)
def phoneagent() -> None:
    """A sentence in, an Android phone operated, a verdict with evidence out.

    No phone at hand? Everything works with the built-in one: phoneagent run "turn on Wi-Fi"
    """
