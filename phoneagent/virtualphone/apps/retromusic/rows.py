"""Rows and small pieces that all pages of Retro Music share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from phoneagent.virtualphone.ui import (
    Column,
    Frame,
    Icon,
    ImageButton,
    Node,
    Progress,
    Row,
    Text,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.retromusic.process import RetroScreen

Click = Callable[[], object]


def item_row(
    title: str, text: str, icon: str, on_click: Click, leading: Node | None = None
) -> Node:
    """A line of a list: cover, title, text; what comes behind is added by the caller."""
    cover = Frame(
        Icon(icon, id="image", size=26, at="center_center"),
        id="imageTextContainer",
        width=48,
        height=48,
        radius=8,
        background="surface_high",
    )
    texts = Column(
        Text(title, id="title", size=16, max_lines=1),
        Text(text, id="text", color="muted", max_lines=1),
        weight=1,
        gap=2,
    )
    return Row(
        leading,
        cover,
        texts,
        class_name="android.view.ViewGroup",
        min_height=72,
        pad=(16, 8, 4, 8),
        gap=16,
        focusable=True,
        on_click=on_click,
    )


def dots(open_menu: Callable[[Node], object]) -> Node:
    """The dots behind a row; the real app gives them no label. `open_menu` gets where they lie."""
    node = Icon("more", id="menu", width=44, height=48, size=20)
    node.on_click = lambda: open_menu(node)
    return node


def mini_player(screen: RetroScreen, on_open: Click) -> Node | None:
    """What plays now, at the foot of a page; nothing while the queue is empty."""
    queue = screen.retro.queue
    song = queue.current
    if song is None:
        return None
    share = queue.playback.position_ms / max(1, song.duration_ms)
    line = Row(
        Icon("music", id="image"),
        Text(
            f"{song.title} \N{BULLET} {song.artist}",
            id="miniPlayerTitle",
            weight=1,
            max_lines=1,
            size=15,
        ),
        ImageButton(
            "pause" if queue.playback.playing else "play",
            queue.toggle,
            desc="Play/Pause",
            id="miniPlayerPlayPauseButton",
        ),
        ImageButton("next", queue.next, desc="Next", id="actionNext"),
        pad=(20, 4, 8, 4),
        gap=16,
    )
    return Column(
        Progress(share, id="progressBar"),
        line,
        id="miniPlayerFragment",
        class_name="android.widget.FrameLayout",
        background="surface_low",
        focusable=True,
        on_click=on_open,
        on_swipe=lambda way: on_open() if way == "up" else None,
    )
