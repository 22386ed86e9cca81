"""A UI hierarchy as the accessibility forest that AndroidWorld's evaluators read.

The field names are those of android_env's `a11y/android_accessibility_forest.proto`, filled as its
AccessibilityForwarder app fills them. Plain values, so that no protobuf is needed to make them.
"""

from __future__ import annotations

from typing import Any

from phoneagent.core.base import Rect
from phoneagent.core.hierarchy import Node

_EDITABLE = ("EditText", "AutoCompleteTextView", "SearchAutoComplete")
Message = dict[str, Any]


def forest_of(hierarchy: Node) -> Message:
    """The fields of an `AndroidAccessibilityForest`.

    Args:
        hierarchy: the root of a dump; its children are windows, the active one first.
    """
    return {"windows": [_window(number, root) for number, root in enumerate(hierarchy.children)]}


def _window(number: int, root: Node) -> Message:
    nodes: list[Message] = []
    _add(root, number, 0, nodes)
    return {
        "id": number,
        "is_active": number == 0,
        "is_focused": number == 0,
        "bounds_in_screen": _box(root.bounds),
        "tree": {"nodes": nodes},
    }


def _add(node: Node, window: int, depth: int, nodes: list[Message]) -> int:
    """Append a node and all below it in document order; its own number."""
    number = len(nodes)
    message = {"unique_id": number, "window_id": window, "depth": depth, **_described(node)}
    nodes.append(message)
    message["child_ids"] = [_add(child, window, depth + 1, nodes) for child in node.children]
    return number


def _described(node: Node) -> Message:
    return {
        "text": node.text,
        "content_description": node.desc,
        "hint_text": node.hint,
        "class_name": node.cls,
        "package_name": node.package,
        "view_id_resource_name": node.resource_id,
        "bounds_in_screen": _box(node.bounds),
        "is_visible_to_user": node.visible,
        "is_clickable": node.clickable,
        "is_long_clickable": node.long_clickable,
        "is_editable": node.cls.endswith(_EDITABLE),
        "is_checkable": node.checkable,
        "is_checked": node.checked,
        "is_enabled": node.enabled,
        "is_focusable": node.focusable,
        "is_focused": node.focused,
        "is_scrollable": node.scrollable,
        "is_selected": node.selected,
        "is_password": node.password,
    }


def _box(bounds: Rect) -> Message:
    return dict(zip(("left", "top", "right", "bottom"), bounds, strict=True))
