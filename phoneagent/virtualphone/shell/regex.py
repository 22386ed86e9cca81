"""POSIX regular expressions, and lines of text: what grep and sed share."""

from __future__ import annotations

import re

from phoneagent.virtualphone.shell.registry import CommandError


def lines_of(data: bytes) -> list[str]:
    """The lines of a text, without their newlines."""
    text = data.decode("utf-8", "surrogateescape")
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines


_CLASSES = {
    "alpha": "a-zA-Z",
    "digit": "0-9",
    "alnum": "a-zA-Z0-9",
    "space": r"\s",
    "blank": r" \t",
    "upper": "A-Z",
    "lower": "a-z",
    "xdigit": "0-9a-fA-F",
    "punct": r"!-/:-@\[-`{-~",
}
_OPERATORS = "|(){}+?"
_BRACKET = re.compile(r"\[\^?\]?(?:\[:\w+:\]|[^\]])*\]")


def _regex(pattern: str, *, extended: bool) -> str:
    """A Python regular expression for a POSIX one; in a basic one only escaped `|(){}+?` work."""
    out: list[str] = []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        if char == "[":
            bracket = _BRACKET.match(pattern, at)
            if bracket is None:
                raise CommandError(f"bad REGEX '{pattern}': Unmatched [", code=2)
            out.append(_bracket(bracket[0]))
            at = bracket.end()
            continue
        following = pattern[at + 1 : at + 2]
        if char == "\\" and following:
            basic_operator = not extended and following in _OPERATORS
            out.append(following if basic_operator else char + following)
            at += 2
            continue
        out.append("\\" + char if char in _OPERATORS and not extended else char)
        at += 1
    return "".join(out)


def _bracket(text: str) -> str:
    """A bracket expression; inside it a backslash and an opening bracket stand for themselves."""
    body = text[1:-1]
    negated = body.startswith("^")
    body = body.removeprefix("^").replace("\\", "\\\\")
    body = re.sub(r"\[:(\w+):\]", lambda match: "\0" + match[1] + "\0", body)
    body = re.sub(r"([\[\]&~|])", r"\\\1", body).replace("--", r"\-\-")
    body = re.sub("\0(\\w+)\0", lambda match: _CLASSES.get(match[1], ""), body)
    return f"[{'^' if negated else ''}{body}]"


def compile_regex(pattern: str, *, extended: bool, ignore_case: bool = False) -> re.Pattern[str]:
    """Compile a POSIX regular expression.

    Raises:
        CommandError: not one.
    """
    try:
        return re.compile(_regex(pattern, extended=extended), re.IGNORECASE if ignore_case else 0)
    except re.error:
        raise CommandError(f"bad REGEX '{pattern}'", code=2) from None
