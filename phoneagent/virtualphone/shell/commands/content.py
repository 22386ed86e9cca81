"""`content`: query and change content providers (AOSP: com.android.commands.content.Content)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from phoneagent.virtualphone.shell.registry import CommandError, Invocation, command
from phoneagent.virtualphone.system.providers.base import BadQuery, UnknownUri, Value


@dataclass
class _Request:
    uri: str = ""
    projection: list[str] = field(default_factory=list)
    where: str = ""
    sort: str = ""
    binds: dict[str, Value] = field(default_factory=dict)


_TYPES: Mapping[str, Callable[[str], Value]] = {
    "s": str,
    "i": int,
    "l": int,
    "f": float,
    "d": float,
    "b": lambda text: int(text.lower() in ("true", "1")),
    "n": lambda text: None,
}


def _parse(args: list[str]) -> _Request:
    request = _Request()
    waiting = list(args)
    while waiting:
        option = waiting.pop(0)
        if option not in ("--uri", "--user", "--projection", "--where", "--sort", "--bind",
                          "--extra", "--method", "--arg"):  # fmt: skip
            raise CommandError(f"[ERROR] Unsupported argument: {option}", bare=True)
        if not waiting:
            raise CommandError(f"[ERROR] Argument expected after: {option}", bare=True)
        value = waiting.pop(0)
        if option == "--uri":
            request.uri = value
        elif option == "--projection":
            request.projection = value.split(":")
        elif option == "--where":
            request.where = value
        elif option == "--sort":
            request.sort = value
        elif option == "--bind":
            name, bound = _bind(value)
            request.binds[name] = bound
    if not request.uri:
        raise CommandError("[ERROR] Content provider URI not specified. "
            "Did you specify --uri argument?",
                           bare=True)  # fmt: skip
    return request


def _bind(text: str) -> tuple[str, Value]:
    """`NAME:TYPE:VALUE`."""
    name, _, rest = text.partition(":")
    kind, colon, value = rest.partition(":")
    if not colon and kind != "n":
        raise CommandError(f"[ERROR] Binding not well formed: {text}", bare=True)
    if kind not in _TYPES:
        raise CommandError(f"[ERROR] Unsupported type: {kind}", bare=True)
    try:
        return name, _TYPES[kind](value)
    except ValueError:
        raise CommandError(f'[ERROR] For input string: "{value}"', bare=True) from None


def _shown(value: Value) -> str:
    if value is None:
        return "NULL"
    return "BLOB" if isinstance(value, bytes) else str(value)


@command("content")
def content(run: Invocation) -> int:
    verb = run.args[0] if run.args else ""
    if verb not in ("query", "insert", "update", "delete", "gettype", "read"):
        run.phone.unknown.append(f"content {' '.join(run.args)}")
        raise CommandError(f"[ERROR] Unsupported operation: {verb}", bare=True)
    request = _parse(list(run.args[1:]))
    try:
        return _carry_out(run, verb, request)
    except UnknownUri as error:
        authority = request.uri.removeprefix("content://").partition("/")[0]
        run.error_line(f"Error while accessing provider:{authority}")
        run.error_line(f"java.lang.IllegalStateException: {error.args[0]}")
        return 0
    except BadQuery as error:
        authority = request.uri.removeprefix("content://").partition("/")[0]
        run.error_line(f"Error while accessing provider:{authority}")
        run.error_line(f"android.database.sqlite.SQLiteException: {error}")
        return 0


def _carry_out(run: Invocation, verb: str, request: _Request) -> int:
    providers = run.phone.providers
    if verb == "query":
        rows = providers.query(request.uri, request.projection, request.where, sort=request.sort)
        for number, row in enumerate(rows):
            columns = ", ".join(f"{name}={_shown(value)}" for name, value in row.items())
            run.line(f"Row: {number} {columns}")
        if not rows:
            run.line("No result found.")
    elif verb == "insert":
        providers.insert(request.uri, request.binds)
    elif verb == "update":
        providers.update(request.uri, request.binds, request.where)
    elif verb == "delete":
        providers.delete(request.uri, request.where)
    elif verb == "gettype":
        run.line(f"Result: {providers.mime_of(request.uri) or 'null'}")
    else:
        raise CommandError("[ERROR] this provider has no files", bare=True)
    return 0
