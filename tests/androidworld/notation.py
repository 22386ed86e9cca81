"""How AndroidWorld writes rows into goals and files: a table with bars, or one block per row."""

from __future__ import annotations

import re
from collections.abc import Iterator

Row = dict[str, str]

_FIELD = re.compile(r"^ (\w+): (.*)$")
_HEAD = re.compile(r"^(Expense|Recipe): (.*)$")
_HEAD_FIELDS = {"Expense": "name", "Recipe": "title"}


def rows_in(text: str) -> list[Row]:
    """Every row of a text, a table (`name|note` above its lines) or blocks (`Expense: Coffee`)."""
    lines = text.splitlines()
    start = next((i for i, line in enumerate(lines) if re.match(r"^(name|title)\|", line)), None)
    if start is None:
        return list(_blocks(lines))
    names = lines[start].strip().split("|")
    cells = (line.strip().split("|") for line in lines[start + 1 :])
    return [dict(zip(names, row, strict=True)) for row in cells if len(row) == len(names)]


def _blocks(lines: list[str]) -> Iterator[Row]:
    row: Row = {}
    for line in lines:
        if head := _HEAD.match(line):
            if row:
                yield row
            row = {_HEAD_FIELDS[head[1]]: head[2].strip()}
        elif field := _FIELD.match(line):
            row[field[1]] = field[2].strip()
    if row:
        yield row
