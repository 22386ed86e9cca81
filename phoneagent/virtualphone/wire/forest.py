"""The windows on the screen as android_env's AndroidAccessibilityForest, encoded.

Field numbers are those of android_env/proto/a11y: node info, tree, window info, forest.
"""

from __future__ import annotations

from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.ui.dump import shown_text
from phoneagent.virtualphone.ui.node import Node, Rect
from phoneagent.virtualphone.wire.protobuf import message, packed

_TYPE_APPLICATION = 1


def forest(phone: VirtualPhone) -> bytes:
    """Encode every window, the active one first."""
    display = phone.look()
    active = display.active()
    front = active.root if active else None
    roots = sorted(display.roots(), key=lambda root: root is not front)
    return b"".join(
        message([(1, _window(root, number, root is front))])
        for number, root in enumerate(roots, start=1)
    )


def _window(root: Node, number: int, active: bool) -> bytes:
    return message(
        [
            (1, _rect(root.bounds)),
            (3, number),
            (5, root.package),
            (6, _TYPE_APPLICATION),
            (8, active),
            (9, active),
            (11, _tree(root, number)),
        ]
    )


def _tree(root: Node, window: int) -> bytes:
    nodes: list[bytes] = []

    def write(node: Node, depth: int) -> int:
        unique_id = len(nodes)
        nodes.append(b"")
        children = [write(child, depth + 1) for child in node.shown]
        nodes[unique_id] = _node(node) + message(
            [(1, unique_id), (11, window), (25, packed(children)), (27, depth)]
        )
        return unique_id

    write(root, 0)
    return b"".join(message([(1, node)]) for node in nodes)


def _node(node: Node) -> bytes:
    return message(
        [
            (2, _rect(node.bounds)),
            (3, node.class_name),
            (4, node.desc),
            (5, node.hint),
            (6, node.package),
            (7, shown_text(node)),
            (10, node.id),
            (12, node.checkable),
            (13, node.checked),
            (14, node.is_clickable),
            (15, node.editable),
            (16, node.enabled),
            (17, node.focusable),
            (18, node.focused),
            (19, node.is_long_clickable),
            (20, node.password),
            (21, node.scrollable),
            (22, node.selected),
            (23, True),
            (30, node.order),
        ]
    )


def _rect(rect: Rect) -> bytes:
    return message([(1, rect.left), (2, rect.top), (3, rect.right), (4, rect.bottom)])
