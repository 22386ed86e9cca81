"""`echo` and `printf`."""

from __future__ import annotations

import re

from phoneagent.virtualphone.shell.registry import CommandError, Invocation, command

_ESCAPES = {
    "n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b",
    "\\": "\\", '"': '"', "'": "'",
}  # fmt: skip
_ESCAPE = re.compile(
    r"\\(x[0-9a-fA-F]{1,2}|0[0-7]{0,3}|[1-7][0-7]{0,2}|u[0-9a-fA-F]{1,4}|.)", re.DOTALL
)


def unescape(text: str) -> str:
    """Resolve backslash escapes as `echo -e` and `printf` do."""

    def one(match: re.Match[str]) -> str:
        code = match[1]
        if code[0] == "x" and len(code) > 1:
            return chr(int(code[1:], 16))
        if code[0] == "u" and len(code) > 1:
            return chr(int(code[1:], 16))
        if code[0].isdecimal():
            return chr(int(code, 8))
        return _ESCAPES.get(code, "\\" + code)

    return _ESCAPE.sub(one, text)


@command("echo", holds_phone=False)
def echo(run: Invocation) -> int:
    args = list(run.args)
    newline, escapes = "\n", False
    while args and re.fullmatch(r"-[neE]+", args[0]):
        option = args.pop(0)
        newline = "" if "n" in option else newline
        escapes = "e" in option or (escapes and "E" not in option)
    text = " ".join(args)
    run.out((unescape(text) if escapes else text) + newline)
    return 0


@command("printf", holds_phone=False)
def printf(run: Invocation) -> int:
    """`printf FORMAT [ARG ...]`; the format is used again while arguments are left."""
    if not run.args:
        raise CommandError("Needs 1 argument")
    form, waiting = unescape(run.args[0]), list(run.args[1:])
    while True:
        before = len(waiting)
        run.out(_format(form, waiting))
        if not waiting or len(waiting) == before:
            return 0


_CONVERSION = re.compile(r"%(%|[-+ #0]*\d{0,4}(?:\.\d{1,3})?[diouxXeEfgGsbc])")


def _format(form: str, waiting: list[str]) -> str:
    def one(match: re.Match[str]) -> str:
        if match[1] == "%":
            return "%"
        kind = match[1][-1]
        value = waiting.pop(0) if waiting else ""
        if kind == "b":
            return unescape(value)
        if kind in "sc":
            return (match[0][:-1] + "s") % (value[:1] if kind == "c" else value)
        try:
            number = float(value or 0) if kind in "eEfgG" else int(value or "0", 0)
        except ValueError:
            number = 0
        return match[0].replace("u", "d") % number

    return _CONVERSION.sub(one, form)
