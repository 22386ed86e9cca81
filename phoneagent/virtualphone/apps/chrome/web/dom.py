"""A web page as a tree of elements, read with the standard library's HTML parser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
_CLOSED_BY: dict[str, frozenset[str]] = {
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "option": frozenset(("option",)),
    "tr": frozenset(("tr", "td", "th")),
    "td": frozenset(("td", "th")),
    "th": frozenset(("td", "th")),
    "tbody": frozenset(("tr", "td", "th", "thead")),
}
"""Open elements that a start tag ends (HTML Living Standard, 13.1.2.4, optional tags)."""
_ENDS_P = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "div",
        "dl",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ]
)
_HEAD = frozenset(("head", "title", "meta", "link", "style", "base"))
_SCOPES = frozenset(("table", "ul", "ol", "dl", "select", "body", "html", "div"))


@dataclass(eq=False)
class Element:
    """One element: its tag, attributes, and what is inside it, texts among them."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def get(self, name: str, default: str = "") -> str:
        """An attribute; `default` when it is missing."""
        return self.attrs.get(name, default)

    @property
    def id(self) -> str:
        return self.get("id")

    @property
    def classes(self) -> list[str]:
        return self.get("class").split()

    def walk(self) -> Iterator[Element]:
        """This element and everything inside it, in the order of the document."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, *tags: str) -> list[Element]:
        """Every element of some tags inside this one."""
        return [element for element in self.walk() if element.tag in tags]

    def first(self, *tags: str) -> Element | None:
        return next(iter(self.all(*tags)), None)

    def by_id(self, name: str) -> Element | None:
        return next((element for element in self.walk() if element.id == name), None)

    def text(self) -> str:
        """All text inside, as it is written."""
        parts = (c if isinstance(c, str) else c.text() for c in self.children)
        return "".join(parts)

    def words(self) -> str:
        """All text inside, blanks collapsed."""
        return " ".join(self.text().split())

    def set_text(self, text: str) -> None:
        """Let the element hold only a text."""
        self.children = [text] if text else []

    def append(self, tag: str, text: str = "", **attrs: str) -> Element:
        """Add an element at the end; a trailing underscore in an attribute's name is dropped."""
        given = {name.rstrip("_"): value for name, value in attrs.items()}
        child = Element(tag, given, [text] if text else [])
        self.children.append(child)
        return child


class Document:
    """A page.

    Args:
        source: the HTML.
    """

    def __init__(self, source: str) -> None:
        builder = _Builder()
        builder.feed(source)
        builder.close()
        self.root = builder.root
        self.body = self.root.first("body") or _body_of(self.root)

    @property
    def title(self) -> str:
        found = self.root.first("title")
        return found.words() if found else ""

    @property
    def styles(self) -> str:
        """The text of all style elements."""
        return "\n".join(element.text() for element in self.root.all("style"))

    @property
    def script(self) -> str:
        """The text of all script elements."""
        return "\n".join(element.text() for element in self.root.all("script"))

    @property
    def fits_the_screen(self) -> bool:
        """Whether the page says that it is laid out for the width of a phone."""
        for meta in self.root.all("meta"):
            if meta.get("name").lower() == "viewport":
                return "device-width" in meta.get("content")
        return False

    def by_id(self, name: str) -> Element | None:
        return self.root.by_id(name)

    def form_of(self, control: Element) -> Element | None:
        """The form a control lies in."""
        forms = self.root.all("form")
        return next((form for form in reversed(forms) if control in form.walk()), None)


def _body_of(root: Element) -> Element:
    """Give a page that never says where its body begins one, as every browser does."""
    inside = [c for c in root.children if not isinstance(c, Element) or c.tag not in _HEAD]
    body = Element("body", children=inside)
    root.children = [c for c in root.children if c not in inside]
    root.children.append(body)
    return body


class _Builder(HTMLParser):
    """Builds the tree; ends tags that are left open where the next one ends them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("html")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.root.attrs |= given
            return
        self._make_room(tag)
        element = Element(tag, given)
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and len(self._open) > 1:
            self._open.pop()

    def _make_room(self, tag: str) -> None:
        if tag == "body" and self._open[-1].tag == "head":
            self._open.pop()
        if tag in _ENDS_P and self._open[-1].tag == "p":
            self._open.pop()
        ended = _CLOSED_BY.get(tag, frozenset())
        while self._open[-1].tag in ended:
            self._open.pop()
        if tag in _CLOSED_BY:
            self._end_up_to(ended)

    def _end_up_to(self, ended: frozenset[str]) -> None:
        """End an element of these tags that still encloses the place, within its list or table."""
        for depth in range(len(self._open) - 1, 0, -1):
            tag = self._open[depth].tag
            if tag in ended:
                del self._open[depth:]
            elif tag in _SCOPES:
                return

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
