"""Running other commands: toybox, su, sh, time, timeout, xargs."""

from __future__ import annotations

from phoneagent.virtualphone.shell.commands.builtins import which
from phoneagent.virtualphone.shell.registry import (
    COMMANDS,
    CommandError,
    Invocation,
    command,
    split_options,
)


@command("toybox", "busybox", "nohup", "nice", "command", "builtin", holds_phone=False)
def run_other(run: Invocation) -> int | None:
    """Run the command named in the arguments."""
    args = list(run.args)
    if run.name == "nice" and args[:1] == ["-n"]:
        args = args[2:]
    if run.name == "command" and args[:1] == ["-v"]:
        return which(run)
    if args:
        return run.shell.call(args, run.channels)
    if run.name == "toybox":
        run.line(" ".join(sorted(COMMANDS)))
    return 0


@command("time", holds_phone=False)
def time(run: Invocation) -> int:
    clock = run.phone.clock
    start_ms = clock.uptime_ms()
    code = run.shell.call(run.args, run.channels) if run.args else 0
    passed_s = (clock.uptime_ms() - start_ms) / 1000
    run.error_line(f"    0m{passed_s:05.2f}s real     0m00.00s user     0m00.00s system")
    return code


@command("timeout", holds_phone=False)
def timeout(run: Invocation) -> int:
    """Run a command; commands here end by themselves long before any timeout that is asked for."""
    args = [arg for arg in run.args if not arg.startswith("-")]
    if len(args) < 2:
        raise CommandError("Needs 2 arguments")
    return run.shell.call(args[1:], run.channels)


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
        return inner.run(" ".join(args[1:]), run.channels)
    if args:
        return inner.call(args, run.channels)
    return inner.run(run.stdin.read().decode("utf-8", "surrogateescape"), run.channels)


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
        return inner.run(args[1], run.channels)
    if args:
        script = run.phone.files.host(run.path(args[0])).read_bytes()
        inner.variables.name, inner.variables.arguments = args[0], list(args[1:])
        return inner.run(script.decode("utf-8", "surrogateescape"), run.channels)
    return inner.run(run.stdin.read().decode("utf-8", "surrogateescape"), run.channels)


@command("xargs", holds_phone=False)
def xargs(run: Invocation) -> int:
    """`xargs [-0] [-n N] [-I TEXT] [COMMAND ...]`."""
    options, args = split_options(run.args, with_value="nI", anywhere=False)
    zero, mark = "0" in options, options.get("I", "")
    size = int(options.get("n", "0"))
    text = run.stdin.read().decode("utf-8", "surrogateescape")
    items = (
        [i for i in text.split("\0") if i] if zero else text.splitlines() if mark else text.split()
    )
    base = args or ["echo"]
    lines = [[w.replace(mark, item) for w in base] for item in items] if mark else []
    if not mark:
        size = size or max(1, len(items))
        lines = [base + items[i : i + size] for i in range(0, len(items), size)]
    codes = [run.shell.call(line, run.channels) for line in lines]
    return 123 if any(codes) else 0
