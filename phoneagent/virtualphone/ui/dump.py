"""The window tree as XML, as `uiautomator dump` and as uiautomator2's server write it.

Attributes and their order are those of AOSP's AccessibilityNodeInfoDumper; uiautomator2 adds
visible-to-user, drawing-order, hint and display-id, and dumps all windows, not the active one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from phoneagent.virtualphone.ui.node import Node

_DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>"
_UNLABELLED = ("android.widget.GridView", "android.widget.GridLayout", "android.widget.ListView")


def dump(
    roots: Iterable[Node],
    *,
    u2: bool = False,
    compressed: bool = False,
    max_depth: int = 50,
    rotation: int = 0,
) -> str:
    """Write laid-out windows as one hierarchy.

    Args:
        roots: the windows' roots in the order they are written.
        u2: uiautomator2's flavour with its extra attributes.
        compressed: leave out layout nodes that say nothing (`uiautomator dump --compressed`).
        max_depth: how many levels below a root are written.
        rotation: quarter turns of the display.
    """
    out = [_DECLARATION, "\r\n" if u2 else "", f'<hierarchy rotation="{rotation}">']
    for index, root in enumerate(roots):
        _write(root, index, max_depth, out, (u2, compressed))
    out.append("</hierarchy>")
    return "".join(out)


def _write(node: Node, index: int, depth: int, out: list[str], mode: tuple[bool, bool]) -> None:
    u2, compressed = mode
    if compressed and _says_nothing(node):
        for child in node.shown:
            _write(child, index, depth, out, mode)
        return
    out.append(_open_tag(node, index, u2))
    if depth > 0 and node.shown:
        out.append(">")
        for child in node.shown:
            _write(child, child.index, depth - 1, out, mode)
        out.append("</node>")
    else:
        out.append(" />")


def _open_tag(node: Node, index: int, u2: bool) -> str:
    clickable = node.is_clickable
    text = shown_text(node)
    naf = (
        'NAF="true" '
        if clickable and node.enabled and not (text or node.desc) and _is_naf(node)
        else ""
    )
    left, top, right, bottom = node.bounds
    tag = (
        f'<node {naf}index="{index}" text="{escape(text)}" resource-id="{node.id}" '
        f'class="{node.class_name}" package="{node.package}" content-desc="{escape(node.desc)}" '
        f'checkable="{_flag(node.checkable)}" checked="{_flag(node.checked)}" '
        f'clickable="{_flag(clickable)}" enabled="{_flag(node.enabled)}" '
        f'focusable="{_flag(node.focusable)}" focused="{_flag(node.focused)}" '
        f'scrollable="{_flag(node.scrollable)}" long-clickable="{_flag(node.is_long_clickable)}" '
        f'password="{_flag(node.password)}" selected="{_flag(node.selected)}" '
    )
    if u2:
        return (
            f'{tag}visible-to-user="true" bounds="[{left},{top}][{right},{bottom}]" '
            f'drawing-order="{node.order}" hint="{escape(node.hint)}" display-id="0"'
        )
    return f'{tag}bounds="[{left},{top}][{right},{bottom}]"'


def shown_text(node: Node) -> str:
    """Return a node's text as accessibility reports it: dots for passwords, the hint when empty."""
    if node.editable and not node.text:
        return node.hint
    return "\N{BULLET}" * len(node.text) if node.password else node.text


def _is_naf(node: Node) -> bool:
    """Whether a clickable node is not accessibility friendly: nothing below it has a label."""
    if node.class_name in _UNLABELLED:
        return False
    return not any(child.desc or child.text for child in node.walk() if child is not node)


def _says_nothing(node: Node) -> bool:
    return not (
        node.text
        or node.desc
        or node.is_clickable
        or node.is_long_clickable
        or node.scrollable
        or node.checkable
        or node.focusable
        or not node.shown
    )


def _flag(value: bool) -> str:
    return "true" if value else "false"


_UNSAFE = re.compile(
    "[^\x20\x21\x23-\x25\x27-\x3b\x3d\x3f-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
_ESCAPES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\n": "&#10;",
    "\r": "&#13;",
    "\t": "&#9;",
}


def escape(text: str) -> str:
    """Escape a text for an XML attribute; what XML 1.0 cannot hold becomes a full stop."""
    return _UNSAFE.sub(lambda found: _ESCAPES.get(found[0], "."), text) if text else text
