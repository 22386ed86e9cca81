"""Quoted words of a goal, set aside so that nothing in them is read as asked for."""

from __future__ import annotations

import re

MARK = re.compile(r"\ue000(\d+)\ue001")
_QUOTED = re.compile(
    "\"([^\"]+)\"|“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|「([^」]+)」|(?<!\\w)['‘]([^'’]+)['’](?!\\w)"
)


def set_aside(goal: str) -> tuple[str, list[str]]:
    """The goal with a mark for each quotation, and the quotations by the number of their mark."""
    quotes: list[str] = []

    def keep(match: re.Match[str]) -> str:
        quotes.append(next(group for group in match.groups() if group))
        return f"\ue000{len(quotes) - 1}\ue001"

    return _QUOTED.sub(keep, re.sub("[\ue000\ue001]", "", goal)), quotes


def restored(text: str, quotes: list[str]) -> str:
    """The text with its quotations where their marks are."""
    return MARK.sub(lambda m: f'"{quotes[int(m[1])]}"', text)


def left_out(text: str) -> str:
    """The text without its quotations."""
    return MARK.sub(" ", text)
