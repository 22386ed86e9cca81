"""`monkey`: here only what everybody uses it for, starting an app by its package."""

from __future__ import annotations

from phoneagent.virtualphone.shell.registry import CommandError, Invocation, command
from phoneagent.virtualphone.system.intents import CATEGORY_LAUNCHER, launch

_VALUED = ("-s", "--throttle", "--pct-syskeys", "--pct-touch", "--pct-motion", "--pct-appswitch")


@command("monkey")
def monkey(run: Invocation) -> int:
    """`monkey -p PACKAGE [-c CATEGORY] COUNT`; random events are not sent, only the start."""
    packages: list[str] = []
    categories: list[str] = []
    count = ""
    waiting = list(run.args)
    while waiting:
        arg = waiting.pop(0)
        if arg in ("-p", "-c") and waiting:
            (packages if arg == "-p" else categories).append(waiting.pop(0))
        elif arg[:2] in ("-p", "-c") and arg[1:3] not in ("pc",) and not arg.startswith("--"):
            (packages if arg[1] == "p" else categories).append(arg[2:])
        elif arg in _VALUED and waiting:
            waiting.pop(0)
        elif arg.isdecimal():
            count = arg
    if not packages or not count:
        raise CommandError("usage: monkey [-p ALLOWED_PACKAGE] [-c MAIN_CATEGORY] COUNT", bare=True)
    run.error_line(f"  bash arg: {'  bash arg: '.join(f'{arg}' for arg in run.args)}")
    for name in packages:
        package = run.phone.packages.get(name)
        wants_launcher = not categories or CATEGORY_LAUNCHER in categories
        if package is None or package.launcher is None or not wants_launcher or not package.enabled:
            run.line("** No activities found to run, monkey aborted.")
            return 252
        run.phone.activities.start(launch(package.launcher))
    run.line(f"Events injected: {count}")
    run.line("## Network stats: elapsed time=1ms (0ms mobile, 0ms wifi, 1ms not connected)")
    return 0
