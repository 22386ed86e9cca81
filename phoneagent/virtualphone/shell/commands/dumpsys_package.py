"""The package part of `dumpsys`."""

from __future__ import annotations

from phoneagent.virtualphone.shell.registry import Invocation
from phoneagent.virtualphone.system.packages import Package


def package(run: Invocation, args: list[str]) -> str:
    """`dumpsys package [NAME]`."""
    names = [arg for arg in args if not arg.startswith("-")]
    if not names:
        return "Packages:\n" + "".join(_show(run, item) for item in run.phone.packages.all())
    found = run.phone.packages.get(names[-1])
    if found is None:
        return f"Unable to find package: {names[-1]}\n"
    return _resolver(found) + "Packages:\n" + _show(run, found)


def _resolver(found: Package) -> str:
    launcher = found.launcher
    if launcher is None:
        return ""
    return (
        "Activity Resolver Table:\n  Non-Data Actions:\n      android.intent.action.MAIN:\n"
        f"        a1b2c3d {launcher.short} filter d4e5f6a\n"
        '          Action: "android.intent.action.MAIN"\n'
        '          Category: "android.intent.category.LAUNCHER"\n\n'
    )


def _show(run: Invocation, item: Package) -> str:
    installed = item.installed or run.phone.clock.now()
    when = installed.strftime("%Y-%m-%d %H:%M:%S")
    flags = (
        "SYSTEM HAS_CODE ALLOW_CLEAR_USER_DATA"
        if item.system
        else ("HAS_CODE ALLOW_CLEAR_USER_DATA ALLOW_BACKUP")
    )
    token = f"{sum(map(ord, item.name)) * 2654435761 & 0xFFFFFFF:x}"
    permissions = "".join(
        f"        {name}: granted={str(name in item.granted).lower()}, flags=[ USER_SET ]\n"
        for name in sorted({*item.permissions, *item.granted})
    )
    return (
        f"  Package [{item.name}] ({token}):\n    userId={item.uid}\n"
        f"    pkg=Package{{{token} {item.name}}}\n    codePath={item.path.rpartition('/')[0]}\n"
        f"    versionCode={item.version_code} minSdk=26 targetSdk=34\n"
        f"    versionName={item.version}\n"
        f"    signatures=PackageSignatures{{{token} version:2, signatures:[{token}], "
        "past signatures:[]}\n"
        f"    pkgFlags=[ {flags} ]\n    dataDir=/data/user/0/{item.name}\n"
        f"    timeStamp={when}\n    firstInstallTime={when}\n    lastUpdateTime={when}\n"
        f"    User 0: ceDataInode=0 installed=true hidden=false suspended=false stopped=false "
        f"enabled={0 if item.enabled else 3}\n      runtime permissions:\n{permissions}"
    )
