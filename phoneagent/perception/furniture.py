"""Windows that belong to the phone rather than to what is shown: bars and the soft keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phoneagent.core.base import Rect
from phoneagent.core.hierarchy import Node
from phoneagent.perception.views import View

SYSTEM_UI = "com.android.systemui"
_KEYBOARD_PACKAGE = re.compile(
    r"inputmethod|keyboard|\.ime\b|swiftkey|honeyboard|\.input\.|sogou\.input|adbkey", re.IGNORECASE
)
# InputMethodService's own layout, whatever the keyboard's package (AOSP input_method.xml).
_KEYBOARD_IDS = frozenset(("android:id/inputArea", "android:id/candidatesArea"))
_BAR_SHARE = 0.13  # of the screen: more than any status or navigation bar takes


def is_keyboard(node: Node) -> bool:
    """Whether this window is the soft keyboard; a keyboard app's own settings are not."""
    if any(inner.resource_id in _KEYBOARD_IDS for inner in _upper(node, 4)):
        return True
    if _KEYBOARD_PACKAGE.search(node.package) is None:
        return False
    # A window with a title bar or a content frame is an activity of the keyboard's app.
    return not any(inner.resource_id == "android:id/content" for inner in _upper(node, 6))


def _upper(node: Node, levels: int) -> Iterator[Node]:
    yield node
    if levels:
        for child in node.children:
            yield from _upper(child, levels - 1)


def keys_box(node: Node, screen: Rect) -> Rect | None:
    """From the top of the highest key to the bottom of the screen; None when it shows no keys."""
    inner = [child for child in node.walk() if child.bounds.area_px]
    keys = [n.bounds.top for n in inner if not n.children and (n.clickable or n.text or n.desc)]
    area = [n.bounds.top for n in inner if n.resource_id in _KEYBOARD_IDS]
    top = min(keys or area or [node.bounds.top])
    box = Rect(screen.left, max(top, screen.top), screen.right, screen.bottom)
    return box if 0 < box.height_px < 0.8 * screen.height_px else None


def is_bar(view: View, screen: Rect) -> bool:
    """Whether this window is the status bar, the navigation bar, or an empty one of the system."""
    if view.node.package != SYSTEM_UI:
        return False
    box = view.box
    low = box.height_px <= _BAR_SHARE * screen.height_px
    at_edge = box.top <= screen.top or box.bottom >= screen.bottom
    if low and at_edge and box.width_px >= 0.9 * screen.width_px:
        return True
    if box.width_px <= _BAR_SHARE * screen.width_px and box.height_px >= 0.8 * screen.height_px:
        return True  # the navigation bar of a phone on its side
    edge = screen.top + 0.05 * screen.height_px
    told = [v for v in view.walk() if (v.node.text or v.node.desc) and v.box.bottom > edge]
    return len(told) < 2 and not any(v.node.cls.endswith("SeekBar") for v in view.walk())
