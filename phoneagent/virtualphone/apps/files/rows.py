"""A file as a line of a list or a cell of a grid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

from phoneagent.virtualphone.apps.files.listing import summary
from phoneagent.virtualphone.media import pictures
from phoneagent.virtualphone.system.folders import Entry
from phoneagent.virtualphone.ui import FILL, Card, Column, Frame, Icon, Node, Picture, Row, Text

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

ROW_DP, CELL_DP = 72.0, 180.0
_ICONS = (
    ("image/", "image"),
    ("audio/", "music"),
    ("video/", "video"),
    ("application/zip", "archive"),
    ("application/vnd.android.package-archive", "android"),
)


@dataclass(frozen=True)
class Shown:
    """A file with how it is shown and what touching it does."""

    entry: Entry
    chosen: bool
    enabled: bool
    tap: Callable[[], object]
    press: Callable[[], object] | None
    mark: Callable[[], object] | None
    """What a tap on its icon does: it selects."""


def line(phone: VirtualPhone, shown: Shown) -> Node:
    """A row with icon, name, date, size and kind."""
    one = shown.entry
    said = summary(phone, one)
    details = Row(Text(said, id="metadata", color="muted", max_lines=1), id="line2")
    texts = Column(
        Text(one.name, id="android:id/title", size=16, max_lines=1, enabled=shown.enabled),
        details if said else None,
        weight=1,
        gap=2,
    )
    return Row(
        Frame(
            _sign(phone, shown, 40),
            id="icon",
            width=56,
            height=56,
            on_click=shown.mark,
        ),
        texts,
        id="item_root",
        enabled=shown.enabled,
        selected=shown.chosen,
        background="primary_soft" if shown.chosen else "",
        min_height=ROW_DP,
        pad=(12, 4, 20, 4),
        gap=8,
        focusable=True,
        on_click=shown.tap,
        on_long_click=shown.press,
    )


def cell(phone: VirtualPhone, shown: Shown) -> Node:
    """A card with a large picture or icon."""
    one = shown.entry
    said = summary(phone, one)
    return Card(
        Frame(
            _sign(phone, shown, 96, round_off=False),
            id="thumbnail",
            height=100,
            on_click=shown.mark,
        ),
        Column(
            Text(one.name, id="android:id/title", size=14, max_lines=1, enabled=shown.enabled),
            Text(said, id="details", size=11, color="muted", max_lines=1) if said else None,
            id="nameplate",
            pad=(12, 6, 12, 10),
        ),
        id="item_root",
        enabled=shown.enabled,
        selected=shown.chosen,
        background="primary_soft" if shown.chosen else "surface_mid",
        margin=(6, 6, 6, 6),
        height=CELL_DP - 12,
        focusable=True,
        on_click=shown.tap,
        on_long_click=shown.press,
    )


def _sign(phone: VirtualPhone, shown: Shown, size: float, *, round_off: bool = True) -> Node:
    """A check mark, a thumbnail, or an icon for the kind of file."""
    one = shown.entry
    if shown.chosen:
        return Icon("check", id="icon_check", size=24, color="primary", at="center_center")
    icon = Icon(
        icon_of(one),
        id="icon_mime" if round_off else "icon_mime_lg",
        size=24 if round_off else 40,
        width=size,
        height=size,
        at="center_center",
        radius=size / 2 if round_off else 0,
        background="surface_high" if round_off else "",
        enabled=shown.enabled,
    )
    if not one.mime.startswith("image/"):
        return icon
    host = phone.files.host(one.path)

    def draw(width_px: int, height_px: int, dark: bool) -> Image.Image | None:
        return pictures.thumbnail(host, width_px, height_px)

    picture = Picture(draw, id="icon_thumb", width=size, height=size, at="center_center")
    return Frame(icon, picture, width=size, height=size, at="center_center")


def icon_of(one: Entry) -> str:
    """The icon for a kind of file."""
    if one.is_folder:
        return "folder"
    return next((icon for start, icon in _ICONS if one.mime.startswith(start)), "file")


def grid_row(cells: list[Node], columns: int) -> Node:
    """Cells side by side, as wide as those of a full row."""
    missing = columns - len(cells)
    padding = [Node(weight=1, height=1) for _ in range(missing)]
    for one in cells:
        one.weight = 1
    return Row(*cells, *padding, width=FILL, align="start", pad=(6, 0, 6, 0))
