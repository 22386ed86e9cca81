"""`uiautomator dump`: the window tree as XML."""

from __future__ import annotations

from phoneagent.virtualphone.shell.registry import CommandError, Invocation, command

_DEFAULT = "/sdcard/window_dump.xml"


@command("uiautomator")
def uiautomator(run: Invocation) -> int:
    """`uiautomator dump [--compressed] [FILE]`; the misspelt message is Android's own."""
    verb = run.args[0] if run.args else "help"
    if verb != "dump":
        if verb not in ("help", "events"):
            run.phone.unknown.append(f"uiautomator {' '.join(run.args)}")
        raise CommandError("Unsupported standalone command: " + verb, bare=True)
    operands = [arg for arg in run.args[1:] if not arg.startswith("--")]
    target = operands[0] if operands else _DEFAULT
    xml = run.phone.dump_xml(u2=False, compressed="--compressed" in run.args)
    if target in ("/dev/tty", "/dev/stdout"):
        run.out(xml)
    else:
        path = run.path(target)
        if not run.phone.files.host(path).parent.is_dir():
            run.error_line(f"ERROR: could not create {target}: No such file or directory")
            return 1
        run.phone.files.write_text(path, xml)
    run.line(f"UI hierchary dumped to: {target}")
    return 0
