"""Changing files: rm, mkdir, rmdir, cp, mv, touch, ln, chmod and their kin."""

from __future__ import annotations

import os
import posixpath
import shutil
from collections.abc import Callable
from pathlib import Path

from phoneagent.virtualphone.shell.registry import (
    CommandError,
    Invocation,
    command,
    reason,
    split_options,
)

_MOST_BYTES = 1 << 30


def _each(run: Invocation, operands: list[str], act: Callable[[str, Path], None]) -> int:
    """Do something with every operand; a failure is told and the rest goes on."""
    code = 0
    for operand in operands:
        try:
            act(operand, run.phone.files.host(run.path(operand)))
        except OSError as error:
            run.complain(f"{operand}: {reason(error)}")
            code = 1
    return code


@command("rm", "unlink")
def rm(run: Invocation) -> int:
    options, operands = split_options(run.args)
    recursive = "r" in options or "R" in options
    force = "f" in options
    if not operands and not force:
        raise CommandError("Needs 1 argument")

    def act(operand: str, path: Path) -> None:
        if path.is_dir() and not path.is_symlink():
            if not recursive:
                raise IsADirectoryError(21, "Is a directory")
            if path == run.phone.files.root:
                raise PermissionError(1, "Operation not permitted")
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=force)

    return _each(run, operands, act)


@command("mkdir")
def mkdir(run: Invocation) -> int:
    options, operands = split_options(run.args, with_value="m")
    if not operands:
        raise CommandError("Needs 1 argument")

    def act(operand: str, path: Path) -> None:
        if "p" in options and path.is_dir():
            return
        path.mkdir(parents="p" in options)
        run.phone.files.stamp(run.path(operand))

    return _each(run, operands, act)


@command("rmdir")
def rmdir(run: Invocation) -> int:
    _, operands = split_options(run.args)
    return _each(run, operands, lambda _, path: path.rmdir())


@command("touch")
def touch(run: Invocation) -> int:
    options, operands = split_options(run.args, with_value="dtr")

    def act(operand: str, path: Path) -> None:
        if not path.exists() and "c" in options:
            return
        path.touch()
        run.phone.files.stamp(run.path(operand))

    return _each(run, operands, act)


@command("chmod", "chown", "chgrp", "chcon", "restorecon", "setenforce")
def permissions(run: Invocation) -> int:
    """Permissions are kept where they are a plain mode; owners and labels are accepted only."""
    _, operands = split_options(run.args)
    value = operands.pop(0) if operands and run.name in ("chmod", "chown", "chgrp", "chcon") else ""
    if run.name == "setenforce":
        return 0

    def act(operand: str, path: Path) -> None:
        path.lstat()
        if run.name == "chmod" and value.isdecimal() and not path.is_dir():
            path.chmod(int(value, 8) & 0o777 | 0o600)

    return _each(run, operands, act)


@command("ln")
def ln(run: Invocation) -> int:
    options, operands = split_options(run.args)
    if len(operands) != 2:
        raise CommandError("Needs 2 arguments")
    source, target = operands
    goal = run.phone.files.host(run.path(target))
    if "f" in options:
        goal.unlink(missing_ok=True)
    if "s" in options:
        inside = posixpath.join(posixpath.dirname(run.path(target)), source)
        goal.symlink_to(run.phone.files.host(inside))
    else:
        goal.hardlink_to(run.phone.files.host(run.path(source)))
    return 0


@command("readlink", "realpath")
def readlink(run: Invocation) -> int:
    options, operands = split_options(run.args)
    files = run.phone.files
    for operand in operands:
        path = files.host(run.path(operand))
        if run.name == "readlink" and "f" not in options:
            if not path.is_symlink():
                return 1
            path = path.readlink()
        run.line(files.device(Path(os.path.realpath(path))))
    return 0


def _target(run: Invocation, source: str, goal: Path) -> Path:
    """Where a source lands: inside an existing folder, else at the goal itself."""
    name = posixpath.basename(posixpath.normpath(run.path(source)))
    return goal / name if goal.is_dir() else goal


def _two_ends(run: Invocation, operands: list[str]) -> tuple[list[str], Path]:
    if len(operands) < 2:
        raise CommandError("Needs 2 arguments")
    *sources, last = operands
    goal = run.phone.files.host(run.path(last))
    if len(sources) > 1 and not goal.is_dir():
        raise CommandError(f"'{last}' not directory")
    return sources, goal


@command("cp")
def cp(run: Invocation) -> int:
    """`cp [-r -a -p -f] SOURCE ... TARGET`; `FOLDER/.` copies what is inside a folder."""
    options, operands = split_options(run.args)
    recursive = bool({"r", "R", "a"} & options.keys())
    keep_times = bool({"a", "p"} & options.keys())
    sources, goal = _two_ends(run, operands)

    def act(operand: str, path: Path) -> None:
        inside = operand.endswith("/.") or operand == "."
        target = goal if inside else _target(run, operand, goal)
        if path.is_dir():
            if not recursive:
                raise IsADirectoryError(21, "Is a directory")
            if target.is_relative_to(path):
                raise CommandError(f"'{operand}' is a directory above its own copy")
            shutil.copytree(path, target, symlinks=True, dirs_exist_ok=True)
            return
        if path == target:
            raise CommandError(f"'{operand}' and '{operands[-1]}' are the same file")
        (shutil.copy2 if keep_times else shutil.copyfile)(path, target)
        if not keep_times:
            run.phone.files.stamp(run.phone.files.device(target))

    return _each(run, sources, act)


@command("mv")
def mv(run: Invocation) -> int:
    _, operands = split_options(run.args)
    sources, goal = _two_ends(run, operands)

    def act(operand: str, path: Path) -> None:
        path.lstat()
        target = _target(run, operand, goal)
        if path.is_dir() and target.is_relative_to(path):
            raise CommandError(f"{operand}: Invalid argument")
        if path.is_dir() and target.is_dir():
            target.rmdir()
        path.replace(target)

    return _each(run, sources, act)


@command("dd", holds_phone=False)
def dd(run: Invocation) -> int:
    """`dd if=FILE of=FILE bs=N count=N`, with /dev/zero as a source."""
    values = dict(arg.split("=", 1) for arg in run.args if "=" in arg)
    size = _bytes(values.get("bs", "512")) * int(values.get("count", "0"))
    if size > _MOST_BYTES:
        raise CommandError("No space left on device")
    source = values.get("if", "")
    if source in ("/dev/zero", "/dev/urandom"):
        data = bytes(size)
    elif source:
        data = run.phone.files.host(run.path(source)).read_bytes()
        data = data[:size] if "count" in values else data
    else:
        data = run.stdin.read()
    if "of" in values:
        run.phone.files.host(run.path(values["of"])).write_bytes(data)
        run.phone.files.stamp(run.path(values["of"]))
    else:
        run.out(data)
    run.error_line(f"{len(data)} bytes (0.0 M) copied")
    return 0


@command("truncate")
def truncate(run: Invocation) -> int:
    options, operands = split_options(run.args, with_value="s")
    size = _bytes(options.get("s", "0"))

    def act(operand: str, path: Path) -> None:
        path.touch()
        with path.open("r+b") as file:
            file.truncate(size)
        run.phone.files.stamp(run.path(operand))

    return _each(run, operands, act)


def _bytes(text: str) -> int:
    units = {"k": 1024, "K": 1024, "m": 1 << 20, "M": 1 << 20, "g": 1 << 30, "G": 1 << 30}
    number, unit = (text[:-1], units[text[-1]]) if text[-1:] in units else (text, 1)
    if not number.isdecimal() or int(number) * unit > _MOST_BYTES:
        raise CommandError(f"bad number '{text}'")
    return int(number) * unit
