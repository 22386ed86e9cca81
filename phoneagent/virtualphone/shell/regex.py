"""POSIX regular expressions, and lines of text: what grep and sed share."""

from __future__ import annotations

import re

from phoneagent.virtualphone.shell.registry import CommandError


def lines_of(data: bytes) -> list[str]:
    """The lines of a text, without their newlines."""
    text = data.decode("utf-8", "surrogateescape")
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def _regex(pattern: str, *, extended: bool) -> str:
    """A Python regular expression for a POSIX one; in a basic one only escaped `|(){}+?` work."""
    if not extended:
        pattern = re.sub(r"\\([|(){}+?])|([|(){}+?])", lambda m: m[1] or "\\" + m[2], pattern)
    for name, chars in (
        ("alpha", "a-zA-Z"), ("digit", "0-9"), ("alnum", "a-zA-Z0-9"), ("space", r"\s"),
        ("upper", "A-Z"), ("lower", "a-z"), ("xdigit", "0-9a-fA-F"), ("punct", r"!-/:-@\[-`{-~"),
    ):  # fmt: skip
        pattern = pattern.replace(f"[:{name}:]", chars)
    return pattern


def compile_regex(pattern: str, *, extended: bool, ignore_case: bool = False) -> re.Pattern[str]:
    """Compile a POSIX regular expression.

    Raises:
        CommandError: not one.
    """
    try:
        return re.compile(_regex(pattern, extended=extended), re.IGNORECASE if ignore_case else 0)
    except re.error:
        raise CommandError(f"bad REGEX '{pattern}'", code=2) from None
