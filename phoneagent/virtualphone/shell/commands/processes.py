"""Processes: ps, pidof, kill, top and their kin."""

from __future__ import annotations

from phoneagent.virtualphone.shell.registry import CommandError, Invocation, command

_DAEMONS = (
    (1, "root", "init"), (2, "root", "[kthreadd]"), (310, "system", "servicemanager"),
    (412, "root", "zygote64"), (433, "root", "adbd"), (490, "system", "surfaceflinger"),
    (733, "system", "system_server"), (1012, "u0_a98", "com.android.systemui"),
)  # fmt: skip


def _table(run: Invocation) -> list[tuple[int, str, str]]:
    apps = []
    for process in run.phone.processes.list():
        package = run.phone.packages.get(process.package)
        user = f"u0_a{package.uid - 10000}" if package and package.uid >= 10000 else "system"
        apps.append((process.pid, user, process.package))
    known = {name for _, _, name in apps}
    return sorted([row for row in _DAEMONS if row[2] not in known] + apps)


@command("ps")
def ps(run: Invocation) -> int:
    """`ps [-A] [-e] [-f] [-p PID] [-o COLUMNS]`."""
    rows = _table(run)
    args = list(run.args)
    if "-p" in args[:-1]:
        rows = [row for row in rows if str(row[0]) == args[args.index("-p") + 1]]
    if "-o" in args[:-1]:
        return _columns(run, rows, args[args.index("-o") + 1])
    run.line("USER           PID  PPID        VSZ    RSS WCHAN            ADDR S NAME")
    for pid, user, name in rows:
        parent = 0 if pid < 3 else 1 if pid < 1000 else 412
        run.line(f"{user:12} {pid:5} {parent:5}   13500000 120000 do_epoll_wait       0 S {name}")
    return 0


def _columns(run: Invocation, rows: list[tuple[int, str, str]], names: str) -> int:
    wanted = [name.strip().upper() for name in names.split(",")]
    run.line(" ".join(wanted))
    for pid, user, name in rows:
        values = {"PID": str(pid), "USER": user, "NAME": name, "ARGS": name, "CMD": name, "S": "S"}
        run.line(" ".join(values.get(column, "-") for column in wanted))
    return 0


@command("pidof", "pgrep")
def pidof(run: Invocation) -> int:
    names = [arg for arg in run.args if not arg.startswith("-")]
    part = run.name == "pgrep"
    found = [
        str(pid)
        for pid, _, process in _table(run)
        if any(process == name or (part and name in process) for name in names)
    ]
    if not found:
        return 1
    run.line("\n".join(found) if part else " ".join(found))
    return 0


@command("kill", "pkill", "killall")
def kill(run: Invocation) -> int:
    targets = [arg for arg in run.args if not arg.startswith("-")]
    if not targets:
        raise CommandError("Needs 1 argument")
    code = 0
    for target in targets:
        hits = [
            (pid, name)
            for pid, _, name in _table(run)
            if (str(pid) == target if run.name == "kill" else target in name)
        ]
        for _, name in hits:
            if run.phone.packages.get(name) and run.phone.processes.get(name):
                run.phone.force_stop(name)
        if not hits:
            code = 1
            if run.name == "kill":
                run.complain(f"unknown pid '{target}'")
    return code


@command("top")
def top(run: Invocation) -> int:
    rows = _table(run)
    run.line(f"Tasks: {len(rows)} total,   1 running, {len(rows) - 1} sleeping,   0 stopped")
    run.line("  PID USER         PR  NI VIRT  RES  SHR S[%CPU] %MEM     TIME+ ARGS")
    for pid, user, name in rows:
        run.line(f"{pid:5} {user:12} 20   0  12G 120M  80M S  0.0   3.0   0:01.00 {name}")
    return 0


@command("free", "vmstat", "dmesg", "lsof", "mount")
def kernel(run: Invocation) -> int:
    if run.name == "free":
        run.line("\t\ttotal        used        free      shared     buffers")
        run.line("Mem:       8000000000  3000000000  5000000000    10000000    20000000")
    elif run.name == "mount":
        run.line("/dev/block/dm-5 on /data type f2fs (rw,lazytime,seclabel,nosuid,nodev,noatime)")
        run.line("/dev/fuse on /storage/emulated type fuse (rw,lazytime,nosuid,nodev,noatime)")
    return 0


@command("reboot")
def reboot(run: Invocation) -> int:
    """Restart what does not survive a reboot: processes, tasks, notifications."""
    saved = run.phone.snapshot()
    run.phone.restore(saved)
    return 0
