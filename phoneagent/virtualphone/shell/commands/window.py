"""`wm`: size, density and rotation of the display."""

from __future__ import annotations

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.shell.registry import CommandError, Invocation, command


@command("wm")
def wm(run: Invocation) -> int:
    args = list(run.args)
    verb = args[0] if args else ""
    phone = run.phone
    if verb == "size" and len(args) == 1:
        run.line(f"Physical size: {phone.width_px}x{phone.height_px}")
    elif verb == "density" and len(args) == 1:
        run.line(f"Physical density: {phone.density_dpi}")
    elif verb in ("size", "density") and args[1] == "reset":
        return 0
    elif verb in ("size", "density"):
        raise CommandError(
            "Error: the panel of a virtual phone has one size and density", bare=True
        )
    elif verb in ("user-rotation", "set-user-rotation", "fixed-to-user-rotation"):
        return _rotation(run, verb, args[1:])
    elif verb == "dismiss-keyguard":
        phone.power.unlock()
    else:
        phone.unknown.append(f"wm {' '.join(args)}")
        raise CommandError(f"Unknown command: {verb}", 255, bare=True)
    return 0


def _rotation(run: Invocation, verb: str, args: list[str]) -> int:
    phone = run.phone
    if verb == "fixed-to-user-rotation":
        return 0
    if not args:
        locked = not phone.settings.on("system", "accelerometer_rotation")
        run.line(f"lock {phone.rotation}" if locked else "free")
    elif args[0] == "free":
        turning.turn_freely(phone)
    elif args[0] == "lock":
        number = args[-1]
        turning.turn(phone, int(number) if number in ("0", "1", "2", "3") else phone.rotation)
    else:
        raise CommandError(f"Error: argument needs to be either -d, free or lock: {args[0]}", 255)
    return 0
