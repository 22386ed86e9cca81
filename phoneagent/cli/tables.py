"""Tables for people: as wide as the terminal, one line per row when a program reads them."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence

import click

_GAP = "  "
_NARROW = 28  # below this many columns the last cell moves to a line of its own
_NO_LIMIT = 1_000_000


def print_table(
    headings: Sequence[str], rows: Iterable[Sequence[str]], *, one_line: bool = False
) -> None:
    """Print rows below headings.

    Args:
        headings: one per column.
        rows: a text per column; the last one may be long.
        one_line: cut the last text at the terminal's edge instead of wrapping it.
    """
    cells = [[" ".join(cell.split()) for cell in row] for row in rows]
    *widths, _ = (max(map(_columns, column)) for column in zip(headings, *cells, strict=True))
    used = sum(widths) + len(_GAP) * len(widths)
    stacked = width() - used < _NARROW and not one_line
    widths = _fitted(widths)
    shown = headings[:-1] if stacked else headings
    click.secho(_aligned(shown, widths).rstrip(), bold=True)
    for row in cells:
        for line in _lines(row, widths, stacked=stacked, one_line=one_line):
            click.echo(line)


def _fitted(widths: list[int]) -> list[int]:
    """The widths with the widest made narrower until a row fits; longer cells stick out."""
    excess = sum(widths) + len(_GAP) * len(widths) - width()
    widest = max(range(len(widths)), key=widths.__getitem__)
    return [max(10, w - max(0, excess)) if i == widest else w for i, w in enumerate(widths)]


def wrapped(text: str, *, indent: int = 0) -> list[str]:
    """The text in lines that fit the terminal beside an indent; a long path stays whole."""
    room = width() - indent
    return textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]


def width() -> int:
    """Columns of the terminal; no limit when the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else _NO_LIMIT


def _lines(
    row: Sequence[str], widths: Sequence[int], *, stacked: bool, one_line: bool
) -> Iterator[str]:
    """One row as lines no wider than the terminal."""
    *head, last = row
    if stacked:
        yield _aligned(head, widths).rstrip()
        indent = " " * 4
        yield from textwrap.wrap(last, width(), initial_indent=indent, subsequent_indent=indent)
        return
    start = _aligned(head, widths)
    room = max(8, width() - len(_GAP) - _columns(start))
    if one_line:
        texts = [last if _columns(last) <= room else last[: room - 1] + "…"]
    else:
        texts = textwrap.wrap(last, room) or [""]
    for number, text in enumerate(texts):
        yield f"{start if number == 0 else ' ' * _columns(start)}{_GAP}{text}".rstrip()


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    """The cells side by side; a cell beyond the given widths is left as it is."""
    padded = [cell + " " * (width - _columns(cell)) for cell, width in zip(cells, widths)]  # noqa: B905
    return _GAP.join([*padded, *cells[len(widths) :]])


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes; two per Chinese character."""
    from rich.cells import cell_len

    return cell_len(text)
