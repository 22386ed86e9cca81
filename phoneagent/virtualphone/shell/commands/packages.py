"""`pm`: install, list and change packages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from phoneagent.virtualphone.shell.commands.apk import BadApk, read_apk
from phoneagent.virtualphone.shell.commands.intent_args import parse_intent
from phoneagent.virtualphone.shell.registry import CommandError, Invocation, command
from phoneagent.virtualphone.system.intents import ACTION_MAIN, CATEGORY_LAUNCHER, Intent
from phoneagent.virtualphone.system.packages import Package

_VALUED = ("--user", "-i", "--install-location", "--pkg", "-S", "--originating-uri", "--abi")


def _operands(args: list[str]) -> list[str]:
    found, waiting = [], list(args)
    while waiting:
        arg = waiting.pop(0)
        if arg in _VALUED and waiting:
            waiting.pop(0)
        elif not arg.startswith("-"):
            found.append(arg)
    return found


@command("pm", holds_phone=False)
def pm(run: Invocation) -> int:
    """The package manager's shell; installs read their APK before they take the phone."""
    return package_verb(run, list(run.args))


def package_verb(run: Invocation, args: list[str]) -> int:
    """What `pm` and `cmd package` have in common."""
    verb = args[0] if args else ""
    if verb not in _VERBS:
        run.phone.unknown.append(f"{run.name} {' '.join(args)}")
        raise CommandError(f"Unknown command: {verb}", 255, bare=True)
    if verb in ("install", "install-streaming"):
        return _install(run, args[1:])
    with run.phone.lock:
        return _VERBS[verb](run, args[1:])


def _known(run: Invocation, name: str) -> Package:
    package = run.phone.packages.get(name)
    if package is None:
        raise CommandError(
            f"\nException occurred while executing:\njava.lang.IllegalArgumentException: "
            f"Unknown package: {name}",
            255,
            bare=True,
        )
    return package


def _install(run: Invocation, args: list[str]) -> int:
    """From a file on the device, or with `-S SIZE` from standard input."""
    if "-S" in args[:-1]:
        size = int(args[args.index("-S") + 1])
        data = b""
        while len(data) < size:
            part = run.stdin.read_some(size - len(data))
            if not part:
                raise CommandError("Error: failed to read the whole package", bare=True)
            data += part
    else:
        names = _operands(args)
        if not names:
            raise CommandError(
                "Error: must either specify a package size or an APK file", bare=True
            )
        try:
            data = run.phone.files.host(run.path(names[-1])).read_bytes()
        except OSError:
            raise CommandError(
                f"Error: Unable to open file: {names[-1]}\nConsider using a file under "
                "/data/local/tmp/",
                bare=True,
            ) from None
    try:
        facts = read_apk(data)
    except BadApk as error:
        raise CommandError(f"Failure [{error}]", bare=True) from None
    with run.phone.lock:
        run.phone.packages.install(
            facts.package, version=facts.version_name, version_code=facts.version_code
        )
    run.line("Success")
    return 0


def _uninstall(run: Invocation, args: list[str]) -> int:
    names = _operands(args)
    name = names[0] if names else ""
    if "-k" not in args and run.phone.uninstall(name):
        run.line("Success")
        return 0
    package = run.phone.packages.get(name)
    if package and package.system and "--user" in args:
        run.phone.packages.set_enabled(name, False)
        run.line("Success")
        return 0
    run.line("Failure [DELETE_FAILED_INTERNAL_ERROR]")
    return 1


def _list(run: Invocation, args: list[str]) -> int:
    what = args[0] if args else ""
    printers: Mapping[str, Callable[[Invocation, list[str]], int]] = {
        "packages": _list_packages,
        "package": _list_packages,
        "features": lambda run, _: _print(
            run,
            "feature:reqGlEsVersion=0x30002\nfeature:android.hardware.touchscreen\n"
            "feature:android.hardware.wifi\nfeature:android.hardware.telephony",
        ),
        "users": lambda run, _: _print(run, "Users:\n\tUserInfo{0:Owner:4c13} running"),
        "instrumentation": lambda run, _: 0,
        "libraries": lambda run, _: _print(run, "library:android.test.base"),
        "permissions": _list_permissions,
        "permission-groups": lambda run, _: 0,
    }
    if what not in printers:
        raise CommandError(f"Error: unknown list type '{what}'", 255, bare=True)
    return printers[what](run, args[1:])


def _print(run: Invocation, text: str) -> int:
    run.line(text)
    return 0


def _list_permissions(run: Invocation, args: list[str]) -> int:
    names = {name for package in run.phone.packages.all() for name in package.permissions}
    run.out("All Permissions:\n\n" + "".join(f"permission:{name}\n" for name in sorted(names)))
    return 0


def _list_packages(run: Invocation, args: list[str]) -> int:
    flags = {arg for arg in args if arg.startswith("-")}
    words = _operands(args)
    for package in run.phone.packages.all():
        if words and not any(word in package.name for word in words):
            continue
        if ("-3" in flags and package.system) or ("-s" in flags and not package.system):
            continue
        if ("-d" in flags and package.enabled) or ("-e" in flags and not package.enabled):
            continue
        path = f"{package.path}=" if "-f" in flags else ""
        uid = f" uid:{package.uid}" if "-U" in flags else ""
        code = f" versionCode:{package.version_code}" if "--show-versioncode" in flags else ""
        installer = "  installer=null" if "-i" in flags else ""
        run.line(f"package:{path}{package.name}{code}{installer}{uid}")
    return 0


def _path(run: Invocation, args: list[str]) -> int:
    names = _operands(args)
    package = run.phone.packages.get(names[-1]) if names else None
    if package is None:
        return 1
    run.line(f"package:{package.path}")
    return 0


def _clear(run: Invocation, args: list[str]) -> int:
    names = _operands(args)
    done = bool(names) and run.phone.clear_data(names[0])
    run.line("Success" if done else "Failed")
    return 0 if done else 1


def _grant(run: Invocation, args: list[str], *, granted: bool = True) -> int:
    names = _operands(args)
    if len(names) < 2:
        raise CommandError("Error: no permission specified", 255, bare=True)
    _known(run, names[0])
    run.phone.packages.grant(names[0], names[1], granted)
    return 0


def _enable(run: Invocation, args: list[str], *, enabled: bool = True) -> int:
    names = _operands(args)
    package = _known(run, names[0].partition("/")[0] if names else "")
    run.phone.packages.set_enabled(package.name, enabled)
    state = "enabled" if enabled else "disabled-user"
    run.line(f"Package {package.name} new state: {state}")
    return 0


def _resolve(run: Invocation, args: list[str]) -> int:
    """`resolve-activity [--brief] INTENT`; a bare package means its launcher activity."""
    asked = parse_intent(
        [arg for arg in args if arg not in ("--brief", "--components")],
        frozenset(),
        frozenset(("--user", "--query-flags")),
    )
    intent = asked.intent
    if intent.package and not (intent.action or intent.data):
        main = Intent(ACTION_MAIN, categories=frozenset({CATEGORY_LAUNCHER}))
        intent = Intent(main.action, categories=main.categories, package=intent.package)
    found = [intent.component] if intent.component else run.phone.packages.resolve(intent)
    if not found or found[0] is None:
        run.line("No activity found")
        return 0
    if "--brief" in args:
        run.line("priority=0 preferredOrder=0 match=0x108000 specificIndex=-1 isDefault=true")
        run.line(found[0].short)
    else:
        run.line("priority=0 preferredOrder=0 match=0x108000 specificIndex=-1 isDefault=true")
        run.line(f"ActivityInfo:\n  name={found[0].name}\n  packageName={found[0].package}")
    return 0


def _query(run: Invocation, args: list[str]) -> int:
    asked = parse_intent(
        [arg for arg in args if arg not in ("--brief", "--components")],
        frozenset(),
        frozenset(("--user", "--query-flags")),
    )
    found = run.phone.packages.resolve(asked.intent)
    if "--components" not in args:
        run.line(f"{len(found)} activities found:")
    for component in found:
        run.line(component.short if "--components" in args else f"  {component.short}")
    return 0


_VERBS: Mapping[str, Callable[[Invocation, list[str]], int]] = {
    "list": _list,
    "path": _path,
    "install": _install,
    "install-streaming": _install,
    "install-existing": lambda run, args: _print(
        run, f"Package {_known(run, args[-1]).name} installed for user: 0"
    ),
    "uninstall": _uninstall,
    "clear": _clear,
    "grant": _grant,
    "revoke": lambda run, args: _grant(run, args, granted=False),
    "reset-permissions": lambda run, args: 0,
    "enable": _enable,
    "disable": lambda run, args: _enable(run, args, enabled=False),
    "disable-user": lambda run, args: _enable(run, args, enabled=False),
    "resolve-activity": _resolve,
    "query-activities": _query,
    "get-install-location": lambda run, args: _print(run, "0[auto]"),
    "set-home-activity": lambda run, args: _print(run, "Success"),
    "dump": lambda run, args: 0,
    "trim-caches": lambda run, args: 0,
    "compile": lambda run, args: _print(run, "Success"),
    "has-feature": lambda run, args: _print(run, "true"),
    "get-max-users": lambda run, args: _print(run, "Maximum supported users: 4"),
}
