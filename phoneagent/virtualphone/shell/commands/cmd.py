"""`cmd`: the shells of single system parts; and `appops`, `service`, `bugreportz`, `dpm`."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping

from phoneagent.virtualphone.shell.commands.am import am
from phoneagent.virtualphone.shell.commands.ime import ime
from phoneagent.virtualphone.shell.commands.input_events import input_command
from phoneagent.virtualphone.shell.commands.packages import package_verb
from phoneagent.virtualphone.shell.commands.settings import settings
from phoneagent.virtualphone.shell.commands.window import wm
from phoneagent.virtualphone.shell.registry import Body, CommandError, Invocation, command
from phoneagent.virtualphone.system.notifications import Notification


@command("cmd", holds_phone=False)
def cmd(run: Invocation) -> int:
    """`cmd PART VERB ...`."""
    args = list(run.args)
    if args[:1] == ["-l"] or not args:
        run.line("Currently running services:")
        run.out("".join(f"  {name}\n" for name in sorted([*_PARTS, "package"])))
        return 0
    if args[0] == "-w":
        args = args[1:]
    part, rest = args[0], args[1:]
    if part == "package":
        return package_verb(run, rest)
    body = _PARTS.get(part)
    if body is None:
        run.phone.unknown.append(f"cmd {' '.join(args)}")
        raise CommandError(f"Can't find service: {part}", 20)
    inner = Invocation(part, rest, run.stdin, run.stdout, run.stderr, run.shell)
    with run.phone.lock:
        return body(inner) or 0


def _notification(run: Invocation) -> int:
    """`cmd notification list|post [-t TITLE] TAG TEXT|set_dnd on|off|...`."""
    verb = run.args[0] if run.args else ""
    notifications = run.phone.notifications
    if verb == "list":
        for item in notifications.active():
            run.line(f"0|{item.package}|0|{item.tag}|10100")
    elif verb == "post":
        _post(run, list(run.args[1:]))
    elif verb == "set_dnd":
        run.phone.settings.put("global", "zen_mode", 0 if run.args[-1] in ("off", "all") else 1)
    elif verb in ("allow_listener", "disallow_listener", "allow_assistant", "allow_dnd"):
        pass
    else:
        return _unknown(run)
    return 0


def _post(run: Invocation, args: list[str]) -> None:
    title = "Shell"
    words = []
    while args:
        arg = args.pop(0)
        if arg in ("-t", "--title") and args:
            title = args.pop(0)
        elif arg.startswith("-") and args:
            args.pop(0)
        else:
            words.append(arg)
    tag, text = (*words, "", "")[:2]
    run.phone.notifications.post(Notification("com.android.shell", tag, title, text))
    run.line("posting:\n  Notification(channel=shell_cmd shortcut=null contentView=null)")


def _wifi(run: Invocation) -> int:
    verb = run.args[0] if run.args else ""
    radios = run.phone.radios
    if verb == "set-wifi-enabled":
        radios.set_wifi(run.args[-1] == "enabled")
    elif verb == "status":
        run.line(f"Wifi is {'enabled' if radios.wifi else 'disabled'}")
        run.line("Wifi scanning is only available when wifi is enabled")
        if radios.wifi:
            run.line('Wifi is connected to "AndroidWifi"')
    elif verb in ("list-scan-results", "start-scan", "list-networks"):
        if verb == "list-networks" and radios.wifi:
            run.line("Network Id      SSID                         Security type\n"
                     "0            AndroidWifi                      open")  # fmt: skip
    else:
        return _unknown(run)
    return 0


def _bluetooth(run: Invocation) -> int:
    verb = run.args[0] if run.args else ""
    if verb in ("enable", "disable"):
        run.phone.radios.set_bluetooth(verb == "enable")
        run.line("")
    elif verb.startswith("wait-for-state"):
        run.line("Success")
    else:
        return _unknown(run)
    return 0


def _connectivity(run: Invocation) -> int:
    if list(run.args[:1]) != ["airplane-mode"]:
        return _unknown(run)
    if len(run.args) == 1:
        run.line("enabled" if run.phone.radios.airplane else "disabled")
    else:
        run.phone.radios.set_airplane(run.args[1] == "enable")
    return 0


def _clipboard(run: Invocation) -> int:
    verb = run.args[0] if run.args else ""
    if verb == "get-text":
        run.line(run.phone.clipboard.text)
    elif verb == "set-text":
        run.phone.clipboard.set(" ".join(run.args[1:]))
    else:
        return _unknown(run)
    return 0


def _statusbar(run: Invocation) -> int:
    actions: Mapping[str, Callable[[], None]] = {
        "expand-notifications": run.phone.open_notifications,
        "expand-settings": run.phone.open_quick_settings,
        "collapse": run.phone.close_panels,
    }
    verb = run.args[0] if run.args else ""
    if verb not in actions:
        return _unknown(run)
    actions[verb]()
    return 0


def _night(run: Invocation) -> int:
    """`cmd uimode night [yes|no|auto]`."""
    if list(run.args[:1]) != ["night"]:
        return _unknown(run)
    values = {"no": "1", "yes": "2", "auto": "0"}
    if len(run.args) > 1 and run.args[1] in values:
        run.phone.settings.put("secure", "ui_night_mode", values[run.args[1]])
    current = run.phone.settings.get("secure", "ui_night_mode")
    run.line(f"Night mode: {next((k for k, v in values.items() if v == current), 'no')}")
    return 0


def _phone(run: Invocation) -> int:
    return 0 if run.args[:1] else _unknown(run)


def _overlay(run: Invocation) -> int:
    return 0


def _unknown(run: Invocation) -> int:
    run.phone.unknown.append(f"cmd {run.name} {' '.join(run.args)}")
    raise CommandError(f"Unknown command: {(*run.args, '')[0]}", 255, bare=True)


_PARTS: Mapping[str, Body] = {
    "activity": am,
    "input": input_command,
    "input_method": ime,
    "settings": settings,
    "window": wm,
    "notification": _notification,
    "wifi": _wifi,
    "bluetooth_manager": _bluetooth,
    "connectivity": _connectivity,
    "clipboard": _clipboard,
    "statusbar": _statusbar,
    "uimode": _night,
    "phone": _phone,
    "overlay": _overlay,
    "appops": lambda run: appops(run),
}


@command("appops")
def appops(run: Invocation) -> int:
    """Accepts `set`, `reset`, `start` and `stop`; `get` knows nothing to report."""
    verb = run.args[0] if run.args else ""
    if verb == "get":
        run.line("No operations.")
    elif verb not in ("set", "reset", "start", "stop", "write-settings", "read-settings"):
        run.phone.unknown.append(f"appops {' '.join(run.args)}")
        raise CommandError(f"Unknown command: {verb}", 255, bare=True)
    return 0


@command("service")
def service(run: Invocation) -> int:
    """`service call alarm 3 s16 ZONE`, `service call statusbar 1|2`, `service check|list`."""
    args = list(run.args)
    if args[:1] == ["check"]:
        run.line(f"Service {(*args, '')[1]}: found")
        return 0
    if args[:1] == ["list"]:
        run.out("Found 2 services:\n0\tactivity: [android.app.IActivityManager]\n"
                "1\twindow: [android.view.IWindowManager]\n")  # fmt: skip
        return 0
    if args[:3] == ["call", "alarm", "3"] and args[3:4] == ["s16"] and len(args) > 4:
        with contextlib.suppress(ValueError):  # Android ignores a zone it does not know
            run.phone.set_timezone(args[4])
    elif args[:3] == ["call", "statusbar", "1"]:
        run.phone.open_notifications()
    elif args[:3] == ["call", "statusbar", "2"]:
        run.phone.close_panels()
    elif args[:2] not in (["call", "bluetooth_manager"], ["call", "SurfaceFlinger"]):
        run.phone.unknown.append(f"service {' '.join(args)}")
        raise CommandError(f"Service {(*args, '', '')[1]} does not exist")
    run.line("Result: Parcel(00000000    '....')")
    return 0


@command("bugreportz")
def bugreportz(run: Invocation) -> int:
    if "-v" in run.args:
        run.error_line("1.2")
        return 0
    raise CommandError("FAIL:bug reports are not made by this build", bare=True)
