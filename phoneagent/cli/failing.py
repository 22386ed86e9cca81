"""How a command fails: one message on stderr, its exit code, and with --json one object."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import click

from phoneagent.errors import ConfigError, InfraError, PhoneagentError

INTERRUPTED = 130
_CODES: tuple[tuple[type[PhoneagentError], int], ...] = ((ConfigError, 2), (InfraError, 3))


class Interrupted(click.ClickException):
    """Ctrl-C; the hint says how to go on."""

    exit_code = INTERRUPTED

    def __init__(self, hint: str = "") -> None:
        super().__init__("Interrupted.")
        self.hint = hint


def exit_code_of(error: PhoneagentError) -> int:
    """2 for wrong usage, 3 when phone or model is out of reach, else 1."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), 1)


def wants_json(args: Sequence[str]) -> bool:
    """Whether --json stands among the options, also when the rest cannot be parsed."""
    options = args[: args.index("--")] if "--" in args else args
    return "--json" in options


def report(error: PhoneagentError | click.ClickException, *, as_json: bool) -> int:
    """Say what happened and what to do next; the exit code."""
    if isinstance(error, PhoneagentError):
        message, hint, code = str(error.args[0]), error.hint, exit_code_of(error)
        _say(f"Error: {message}", hint)
    elif isinstance(error, Interrupted):
        message, hint, code = error.message, error.hint, error.exit_code
        _say(message, hint)
    else:
        message, hint, code = error.format_message(), "", error.exit_code
        error.show()
    if as_json:
        print(json.dumps({"error": message, "hint": hint, "exit_code": code}, ensure_ascii=False))
    return code


def _say(message: str, hint: str) -> None:
    print(message, file=sys.stderr)
    for line in hint.splitlines():
        print(f"  {line}", file=sys.stderr)
