"""The navigation drawer: a panel from the left edge with an app's destinations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from phoneagent.virtualphone.ui.layer import Layer, Room
from phoneagent.virtualphone.ui.layout import Layout
from phoneagent.virtualphone.ui.node import FILL, Node, Rect
from phoneagent.virtualphone.ui.views import Column, Divider, Icon, Row, Scroll, Text

WIDTH_DP = 300.0


@dataclass(frozen=True, slots=True)
class DrawerItem:
    """A destination of a drawer; the drawer is closed before `on_click` is called.

    Attributes:
        title: what it says.
        on_click: what it opens.
        icon: drawn before the title; empty for none.
        checked: the app shows this destination now.
        id: resource id of the row.
    """

    title: str
    on_click: Callable[[], object]
    icon: str = ""
    checked: bool = False
    id: str = ""


class NavigationDrawer(Layer):
    """Destinations below an optional header, closed by a choice, by back or by a tap beside it.

    Args:
        groups: the destinations; a line is drawn between two groups.
        header: builds what stands above them; it gets a function that closes the drawer.
    """

    kind = "dialog"
    dims = True

    def __init__(
        self,
        *groups: Sequence[DrawerItem],
        header: Callable[[Callable[[], None]], Node] | None = None,
    ) -> None:
        super().__init__()
        self.groups = groups
        self.header = header

    def on_outside(self) -> None:
        self.close()

    def on_back(self) -> bool:
        self.close()
        return True

    def area(self, root: Node, room: Room, layout: Layout) -> Rect:
        free = room.content
        width = min(layout.px(WIDTH_DP), free.width - layout.px(56))
        return Rect(free.left, free.top, free.left + width, free.bottom)

    def view(self) -> Node:
        rows: list[Node] = []
        for number, group in enumerate(self.groups):
            if number:
                rows.append(Divider(margin=(0, 8, 0, 8)))
            rows.extend(self._row(item) for item in group)
        return Column(
            self.header(self.close) if self.header else None,
            Scroll(
                *rows,
                class_name="androidx.recyclerview.widget.RecyclerView",
                id="design_navigation_view",
                pad=(12, 8, 12, 8),
                weight=1,
            ),
            class_name="android.widget.FrameLayout",
            height=FILL,
            background="surface_low",
            on_swipe=self._swiped,
        )

    def _swiped(self, direction: str) -> None:
        if direction == "left":
            self.close()

    def _row(self, item: DrawerItem) -> Node:
        def pick() -> None:
            self.close()
            item.on_click()

        color = "on_primary_soft" if item.checked else "on_surface"
        return Row(
            Icon(item.icon, color=color) if item.icon else None,
            Text(
                item.title,
                class_name="android.widget.CheckedTextView",
                id="design_menu_item_text",
                size=15,
                bold=True,
                color=color,
                checkable=True,
                checked=item.checked,
                weight=1,
                max_lines=1,
            ),
            class_name="androidx.appcompat.widget.LinearLayoutCompat",
            id=item.id,
            height=52,
            pad=(16, 0, 16, 0),
            gap=20,
            radius=26,
            background="primary_soft" if item.checked else "",
            selected=item.checked,
            focusable=True,
            on_click=pick,
        )
