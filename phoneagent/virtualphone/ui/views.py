"""The basic views: containers, text, images and buttons, named as on Android where that helps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from phoneagent.virtualphone.ui.node import FILL, Node

Click = Callable[[], object]
"""What a tap does; its result is ignored."""

LINEAR = "android.widget.LinearLayout"
SCROLL = "android.widget.ScrollView"
PAN = "android.widget.HorizontalScrollView"


def Column(*children: Node | None, **args: Any) -> Node:
    """Children one below the other. All keyword arguments of all views are fields of `Node`."""
    defaults: dict[str, Any] = {"class_name": LINEAR, "width": FILL, "align": "fill"}
    return Node(layout="column", children=_present(children), **(defaults | args))


def Row(*children: Node | None, **args: Any) -> Node:
    """Children side by side, centred vertically."""
    defaults: dict[str, Any] = {"class_name": LINEAR, "width": FILL, "align": "center"}
    return Node(layout="row", children=_present(children), **(defaults | args))


def Frame(*children: Node | None, **args: Any) -> Node:
    """Children on top of each other, each placed by its `at`."""
    defaults: dict[str, Any] = {"class_name": "android.widget.FrameLayout", "width": FILL}
    return Node(layout="frame", children=_present(children), **(defaults | args))


def Grid(*children: Node | None, columns: int, **args: Any) -> Node:
    """Children in rows of equal cells."""
    defaults: dict[str, Any] = {"class_name": "android.widget.GridView", "width": FILL}
    return Node(layout="grid", columns=columns, children=_present(children), **(defaults | args))


def Flow(*children: Node | None, **args: Any) -> Node:
    """Children side by side as long as there is room, then on the next line."""
    defaults: dict[str, Any] = {"class_name": "android.view.ViewGroup", "width": FILL}
    return Node(layout="flow", children=_present(children), **(defaults | args))


def Scroll(*children: Node | None, **args: Any) -> Node:
    """A column that scrolls (Android: ScrollView)."""
    defaults: dict[str, Any] = {"class_name": SCROLL, "width": FILL, "align": "fill"}
    return Node(layout="scroll", children=_present(children), **(defaults | args))


def Pan(*children: Node | None, **args: Any) -> Node:
    """A row that scrolls (Android: HorizontalScrollView)."""
    defaults: dict[str, Any] = {"class_name": PAN, "align": "center"}
    return Node(layout="pan", width=FILL, children=_present(children), **(defaults | args))


def Text(text: str, **args: Any) -> Node:
    """A piece of text that wraps."""
    return Node(text=text, **({"class_name": "android.widget.TextView"} | args))


def Heading(text: str, **args: Any) -> Node:
    """The small coloured title of a group of rows."""
    defaults: dict[str, Any] = {
        "size": 14,
        "color": "primary",
        "bold": True,
        "id": "android:id/title",
    }
    return Text(text, pad=(20, 16, 20, 8), **(defaults | args))


def Icon(name: str, **args: Any) -> Node:
    """A drawn icon (see `icons.NAMES`), without a label of its own unless `desc` is given."""
    defaults: dict[str, Any] = {"class_name": "android.widget.ImageView", "size": 24}
    return Node(icon=name, **(defaults | {"color": "muted"} | args))


def Picture(image: object, **args: Any) -> Node:
    """A Pillow image, fitted into the node; see `Node.image` for one that is made on drawing."""
    return Node(image=image, **({"class_name": "android.widget.ImageView"} | args))


def Spacer(weight: float = 1, **args: Any) -> Node:
    """Empty room that takes what is left."""
    return Node(class_name="android.view.View", weight=weight, **args)


def Divider(**args: Any) -> Node:
    """A hairline."""
    defaults: dict[str, Any] = {"class_name": "android.view.View", "height": 1, "width": FILL}
    return Node(**({"background": "outline"} | defaults | args))


def Button(text: str, on_click: Click | None = None, *, style: str = "filled", **args: Any) -> Node:
    """A button with a text; `style` is filled, soft, outlined or text."""
    looks: dict[str, dict[str, Any]] = {
        "filled": {"background": "primary", "color": "on_primary"},
        "soft": {"background": "primary_soft", "color": "on_primary_soft"},
        "outlined": {"border": "outline", "color": "primary"},
        "text": {"color": "primary"},
    }
    defaults: dict[str, Any] = {
        "class_name": "android.widget.Button",
        "pad": (24, 10, 24, 10) if style != "text" else (12, 10, 12, 10),
        "min_height": 40,
        "min_width": 48,
        "radius": 20,
        "bold": True,
        "text_align": "center",
        "focusable": True,
        "max_lines": 1,
    }
    return Node(text=text, on_click=on_click, **(defaults | looks[style] | args))


def ImageButton(icon: str, on_click: Click | None = None, **args: Any) -> Node:
    """A round icon button of 48 dp; give it a `desc` unless the real app forgot to."""
    defaults: dict[str, Any] = {
        "class_name": "android.widget.ImageButton",
        "width": 48,
        "height": 48,
        "size": 24,
        "radius": 24,
        "focusable": True,
        "color": "on_surface",
    }
    return Node(icon=icon, on_click=on_click, **(defaults | args))


def RoundButton(icon: str, on_click: Click | None = None, *, dp: float, **args: Any) -> Node:
    """A large round icon button of `dp`, filled unless told otherwise: play, stop, keep."""
    defaults: dict[str, Any] = {
        "width": dp,
        "height": dp,
        "size": 36,
        "radius": dp / 2,
        "background": "primary",
        "color": "on_primary",
    }
    return ImageButton(icon, on_click, **(defaults | args))


def Fab(icon: str, on_click: Click | None = None, *, text: str = "", **args: Any) -> Node:
    """A floating action button, placed at the bottom end of a `Frame`."""
    defaults: dict[str, Any] = {
        "class_name": "android.widget.Button" if text else "android.widget.ImageButton",
        "size": 24,
        "height": 56,
        "width": 56 if not text else -2.0,
        "pad": (16, 0, 20, 0) if text else 0,
        "radius": 16,
        "margin": 16,
        "at": "bottom_end",
        "background": "primary_soft",
        "color": "on_primary_soft",
        "elevation": 3,
        "focusable": True,
        "bold": True,
    }
    return Node(icon=icon, text=text, on_click=on_click, **(defaults | args))


def Card(*children: Node | None, **args: Any) -> Node:
    """A rounded panel."""
    defaults: dict[str, Any] = {
        "class_name": "androidx.cardview.widget.CardView",
        "background": "surface_low",
        "radius": 16,
        "margin": (16, 6, 16, 6),
        "width": FILL,
    }
    return Column(*children, **(defaults | args))


def Empty(text: str, icon: str = "", **args: Any) -> Node:
    """What a list shows when there is nothing in it."""
    picture = Icon(icon, size=72, color="outline") if icon else None
    label = Text(text, size=16, color="muted", text_align="center", id="empty_text")
    inner = Column(picture, label, width=-2.0, align="center", gap=16, at="center_center")
    return Frame(inner, **({"height": FILL, "pad": 32} | args))


def _present(children: tuple[Node | None, ...]) -> list[Node]:
    return [child for child in children if child is not None]
