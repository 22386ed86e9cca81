"""The table of commands, and what a command is given when it runs."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phoneagent.virtualphone.shell.channels import Channels, Input, Output

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone
    from phoneagent.virtualphone.shell.interpreter import Shell


class CommandError(Exception):
    """A command ends with a message on standard error.

    Args:
        message: the text, without the command's name unless the real command lacks it too.
        code: the exit code.
        bare: print the message alone instead of `name: message`.
    """

    def __init__(self, message: str, code: int = 1, *, bare: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.bare = bare


@dataclass(frozen=True, slots=True)
class Invocation:
    """One running command: its arguments, its channels, the shell and the phone around it."""

    name: str
    args: Sequence[str]
    stdin: Input
    stdout: Output
    stderr: Output
    shell: Shell

    @property
    def phone(self) -> VirtualPhone:
        return self.shell.phone

    @property
    def channels(self) -> Channels:
        """What a command that runs another one hands on."""
        return Channels(self.stdin, self.stdout, self.stderr)

    def out(self, text: str | bytes) -> None:
        """Write to standard output, as it is."""
        self.stdout.write(
            text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
        )

    def line(self, text: str) -> None:
        """Write a line to standard output."""
        self.out(text + "\n")

    def complain(self, message: str) -> None:
        """Write `name: message` to standard error."""
        self.error_line(f"{self.name}: {message}")

    def error_line(self, text: str) -> None:
        """Write a line to standard error."""
        self.stderr.write(f"{text}\n".encode("utf-8", "surrogateescape"))

    def path(self, operand: str) -> str:
        """A path operand made absolute."""
        return posixpath.join(self.shell.folder, operand)

    def unknown_option(self) -> CommandError:
        """The complaint about arguments nobody understands, noted for the drift alarm."""
        self.phone.unknown.append(" ".join([self.name, *self.args]))
        return CommandError(f"Unknown option in: {' '.join(self.args)}")


Body = Callable[[Invocation], "int | None"]


@dataclass(frozen=True, slots=True)
class Command:
    """A command's code, and whether it runs while it holds the phone."""

    body: Body
    holds_phone: bool


COMMANDS: dict[str, Command] = {}
"""Every command by name."""


def command(*names: str, holds_phone: bool = True) -> Callable[[Body], Body]:
    """Enter a function into the table.

    Args:
        names: what it is called by.
        holds_phone: take the phone's lock around it; False for whatever waits or reads its input,
            which may come from a command that needs the phone.
    """

    def enter(body: Body) -> Body:
        for name in names:
            COMMANDS[name] = Command(body, holds_phone)
        return body

    return enter


def split_options(
    args: Sequence[str], with_value: str = "", *, anywhere: bool = True
) -> tuple[dict[str, str], list[str]]:
    """Sort short options from operands, as getopt does.

    Args:
        args: the arguments.
        with_value: letters of the options that take a value (`-n 5` or `-n5`).
        anywhere: take options after operands too, as toybox does.

    Returns:
        Options by letter ("" for a flag), and the operands. Long options are kept with their
        name: `--all` is `{"all": ""}`, `--lines=3` is `{"lines": "3"}`.
    """
    options: dict[str, str] = {}
    operands: list[str] = []
    waiting = list(args)
    while waiting:
        arg = waiting.pop(0)
        if arg == "--":
            return options, operands + waiting
        if arg.startswith("--"):
            name, _, value = arg[2:].partition("=")
            options[name] = value
        elif len(arg) > 1 and arg[0] == "-":
            _short_options(arg[1:], with_value, waiting, options)
        else:
            operands.append(arg)
            if not anywhere:
                return options, operands + waiting
    return options, operands


def _short_options(
    letters: str, with_value: str, waiting: list[str], options: dict[str, str]
) -> None:
    for place, letter in enumerate(letters):
        if letter in with_value:
            rest = letters[place + 1 :]
            options[letter] = rest if rest or not waiting else waiting.pop(0)
            return
        options[letter] = ""


def reason(error: OSError) -> str:
    """What the C library says about an error, for example `No such file or directory`."""
    if error.errno is None:
        return "Permission denied" if isinstance(error, PermissionError) else str(error)
    return os.strerror(error.errno)


def each_input(run: Invocation, operands: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """(operand, content) of every file named, or of standard input; complains about the rest.

    Callers that must fail for a missing file compare the number of results with the operands.
    """
    for operand in operands or ["-"]:
        if operand == "-":
            yield operand, run.stdin.read()
            continue
        try:
            content = run.phone.files.host(run.path(operand)).read_bytes()
        except OSError as error:
            run.complain(f"{operand}: {reason(error)}")
            continue
        yield operand, content
