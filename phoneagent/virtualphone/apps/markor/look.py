"""Markor's own colours: a dark bar above and below, red where something is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from phoneagent.virtualphone.ui import ImageButton, Node, Toolbar

PRIMARY = "#1e2135"
ACCENT = "#f04b4b"
ON_PRIMARY = "#ffffff"
UNCHOSEN = "#b6b6b6"


def action(icon: str, title: str, id: str, on_click: Callable[[], object], **args: Any) -> Node:
    """A button of the bar, named by its title."""
    return ImageButton(icon, on_click, desc=title, id=id, width=44, **args)


def bar(title: str, *actions: Node | None, **args: Any) -> Node:
    """The dark toolbar; the title may be empty."""
    node = Toolbar(title, *actions, id="toolbar", background=PRIMARY, height=56, **args)
    _whiten(node)
    return node


def _whiten(node: Node) -> None:
    for child in node.children:
        child.color = ON_PRIMARY
        _whiten(child)
