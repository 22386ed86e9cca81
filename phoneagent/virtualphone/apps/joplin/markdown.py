"""Markdown as a note shows it: headings, paragraphs, lists, boxes to tick, code, quotes, rules.

The syntax is that of https://spec.commonmark.org/ as far as notes on a phone use it; line breaks
inside a paragraph are kept, as Joplin's default settings do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from phoneagent.virtualphone.ui import CheckBox, Column, Divider, Node, Row, Text

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_BOX = re.compile(r"(\s*)[-*+]\s+\[([ xX])\]\s+(.*)")
_BULLET = re.compile(r"(\s*)[-*+]\s+(.*)")
_NUMBER = re.compile(r"(\s*)(\d+)[.)]\s+(.*)")
_RULE = re.compile(r"\s*([-*_])(\s*\1){2,}\s*$")
_FENCE = re.compile(r"\s*(```|~~~)")
_TABLE_LINE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*$")
_INLINE = (
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])([*_])(?=\S)(.+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"~~(.+?)~~"), r"\1"),
    (re.compile(r"`([^`]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!-])"), r"\1"),
)
_HEADING_SP = (28, 24, 20, 18, 16, 16)
_INDENT_DP = 12


@dataclass(frozen=True)
class Block:
    """A piece of a note.

    Attributes:
        kind: heading, text, bullet, number, box, code, quote, rule or row (of a table).
        text: without its Markdown.
        level: of a heading; how deep a list item lies, in blanks.
        mark: the number of a numbered item; "x" for a ticked box.
        line: where it stands in the source, from 0.
    """

    kind: str
    text: str = ""
    level: int = 0
    mark: str = ""
    line: int = 0


def plain(text: str) -> str:
    """Text without the marks for bold, links and so on."""
    for pattern, kept in _INLINE:
        text = pattern.sub(kept, text)
    return text


def blocks(source: str) -> list[Block]:
    """The pieces of a note, top to bottom."""
    found: list[Block] = []
    lines = source.splitlines()
    number = 0
    while number < len(lines):
        if fence := _FENCE.match(lines[number]):
            last = _end_of_fence(lines, number + 1, fence[1])
            found.append(Block("code", "\n".join(lines[number + 1 : last]), line=number))
            number = last + 1
            continue
        block = _block(lines[number], number)
        number += 1
        if block is None:
            continue
        joins = block.kind in ("text", "quote") and found and found[-1].kind == block.kind
        if joins and lines[block.line - 1].strip():
            before = found.pop()
            block = Block(block.kind, f"{before.text}\n{block.text}", line=before.line)
        found.append(block)
    return found


def _end_of_fence(lines: list[str], start: int, fence: str) -> int:
    for number in range(start, len(lines)):
        if lines[number].strip().startswith(fence):
            return number
    return len(lines)


def _block(line: str, number: int) -> Block | None:
    """One line that stands for itself; None for an empty one or the line below a table's head."""
    if not line.strip() or ("|" in line and _TABLE_LINE.match(line)):
        return None
    if found := _HEADING.match(line):
        return Block("heading", plain(found[2]), len(found[1]), line=number)
    if _RULE.match(line):
        return Block("rule", line=number)
    if found := _BOX.match(line):
        return Block("box", plain(found[3]), len(found[1]), found[2].strip().lower(), number)
    if found := _BULLET.match(line):
        return Block("bullet", plain(found[2]), len(found[1]), line=number)
    if found := _NUMBER.match(line):
        return Block("number", plain(found[3]), len(found[1]), found[2], number)
    if line.lstrip().startswith(">"):
        return Block("quote", plain(line.lstrip(" >")), line=number)
    if line.strip().startswith("|") and line.strip().endswith("|"):
        return Block("row", plain(line.strip().strip("|")), line=number)
    return Block("text", plain(line.strip()), line=number)


def ticked(source: str, line: int) -> str:
    """The source with the box in a line ticked, or no longer."""
    lines = source.split("\n")
    before = lines[line]
    lines[line] = (
        before.replace("[ ]", "[x]", 1)
        if "[ ]" in before
        else re.sub(r"\[[xX]\]", "[ ]", before, count=1)
    )
    return "\n".join(lines)


def render(source: str, on_tick: Callable[[int], object]) -> Iterator[Node]:
    """The views of a note; `on_tick` gets the line of a box that is tapped."""
    for block in blocks(source):
        yield _view(block, on_tick)


def _view(block: Block, on_tick: Callable[[int], object]) -> Node:
    indent = (block.level * _INDENT_DP / 2) if block.kind in ("bullet", "number", "box") else 0
    if block.kind == "heading":
        size = _HEADING_SP[block.level - 1]
        return Column(
            Text(block.text, size=size, bold=True, class_name="android.view.View"),
            Divider() if block.level == 1 else None,
            pad=(0, 12, 0, 4),
            gap=4,
        )
    if block.kind == "rule":
        return Divider(margin=(0, 10, 0, 10))
    if block.kind == "box":
        box = CheckBox(
            block.mark == "x", lambda on: on_tick(block.line), text=block.text, width=-1.0
        )
        box.pad = (indent, 4, 0, 4)
        return box
    if block.kind in ("bullet", "number"):
        mark = f"{block.mark}." if block.kind == "number" else "\u2022"
        return Row(
            Text(mark, size=16, width=22),
            Text(block.text, size=16, weight=1),
            pad=(indent, 2, 0, 2),
            align="start",
        )
    if block.kind == "row":
        cells = [Text(cell.strip(), size=15, weight=1) for cell in block.text.split("|")]
        return Row(*cells, pad=(0, 4, 0, 4), gap=8)
    look: dict[str, dict[str, Any]] = {
        "code": {"background": "surface_high", "radius": 4.0, "pad": (10, 8, 10, 8)},
        "quote": {"color": "muted", "pad": (16, 4, 0, 4)},
    }
    args: dict[str, Any] = {"pad": (0, 4, 0, 4), **look.get(block.kind, {})}
    return Text(block.text, size=16, width=-1.0, **args)
