"""Which windows of a hierarchy a person looks at: the front ones, without bars and keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from phoneagent.core.base import Rect
from phoneagent.core.hierarchy import Node
from phoneagent.perception.views import View, grow
from phoneagent.perception.words import local_id

SYSTEM_UI = "com.android.systemui"
_KEYBOARD_PACKAGE = re.compile(
    r"inputmethod|keyboard|\.ime\b|swiftkey|honeyboard|\.input\.|sogou\.input|adbkey", re.IGNORECASE
)
# InputMethodService's own layout, whatever the keyboard's package (AOSP input_method.xml).
_KEYBOARD_IDS = frozenset(("android:id/inputArea", "android:id/candidatesArea"))
_DIALOG_IDS = frozenset(
    (
        "parentPanel",
        "alertTitle",
        "alert_title",
        "touch_outside",
        "design_bottom_sheet",
        "aerr_close",
        "aerr_wait",
        "grant_dialog",
        "permission_message",
    )
)
_PERMISSION_PACKAGES = ("permissioncontroller", "packageinstaller")
_BAR_SHARE = 0.09

Kind = Literal["screen", "dialog", "menu"]


@dataclass(frozen=True, slots=True)
class Front:
    """What lies in front of a person.

    Attributes:
        views: the roots to read, topmost first.
        kind: the topmost is a whole screen, a dialog, or a menu.
        keyboard: the box the soft keyboard takes, or None.
        screen: the whole display.
        package: whose window the topmost is.
    """

    views: tuple[View, ...]
    kind: Kind
    keyboard: Rect | None
    screen: Rect
    package: str


def front_of(root: Node, size_px: tuple[int, int], package: str = "") -> Front:
    """The windows in front, of the hierarchy `root`; `package` is the app said to be in front."""
    roots = list(enumerate(root.children)) if root.cls == "hierarchy" else [(-1, root)]
    screen = _screen(size_px, [node for _, node in roots])
    keyboard: Rect | None = None
    grown: list[View] = []
    for number, node in roots:
        if _is_keyboard(node):
            keyboard = _keys_box(node, screen) or keyboard
            continue
        view = grow(node, screen, (number,) if number >= 0 else ())
        if view is not None and not _is_bar(view, screen):
            grown.append(view)
    ordered = sorted(grown, key=lambda view: _depth(view, screen, package))
    kind: Kind = _kind(ordered[0], screen) if ordered else "screen"
    views = _read_together(ordered, kind)
    front_package = views[0].node.package if views else package
    return Front(views, kind, keyboard, screen, front_package)


def _screen(size_px: tuple[int, int], windows: list[Node]) -> Rect:
    """The display; where its size is unknown, the box around all windows."""
    if size_px[0] > 0 and size_px[1] > 0:
        return Rect(0, 0, *size_px)
    right = max((node.bounds.right for node in windows), default=0)
    bottom = max((node.bounds.bottom for node in windows), default=0)
    return Rect(0, 0, right, bottom)


def _is_keyboard(node: Node) -> bool:
    if _KEYBOARD_PACKAGE.search(node.package) is None:
        return any(child.resource_id in _KEYBOARD_IDS for child in _upper(node, 3))
    return not any(child.cls.endswith("EditText") for child in _upper(node, 12))


def _upper(node: Node, levels: int) -> Iterator[Node]:
    yield node
    if levels:
        for child in node.children:
            yield from _upper(child, levels - 1)


def _keys_box(node: Node, screen: Rect) -> Rect | None:
    """From the top of the highest key to the bottom of the screen."""
    tops = [
        child.bounds.top
        for child in node.walk()
        if not child.children and child.bounds.area_px and (child.clickable or child.text)
    ]
    area = [child.bounds.top for child in node.walk() if child.resource_id in _KEYBOARD_IDS]
    top = min(tops or area or [node.bounds.top])
    box = Rect(screen.left, max(top, screen.top), screen.right, screen.bottom)
    return box if 0 < box.height_px < 0.8 * screen.height_px else None


def _is_bar(view: View, screen: Rect) -> bool:
    """The status bar, the navigation bar, and empty windows of the system."""
    if view.node.package != SYSTEM_UI:
        return False
    if view.box.height_px <= _BAR_SHARE * screen.height_px:
        return True
    if view.box.width_px <= _BAR_SHARE * screen.width_px:
        return True  # the navigation bar of a phone on its side
    edge = screen.top + 0.05 * screen.height_px
    told = [
        inner
        for inner in view.walk()
        if (inner.node.text or inner.node.desc) and inner.box.bottom > edge
    ]
    return len(told) < 2


def _depth(view: View, screen: Rect, package: str) -> tuple[int, int, int]:
    """Sort key: topmost first. Small windows lie above large ones; strangers above the app."""
    owner = view.node.package
    urgent = owner == "android" or any(part in owner for part in _PERMISSION_PACKAGES)
    shade = owner == SYSTEM_UI and package != owner
    small = view.box.area_px < 0.85 * screen.area_px
    rank = 0 if urgent or shade else 1 if small else 2 if owner == package else 3
    return rank, view.box.area_px if small else 0, view.path[0] if view.path else 0


def _kind(view: View, screen: Rect) -> Kind:
    """Whether a window is a dialog or a menu, by its size and by the ids dialogs share."""
    owner = view.node.package
    if owner == "android" or any(part in owner for part in _PERMISSION_PACKAGES):
        small = view.box.area_px < 0.95 * screen.area_px
        return "dialog" if small or _has_dialog_ids(view) else "screen"
    if _has_dialog_ids(view):
        return "dialog"
    narrow = view.box.width_px < 0.97 * screen.width_px
    low = view.box.height_px < 0.75 * screen.height_px
    if not (narrow or low) or owner == SYSTEM_UI:
        return "screen"
    return "menu" if _is_menu(view) else "dialog" if (narrow and low) or low else "screen"


def _has_dialog_ids(view: View) -> bool:
    return any(local_id(inner.node.resource_id) in _DIALOG_IDS for inner in view.walk())


def _is_menu(view: View) -> bool:
    """A popup that is a list of rows and has no buttons."""
    classes = [inner.node.cls for inner in view.walk()]
    listed = any(cls.endswith(("ListView", "RecyclerView", "MenuPopupWindow")) for cls in classes)
    return listed and not any(cls.endswith("Button") for cls in classes)


def _read_together(ordered: list[View], kind: Kind) -> tuple[View, ...]:
    """A dialog takes every touch, so nothing below it counts; other windows are read together."""
    if not ordered:
        return ()
    if kind == "dialog" or ordered[0].node.package == SYSTEM_UI:
        return (ordered[0],)
    views: list[View] = []
    for view in ordered:
        if not any(above.box.encloses(view.box) for above in views):
            views.append(view)
    return tuple(views)
