"""From elements to nodes: blocks below each other, inline content in lines that break."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any

from phoneagent.virtualphone.apps.chrome.web.controls import Controls
from phoneagent.virtualphone.apps.chrome.web.dom import Element
from phoneagent.virtualphone.apps.chrome.web.hands import Touched
from phoneagent.virtualphone.apps.chrome.web.inline import (
    ATOMS,
    Line,
    Place,
    Words,
    lines_of,
)
from phoneagent.virtualphone.apps.chrome.web.looks import Looks
from phoneagent.virtualphone.apps.chrome.web.page import Page
from phoneagent.virtualphone.ui import (
    FILL,
    WRAP,
    Column,
    Divider,
    Flow,
    Frame,
    Node,
    Row,
    Scroll,
    Text,
)

VIEW = "android.view.View"
_TEXT = "android.widget.TextView"
_BLANK_DP = 4.0
_PAPER = "#ffffff"


class Boxes:
    """Lays out one page.

    Args:
        page: what is shown.
        touched: who acts on touches.
        width_dp: of the screen.
    """

    def __init__(self, page: Page, touched: Touched, width_dp: float) -> None:
        self._page = page
        self._styles = page.styles
        self._touched = touched
        self._looks = Looks.of(page.document.fits_the_screen, width_dp)
        self._controls = Controls(page, self._looks, touched)

    def body(self) -> Node:
        """What the page shows from top to bottom, in a view that scrolls."""
        root = self._page.document.root
        top = Place(root, (), self._styles.of(root, [], {}))
        place = top.child(self._page.document.body, self._styles)
        look = self._looks.box(place.style)
        blocks = self._content(place) if place.display == "block" else [self._block(place)]
        around = [a + b for a, b in zip(look["margin"], look["pad"], strict=True)]
        return Scroll(
            *_collapsed(blocks),
            class_name="android.webkit.WebView",
            text=self._page.title,
            color=look["background"] or _PAPER,
            background=look["background"] or _PAPER,
            pad=tuple(around) if place.display == "block" else 0,
            align="start",
            key=f"page {id(self._page)}",
            height=FILL,
            focusable=True,
        )

    # blocks

    def _block(self, place: Place) -> Node:
        """A box as wide as its parent, unless the page says otherwise."""
        element = place.element
        special = {"table": self._table, "ul": self._list, "ol": self._list}.get(element.tag)
        if element.tag == "hr":
            return Divider(margin=(0, 8, 0, 8), background="#c5c6d0")
        children = special(place) if special else self._content(place)
        node = self._container(place, children)
        width, height = (self._looks.length(place.style, name) for name in ("width", "height"))
        limit = self._looks.length(place.style, "max-width")
        node.width = width or (FILL if place.display != "inline-block" else WRAP)
        if limit and node.width == FILL:
            node.width = limit
        if height:
            node.height = height
        if "auto" in place.style.get("margin", "") and node.width != FILL:
            return Frame(_placed(node, "top_center"))
        return node

    def _container(self, place: Place, children: list[Node]) -> Node:
        element, style = place.element, place.style
        args: dict[str, Any] = {
            "class_name": _CLASSES.get(element.tag, VIEW),
            "id": element.id,
            "bare_id": True,
            "desc": element.get("aria-label"),
            **self._looks.box(style),
        }
        if "onclick" in element.attrs:
            args |= {"on_click": partial(self._touched.tapped, element), "focusable": True}
        if place.display not in ("flex", "inline-flex"):
            return Column(*_collapsed(children), align="start", **args)
        return self._flex(style, children, args)

    def _flex(self, style: Any, children: list[Node], args: dict[str, Any]) -> Node:
        along = _JUSTIFY.get(style.get("justify-content", ""), "start")
        across = _JUSTIFY.get(style.get("align-items", ""), "start")
        for child in children:
            if child.width == FILL:
                child.width = WRAP
        if style.get("flex-direction", "").startswith("column"):
            return Column(*children, align=across, justify=along, **args)
        if style.get("flex-wrap") == "wrap":
            return Flow(*children, justify=along, align=across, **args)
        return Row(*children, justify=along, align=across, **args)

    def _content(self, place: Place) -> list[Node]:
        """The children of a block: blocks, and lines for the inline content between them."""
        nodes: list[Node] = []
        inline: list[Element | str] = []

        def flush() -> None:
            nodes.extend(self._lines(inline, place))
            inline.clear()

        blockish = place.display in ("flex", "inline-flex")
        for child in place.element.children:
            inner = place.child(child, self._styles) if isinstance(child, Element) else None
            if inner is None or inner.display == "none":
                if inner is None:
                    inline.append(child)
            elif inner.element.tag in ATOMS or inner.display.startswith("inline"):
                inline.append(child)
                if blockish:
                    flush()
            else:
                flush()
                nodes.append(self._block(inner))
        flush()
        return nodes

    # lists and tables

    def _list(self, place: Place) -> list[Node]:
        items = [child for child in place.element.children if isinstance(child, Element)]
        nodes: list[Node] = []
        for item in items:
            inner = place.child(item, self._styles)
            if inner.display == "none":
                continue
            mark = f"{len(nodes) + 1}." if place.element.tag == "ol" else "\N{BULLET}"
            text = self._looks.text(inner.style)
            nodes.append(
                Row(
                    Text(mark, width=18, **text),
                    Column(*self._content(inner), weight=1, class_name=VIEW, align="start"),
                    class_name=VIEW,
                    id=item.id,
                    bare_id=True,
                    align="start",
                )
            )
        return nodes

    def _table(self, place: Place) -> list[Node]:
        edge = "#9aa0a6" if place.element.get("border", "0") != "0" else ""
        rows: list[Node] = []
        for row in place.element.all("tr"):
            cells = [c for c in row.children if isinstance(c, Element) and c.tag in ("td", "th")]
            if cells:
                around = place.child(row, self._styles)
                line = [self._cell(around.child(cell, self._styles), edge) for cell in cells]
                rows.append(Row(*line, class_name=VIEW, align="fill"))
        caption = place.element.first("caption")
        above = self._lines(caption.children, place.child(caption, self._styles)) if caption else []
        return [*above, *rows]

    def _cell(self, place: Place, edge: str) -> Node:
        box = self._looks.box(place.style)
        span = place.element.get("colspan", "1")
        return Column(
            *_collapsed(self._content(place)),
            class_name=VIEW,
            id=place.element.id,
            bare_id=True,
            weight=float(span) if span.isdigit() else 1.0,
            align="start",
            **(box | {"pad": 4, "border": box.get("border", edge)}),
        )

    # lines

    def _lines(self, content: list[Element | str], place: Place) -> list[Node]:
        return [self._line(line, place) for line in lines_of(list(content), place, self._styles)]

    def _line(self, line: Line, place: Place) -> Node:
        if line.plain:
            return self._plain(line, place)
        nodes = [self._spaced(item, before) for before, item in pairwise([None, *line.items])]
        aligned = _JUSTIFY.get(place.style.get("text-align", ""), "start")
        return Flow(*nodes, class_name=VIEW, justify=aligned, align="center")

    def _plain(self, line: Line, place: Place) -> Node:
        """Text without links is one node; it looks as its first words do."""
        words = [item for item in line.items if isinstance(item, Words)]
        text = "".join(item.text for item in words)
        if not place.style.get("white-space", "").startswith("pre"):
            text = text.strip()
        style = words[0].place.style if len(words) == 1 else place.style
        return Text(text, class_name=_TEXT, width=FILL, **self._looks.text(style))

    def _spaced(self, item: Words | Place | None, before: Words | Place | None) -> Node | None:
        """A piece of a line, with room before it where a blank stands in the text."""
        node = self._inline(item) if item is not None else None
        if node is not None and (_ends(before, -1) or _ends(item, 0)):
            left, top, right, bottom = (
                node.margin if isinstance(node.margin, tuple) else ((node.margin,) * 4)
            )
            node.margin = (left + _BLANK_DP, top, right, bottom)
        return node

    def _inline(self, item: Words | Place) -> Node | None:
        if isinstance(item, Place):
            if item.element.tag in ATOMS:
                return self._controls.node(item)
            return self._block(item)
        text = item.text.strip()
        if not text:
            return None
        looks = self._looks.text(item.place.style)
        if item.link is None:
            return Text(text, class_name=_TEXT, **looks)
        return Text(
            text,
            class_name=VIEW if item.link.tag == "a" else _TEXT,
            id=item.link.id,
            bare_id=True,
            focusable=item.link.tag == "a",
            on_click=partial(self._touched.tapped, item.link),
            **looks,
        )


_CLASSES = {
    "table": "android.widget.GridView",
    "ul": "android.widget.ListView",
    "ol": "android.widget.ListView",
}
_JUSTIFY = {
    "center": "center",
    "right": "end",
    "end": "end",
    "flex-end": "end",
    "space-between": "between",
    "stretch": "fill",
}


def _collapsed(nodes: list[Node]) -> list[Node]:
    """Let the margins of two blocks one below the other overlap, as CSS has it."""
    below = 0.0
    for node in nodes:
        if isinstance(node.margin, tuple):
            left, top, right, bottom = node.margin
            node.margin = (left, max(0.0, top - below), right, bottom)
            below = bottom
        else:
            below = 0.0
    return nodes


def _ends(item: Words | Place | None, place: int) -> bool:
    """Whether a piece of a line is text with a blank at its start (0) or end (-1)."""
    return isinstance(item, Words) and item.text[place : place + 1 or None].isspace()


def _placed(node: Node, at: str) -> Node:
    node.at = at
    return node
