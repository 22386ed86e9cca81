"""`ime`: list, enable and choose keyboards."""

from __future__ import annotations

from phoneagent.virtualphone.shell.registry import CommandError, Invocation, command


@command("ime")
def ime(run: Invocation) -> int:
    """`ime list [-a] [-s]`, `ime enable|disable|set ID`, `ime reset`."""
    args = [arg for arg in run.args if arg not in ("--user", "0")]
    verb = args[0] if args else ""
    if verb == "list":
        return _list(run, everything="-a" in args, short="-s" in args)
    if verb == "reset":
        run.phone.ime.reset()
        run.line("Reset current and enabled IMEs for user #0")
        run.line("  Newly selected IME for user #0: " + run.phone.ime.default)
        return 0
    if verb not in ("enable", "disable", "set"):
        run.phone.unknown.append(f"ime {' '.join(run.args)}")
        raise CommandError(f"Unknown command: {verb}", 255, bare=True)
    if len(args) < 2:
        raise CommandError("Error: Argument expected", 255, bare=True)
    return _change(run, verb, args[1])


def _list(run: Invocation, *, everything: bool, short: bool) -> int:
    names = run.phone.ime.installed() if everything else run.phone.ime.enabled()
    for name in names:
        package, _, cls = name.partition("/")
        if short:
            run.line(name)
        else:
            run.line(f"{name}:")
            run.line(
                f"  mId={name} mSettingsActivityName=null mIsVrOnly=false mSupportsSwitching=true"
            )
            run.line(f"  Service:\n    name={package}{cls}")
            run.line(
                f"    packageName={package}\n    enabled=true exported=true processName={package}"
            )
    return 0


def _change(run: Invocation, verb: str, name: str) -> int:
    keyboards = run.phone.ime
    known = name in keyboards.installed()
    if not known:
        action = "selected" if verb == "set" else f"{verb}d"
        run.error_line(f"Unknown input method {name} cannot be {action} for user #0")
        return 255
    if verb == "enable":
        already = name in keyboards.enabled()
        keyboards.enable(name)
        run.line(f"Input method {name}: {'already' if already else 'now'} enabled for user #0")
    elif verb == "disable":
        already = name not in keyboards.enabled()
        keyboards.disable(name)
        run.line(f"Input method {name}: {'already' if already else 'now'} disabled for user #0")
    elif keyboards.set(name):
        run.line(f"Input method {name} selected for user #0")
    else:
        run.error_line(f"Error: Input method {name} not enabled for user #0")
        return 255
    return 0
