"""What the shell itself can do: variables, control, tests, running other commands."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from phoneagent.virtualphone.shell.arithmetic import compute
from phoneagent.virtualphone.shell.channels import read_line
from phoneagent.virtualphone.shell.conditions import evaluate
from phoneagent.virtualphone.shell.jumps import Exit, LoopControl
from phoneagent.virtualphone.shell.registry import (
    COMMANDS,
    CommandError,
    Invocation,
    command,
)


@command("true", ":", "sync", "umask", "ulimit", "set", "trap", "wait", "fsync", holds_phone=False)
def succeed(run: Invocation) -> int:
    """Do nothing, successfully."""
    return 0


@command("false", holds_phone=False)
def fail(run: Invocation) -> int:
    return 1


@command("export", "typeset", "local", "readonly", holds_phone=False)
def export(run: Invocation) -> int:
    for arg in run.args:
        name, equals, value = arg.partition("=")
        if equals:
            run.shell.variables.values[name] = value
        run.shell.variables.exported.add(name)
    return 0


@command("unset", holds_phone=False)
def unset(run: Invocation) -> int:
    for name in run.args:
        run.shell.variables.values.pop(name, None)
    return 0


@command("env", "printenv", holds_phone=False)
def env(run: Invocation) -> int:
    values = run.shell.variables.values
    args = list(run.args)
    if run.name == "printenv" and args:
        found = [values[name] for name in args if name in values]
        run.out("".join(f"{value}\n" for value in found))
        return 0 if len(found) == len(args) else 1
    while args and "=" in args[0]:
        name, _, value = args.pop(0).partition("=")
        values[name] = value
    if args:
        return run.shell.call(args, run.channels)
    run.out("".join(f"{name}={value}\n" for name, value in sorted(values.items())))
    return 0


@command("exit", holds_phone=False)
def leave(run: Invocation) -> int:
    code = run.args[0] if run.args else str(run.shell.variables.code)
    raise Exit(int(code) & 0xFF if code.lstrip("-").isdecimal() else 1)


@command("break", "continue", holds_phone=False)
def control(run: Invocation) -> int:
    levels = int(run.args[0]) if run.args and run.args[0].isdecimal() else 1
    raise LoopControl(leave=run.name == "break", levels=max(1, levels))


@command("exec", holds_phone=False)
def replace_shell(run: Invocation) -> int:
    if not run.args:
        return 0
    raise Exit(run.shell.call(run.args, run.channels))


@command("eval", holds_phone=False)
def evaluate_text(run: Invocation) -> int:
    return run.shell.run(" ".join(run.args), run.channels)


@command("source", ".", holds_phone=False)
def source(run: Invocation) -> int:
    if not run.args:
        raise CommandError("missing argument")
    script = run.phone.files.host(run.path(run.args[0])).read_bytes()
    return run.shell.run(script.decode("utf-8", "surrogateescape"), run.channels)


@command("shift", holds_phone=False)
def shift(run: Invocation) -> int:
    count = int(run.args[0]) if run.args and run.args[0].isdecimal() else 1
    if count > len(run.shell.variables.arguments):
        raise CommandError(f"{count}: bad number")
    del run.shell.variables.arguments[:count]
    return 0


@command("read", holds_phone=False)
def read(run: Invocation) -> int:
    """`read [-r] [NAME ...]`: one line of standard input, split at blanks."""
    names = [arg for arg in run.args if not arg.startswith("-")] or ["REPLY"]
    raw = read_line(run.stdin)
    words = raw.decode("utf-8", "surrogateescape").strip().split(None, len(names) - 1)
    for number, name in enumerate(names):
        run.shell.variables.values[name] = words[number] if number < len(words) else ""
    return 0 if raw else 1


@command("cd", holds_phone=False)
def cd(run: Invocation) -> int:
    target = run.args[0] if run.args else run.shell.variables.values.get("HOME", "/")
    path = posixpath.normpath(run.path(target))
    if not run.phone.files.host(path).is_dir():
        raise CommandError(f"{target}: No such file or directory")
    run.shell.folder = path
    run.shell.variables.values["PWD"] = path
    return 0


@command("pwd", holds_phone=False)
def pwd(run: Invocation) -> int:
    run.line(run.shell.folder)
    return 0


@command("which", "type", "whence", holds_phone=False)
def which(run: Invocation) -> int:
    names: Sequence[str] = [arg for arg in run.args if not arg.startswith("-")]
    known = [name for name in names if name in COMMANDS]
    run.out("".join(f"/system/bin/{name}\n" for name in known))
    return 0 if len(known) == len(names) else 1


@command("test", "[", holds_phone=False)
def test(run: Invocation) -> int:
    args = list(run.args)
    if run.name == "[":
        if args[-1:] != ["]"]:
            raise CommandError("missing ]", code=2)
        args.pop()
    return 0 if evaluate(args, run) else 1


@command("[[", holds_phone=False)
def double_test(run: Invocation) -> int:
    if run.args[-1:] != ["]]"]:
        raise CommandError("missing ]]", code=2)
    return 0 if evaluate(list(run.args[:-1]), run) else 1


@command("let", holds_phone=False)
def let(run: Invocation) -> int:
    value = 0
    for expression in run.args:
        name, equals, right = expression.partition("=")
        value = compute(right if equals else expression, run.shell.variables.lookup)
        if equals:
            run.shell.variables.values[name] = str(value)
    return 0 if value else 1


@command("sleep", "usleep", holds_phone=False)
def sleep(run: Invocation) -> int:
    """Wait; the phone goes on meanwhile, and a client that leaves ends it."""
    units = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
    total_s = 0.0
    for arg in run.args:
        number, unit = (arg[:-1], units[arg[-1]]) if arg[-1:] in units else (arg, 1.0)
        try:
            total_s += float(number) * (1e-6 if run.name == "usleep" else unit)
        except ValueError:
            raise CommandError(f"bad number '{arg}'") from None
    return 129 if run.shell.client.wait(max(0.0, total_s)) else 0
