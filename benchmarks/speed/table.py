"""One measured figure with its goal, and the table that README.md shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A figure.

    Attributes:
        what: what was measured.
        value: the figure, in `unit`.
        goal: the bound it should keep; `at_least` says on which side.
        how: the command that measures it alone.
    """

    what: str
    value: float
    unit: str
    goal: float | None = None
    at_least: bool = False
    how: str = ""
    note: str = ""

    @property
    def kept(self) -> bool | None:
        if self.goal is None:
            return None
        return self.value >= self.goal if self.at_least else self.value <= self.goal


def markdown(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | measured | goal | kept | command |", "|---|---|---|---|---|"]
    for row in rows:
        sign = "≥" if row.at_least else "≤"
        goal = f"{sign} {row.goal:g} {row.unit}".strip() if row.goal is not None else ""
        kept = {True: "yes", False: "**no**", None: ""}[row.kept]
        note = f" ({row.note})" if row.note else ""
        value = f"{row.value:.3g} {row.unit}".strip()
        lines.append(f"| {row.what} | {value}{note} | {goal} | {kept} | `{row.how}` |")
    return "\n".join(lines)
