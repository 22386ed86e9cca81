"""Which windows of a hierarchy a person looks at: the front ones, without bars and keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from phoneagent.core.base import Rect
from phoneagent.core.hierarchy import Node
from phoneagent.perception.furniture import SYSTEM_UI, is_bar, is_keyboard, keys_box
from phoneagent.perception.views import View, grow
from phoneagent.perception.words import local_id

# Ids of dialogs in AOSP, AndroidX and Material, and of the system's crash and permission dialogs.
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
_SYSTEM_PACKAGES = ("permissioncontroller", "packageinstaller")
_SMALL_SHARE = 0.85

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
        if is_keyboard(node):
            keyboard = keys_box(node, screen) or keyboard
            continue
        view = grow(node, screen, (number,) if number >= 0 else ())
        if view is not None and not is_bar(view, screen):
            grown.append(view)
    grown.sort(key=lambda view: _depth(view, screen, package))
    kind: Kind = _kind(grown[0], screen, lone=len(grown) == 1) if grown else "screen"
    views = _read_together(grown, kind, screen)
    return Front(views, kind, keyboard, screen, views[0].node.package if views else package)


def _screen(size_px: tuple[int, int], windows: list[Node]) -> Rect:
    """The display; where its size is unknown, the box around all windows."""
    if size_px[0] > 0 and size_px[1] > 0:
        return Rect(0, 0, *size_px)
    right = max((node.bounds.right for node in windows), default=0)
    bottom = max((node.bounds.bottom for node in windows), default=0)
    return Rect(0, 0, right, bottom)


def _depth(view: View, screen: Rect, package: str) -> tuple[int, int, int]:
    """Sort key: topmost first; the order in which windows are dumped tells nothing.

    Questions of the system and the notification shade, then the app's own popups and dialogs, then
    its screen, then what others float over it (handles, bubbles, heads-up notifications).
    """
    owner = view.node.package
    small = view.box.area_px < _SMALL_SHARE * screen.area_px
    shade = owner == SYSTEM_UI and package != owner and not small
    own = owner == package or _has_dialog_ids(view)
    rank = 0 if _is_system(owner) or shade else 1 if small and own else 2 if own else 3
    return rank, view.box.area_px if small else 0, view.path[0] if view.path else 0


def _is_system(owner: str) -> bool:
    return owner == "android" or any(part in owner for part in _SYSTEM_PACKAGES)


def _kind(view: View, screen: Rect, *, lone: bool) -> Kind:
    """Whether a window is a dialog or a menu, by its size and by the ids dialogs share.

    A dialog that takes every touch hides the windows below from accessibility; so a small window
    without such ids is one only when it is alone, or when it has something to press.
    """
    if _has_dialog_ids(view):
        return "dialog"
    owner = view.node.package
    if _is_system(owner):
        return "dialog" if view.box.area_px < 0.95 * screen.area_px else "screen"
    narrow = view.box.width_px < 0.97 * screen.width_px
    low = view.box.height_px < 0.75 * screen.height_px
    if not (narrow or low) or owner == SYSTEM_UI:
        return "screen"
    if _is_menu(view):
        return "menu"
    return "dialog" if low and (lone or _has_button(view)) else "screen"


def _has_dialog_ids(view: View) -> bool:
    return any(local_id(inner.node.resource_id) in _DIALOG_IDS for inner in view.walk())


def _is_menu(view: View) -> bool:
    """A popup that is a list of rows and has no buttons."""
    classes = [inner.node.cls for inner in view.walk()]
    listed = any(cls.endswith(("ListView", "RecyclerView", "MenuPopupWindow")) for cls in classes)
    return listed and not any(cls.endswith("Button") for cls in classes)


def _has_button(view: View) -> bool:
    return any(inner.node.cls.endswith("Button") for inner in view.walk())


def _read_together(ordered: list[View], kind: Kind, screen: Rect) -> tuple[View, ...]:
    """A dialog takes every touch, so nothing below it counts; other windows are read together."""
    if not ordered:
        return ()
    if kind == "dialog" or ordered[0].node.package == SYSTEM_UI:
        return (ordered[0],)
    views: list[View] = []
    for view in ordered:
        large = view.box.area_px >= _SMALL_SHARE * screen.area_px
        if not large or not any(above.box.encloses(view.box) for above in views):
            views.append(view)
    return tuple(views)
