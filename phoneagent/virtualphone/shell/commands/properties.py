"""`getprop`, `setprop`, `getenforce`, `uname`, `date`, `uptime` and who one is."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo

from phoneagent.virtualphone.shell.registry import CommandError, Invocation, command

_MAX_VALUE = 91


@command("getprop")
def getprop(run: Invocation) -> int:
    """`getprop [NAME [DEFAULT]]`."""
    args = [arg for arg in run.args if arg not in ("-T", "-Z")]
    if args:
        run.line(run.phone.props.get(args[0]) or (args[1] if len(args) > 1 else ""))
        return 0
    run.out("".join(f"[{name}]: [{value}]\n" for name, value in sorted(run.phone.props.items())))
    return 0


@command("setprop")
def setprop(run: Invocation) -> int:
    if len(run.args) != 2:
        raise CommandError("usage: setprop NAME VALUE", bare=True)
    name, value = run.args
    read_only = name.startswith("ro.") and name in run.phone.props
    if read_only or (len(value) > _MAX_VALUE and not name.startswith("ro.")):
        raise CommandError(f"Failed to set property '{name}' to '{value}'.")
    run.phone.props[name] = value
    if name == "persist.sys.timezone":
        run.phone.set_timezone(value)
    return 0


@command("getenforce", "arch", "locale", "nproc", "hostname")
def fact(run: Invocation) -> int:
    props = run.phone.props
    facts = {
        "getenforce": "Permissive",
        "arch": "x86_64",
        "locale": props.get("persist.sys.locale", "en-US").replace("-", "_") + ".UTF-8",
        "nproc": "8",
        "hostname": "localhost",
    }
    run.line(facts[run.name])
    return 0


@command("uname", holds_phone=False)
def uname(run: Invocation) -> int:
    parts = {"s": "Linux", "n": "localhost", "r": "6.1.23-android14", "v": "#1 SMP PREEMPT",
             "m": "x86_64", "o": "Android"}  # fmt: skip
    letters = "".join(arg.lstrip("-") for arg in run.args) or "s"
    wanted = "snrvm" if "a" in letters else letters
    run.line(" ".join(parts[k] for k in "snrvmo" if k in wanted) + (" Android" * ("a" in letters)))
    return 0


@command("id", "whoami", "groups", "logname", holds_phone=False)
def identity(run: Invocation) -> int:
    user = run.shell.user
    number = {"root": 0, "shell": 2000}.get(user, 10100)
    if run.name != "id" or "-un" in run.args:
        run.line(user)
    elif "-u" in run.args or "-g" in run.args:
        run.line(str(number))
    else:
        run.line(
            f"uid={number}({user}) gid={number}({user}) groups={number}({user}),1004(input),"
            "1007(log),1011(adb),1015(sdcard_rw),1028(sdcard_r),3003(inet),3009(readproc) "
            f"context=u:r:{'su' if user == 'root' else 'shell'}:s0"
        )
    return 0


@command("uptime")
def uptime(run: Invocation) -> int:
    up = timedelta(milliseconds=run.phone.clock.uptime_ms())
    minutes = int(up.total_seconds()) // 60
    run.line(
        f" {run.phone.clock.now():%H:%M:%S} up {minutes} min,  0 users,  "
        "load average: 0.10, 0.10, 0.10"
    )
    return 0


@command("date")
def date(run: Invocation) -> int:
    """`date [-u] [-d TEXT] [-s TIME | MMDDhhmm[[CC]YY][.ss] | @SECONDS] [+FORMAT]`."""
    args = [arg for arg in run.args if arg not in ("-u", "--utc")]
    moment = run.phone.clock.now()
    if len(args) != len(run.args):
        moment = moment.astimezone(_utc())
    form = next((arg[1:] for arg in args if arg.startswith("+")), None)
    if args[:1] == ["-d"] and len(args) > 1:
        moment = _read(args[1], moment)
    elif (given := [arg for arg in args if not arg.startswith(("+", "-"))]) or "-s" in args:
        if run.shell.user != "root":
            raise CommandError("cannot set date: Operation not permitted")
        run.phone.clock.set(_read(given[0], moment) if given else moment)
        run.phone.changes.note()
        moment = run.phone.clock.now()
        if form is None and "-s" not in args:
            form = "%a %b %d %H:%M:%S %Z %Y"
    run.line(_show(moment, form or "%a %b %e %H:%M:%S %Z %Y"))
    return 0


def _utc() -> tzinfo:
    from zoneinfo import ZoneInfo

    return ZoneInfo("UTC")


def _show(moment: datetime, form: str) -> str:
    form = form.replace("%s", str(int(moment.timestamp())))
    form = form.replace("%N", f"{moment.microsecond * 1000:09d}").replace("%e", f"{moment.day:2}")
    return moment.strftime(form)


_TOUCH_FORM = re.compile(r"(\d{2})(\d{2})(\d{2})(\d{2})((?:\d{2})?\d{2})?(?:\.(\d{2}))?")


def _read(text: str, now: datetime) -> datetime:
    """A moment in one of the forms toybox takes.

    Raises:
        CommandError: none of them.
    """
    try:
        if text.startswith("@"):
            return datetime.fromtimestamp(float(text[1:]), now.tzinfo)
        if match := _TOUCH_FORM.fullmatch(text):
            month, day, hour, minute, year, second = match.groups()
            years = now.year if not year else int(year) if len(year) == 4 else 2000 + int(year)
            return datetime(
                years, int(month), int(day), int(hour), int(minute), int(second or 0),
                tzinfo=now.tzinfo,
            )  # fmt: skip
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise CommandError(f"bad date '{text}'") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)
