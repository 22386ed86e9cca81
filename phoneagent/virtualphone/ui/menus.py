"""Popup menus: the overflow menu, context menus and what a spinner drops down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from phoneagent.virtualphone.ui.layer import Layer, Room
from phoneagent.virtualphone.ui.layout import Layout
from phoneagent.virtualphone.ui.measure import ENDLESS_PX
from phoneagent.virtualphone.ui.node import FILL, Node, Rect
from phoneagent.virtualphone.ui.views import Icon, Row, Scroll, Text

MIN_WIDTH_DP, MAX_WIDTH_DP = 180.0, 300.0
_EDGE_DP = 8.0


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A line of a menu.

    Attributes:
        title: what it says.
        on_click: what it does; the menu is closed first.
        checked: None for a plain line, else shown as a check box.
        icon: drawn before the title; empty for none.
    """

    title: str
    on_click: Callable[[], object] | None = None
    enabled: bool = True
    checked: bool | None = None
    icon: str = ""


class PopupMenu(Layer):
    """A small list over the screen, closed by a choice, by back or by a tap elsewhere.

    Args:
        items: the lines.
        anchor: px rectangle it belongs to; None puts it below the toolbar's "More options".
        title_id: resource id of the lines' texts.
    """

    kind = "popup"

    def __init__(
        self, items: Sequence[MenuItem], anchor: Rect | None = None, title_id: str = "title"
    ) -> None:
        super().__init__()
        self.items = tuple(items)
        self.anchor = anchor
        self.title_id = title_id

    def on_outside(self) -> None:
        self.close()

    def on_back(self) -> bool:
        self.close()
        return True

    def view(self) -> Node:
        lines = [self._line(item) for item in self.items]
        listing = Scroll(*lines, class_name="android.widget.ListView", pad=(0, 8, 0, 8))
        panel = Node(width=FILL, children=[listing])
        return Node(width=FILL, children=[panel], background="surface_mid", radius=6, elevation=2)

    def area(self, root: Node, room: Room, layout: Layout) -> Rect:
        free, edge = room.content, layout.px(_EDGE_DP)
        width = self._width(layout)
        height = layout.measure(root, width, free.height - 2 * edge)[1]
        anchor = self.anchor
        if anchor is None:
            left, top = free.right - edge - width, free.top + edge
        else:
            below = anchor.bottom + height <= free.bottom - edge
            left, top = anchor.left, anchor.bottom if below else anchor.top - height
        left = min(max(left, edge), free.right - edge - width)
        top = min(max(top, free.top + edge), free.bottom - edge - height)
        return Rect(left, top, left + width, top + height)

    def _width(self, layout: Layout) -> int:
        lines = [self._line(item) for item in self.items]  # alive together: sizes go by identity
        widest = max(layout.measure(line, ENDLESS_PX, ENDLESS_PX)[0] for line in lines)
        return min(max(widest, layout.px(MIN_WIDTH_DP)), layout.px(MAX_WIDTH_DP))

    def _line(self, item: MenuItem) -> Node:
        def pick() -> None:
            self.close()
            if item.on_click:
                item.on_click()

        color = "on_surface" if item.enabled else "disabled"
        box = Node(
            class_name="android.widget.CheckBox",
            id="checkbox",
            paint="checkbox",
            checkable=True,
            checked=bool(item.checked),
        )
        return Row(
            Icon(item.icon, id="icon") if item.icon else None,
            Text(item.title, id=self.title_id, size=16, color=color, max_lines=1, weight=1),
            box if item.checked is not None else None,
            width=-2.0,
            min_height=48,
            pad=(16, 8, 16, 8),
            gap=12,
            enabled=item.enabled,
            focusable=True,
            on_click=pick,
        )


def Spinner(
    layer: Layer,
    items: Sequence[str],
    chosen: int,
    on_pick: Callable[[int], object],
    **args: Any,
) -> Node:
    """A field that shows one of several lines and drops down the others; lives on `layer`."""
    defaults: dict[str, Any] = {
        "class_name": "android.widget.Spinner",
        "pad": (12, 4, 4, 4),
        "min_height": 48,
        "focusable": True,
        "width": FILL,
    }
    shown = items[chosen] if 0 <= chosen < len(items) else ""
    spinner = Row(
        Text(shown, id="android:id/text1", size=16, weight=1, max_lines=1),
        Icon("drop_down"),
        **(defaults | args),
    )

    def drop() -> None:
        lines = [MenuItem(text, _picker(on_pick, i)) for i, text in enumerate(items)]
        layer.show(PopupMenu(lines, spinner.frame, title_id="android:id/text1"))

    spinner.on_click = drop
    return spinner


def _picker(on_pick: Callable[[int], object], number: int) -> Callable[[], object]:
    return lambda: on_pick(number)
