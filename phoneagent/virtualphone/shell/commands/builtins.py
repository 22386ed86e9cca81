"""What the shell itself can do: variables, control, tests, running other commands."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from phoneagent.virtualphone.shell.channels import Channels, read_line
from phoneagent.virtualphone.shell.conditions import evaluate
from phoneagent.virtualphone.shell.interpreter import Exit, LoopControl
from phoneagent.virtualphone.shell.registry import (
    COMMANDS,
    CommandError,
    Invocation,
    command,
    each_input,
)


def _channels(run: Invocation) -> Channels:
    return Channels(run.stdin, run.stdout, run.stderr)


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
        return run.shell.call(args, _channels(run))
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
    raise Exit(run.shell.call(run.args, _channels(run)))


@command("toybox", "busybox", "nohup", "nice", "command", "builtin", holds_phone=False)
def run_other(run: Invocation) -> int:
    """Run the command named in the arguments."""
    args = list(run.args)
    if run.name == "nice" and args[:1] == ["-n"]:
        args = args[2:]
    if run.name == "command" and args[:1] == ["-v"]:
        return which(run)
    if args:
        return run.shell.call(args, _channels(run))
    if run.name == "toybox":
        run.line(" ".join(sorted(COMMANDS)))
    return 0


@command("time", holds_phone=False)
def time(run: Invocation) -> int:
    clock = run.phone.clock
    start_ms = clock.uptime_ms()
    code = run.shell.call(run.args, _channels(run)) if run.args else 0
    passed_s = (clock.uptime_ms() - start_ms) / 1000
    run.error_line(f"    0m{passed_s:05.2f}s real     0m00.00s user     0m00.00s system")
    return code


@command("timeout", holds_phone=False)
def timeout(run: Invocation) -> int:
    """Run a command; commands here end by themselves long before any timeout that is asked for."""
    args = [arg for arg in run.args if not arg.startswith("-")]
    if len(args) < 2:
        raise CommandError("Needs 2 arguments")
    return run.shell.call(args[1:], _channels(run))


@command("su", holds_phone=False)
def su(run: Invocation) -> int:
    """`su [USER] [-c LINE | COMMAND ...]`; a userdebug build asks nobody."""
    args = list(run.args)
    inner = run.shell.subshell()
    if args and args[0] not in ("-c", "-"):
        inner.become({"0": "root", "2000": "shell"}.get(args[0], args[0]))
        args = args[1:]
    else:
        inner.become("root")
    if args[:1] == ["-c"]:
        return inner.run(" ".join(args[1:]), _channels(run))
    if args:
        return inner.call(args, _channels(run))
    return inner.run(run.stdin.read().decode("utf-8", "surrogateescape"), _channels(run))


@command("sh", "/system/bin/sh", holds_phone=False)
def sh(run: Invocation) -> int:
    """`sh [-c LINE [NAME ARG ...]] [FILE ARG ...]`; without either it reads standard input."""
    args = [arg for arg in run.args if arg not in ("-e", "-x", "-i", "-l")]
    inner = run.shell.subshell()
    if args[:1] == ["-c"]:
        if len(args) < 2:
            raise CommandError("-c: requires an argument")
        inner.variables.name = args[2] if len(args) > 2 else "sh"
        inner.variables.arguments = list(args[3:])
        return inner.run(args[1], _channels(run))
    if args:
        script = run.phone.files.host(run.path(args[0])).read_bytes()
        inner.variables.name, inner.variables.arguments = args[0], list(args[1:])
        return inner.run(script.decode("utf-8", "surrogateescape"), _channels(run))
    return inner.run(run.stdin.read().decode("utf-8", "surrogateescape"), _channels(run))


@command("eval", holds_phone=False)
def evaluate_text(run: Invocation) -> int:
    return run.shell.run(" ".join(run.args), _channels(run))


@command("source", ".", holds_phone=False)
def source(run: Invocation) -> int:
    if not run.args:
        raise CommandError("missing argument")
    script = run.phone.files.host(run.path(run.args[0])).read_bytes()
    return run.shell.run(script.decode("utf-8", "surrogateescape"), _channels(run))


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
    from phoneagent.virtualphone.shell.arithmetic import compute

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


@command("xargs", holds_phone=False)
def xargs(run: Invocation) -> int:
    """`xargs [-0] [-n N] [-I TEXT] [COMMAND ...]`."""
    args = list(run.args)
    zero, size, mark = False, 0, ""
    while args and args[0].startswith("-"):
        option = args.pop(0)
        zero = zero or option == "-0"
        if option in ("-n", "-I") and args:
            value = args.pop(0)
            size, mark = (int(value), mark) if option == "-n" else (size, value)
    text = run.stdin.read().decode("utf-8", "surrogateescape")
    items = (
        [i for i in text.split("\0") if i] if zero else text.splitlines() if mark else text.split()
    )
    base = args or ["echo"]
    lines = [[w.replace(mark, item) for w in base] for item in items] if mark else []
    if not mark:
        size = size or max(1, len(items))
        lines = [base + items[i : i + size] for i in range(0, len(items), size)]
    codes = [run.shell.call(line, _channels(run)) for line in lines]
    return 123 if any(codes) else 0


@command("tee", holds_phone=False)
def tee(run: Invocation) -> int:
    append = "-a" in run.args
    data = run.stdin.read()
    for operand in run.args:
        if operand != "-a":
            with run.phone.files.host(run.path(operand)).open("ab" if append else "wb") as file:
                file.write(data)
            run.phone.files.stamp(run.path(operand))
    run.out(data)
    return 0


@command("cat", holds_phone=False)
def cat(run: Invocation) -> int:
    operands = [arg for arg in run.args if arg not in ("-u", "-e", "-v", "-t")]
    if not operands:
        while part := run.stdin.read_some(1 << 16):
            run.out(part)
            run.stdout.flush()
        return 0
    shown = 0
    for _, content in each_input(run, operands):
        run.out(content)
        shown += 1
    return 0 if shown == len(operands) else 1
