"""The new-tab page: a search box and the pages visited most."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from phoneagent.virtualphone.ui import Column, Frame, Grid, Icon, Node, Row, Scroll, Text

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.chrome.browser import BrowserScreen

_TILES = 8


def new_tab_page(screen: BrowserScreen) -> Node:
    """What a tab without a page shows."""
    box = Row(
        Icon("search"),
        Text("Search or type URL", id="search_box_text", size=16, color="muted", weight=1),
        id="search_box",
        height=52,
        radius=26,
        background="surface_high",
        pad=(20, 0, 20, 0),
        gap=12,
        margin=(16, 8, 16, 16),
        focusable=True,
        on_click=lambda: screen.focus("url_bar"),
    )
    sites = [(mark.title, mark.url) for mark in screen.store.bookmarks()]
    known = {url for _, url in sites}
    sites += [(v.title, v.url) for v in screen.store.visits() if v.url not in known]
    tiles = [_tile(screen, title, url) for title, url in sites[:_TILES]]
    return Scroll(
        Text("Chrome", size=40, bold=True, text_align="center", pad=(0, 48, 0, 24), color="muted"),
        box,
        Grid(*tiles, columns=4, gap=4, id="tile_grid_layout", pad=(12, 8, 12, 8))
        if tiles
        else None,
        id="ntp_content",
    )


def _tile(screen: BrowserScreen, title: str, url: str) -> Node:
    letter = Text(
        title[:1].upper(), size=20, bold=True, at="center_center", color="on_primary_soft"
    )
    return Column(
        Frame(letter, width=48, height=48, radius=24, background="primary_soft"),
        Text(title, id="tile_view_title", size=12, max_lines=2, text_align="center"),
        id="tile_view",
        align="center",
        gap=6,
        pad=(4, 8, 4, 8),
        focusable=True,
        on_click=partial(screen.open, url),
    )
