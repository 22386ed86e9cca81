"""Shell patterns: which names and which device paths they match."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache

from phoneagent.virtualphone.system.files import Files

MAGIC = re.compile(r"[*?\[]")


def escape(text: str) -> str:
    """The pattern that matches exactly this text."""
    return re.sub(r"([*?\[\]\\])", r"\\\1", text)


def has_magic(pattern: str) -> bool:
    """Whether a pattern has an unescaped `*`, `?` or `[`."""
    return MAGIC.search(re.sub(r"\\.", "", pattern)) is not None


def unescape(pattern: str) -> str:
    """The text behind a pattern without magic."""
    return re.sub(r"\\(.)", r"\1", pattern, flags=re.DOTALL)


@lru_cache(maxsize=256)
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """The regular expression of a shell pattern (POSIX.1-2017, 2.13), to be used with fullmatch."""
    out: list[str] = []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "*":
            out.append(".*")
        elif char == "?":
            out.append(".")
        elif char == "\\" and at < len(pattern):
            out.append(re.escape(pattern[at]))
            at += 1
        elif char == "[" and (end := pattern.find("]", at + 1)) > 0:
            out.append(_bracket(pattern[at:end]))
            at = end + 1
        else:
            out.append(re.escape(char))
    return re.compile("".join(out), re.DOTALL)


def _bracket(inside: str) -> str:
    negated = inside[:1] in ("!", "^")
    body = inside[1:] if negated else inside
    body = re.sub(r"([\\\[&~|])", r"\\\1", body).replace("--", r"\-\-")
    try:
        re.compile(f"[{body}]")
    except re.error:
        return re.escape(f"[{inside}]")
    return f"[{'^' if negated else ''}{body}]"


def matches(name: str, pattern: str) -> bool:
    """Whether a whole text matches a shell pattern."""
    return compile_pattern(pattern).fullmatch(name) is not None


def expand_path(pattern: str, folder: str, files: Files) -> list[str]:
    """The existing device paths that a pattern stands for, sorted; empty when there is none.

    Args:
        pattern: a shell pattern; matches keep its form (relative stays relative).
        folder: the shell's current folder.
        files: the device's storage.
    """
    start = "/" if pattern.startswith("/") else ""
    found = [start]
    pieces = [piece for piece in pattern.split("/") if piece]
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        found = [
            posixpath.join(base, name)
            for base in found
            for name in _names(posixpath.join(folder, base), piece, files)
            if last or _is_folder(posixpath.join(folder, base, name), files)
        ]
    return found


def _names(folder: str, piece: str, files: Files) -> list[str]:
    if not has_magic(piece):
        name = unescape(piece)
        try:
            return [name] if files.exists(posixpath.join(folder, name)) else []
        except OSError:
            return []
    try:
        names = files.names(folder)
    except OSError:
        return []
    hidden = piece.startswith(".")
    return [n for n in names if matches(n, piece) and (hidden or not n.startswith("."))]


def _is_folder(path: str, files: Files) -> bool:
    try:
        return files.host(path).is_dir()
    except OSError:
        return False
