"""The UI hierarchy as uiautomator dumps it: XML text to a tree of frozen nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from phoneagent.core.base import Rect

_BOUNDS = re.compile(r"\[(-?\d+),(-?\d+)\]\[(-?\d+),(-?\d+)\]")
# XML 1.0 forbids these; some phones write them into `text` all the same.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:x0*(?:[0-8bcBC]|1?[0-9a-fA-F]);)"
)

_NOWHERE = Rect(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Node:
    """One view of the hierarchy, with the attribute names of `uiautomator dump`.

    `hint`, `visible` and `drawing_order` exist only in uiautomator2's dump and have neutral values
    otherwise. Bounds are device pixels.
    """

    index: int = 0
    text: str = ""
    resource_id: str = ""
    cls: str = ""
    package: str = ""
    desc: str = ""
    hint: str = ""
    checkable: bool = False
    checked: bool = False
    clickable: bool = False
    enabled: bool = True
    focusable: bool = False
    focused: bool = False
    scrollable: bool = False
    long_clickable: bool = False
    password: bool = False
    selected: bool = False
    visible: bool = True
    drawing_order: int = 0
    bounds: Rect = _NOWHERE
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This node and everything below it, in document order."""
        ahead = [self]
        while ahead:
            node = ahead.pop()
            yield node
            if node.children:
                ahead.extend(reversed(node.children))


def parse_hierarchy(xml: str) -> Node:
    """The tree of a `uiautomator dump`; the root is a node of class "hierarchy".

    Raises:
        ValueError: the text is not a hierarchy, also after removing characters XML forbids.
    """
    try:
        root = ElementTree.fromstring(xml)
    except ElementTree.ParseError:
        try:
            root = ElementTree.fromstring(_FORBIDDEN.sub("", xml))
        except ElementTree.ParseError as error:
            raise ValueError(f"not a UI hierarchy: {error}") from error
    if root.tag not in ("hierarchy", "node"):
        raise ValueError(f"not a UI hierarchy: root is <{root.tag}>")
    return _node(root)


def _node(element: ElementTree.Element) -> Node:
    get = element.attrib.get
    match = _BOUNDS.match(get("bounds", ""))
    return Node(
        index=int(get("index") or 0),
        text=get("text", ""),
        resource_id=get("resource-id", ""),
        cls=get("class", "") or element.tag,
        package=get("package", ""),
        desc=get("content-desc", ""),
        hint=get("hint", ""),
        checkable=get("checkable") == "true",
        checked=get("checked") == "true",
        clickable=get("clickable") == "true",
        enabled=get("enabled", "true") == "true",
        focusable=get("focusable") == "true",
        focused=get("focused") == "true",
        scrollable=get("scrollable") == "true",
        long_clickable=get("long-clickable") == "true",
        password=get("password") == "true",
        selected=get("selected") == "true",
        visible=get("visible-to-user", "true") == "true",
        drawing_order=int(get("drawing-order") or 0),
        bounds=Rect(*map(int, match.groups())) if match else _NOWHERE,
        children=tuple(_node(child) for child in element),
    )
