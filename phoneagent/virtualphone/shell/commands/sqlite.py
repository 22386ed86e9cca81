"""`sqlite3` on the device's databases, and `run-as`."""

from __future__ import annotations

import posixpath
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing

from phoneagent.virtualphone.shell.registry import CommandError, Invocation, command


@command("sqlite3", holds_phone=False)
def sqlite3_command(run: Invocation) -> int:
    """`sqlite3 [-header] [-csv] [-separator TEXT] FILE [SQL]`; SQL comes from input otherwise."""
    options, operands = _options(list(run.args))
    if not operands:
        raise CommandError("a database file is needed")
    path = run.path(operands[0])
    script = "\n".join(operands[1:]) or run.stdin.read().decode("utf-8", "replace")
    host = run.phone.files.host(path)
    if host.is_dir() or not host.parent.is_dir():
        raise CommandError(f'Error: unable to open database "{operands[0]}": unable to open '
                           "database file", bare=True)  # fmt: skip
    separator = options.get("-separator", "," if "-csv" in options else "|")
    with run.phone.lock, closing(sqlite3.connect(host, isolation_level=None)) as db:
        before = db.total_changes
        try:
            for statement in _statements(script):
                _execute(run, db, statement, separator, headers="-header" in options)
        except sqlite3.Error as error:
            raise CommandError(f"Error: in prepare, {error}", bare=True) from None
        finally:
            changed = db.total_changes != before
    if changed:
        with run.phone.lock:
            run.phone.files.stamp(path)
            run.phone.changes.note()
    return 0


def _options(args: list[str]) -> tuple[dict[str, str], list[str]]:
    options: dict[str, str] = {}
    while args and args[0].startswith("-"):
        name = args.pop(0)
        name = name[1:] if name.startswith("--") else name
        options[name] = args.pop(0) if name in ("-separator", "-cmd") and args else ""
    return options, args


def _statements(script: str) -> list[str]:
    """Split at the semicolons that end a statement; a dot command is a line of its own."""
    found: list[str] = []
    current = ""
    for piece in re.split(r"(;|\n)", script):
        current += piece
        dot = current.strip().startswith(".") and piece == "\n"
        if dot or (piece == ";" and sqlite3.complete_statement(current)):
            found.append(current.strip())
            current = ""
    return [statement for statement in [*found, current.strip()] if statement.strip(";")]


def _execute(
    run: Invocation, db: sqlite3.Connection, statement: str, separator: str, *, headers: bool
) -> None:
    if statement.startswith("."):
        _dot(run, db, statement.split())
        return
    cursor = db.execute(statement)
    rows = cursor.fetchall()
    if headers and rows:
        run.line(separator.join(column[0] for column in cursor.description))
    for row in rows:
        run.line(separator.join(_shown(value) for value in row))


def _shown(value: object) -> str:
    if value is None:
        return ""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _dot(run: Invocation, db: sqlite3.Connection, words: Sequence[str]) -> None:
    if words[0] == ".tables":
        rows = db.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table','view') ORDER BY 1"
        )
        run.line("  ".join(str(row[0]) for row in rows))
    elif words[0] == ".schema":
        name = words[1] if len(words) > 1 else "%"
        rows = db.execute(
            "SELECT sql FROM sqlite_master WHERE name LIKE ? AND sql NOTNULL", (name,)
        )
        run.out("".join(f"{row[0]};\n" for row in rows))
    elif words[0] not in (".quit", ".exit"):
        raise CommandError(f'Error: unknown command or invalid arguments:  "{words[0][1:]}"',
                           bare=True)  # fmt: skip


@command("run-as", holds_phone=False)
def run_as(run: Invocation) -> int:
    """`run-as PACKAGE [COMMAND ...]`: run inside the package's private folder as its user."""
    if not run.args:
        raise CommandError("usage: run-as <package-name> [--user <uid>] <command> [<args>]",
                           bare=True)  # fmt: skip
    package = run.phone.packages.get(run.args[0])
    if package is None:
        raise CommandError(f"unknown package: {run.args[0]}")
    inner = run.shell.subshell()
    inner.folder = posixpath.join("/data/data", package.name)
    inner.become(f"u0_a{max(0, package.uid - 10000)}")
    channels = run.channels
    args = list(run.args[1:])
    if args[:1] == ["--user"]:
        args = args[2:]
    if not args:
        return inner.run(run.stdin.read().decode("utf-8", "replace"), channels)
    return inner.call(args, channels)
