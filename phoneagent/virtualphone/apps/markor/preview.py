"""View mode: a text as a page, the way Markor's web view shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phoneagent.virtualphone.apps.markor.formats import CSV, MARKDOWN
from phoneagent.virtualphone.ui import Divider, Node, Row, Scroll, Text

_HEADING_SP = (28, 24, 21, 18, 16, 15)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_ITEM = re.compile(r"(\s*)(?:([-*+])|(\d+)[.)])\s+(?:\[([ xX])\]\s+)?(.*)$")
_LINE = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*$")
_TABLE_LINE = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*\|?\s*$")
_INLINE = (
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(\*\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])([*_])(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),
)


def page(text: str, kind: str) -> Node:
    """The web view with a text in it."""
    makers = {MARKDOWN: _markdown, CSV: _csv}
    blocks = makers.get(kind, _plain)(text)
    return Scroll(
        *blocks,
        class_name="android.webkit.WebView",
        id="document__fragment_view_webview",
        pad=(16, 12, 16, 24),
        gap=10,
        weight=1,
        focusable=True,
    )


def inline(text: str) -> str:
    """A line of Markdown without the marks of emphasis, code and links."""
    for pattern, kept in _INLINE:
        text = pattern.sub(kept, text)
    return text


def _plain(text: str) -> Iterator[Node]:
    yield Text(text.strip("\n"), size=16)


def _csv(text: str) -> Iterator[Node]:
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield _cells(re.split(r"[;,\t|]", line))


def _markdown(text: str) -> Iterator[Node]:
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.startswith("```"):
            end = next((i for i in range(at, len(lines)) if lines[i].startswith("```")), len(lines))
            yield _code("\n".join(lines[at:end]))
            at = end + 1
        elif line.strip() and not _own_block(line):
            begun = at - 1
            while at < len(lines) and lines[at].strip() and not _own_block(lines[at]):
                at += 1
            yield Text(inline(" ".join(part.strip() for part in lines[begun:at])), size=16)
        elif line.strip() and not _TABLE_LINE.match(line):
            yield _block(line)


def _own_block(line: str) -> bool:
    patterns = (_HEADING, _ITEM, _LINE, _TABLE_LINE)
    return line.lstrip().startswith((">", "|", "```")) or any(p.match(line) for p in patterns)


def _block(line: str) -> Node:
    if found := _HEADING.match(line):
        size = _HEADING_SP[len(found[1]) - 1]
        return Text(inline(found[2]), size=size, bold=True)
    if _LINE.match(line):
        return Divider(margin=(0, 6, 0, 6))
    if found := _ITEM.match(line):
        return _item(found)
    if line.lstrip().startswith("|"):
        return _cells([inline(cell.strip()) for cell in line.strip().strip("|").split("|")])
    quoted = inline(line.lstrip().lstrip(">").strip())
    return Text(
        quoted, size=16, color="muted", background="surface_mid", radius=4, pad=(16, 6, 12, 6)
    )


def _item(found: re.Match[str]) -> Node:
    indent, _, number, ticked, text = found.groups()
    body = inline(text)
    margin = (8 + 6 * len(indent), 0, 0, 0)
    if ticked is not None:
        return Node(
            class_name="android.widget.CheckBox",
            text=body,
            size=16,
            paint="checkbox",
            checkable=True,
            checked=ticked != " ",
            enabled=True,
            margin=margin,
        )
    mark = f"{number}." if number else "\N{BULLET}"
    return Text(f"{mark} {body}", size=16, margin=margin)


def _code(text: str) -> Node:
    return Text(text, background="surface_mid", radius=6, pad=12)


def _cells(cells: list[str]) -> Node:
    return Row(
        *(Text(cell, weight=1, size=15, pad=6) for cell in cells),
        class_name="android.widget.GridView",
        align="start",
        border="outline",
    )


def to_html(text: str, kind: str) -> str:
    """A text as HTML source, paragraph by paragraph."""
    parts = []
    for node in page(text, kind).children:
        said = " ".join(one.text for one in _walk(node) if one.text)
        if said:
            escaped = said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            parts.append(f"<p>{escaped}</p>")
    return "<html><body>\n" + "\n".join(parts) + "\n</body></html>\n"


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _walk(child)
