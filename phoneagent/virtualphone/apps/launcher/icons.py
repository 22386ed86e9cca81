"""App icons as the launcher shows them: a coloured disc, a drawn sign, the label below."""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.system.packages import Package
from phoneagent.virtualphone.ui.node import FILL, Node
from phoneagent.virtualphone.ui.views import Frame, Icon, Text

CELL_HEIGHT_DP = 96.0
_DISC_DP = 56.0


def disc(package: Package, size: float = _DISC_DP) -> Node:
    """The round icon of an app, `size` in dp."""
    sign = package.app.icon if package.app else "android"
    ground = package.app.color if package.app else "#3ddc84"
    return Icon(
        sign,
        width=size,
        height=size,
        radius=size / 2,
        size=size * 0.52,
        background=ground,
        color="#ffffff",
    )


def cell(package: Package, on_click: Callable[[], object], labelled: bool = True) -> Node:
    """One tappable icon; without a visible label its name is still the description."""
    icon = disc(package)
    icon.at, icon.margin = "top_center", (0, 8, 0, 0)
    label = Text(
        package.label if labelled else "",
        desc=package.label,
        id="icon",
        size=12,
        max_lines=1,
        text_align="center",
        width=FILL,
        height=FILL,
        pad=(2, 66, 2, 6),
        on_click=on_click,
        focusable=True,
    )
    height = CELL_HEIGHT_DP if labelled else 72
    return Frame(icon, label, class_name="android.view.ViewGroup", height=height)
