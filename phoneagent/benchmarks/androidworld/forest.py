"""A UI hierarchy as the accessibility forest that AndroidWorld's evaluators read.

The messages are those of android_env's `a11y/android_accessibility_forest.proto`, filled as its
AccessibilityForwarder app fills them; they are passed in, so that nothing is imported here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from phoneagent.core.base import Rect
from phoneagent.core.hierarchy import Node

_EDITABLE = ("EditText", "AutoCompleteTextView", "SearchAutoComplete")


def fill_forest(forest: Any, hierarchy: Node) -> None:
    """Write every window and node into an empty `AndroidAccessibilityForest`.

    Args:
        forest: the message.
        hierarchy: the root of a dump; its children are windows, the active one first.
    """
    for number, root in enumerate(hierarchy.children):
        window = forest.windows.add(id=number, is_active=not number, is_focused=not number)
        _put(window.bounds_in_screen, root.bounds)
        for place, (node, depth, children) in enumerate(_numbered(root)):
            entry = window.tree.nodes.add(unique_id=place, window_id=number, depth=depth)
            entry.child_ids.extend(children)
            _describe(entry, node)


def _numbered(root: Node) -> Iterator[tuple[Node, int, list[int]]]:
    """Nodes in document order with their depth and the numbers of their children."""
    order: list[tuple[Node, int]] = []
    children: list[list[int]] = []
    ahead: list[tuple[Node, int, int]] = [(root, 0, -1)]
    while ahead:
        node, depth, parent = ahead.pop()
        if parent >= 0:
            children[parent].append(len(order))
        ahead.extend((child, depth + 1, len(order)) for child in reversed(node.children))
        order.append((node, depth))
        children.append([])
    for (node, depth), below in zip(order, children, strict=True):
        yield node, depth, below


def _describe(entry: Any, node: Node) -> None:
    entry.text = node.text
    entry.content_description = node.desc
    entry.hint_text = node.hint
    entry.class_name = node.cls
    entry.package_name = node.package
    entry.view_id_resource_name = node.resource_id
    entry.is_visible_to_user = node.visible
    entry.is_clickable = node.clickable
    entry.is_long_clickable = node.long_clickable
    entry.is_editable = node.cls.endswith(_EDITABLE)
    entry.is_checkable = node.checkable
    entry.is_checked = node.checked
    entry.is_enabled = node.enabled
    entry.is_focusable = node.focusable
    entry.is_focused = node.focused
    entry.is_scrollable = node.scrollable
    entry.is_selected = node.selected
    entry.is_password = node.password
    _put(entry.bounds_in_screen, node.bounds)


def _put(message: Any, bounds: Rect) -> None:
    message.left, message.top, message.right, message.bottom = bounds
