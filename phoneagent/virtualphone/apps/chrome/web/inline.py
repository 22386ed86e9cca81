"""What stands in lines: texts, links, and the boxes between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from phoneagent.virtualphone.apps.chrome.web.dom import Element
from phoneagent.virtualphone.apps.chrome.web.style import Style, Styles, display_of

ATOMS = frozenset(["button", "canvas", "img", "input", "select", "textarea"])
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True)
class Place:
    """An element with what decides its looks: the elements around it and its style."""

    element: Element
    above: tuple[Element, ...]
    style: Style

    @property
    def display(self) -> str:
        return display_of(self.element, self.style)

    def child(self, element: Element, styles: Styles) -> Place:
        """An element inside this one, styled."""
        above = (*self.above, self.element)
        return Place(element, above, styles.of(element, list(above), self.style))


@dataclass(frozen=True)
class Words:
    """A run of text of one style; `place` is the element it stands in."""

    text: str
    place: Place
    link: Element | None = None
    """The link or label it belongs to: a tap anywhere on the words goes there."""


@dataclass
class Line:
    """Words and boxes up to a forced break."""

    items: list[Words | Place] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(isinstance(item, Place) or item.text.strip() for item in self.items)

    @property
    def plain(self) -> bool:
        """Whether it is text only, without links."""
        return all(isinstance(item, Words) and item.link is None for item in self.items)

    def add(self, item: Words | Place) -> None:
        """Put something at the end; text goes on with the text before it, if it looks the same."""
        last = self.items[-1] if self.items else None
        if isinstance(item, Words) and isinstance(last, Words):
            if last.text.endswith(" "):
                item = Words(item.text.lstrip(" "), item.place, item.link)
            if last.link is item.link and _looks(last) == _looks(item):
                self.items[-1] = Words(last.text + item.text, last.place, last.link)
                return
        self.items.append(item)


def lines_of(content: Iterable[Element | str], place: Place, styles: Styles) -> list[Line]:
    """Break inline content of an element into lines at every `br`."""
    lines = [Line()]
    for item in _flat(content, place, styles, None):
        if item is None:
            lines.append(Line())
        else:
            lines[-1].add(item)
    return [line for line in lines if not line.is_empty]


def _flat(
    content: Iterable[Element | str], place: Place, styles: Styles, link: Element | None
) -> Iterator[Words | Place | None]:
    """Words, boxes, and None for a forced break."""
    for child in content:
        if isinstance(child, str):
            yield from _words(child, place, link)
            continue
        inner = place.child(child, styles)
        if child.tag == "br":
            yield None
        elif child.tag in ATOMS or inner.display not in ("inline", "none"):
            if inner.display != "none":
                yield inner
        elif inner.display == "inline":
            taker = child if child.tag in ("a", "label") or "onclick" in child.attrs else link
            yield from _flat(child.children, inner, styles, taker)


def _words(text: str, place: Place, link: Element | None) -> Iterator[Words | None]:
    if place.style.get("white-space", "").startswith("pre"):
        for number, line in enumerate(text.strip("\n").split("\n")):
            if number:
                yield None
            yield Words(line or " ", place, link)
        return
    collapsed = _BLANKS.sub(" ", text)
    if collapsed:
        yield Words(collapsed, place, link)


def _looks(words: Words) -> tuple[str | None, ...]:
    return tuple(words.place.style.get(name) for name in ("color", "font-size", "font-weight"))
