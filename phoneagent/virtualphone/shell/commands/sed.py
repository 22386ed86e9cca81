"""`sed`."""

from __future__ import annotations

import re

from phoneagent.virtualphone.shell.commands.sed_script import SedScript
from phoneagent.virtualphone.shell.regex import lines_of
from phoneagent.virtualphone.shell.registry import Invocation, command, reason


@command("sed", holds_phone=False)
def sed(run: Invocation) -> int:
    """`sed [-n] [-E] [-i] [-e] SCRIPT [FILE ...]` with s///, p, d and line or /regex/ addresses."""
    args = list(run.args)
    script, files, flags = [], [], ""
    while args:
        arg = args.pop(0)
        if arg == "-e" and args:
            script.append(args.pop(0))
        elif re.fullmatch(r"-[nErisz]+", arg):
            flags += arg[1:]
        elif not script:
            script.append(arg)
        else:
            files.append(arg)
    program = SedScript("\n".join(script), extended="E" in flags or "r" in flags)
    for name in files or ["-"]:
        try:
            data = (
                run.stdin.read()
                if name == "-"
                else (run.phone.files.host(run.path(name)).read_bytes())
            )
        except OSError as error:
            run.complain(f"{name}: {reason(error)}")
            return 1
        text = program.run(lines_of(data), quiet="n" in flags)
        if "i" in flags and name != "-":
            with run.phone.lock:
                run.phone.files.write_text(run.path(name), text)
        else:
            run.out(text)
    return 0
