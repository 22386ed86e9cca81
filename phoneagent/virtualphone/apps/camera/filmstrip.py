"""The film strip: photos and videos one by one, to share, play or delete."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, UnidentifiedImageError

from phoneagent.virtualphone.apps.camera.model import Camera, is_video
from phoneagent.virtualphone.apps.chooser import EXTRA_STREAM, choose
from phoneagent.virtualphone.media.mp4 import facts_of
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import ACTION_SEND, ACTION_VIEW, Intent
from phoneagent.virtualphone.timetext import span_text
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Column,
    DialogButton,
    Frame,
    Icon,
    ImageButton,
    MenuItem,
    Node,
    Picture,
    PopupMenu,
    Row,
    Screen,
    Spacer,
    Toolbar,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

_WHITE, _GREY = "#ffffff", "#263238"
_SHOWN_PX = 1080


class FilmStripScreen(Screen):
    """One photo or video; swipes lead to the older and the newer ones."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.camera = Camera(app.phone)
        self.place = 0

    def view(self) -> Node:
        strip = self.camera.strip()
        if not strip:
            return Column(Toolbar("No photos", on_up=self.finish), height=FILL)
        self.place = min(self.place, len(strip) - 1)
        path = strip[self.place]
        return Column(
            Toolbar(posixpath.basename(path), on_up=self.finish, on_more=self._menu),
            self._shown(path),
            Row(
                ImageButton(
                    "share", self._share, desc="Share", id="filmstrip_bottom_control_share"
                ),
                Spacer(1),
                ImageButton(
                    "delete", self._ask, desc="Delete", id="filmstrip_bottom_control_delete"
                ),
                pad=(24, 8, 24, 8),
            ),
            height=FILL,
        )

    def _shown(self, path: str) -> Node:
        play = ImageButton(
            "play",
            lambda: self._play(path),
            desc="Play video",
            id="play_button",
            width=72,
            height=72,
            radius=36,
            size=40,
            background=_GREY,
            color=_WHITE,
            at="center_center",
        )
        name = "Video" if is_video(path) else "Photo"
        image = picture(self.phone, path)
        return Frame(
            Picture(image, id="filmstrip_view", desc=name, width=FILL, height=FILL)
            if image
            else Icon("image", id="filmstrip_view", desc=name, width=FILL, height=FILL, size=96),
            play if is_video(path) else None,
            id="filmstrip_layout",
            weight=1,
            on_swipe=self._swiped,
        )

    def _swiped(self, direction: str) -> None:
        last = len(self.camera.strip()) - 1
        if direction == "left":
            self.place = min(self.place + 1, last)
        elif direction == "right" and self.place == 0:
            self.finish()
        elif direction == "right":
            self.place -= 1

    @property
    def _path(self) -> str:
        return self.camera.strip()[self.place]

    def _target(self, action: str) -> Intent:
        kind = "video/mp4" if is_video(self._path) else "image/jpeg"
        uri = f"file://{self._path}"
        if action == ACTION_SEND:
            return Intent(action, type=kind, extras={EXTRA_STREAM: uri})
        return Intent(action, uri, kind)

    def _share(self) -> None:
        self.start(choose(self._target(ACTION_SEND), "Share via"))

    def _play(self, path: str) -> None:
        found = self.phone.packages.resolve(self._target(ACTION_VIEW))
        if found:
            self.start(self._target(ACTION_VIEW))
        else:
            self.toast("Can\u2019t play video.")

    def _menu(self) -> None:
        self.show(PopupMenu([MenuItem("Details", self._show_details)]))

    def _show_details(self) -> None:
        path = self._path
        host = self.phone.files.host(path)
        lines = [f"Title: {posixpath.basename(path)}", f"Path: {path}"]
        lines.append(f"File size: {host.stat().st_size / 1024:.0f} KB")
        if is_video(path):
            lines.append(f"Duration: {span_text(facts_of(host).duration_ms // 1000)}")
        self.show(AlertDialog("Details", "\n".join(lines), positive=DialogButton("Close")))

    def _ask(self) -> None:
        self.show(
            AlertDialog(
                message="Delete this item?",
                positive=DialogButton("Delete", self._delete),
                negative=DialogButton("Cancel"),
            )
        )

    def _delete(self) -> None:
        self.phone.files.remove(self._path)
        if not self.camera.strip():
            self.finish()


def _control(icon: str, desc: str, act: Callable[[], object]) -> Node:
    return ImageButton(icon, act, desc=desc, id=f"filmstrip_bottom_control_{icon}")


def thumbnail(phone: VirtualPhone, path: str, on_click: Callable[[], object]) -> Node:
    """The small picture beside the shutter."""
    image = picture(phone, path)
    square = _square(image) if image else None
    return Node(
        class_name="android.view.View",
        id="rounded_thumbnail_view",
        desc="Most recent video" if is_video(path) else "Most recent photo",
        width=56,
        height=56,
        size=28,
        color=_WHITE,
        radius=28,
        background=_GREY,
        on_click=on_click,
        focusable=True,
        image=square,
        icon="" if square else "video" if is_video(path) else "image",
    )


def _square(image: Image.Image) -> Image.Image:
    side = min(image.size)
    return image.crop((0, 0, side, side))


def picture(phone: VirtualPhone, path: str) -> Image.Image | None:
    """A photo as it is shown; None for a video and for what is no picture."""
    host = phone.files.host(path)
    try:
        return None if is_video(path) else _opened(host, host.stat().st_mtime_ns)
    except OSError:
        return None


@lru_cache(maxsize=8)
def _opened(host: Path, changed_ns: int) -> Image.Image | None:
    try:
        with Image.open(host) as image:
            image.thumbnail((_SHOWN_PX, _SHOWN_PX * 2))
            return image.convert("RGB")
    except UnidentifiedImageError:
        return None
