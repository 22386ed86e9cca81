"""The screen as Portal's JSON: the active window's tree, what has the focus, the display."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from phoneagent.virtualphone.ui.dump import shown_text
from phoneagent.virtualphone.ui.node import Node, Rect

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

_MIN_ELEMENT_PX = 5
_FLAGS = {
    "isFocusable": "focusable",
    "isFocused": "focused",
    "isSelected": "selected",
    "isCheckable": "checkable",
    "isChecked": "checked",
    "isEnabled": "enabled",
    "isEditable": "editable",
    "isPassword": "password",
    "isScrollable": "scrollable",
    "isClickable": "is_clickable",
    "isLongClickable": "is_long_clickable",
}


def state_full(phone: VirtualPhone) -> dict[str, Any]:
    """What `state_full` answers: tree, focus and display together."""
    return {
        "a11y_tree": full_tree(phone),
        "phone_state": phone_state(phone),
        "device_context": device_context(phone),
    }


def full_tree(phone: VirtualPhone) -> dict[str, Any]:
    """Every node of the active window with all that accessibility says of it."""
    root = _root(phone)
    return _full(root, root.bounds) if root else {}


def state(phone: VirtualPhone) -> dict[str, Any]:
    """What `state` answers: the numbered elements and the focus."""
    return {"a11y_tree": tree(phone), "phone_state": phone_state(phone)}


def tree(phone: VirtualPhone) -> list[dict[str, Any]]:
    """The elements worth naming, numbered from 1 in reading order."""
    return [
        {
            "index": number,
            "resourceId": node.id,
            "className": node.class_name.rpartition(".")[2],
            "text": shown_text(node) or node.desc or node.id or node.class_name,
            "bounds": ", ".join(str(edge) for edge in node.bounds),
            "children": [],
        }
        for number, node in enumerate(_worth_naming(phone), start=1)
    ]


def phone_state(phone: VirtualPhone) -> dict[str, Any]:
    """The app in front and the field that has the focus."""
    package, activity = phone.activities.top()
    known = phone.packages.get(package)
    focused = phone.look().focused()
    field = focused[1] if focused else None
    return {
        "currentApp": known.label if known else package,
        "packageName": package,
        "activityName": activity,
        "keyboardVisible": phone.ime.shown,
        "isEditable": field is not None,
        "focusedElement": {
            "text": shown_text(field) if field else "",
            "className": field.class_name if field else "",
            "resourceId": field.id if field else "",
        },
    }


def device_context(phone: VirtualPhone) -> dict[str, Any]:
    """Size and density of the display."""
    width_px, height_px = phone.size_px
    density = phone.density_dpi / 160
    return {
        "screen_bounds": {"width": width_px, "height": height_px},
        "filtering_params": {"min_element_size": _MIN_ELEMENT_PX, "overlay_offset": 0},
        "display_metrics": {
            "density": density,
            "densityDpi": phone.density_dpi,
            "scaledDensity": density,
            "widthPixels": width_px,
            "heightPixels": height_px,
        },
    }


def packages(phone: VirtualPhone) -> list[dict[str, Any]]:
    """The apps with an icon."""
    return [
        {
            "packageName": package.name,
            "label": package.label,
            "versionName": package.version,
            "versionCode": package.version_code,
            "isSystemApp": package.system,
        }
        for package in phone.packages.launchable()
    ]


def _root(phone: VirtualPhone) -> Node | None:
    active = phone.look().active()
    return active.root if active else None


def _worth_naming(phone: VirtualPhone) -> Iterator[Node]:
    root = _root(phone)
    for node in root.walk() if root else ():
        large = min(node.bounds.width, node.bounds.height) >= _MIN_ELEMENT_PX
        if large and (node.text or node.desc or node.is_clickable or node.editable):
            yield node


def _full(node: Node, parent: Rect) -> dict[str, Any]:
    left, top, right, bottom = node.bounds
    here = {"left": left, "top": top, "right": right, "bottom": bottom}
    return {
        "resourceId": node.id,
        "className": node.class_name,
        "packageName": node.package,
        "text": shown_text(node),
        "contentDescription": node.desc,
        "hint": node.hint,
        "boundsInScreen": here,
        "boundsInParent": {
            "left": left - parent.left,
            "top": top - parent.top,
            "right": right - parent.left,
            "bottom": bottom - parent.top,
        },
        **{name: bool(getattr(node, attribute)) for name, attribute in _FLAGS.items()},
        "isVisibleToUser": True,
        "isShowingHintText": node.editable and not node.text and bool(node.hint),
        "drawingOrder": node.order,
        "childCount": len(node.shown),
        "children": [_full(child, node.bounds) for child in node.shown],
    }
