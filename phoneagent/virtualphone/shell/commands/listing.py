"""Looking at files: ls, stat, du, df."""

from __future__ import annotations

import posixpath
import shutil
import stat
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from phoneagent.virtualphone.shell.commands.find import walk
from phoneagent.virtualphone.shell.registry import (
    Invocation,
    command,
    reason,
    split_options,
)


def _time(run: Invocation, path: Path) -> datetime:
    """Time of the last change in the device's time zone; reading never ages a file here."""
    found = path.lstat()
    moment = datetime.fromtimestamp(found.st_mtime_ns // 1_000_000_000, UTC)
    micro = found.st_mtime_ns % 1_000_000_000 // 1000
    return moment.replace(microsecond=micro).astimezone(run.phone.clock.now().tzinfo)


def _owner(run: Invocation, path: Path) -> tuple[str, str]:
    device = run.phone.files.device(path)
    if device.startswith("/data/media"):
        return "u0_a158", "media_rw"
    if device.startswith("/data/data/"):
        package = run.phone.packages.get(device.split("/")[3])
        user = f"u0_a{package.uid - 10000}" if package and package.uid >= 10000 else "system"
        return user, user
    return ("shell", "shell") if device.startswith("/data/local/tmp") else ("root", "root")


def _link_target(run: Invocation, path: Path) -> str:
    """Where a link leads, as a device path."""
    target = path.readlink()
    inside = target.is_relative_to(run.phone.files.root)
    return run.phone.files.device(target) if inside else str(target)


def _long(run: Invocation, path: Path, name: str, *, full_time: bool) -> str:
    found = path.lstat()
    moment = _time(run, path)
    when = moment.strftime("%Y-%m-%d %H:%M")
    if full_time:
        when = moment.strftime("%Y-%m-%d %H:%M:%S.%f") + moment.strftime("000 %z")
    user, group = _owner(run, path)
    links = found.st_nlink if stat.S_ISREG(found.st_mode) else max(2, found.st_nlink)
    size = found.st_size if stat.S_ISREG(found.st_mode) else 4096
    arrow = f" -> {_link_target(run, path)}" if path.is_symlink() else ""
    return f"{stat.filemode(found.st_mode)} {links} {user} {group} {size} {when} {name}{arrow}"


@command("ls")
def ls(run: Invocation) -> int:
    """`ls [-1 -a -A -d -l -ll -R -r -S -t -u -F -p -s -i] [PATH ...]` in any order, as toybox."""
    options, operands = split_options(run.args)
    files = run.phone.files
    code = 0
    folders: list[tuple[str, Path]] = []
    single: list[tuple[str, Path]] = []
    for operand in operands or ["."]:
        path = files.host(run.path(operand))
        try:
            path.lstat()
        except OSError as error:
            run.complain(f"{operand}: {reason(error)}")
            code = 1
            continue
        (folders if path.is_dir() and "d" not in options else single).append((operand, path))
    _print_entries(run, options, [(path, operand) for operand, path in single])
    for number, (operand, path) in enumerate(folders):
        if len(folders) + len(single) > 1 or "R" in options:
            run.out(("\n" if number or single else "") + f"{operand}:\n")
        _print_folder(run, options, operand, path)
    return code


def _print_folder(run: Invocation, options: Mapping[str, str], shown: str, folder: Path) -> None:
    names = sorted(entry.name for entry in folder.iterdir())
    entries = [(folder / name, name) for name in names]
    if "a" not in options and "A" not in options:
        entries = [(path, name) for path, name in entries if not name.startswith(".")]
    if "a" in options:
        entries = [(folder, "."), (folder.parent, ".."), *entries]
        if folder == run.phone.files.root:
            entries[1] = (folder, "..")
    if "l" in options:
        run.line(f"total {sum(path.lstat().st_blocks for path, _ in entries) // 2}")
    _print_entries(run, options, entries)
    if "R" in options:
        for path, name in entries:
            if name not in (".", "..") and path.is_dir() and not path.is_symlink():
                inner = posixpath.join(shown, name)
                run.out(f"\n{inner}:\n")
                _print_folder(run, options, inner, path)


def _print_entries(
    run: Invocation, options: Mapping[str, str], entries: list[tuple[Path, str]]
) -> None:
    if "t" in options or ("u" in options and "l" not in options):
        entries = sorted(entries, key=lambda entry: -entry[0].lstat().st_mtime_ns)
    if "S" in options:
        entries = sorted(entries, key=lambda entry: -entry[0].lstat().st_size)
    if "r" in options:
        entries = entries[::-1]
    full_time = any(arg.startswith("-") and arg.count("l") > 1 for arg in run.args)
    for path, name in entries:
        mark = "/" if path.is_dir() and ("F" in options or "p" in options) else ""
        number = f"{path.lstat().st_ino} " if "i" in options else ""
        blocks = f"{path.lstat().st_blocks // 2} " if "s" in options else ""
        long = "l" in options
        text = _long(run, path, name, full_time=full_time) if long else name
        run.line(number + blocks + text + mark)


@command("stat")
def stat_command(run: Invocation) -> int:
    """`stat [-c FORMAT] FILE ...` with %n %s %a %A %F %U %G %u %g %h %i %X %Y %Z %x %y %z."""
    options, operands = split_options(run.args, with_value="c")
    code = 0
    for operand in operands:
        path = run.phone.files.host(run.path(operand))
        try:
            text = _stat_text(run, operand, path, options.get("c"))
        except OSError as error:
            run.complain(f"'{operand}': {reason(error)}")
            code = 1
            continue
        run.line(text)
    return code


def _stat_text(run: Invocation, operand: str, path: Path, form: str | None) -> str:
    found = path.stat() if run.args[:1] == ["-L"] else path.lstat()
    user, group = _owner(run, path)
    moment = _time(run, path)
    when = moment.strftime("%Y-%m-%d %H:%M:%S.%f000 %z")
    kinds = ((path.is_symlink(), "symbolic link"), (path.is_dir(), "directory"))
    kind = next((name for found_kind, name in kinds if found_kind), "regular file")
    epoch = str(int(found.st_mtime))
    values = {
        "n": operand, "N": f"`{operand}'", "s": str(found.st_size), "F": kind,
        "U": user, "G": group, "A": stat.filemode(found.st_mode),
        "a": f"{stat.S_IMODE(found.st_mode):o}",
        "u": str(found.st_uid), "g": str(found.st_gid), "h": str(found.st_nlink),
        "i": str(found.st_ino), "X": epoch, "Y": epoch, "Z": epoch, "x": when, "y": when, "z": when,
        "b": str(found.st_blocks), "B": "512", "o": "4096", "%": "%",
    }  # fmt: skip
    if form is not None:
        out, at = [], 0
        while at < len(form):
            if form[at] == "%" and at + 1 < len(form):
                out.append(values.get(form[at + 1], "?"))
                at += 2
            else:
                out.append(form[at])
                at += 1
        return "".join(out)
    return (
        f"  File: {operand}\n  Size: {values['s']}\t Blocks: {values['b']}\t "
        f"IO Blocks: 512\t{kind}\n"
        f"Device: fd05h/64773d\t Inode: {values['i']}\t Links: {values['h']}\n"
        f"Access: ({values['a']:0>4}/{values['A']})\tUid: ({values['u']:>5}/{user:>8})\t"
        f"Gid: ({values['g']:>5}/{group:>8})\nAccess: {when}\nModify: {when}\nChange: {when}"
    )


@command("du")
def du(run: Invocation) -> int:
    options, operands = split_options(run.args, with_value="d")
    for operand in operands or ["."]:
        path = run.phone.files.host(run.path(operand))
        path.lstat()
        total = sum(p.lstat().st_size for _, p, _ in walk("", path, bottom_up=False)) // 1024
        shown = f"{total / 1024:.1f}M" if "h" in options else str(total)
        run.line(f"{shown}\t{operand}")
    return 0


@command("df")
def df(run: Invocation) -> int:
    """Free space of the data partition, taken from the host folder behind it."""
    options, operands = split_options(run.args)
    usage = shutil.disk_usage(run.phone.files.root)
    unit, width = (1 << 30, "G") if "h" in options else (1024, "")
    total, used, free = (f"{n // unit}{width}" for n in (usage.total, usage.used, usage.free))
    percent = usage.used * 100 // max(1, usage.total)
    run.line(f"{'Filesystem':16} {'1K-blocks':>12} {'Used':>12} {'Available':>12} Use% Mounted on")
    for operand in operands or ["/data"]:
        mounted = "/storage/emulated" if operand.startswith(("/sdcard", "/storage")) else "/data"
        source = "/dev/fuse" if mounted != "/data" else "/dev/block/dm-5"
        run.line(f"{source:16} {total:>12} {used:>12} {free:>12} {percent:>3}% {mounted}")
    return 0
