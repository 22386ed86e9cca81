"""The JSON-RPC methods that take a selector: exist, wait, read, click, type, scroll."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Any

from phoneagent.virtualphone.ui.dump import shown_text
from phoneagent.virtualphone.ui.editing import TextEdit
from phoneagent.virtualphone.ui.node import Node, Rect
from phoneagent.virtualphone.wire.selector import Match, Selector, find_all
from phoneagent.virtualphone.wire.u2_calls import STEP_MS, CallError, Calls, method, not_found

_LOOK_EVERY_S = 0.01
_MAX_SWIPES = 30
_DEAD_ZONE = 0.1
_numbers = itertools.count(1)


def _roots(calls: Calls) -> list[Node]:
    """The windows a client can see, the active one first, in the order of the dump."""
    display = calls.phone.look()
    windows = display.windows()
    lowest = max((i for i, window in enumerate(windows) if window.layer.modal), default=0)
    seen = [window for window in windows[lowest:] if window.layer.touchable]
    active = display.active()
    first = [window.root for window in seen if window is active]
    return first + [window.root for window in reversed(seen) if window is not active]


def _find(calls: Calls, raw: object) -> list[Match]:
    if isinstance(raw, str):
        return calls.kept[raw]() if raw in calls.kept else []
    return find_all(_roots(calls), Selector.parse(raw))


def _one(calls: Calls, raw: object) -> Node:
    found = _find(calls, raw)
    if not found:
        raise not_found(raw)
    return found[0].node


@method("exist")
def _exist(calls: Calls, selector: object) -> bool:
    return bool(_find(calls, selector))


@method("count")
def _count(calls: Calls, selector: object) -> int:
    return len(_find(calls, selector))


@method("objInfo")
def _info(calls: Calls, selector: object) -> dict[str, Any]:
    return _describe(_one(calls, selector))


@method("objInfoOfAllInstances")
def _all_info(calls: Calls, selector: object) -> list[dict[str, Any]]:
    return [_describe(match.node) for match in _find(calls, selector)]


@method("getText")
def _text(calls: Calls, selector: object) -> str:
    return shown_text(_one(calls, selector))


@method("waitForExists", holds_phone=False)
def _wait_for_exists(calls: Calls, selector: object, timeout_ms: int) -> bool:
    return _wait(calls, timeout_ms, lambda: bool(_find(calls, selector)))


@method("waitUntilGone", holds_phone=False)
def _wait_until_gone(calls: Calls, selector: object, timeout_ms: int) -> bool:
    return _wait(calls, timeout_ms, lambda: not _find(calls, selector))


def _wait(calls: Calls, timeout_ms: int, holds: Callable[[], bool]) -> bool:
    """Look again whenever the screen has changed, without holding the phone in between.

    A client that has gone away is not waited for.
    """
    end_s = time.monotonic() + timeout_ms / 1000
    seen: object = None
    while True:
        with calls.phone.lock:
            stamp = calls.phone.look().stamp()
            if stamp != seen:
                seen = stamp
                if holds():
                    return True
        left_s = end_s - time.monotonic()
        if left_s <= 0 or not calls.is_wanted:
            return False
        time.sleep(min(_LOOK_EVERY_S, left_s))


@method("click")
def _click(calls: Calls, target: object, y: object = None, ms: int = 0) -> bool:
    """`click(x, y)`, `click(x, y, ms)`, `click(selector)` or `click(selector, corner)`."""
    phone = calls.phone
    if isinstance(target, int | float) and isinstance(y, int | float):
        if ms:
            phone.long_press(target, y, int(ms))
        else:
            phone.tap(target, y)
        return True
    phone.tap(*_point(_one(calls, target), y))
    return True


@method("longClick")
def _long_click(calls: Calls, selector: object, corner: object = None) -> bool:
    calls.phone.long_press(*_point(_one(calls, selector), corner))
    return True


def _point(node: Node, corner: object) -> tuple[int, int]:
    bounds = node.bounds
    if corner in ("tl", "topleft"):
        return bounds.left + 5, bounds.top + 5
    if corner in ("br", "bottomright"):
        return bounds.right - 5, bounds.bottom - 5
    return bounds.center


@method("setText")
def _set_text(calls: Calls, selector: object, text: str) -> bool:
    """ACTION_SET_TEXT: the node's text becomes this one; neither focus nor keyboard move."""
    node = _one(calls, selector)
    if node.field is None or not node.enabled:
        return False
    changed = node.field.edit.text != str(text)
    node.field.edit = TextEdit(str(text))
    if changed and node.on_change:
        node.on_change(str(text))
    calls.phone.changes.note()
    return True


@method("clearTextField")
def _clear_text(calls: Calls, selector: object) -> bool:
    return bool(_set_text(calls, selector, ""))


@method("dragTo")
def _drag_to(calls: Calls, selector: object, *target: Any) -> bool:
    """`dragTo(selector, x, y, steps)` or `dragTo(selector, selector, steps)`."""
    if len(target) not in (2, 3):
        raise TypeError("dragTo takes a point or a selector, and a number of steps")
    x1, y1 = _one(calls, selector).bounds.center
    *place, steps = target
    point = _one(calls, place[0]).bounds.center if len(place) == 1 else (place[0], place[1])
    calls.phone.drag(x1, y1, float(point[0]), float(point[1]), max(1, int(steps)) * STEP_MS)
    return True


# -- scrolling, as androidx.test.uiautomator.UiScrollable does it ------------------------------


@method("flingForward")
@method("scrollForward")
def _forward(calls: Calls, selector: object, vertical: bool = True, steps: int = 55) -> bool:
    return _scroll(calls, selector, vertical=vertical, forward=True)


@method("flingBackward")
@method("scrollBackward")
def _backward(calls: Calls, selector: object, vertical: bool = True, steps: int = 55) -> bool:
    return _scroll(calls, selector, vertical=vertical, forward=False)


@method("flingToBeginning")
@method("scrollToBeginning")
def _to_beginning(
    calls: Calls, selector: object, vertical: bool = True, swipes: int = 500, steps: int = 55
) -> bool:
    return _to_end_of(calls, selector, vertical, swipes, forward=False)


@method("flingToEnd")
@method("scrollToEnd")
def _to_end(
    calls: Calls, selector: object, vertical: bool = True, swipes: int = 500, steps: int = 55
) -> bool:
    return _to_end_of(calls, selector, vertical, swipes, forward=True)


@method("scrollTo")
def _scroll_to(calls: Calls, selector: object, target: object, vertical: bool = True) -> bool:
    if _find(calls, target):
        return True
    _to_end_of(calls, selector, vertical, _MAX_SWIPES, forward=False)
    for _ in range(_MAX_SWIPES):
        if _find(calls, target):
            return True
        if not _scroll(calls, selector, vertical=vertical, forward=True):
            break
    return bool(_find(calls, target))


def _to_end_of(
    calls: Calls, selector: object, vertical: bool, swipes: int, *, forward: bool
) -> bool:
    for _ in range(int(swipes)):
        if not _scroll(calls, selector, vertical=vertical, forward=forward):
            return True
    return False


def _scroll(calls: Calls, selector: object, *, vertical: bool, forward: bool) -> bool:
    """One swipe over a container; whether there may be more in that direction."""
    node = _one(calls, selector)
    before = node.scroll.offset_px if node.scroll else 0
    near, far = _swipe_line(node.bounds, vertical=bool(vertical))
    start, end = (far, near) if forward else (near, far)
    calls.phone.swipe(*start, *end, 55 * STEP_MS)
    after = _one(calls, selector).scroll
    if after is None or after.offset_px == before:
        return False
    return after.offset_px < after.range_px if forward else after.offset_px > 0


def _swipe_line(bounds: Rect, *, vertical: bool) -> tuple[tuple[int, int], tuple[int, int]]:
    middle_x, middle_y = bounds.center
    if vertical:
        inset = int(bounds.height * _DEAD_ZONE)
        return (middle_x, bounds.top + inset), (middle_x, bounds.bottom - inset)
    inset = int(bounds.width * _DEAD_ZONE)
    return (bounds.left + inset, middle_y), (bounds.right - inset, middle_y)


# -- children by what they contain -------------------------------------------------------------


def _keep(calls: Calls, look: Callable[[], list[Match]], missing: object) -> str:
    if not look():
        raise not_found(missing)
    name = f"object-{next(_numbers)}"
    calls.kept[name] = look
    return name


def _children(calls: Calls, collection: object, pattern: object) -> list[Match]:
    wanted = Selector.parse(pattern)
    return find_all([match.node for match in _find(calls, collection)[:1]], wanted)


def _holding(matches: list[Match], fits: Callable[[Node], bool]) -> list[Match]:
    return [match for match in matches if any(fits(node) for node in match.node.walk())]


@method("childByText")
def _child_by_text(
    calls: Calls, collection: object, pattern: object, text: str, scroll: bool = False
) -> str:
    def look() -> list[Match]:
        children = _children(calls, collection, pattern)
        return _holding(children, lambda node: shown_text(node) == text)

    if scroll and not look():
        _scroll_until(calls, collection, look)
    return _keep(calls, look, text)


@method("childByDescription")
def _child_by_description(
    calls: Calls, collection: object, pattern: object, text: str, scroll: bool = False
) -> str:
    def look() -> list[Match]:
        return _holding(_children(calls, collection, pattern), lambda node: node.desc == text)

    if scroll and not look():
        _scroll_until(calls, collection, look)
    return _keep(calls, look, text)


@method("childByInstance")
def _child_by_instance(calls: Calls, collection: object, pattern: object, instance: int) -> str:
    def look() -> list[Match]:
        return _children(calls, collection, pattern)[int(instance) : int(instance) + 1]

    return _keep(calls, look, pattern)


def _scroll_until(calls: Calls, collection: object, look: Callable[[], list[Match]]) -> None:
    _to_end_of(calls, collection, True, _MAX_SWIPES, forward=False)
    for _ in range(_MAX_SWIPES):
        if look() or not _scroll(calls, collection, vertical=True, forward=True):
            return


def _describe(node: Node) -> dict[str, Any]:
    visible, whole = _rectangle(node.bounds), _rectangle(node.frame)
    return {
        "bounds": whole,
        "visibleBounds": visible,
        "childCount": len(node.shown),
        "className": node.class_name,
        "contentDescription": node.desc or None,
        "packageName": node.package,
        "resourceName": node.id or None,
        "text": shown_text(node),
        "checkable": node.checkable,
        "checked": node.checked,
        "clickable": node.is_clickable,
        "enabled": node.enabled,
        "focusable": node.focusable,
        "focused": node.focused,
        "longClickable": node.is_long_clickable,
        "scrollable": node.scrollable,
        "selected": node.selected,
    }


def _rectangle(rect: Rect) -> dict[str, int]:
    return {"bottom": rect.bottom, "left": rect.left, "right": rect.right, "top": rect.top}


@method("pinchIn")
@method("pinchOut")
@method("gesture")
def _two_fingers(calls: Calls, *_: object) -> bool:
    raise CallError(
        -32001, "java.lang.IllegalStateException: this display has a single-touch panel"
    )
