"""Lists and their rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from phoneagent.virtualphone.ui.controls import CheckBox, RadioButton, Switch, Toggle
from phoneagent.virtualphone.ui.node import FILL, Node
from phoneagent.virtualphone.ui.views import Column, Frame, Icon, Row, Text

_SHORT = 100
RECYCLER = "androidx.recyclerview.widget.RecyclerView"


def RecyclerView(*rows: Node | None, **args: Any) -> Node:
    """A scrolling list; only visible rows are in the tree."""
    defaults: dict[str, Any] = {
        "class_name": RECYCLER,
        "width": FILL,
        "height": FILL,
        "align": "fill",
        "focusable": True,
        "id": "recycler_view",
    }
    children = [row for row in rows if row is not None]
    return Node(layout="scroll", children=children, **(defaults | args))


def LazyList(
    count: int, item_at: Callable[[int], Node], *, item_height: float = 72, **args: Any
) -> Node:
    """A scrolling list of many rows of one height (dp); rows off the screen are never built."""
    defaults: dict[str, Any] = {
        "class_name": RECYCLER,
        "width": FILL,
        "height": FILL,
        "focusable": True,
        "id": "recycler_view",
    }
    return Node(item_count=count, item_at=item_at, item_height=item_height, **(defaults | args))


def SectionedList(lines: Sequence[tuple[float, Callable[[], Node]]], **args: Any) -> Node:
    """A scrolling list of rows of different heights: each a height (dp) and what makes it."""
    heights = [height for height, _ in lines]
    return LazyList(len(lines), lambda number: lines[number][1](), item_heights=heights, **args)


def LongList(rows: Sequence[Callable[[], Node]], *, item_height: float = 72, **args: Any) -> Node:
    """A scrolling list given as makers of its rows; a long one gives them all one height (dp)."""
    if len(rows) <= _SHORT:
        return RecyclerView(*(make() for make in rows), **args)
    args.pop("pad", None)
    return LazyList(len(rows), lambda number: rows[number](), item_height=item_height, **args)


def ListRow(
    title: str,
    summary: str = "",
    *,
    icon: str = "",
    leading: Node | None = None,
    trailing: Node | None = None,
    **args: Any,
) -> Node:
    """A row with a title, a summary, something before and something behind, as in Settings."""
    enabled = bool(args.get("enabled", True))
    texts = Column(
        Text(title, id="android:id/title", size=16, max_lines=2, enabled=enabled),
        Text(summary, id="android:id/summary", color="muted", enabled=enabled) if summary else None,
        class_name="android.widget.RelativeLayout",
        weight=1,
        gap=2,
        align="start",
    )
    if icon:
        leading = Icon(icon, id="android:id/icon", enabled=enabled)
    if leading is not None:
        leading = Frame(
            leading, class_name="android.widget.LinearLayout", id="icon_frame", width=40
        )
        leading.children[0].at = "center_start"
    if trailing is not None:
        trailing = Frame(
            trailing,
            class_name="android.widget.LinearLayout",
            id="android:id/widget_frame",
            width=-2.0,
            margin=(12, 0, 0, 0),
        )
    defaults: dict[str, Any] = {"min_height": 56 if not summary else 72, "pad": (20, 10, 20, 10)}
    if args.get("on_click"):
        defaults["focusable"] = True
    return Row(leading, texts, trailing, **(defaults | args))


def SwitchRow(title: str, checked: bool, on_toggle: Toggle, summary: str = "", **args: Any) -> Node:
    """A row that is a switch: tapping anywhere toggles it."""
    widget = Switch(checked, id="android:id/switch_widget", enabled=args.get("enabled", True))
    return _toggle_row(widget, title, summary, checked, on_toggle, args)


def CheckRow(title: str, checked: bool, on_toggle: Toggle, summary: str = "", **args: Any) -> Node:
    """A row that is a check box."""
    widget = CheckBox(checked, id="android:id/checkbox", enabled=args.get("enabled", True))
    return _toggle_row(widget, title, summary, checked, on_toggle, args)


def RadioRow(title: str, checked: bool, on_pick: Callable[[], object], **args: Any) -> Node:
    """A row that is one of several choices."""
    widget = RadioButton(checked, id="android:id/checkbox")
    return ListRow(title, leading=widget, on_click=on_pick, **args)


def _toggle_row(
    widget: Node,
    title: str,
    summary: str,
    checked: bool,
    on_toggle: Toggle,
    args: dict[str, Any],
) -> Node:
    def flip() -> None:
        on_toggle(not checked)

    return ListRow(title, summary, trailing=widget, on_click=flip, **args)
