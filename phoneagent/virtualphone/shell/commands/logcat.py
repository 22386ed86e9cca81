"""`logcat` and `log`: a log of what clients wrote into it."""

from __future__ import annotations

from phoneagent.virtualphone.shell.registry import Invocation, command

_LOG = "/data/misc/logd/main"
_LOOK_EVERY_S = 0.1


@command("logcat", holds_phone=False)
def logcat(run: Invocation) -> int:
    """`logcat [-d] [-c] [-v FORMAT] ...`; without `-d` it goes on until the client leaves."""
    path = run.phone.files.host(_LOG)
    if "-c" in run.args or "--clear" in run.args:
        path.unlink(missing_ok=True)
        return 0
    if "-g" in run.args:
        run.line("main: ring buffer is 256 KiB (0 B consumed), max entry is 5120 B")
        return 0
    run.line("--------- beginning of main")
    shown = 0
    while True:
        log = path.read_bytes() if path.exists() else b""
        run.out(log[shown:] if len(log) >= shown else log)
        shown = len(log)
        if "-d" in run.args or "-t" in run.args:
            return 0
        run.stdout.flush()
        if run.shell.client.wait(_LOOK_EVERY_S):
            return 130


@command("log")
def log(run: Invocation) -> int:
    """`log [-p PRIORITY] [-t TAG] TEXT`."""
    args = list(run.args)
    priority, tag = "I", "log"
    while len(args) > 1 and args[0] in ("-p", "-t"):
        option, value = args.pop(0), args.pop(0)
        priority, tag = (value.upper(), tag) if option == "-p" else (priority, value)
    path = run.phone.files.host(_LOG)
    path.parent.mkdir(parents=True, exist_ok=True)
    moment = run.phone.clock.now()
    stamp = f"{moment:%m-%d %H:%M:%S}.{moment.microsecond // 1000:03}"
    with path.open("ab") as file:
        file.write(f"{stamp}  1234  1234 {priority} {tag}: {' '.join(args)}\n".encode())
    return 0
