"""Grids of thumbnails: folders, and the media of one folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PIL import Image

from phoneagent.virtualphone.apps.gallery.albums import Album, Medium
from phoneagent.virtualphone.media import pictures
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Frame,
    Icon,
    LazyList,
    Node,
    Picture,
    Row,
    Spacer,
    Text,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

COLUMNS, COLUMNS_WIDE = 3, 6
_GAP_DP = 3.0
_WIDTH_DP, _WIDE_DP = 411.0, 914.0
_LABEL_DP = 44.0
T = TypeVar("T", Album, Medium)


def picture_grid(
    items: Sequence[T], cell: Callable[[T], Node], *, wide: bool, labelled: bool, id: str
) -> Node:
    """A scrolling grid that builds only the rows on the screen.

    Args:
        items: what the cells show.
        cell: builds one.
        wide: the display lies on its side.
        labelled: cells have a line of text below their picture.
        id: of the list.
    """
    columns = COLUMNS_WIDE if wide else COLUMNS
    side = (_WIDE_DP if wide else _WIDTH_DP) / columns
    height = side + (_LABEL_DP if labelled else 0.0)

    def row(number: int) -> Node:
        part = items[number * columns : (number + 1) * columns]
        cells = [cell(item) for item in part]
        for one in cells:
            one.weight, one.height = 1, FILL
        missing = columns - len(cells)
        return Row(
            *cells,
            Spacer(missing) if missing else None,
            align="fill",
            gap=_GAP_DP,
            pad=(0, 0, 0, _GAP_DP),
            class_name="android.view.ViewGroup",
        )

    count = (len(items) + columns - 1) // columns
    return LazyList(count, row, item_height=height, id=id)


def folder_cell(phone: VirtualPhone, album: Album, *, chosen: bool) -> Node:
    """A folder: its newest picture, its name and how many it holds."""
    return Column(
        Frame(
            _thumbnail(phone, album.media[0], "dir_thumbnail"),
            _check("dir_check") if chosen else None,
            weight=1,
        ),
        Row(
            Text(album.name, id="dir_name", max_lines=1, weight=1, bold=True),
            Text(str(len(album.media)), id="photo_cnt", color="muted"),
            id="dir_bottom_holder",
            height=_LABEL_DP,
            pad=(8, 0, 8, 8),
            gap=4,
        ),
        class_name="android.widget.RelativeLayout",
        id="dir_holder",
        selected=chosen,
        focusable=True,
    )


def medium_cell(phone: VirtualPhone, medium: Medium, *, chosen: bool, named: bool) -> Node:
    """A picture or a video, its name below when names are shown."""
    name = Text(medium.name, id="medium_name", size=12, max_lines=2, pad=(6, 4, 6, 4))
    name.height = _LABEL_DP
    return Column(
        Frame(
            _thumbnail(phone, medium, "medium_thumbnail"),
            Icon("play", id="play_portrait_outline", size=36, color="#ffffff", at="center_center")
            if medium.is_video
            else None,
            _check("medium_check") if chosen else None,
            weight=1,
        ),
        name if named else None,
        class_name="android.widget.RelativeLayout",
        id="media_item_holder",
        selected=chosen,
        focusable=True,
    )


def _thumbnail(phone: VirtualPhone, medium: Medium, id: str) -> Node:
    host = phone.files.host(medium.path)

    def draw(width_px: int, height_px: int, dark: bool) -> Image.Image | None:
        return pictures.thumbnail(host, width_px, height_px)

    return Picture(draw, id=id, width=FILL, height=FILL, background="surface_high")


def _check(id: str) -> Node:
    return Icon(
        "check",
        id=id,
        size=20,
        width=30,
        height=30,
        radius=15,
        background="primary",
        color="on_primary",
        at="top_end",
        margin=6,
    )
