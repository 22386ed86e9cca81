"""`settings get|put|delete|list|reset`."""

from __future__ import annotations

from phoneagent.virtualphone.shell.registry import CommandError, Invocation, command
from phoneagent.virtualphone.system.settings import Namespace, namespace


def _space(name: str) -> Namespace:
    try:
        return namespace(name.lower())
    except ValueError:
        raise CommandError(f"Invalid namespace '{name}'", 255, bare=True) from None


@command("settings")
def settings(run: Invocation) -> int:
    """`settings [--user U] VERB NAMESPACE [KEY [VALUE [TAG] [default]]]`."""
    args = list(run.args)
    while "--user" in args[:-1]:
        at = args.index("--user")
        del args[at : at + 2]
    needed = {"get": 3, "put": 4, "delete": 3, "list": 2, "reset": 3}
    verb = args[0] if args else ""
    if verb not in needed:
        run.phone.unknown.append(f"settings {' '.join(run.args)}")
        raise CommandError(f"Invalid command: {verb}", 255, bare=True)
    if len(args) < needed[verb]:
        raise CommandError("Bad arguments", 255, bare=True)
    space = _space(args[1])
    store = run.phone.settings
    match verb:
        case "get":
            value = store.get(space, args[2])
            run.line("null" if value is None else value)
        case "put":
            store.put(space, args[2], args[3])
        case "delete":
            run.line(f"Deleted {int(store.delete(space, args[2]))} rows")
        case "list":
            run.out("".join(f"{key}={value}\n" for key, value in store.list(space)))
        case _:
            raise CommandError("reset: not supported on this build", 255, bare=True)
    return 0
