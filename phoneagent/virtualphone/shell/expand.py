"""Word expansion: parameters, command substitution, arithmetic, field splitting, globbing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from phoneagent.virtualphone.shell import arithmetic, glob
from phoneagent.virtualphone.shell.lexer import ShellSyntaxError
from phoneagent.virtualphone.shell.tree import (
    Arithmetic,
    Parameter,
    Part,
    Script,
    Substitution,
    Text,
    Word,
)
from phoneagent.virtualphone.system.files import Files

_BLANKS = re.compile(r"[ \t\n]+")
MAX_FIELD = 16 * 1024 * 1024


@dataclass
class Variables:
    """What `$` can name: variables, positional parameters, the last exit code."""

    values: dict[str, str] = field(default_factory=dict)
    exported: set[str] = field(default_factory=set)
    arguments: list[str] = field(default_factory=list)
    name: str = "sh"
    code: int = 0
    pid: int = 4242
    background_pid: int = 0

    def lookup(self, name: str) -> str | None:
        """The value behind a parameter's name; None when it is unset."""
        if name.isdecimal():
            number = int(name)
            if number == 0:
                return self.name
            return self.arguments[number - 1] if number <= len(self.arguments) else None
        special = {
            "?": str(self.code),
            "#": str(len(self.arguments)),
            "$": str(self.pid),
            "!": str(self.background_pid or ""),
            "-": "",
            "@": " ".join(self.arguments),
            "*": " ".join(self.arguments),
        }
        return special[name] if name in special else self.values.get(name)

    def copy(self) -> Variables:
        """What a subshell starts with."""
        return Variables(
            dict(self.values),
            set(self.exported),
            list(self.arguments),
            self.name,
            self.code,
            self.pid,
            self.background_pid,
        )


class Expander:
    """Expands words for one shell.

    Args:
        variables: read and, for `${A:=b}`, written.
        run: runs a script and returns what it prints.
        files: for globbing.
    """

    def __init__(self, variables: Variables, run: Callable[[Script], bytes], files: Files) -> None:
        self._variables = variables
        self._run = run
        self._files = files

    def fields(self, words: Sequence[Word], folder: str) -> list[str]:
        """The arguments that words stand for: split, globbed, quotes gone."""
        out: list[str] = []
        for word in words:
            for pattern in self._patterns(word):
                found = (
                    glob.expand_path(pattern, folder, self._files)
                    if glob.has_magic(pattern)
                    else []
                )
                out += found or [glob.unescape(pattern)]
        return out

    def text(self, word: Word) -> str:
        """A word as one text: neither split nor globbed (assignments, redirections)."""
        return "".join(self._value(part) for part in word)

    def pattern(self, word: Word) -> str:
        """A word as a shell pattern: quoted parts match themselves."""
        return "".join(
            glob.escape(self._value(part)) if part.quoted else self._value(part) for part in word
        )

    def _patterns(self, word: Word) -> list[str]:
        """The fields of a word, still as patterns."""
        finished: list[str] = []
        current: list[str] = []
        started = False
        for part in word:
            if isinstance(part, Parameter) and part.name == "@" and part.quoted:
                arguments = [glob.escape(argument) for argument in self._variables.arguments]
                current.append(arguments[0] if arguments else "")
                for argument in arguments[1:]:
                    finished.append("".join(current))
                    current = [argument]
                started = started or bool(arguments)
                continue
            value = self._value(part)
            if part.quoted:
                current.append(glob.escape(value))
                started = True
            elif isinstance(part, Text):
                current.append(value.replace("\\", "\\\\"))
                started = True
            else:
                pieces = _BLANKS.split(value)
                for number, piece in enumerate(pieces):
                    if number and (started or current):
                        finished.append("".join(current))
                        current, started = [], False
                    if piece:
                        current.append(piece.replace("\\", "\\\\"))
                        started = True
        if started:
            finished.append("".join(current))
        return finished

    def _value(self, part: Part) -> str:
        match part:
            case Text():
                return part.text
            case Parameter():
                return self._parameter(part)
            case Substitution():
                return self._run(part.script).decode("utf-8", "surrogateescape").rstrip("\n")
            case Arithmetic():
                lookup = self._variables.lookup
                return str(arithmetic.compute(self.text(part.expression), lookup))

    def _parameter(self, part: Parameter) -> str:
        value = self._variables.lookup(part.name)
        operator = part.operator
        if not operator:
            return value or ""
        if operator == "length":
            return str(len(value or ""))
        if operator[-1] in "-=+?":
            return self._default(part, value)
        return _trim(value or "", operator, self.pattern(part.argument))

    def _default(self, part: Parameter, value: str | None) -> str:
        missing = value is None or (part.operator.startswith(":") and value == "")
        kind = part.operator[-1]
        if kind == "+":
            return "" if missing else self.text(part.argument)
        if not missing:
            return value or ""
        replacement = self.text(part.argument)
        if kind == "=":
            self._variables.values[part.name] = replacement
        if kind == "?":
            raise ShellSyntaxError(f"{part.name}: {replacement or 'parameter null or not set'}")
        return replacement


def _trim(value: str, operator: str, pattern: str) -> str:
    """Cut the shortest or longest match off one end of a value."""
    sizes = range(len(value) + 1)
    if operator in ("##", "%%"):
        sizes = sizes[::-1]
    for size in sizes:
        if operator[0] == "#":
            if glob.matches(value[:size], pattern):
                return value[size:]
        elif glob.matches(value[len(value) - size :], pattern):
            return value[: len(value) - size]
    return value
