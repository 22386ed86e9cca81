"""`svc`: switches for power and radios."""

from __future__ import annotations

from phoneagent.virtualphone.shell.registry import CommandError, Invocation, command


@command("svc")
def svc(run: Invocation) -> int:
    """`svc wifi|data|bluetooth|nfc enable|disable`, `svc power stayon|reboot|shutdown`."""
    kind, verb = (*run.args, "", "")[:2]
    radios = run.phone.radios
    switches = {
        "wifi": radios.set_wifi,
        "data": radios.set_mobile_data,
        "bluetooth": radios.set_bluetooth,
    }
    if kind in switches and verb in ("enable", "disable"):
        switches[kind](verb == "enable")
    elif kind == "nfc" and verb in ("enable", "disable"):
        pass
    elif kind == "power" and verb == "stayon":
        value = {"true": 7, "false": 0, "usb": 2, "ac": 1, "wireless": 4}
        run.phone.settings.put(
            "global", "stay_on_while_plugged_in", value.get((*run.args, "")[2], 0)
        )
    elif kind == "usb":
        pass
    else:
        run.phone.unknown.append(f"svc {' '.join(run.args)}")
        raise CommandError("Available commands: help power data wifi usb nfc bluetooth", bare=True)
    return 0
