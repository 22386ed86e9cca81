"""`app_process`: starts a Java class; here, the programs the phone brings along."""

from __future__ import annotations

from phoneagent.virtualphone.shell.registry import Invocation, command


@command("app_process", "app_process32", "app_process64", holds_phone=False)
def app_process(run: Invocation) -> int:
    """`CLASSPATH=JAR app_process [OPTION ...] FOLDER CLASS [ARG ...]`."""
    args = list(run.args)
    while args and args[0].startswith("-"):
        args.pop(0)
    name = args[1] if len(args) > 1 else ""
    program = run.shell.programs.get(name)
    jar = run.shell.variables.values.get("CLASSPATH", "").partition(":")[0]
    if program is None or not (jar and run.phone.files.exists(jar)):
        if program is None:
            run.phone.unknown.append(f"app_process {name}")
        run.error_line(f'Error: could not find class "{name}"\nAborted')
        return 134
    inner = Invocation(name, args[2:], run.stdin, run.stdout, run.stderr, run.shell)
    return program(inner) or 0
