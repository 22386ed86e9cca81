"""One picture on the whole screen: swipe to the next, double-tap to see it large."""

from __future__ import annotations

from phoneagent.virtualphone.apps.gallery.albums import PACKAGE, Medium
from phoneagent.virtualphone.apps.gallery.lens import Lens
from phoneagent.virtualphone.apps.gallery.sorting import stored
from phoneagent.virtualphone.apps.gallery.work import MediaWork
from phoneagent.virtualphone.media import pictures
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.folders import entry
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Drag,
    Frame,
    ImageButton,
    MenuItem,
    Node,
    Picture,
    PopupMenu,
    Row,
    Spacer,
    Toolbar,
)

_SHADE, _WHITE = "#1b1b1f", "#ffffff"


class ViewerScreen(MediaWork):
    """A picture among those of its album; a tap hides the bars.

    Args:
        app, intent: as for every screen; a VIEW intent's data names the picture.
        path: of the picture; the intent's when left out.
        album: among whose pictures swipes move; the picture's own folder when left out.
    """

    fullscreen = True

    def __init__(self, app: App, intent: Intent, path: str = "", album: str | None = None) -> None:
        super().__init__(app, intent)
        self.path = path or self.phone.path_behind(intent.data)
        self.album = self.path.rpartition("/")[0] if album is None else album
        self.bars = True
        self.lens = Lens()
        self._order: list[str] = []

    @property
    def media(self) -> list[Medium]:
        """The pictures one can swipe through; at least the one that is shown, while it exists."""
        found = [m for m in self.library.media(self.album) if not m.is_video]
        ordered = stored(self.phone.files, "sort_order").sort(found)
        if any(medium.path == self.path for medium in ordered):
            return ordered
        alone = entry(self.phone.files, self.path)
        return [Medium(self.path, alone.modified_s, alone.size_bytes)] if alone else []

    @property
    def medium(self) -> Medium | None:
        """The picture that is shown; None once it is gone."""
        return next((medium for medium in self.media if medium.path == self.path), None)

    def view(self) -> Node:
        self._order = [medium.path for medium in self.media]
        medium = self.medium
        host = self.phone.files.host(self.path)
        self.lens.fit(pictures.size_px(host), self.phone.size_px)
        picture = Picture(
            lambda width, height, dark: self.lens.draw(host),
            id="subsampling_view" if self.lens.zoomed else "gestures_view",
            class_name="android.view.View",
            width=FILL,
            height=FILL,
            background="#000000",
            on_tap=self._tapped,
            on_double_click=self._zoom,
            on_swipe=None if self.lens.zoomed else self._swiped,
        )
        holder = Frame(
            picture,
            id="photo_holder",
            class_name="android.widget.RelativeLayout",
            height=FILL,
            on_drag=self._pan if self.lens.zoomed else None,
        )
        bars = [self._top_bar(medium), self._bottom_bar(medium)] if self.bars and medium else []
        return Frame(holder, *bars, id="fragment_holder", height=FILL)

    # looking closely

    def _tapped(self, x: float, y: float) -> None:
        self.lens.aim(x, y)
        self.bars = not self.bars

    def _zoom(self) -> None:
        self.bars = not self.bars  # the first of the two taps has turned them
        self.lens.toggle()

    def _pan(self, drag: Drag) -> None:
        self.lens.pan(drag)

    def _swiped(self, direction: str) -> None:
        if direction == "down":
            self.finish()
        else:
            self._step({"left": 1, "right": -1}.get(direction, 0))

    def _step(self, steps: int) -> None:
        media = self.media
        places = [number for number, m in enumerate(media) if m.path == self.path]
        if places and 0 <= places[0] + steps < len(media):
            self.path = media[places[0] + steps].path
            self.lens = Lens()

    # bars

    def _top_bar(self, medium: Medium) -> Node:
        bar = Toolbar(
            medium.name,
            ImageButton(
                "info",
                lambda: self.show_properties([medium]),
                desc="Properties",
                id="menu_properties",
            ),
            on_up=self.finish,
            on_more=lambda: self.show(PopupMenu(self._menu(medium))),
            id="medium_viewer_toolbar",
        )
        for node in bar.children:
            node.color = _WHITE
        return Column(bar, background=_SHADE, pad=(0, 24, 0, 0), at="top_start")

    def _bottom_bar(self, medium: Medium) -> Node:
        liked = self.path in self.library.favorites()
        buttons = (
            ("star" if liked else "star_outline", "Toggle favorite", "favorite", self._like),
            ("edit", "Edit", "edit", lambda: self.edit(medium)),
            ("share", "Share", "share", lambda: self.share([medium])),
            ("delete", "Delete", "delete", lambda: self.ask_delete([medium])),
        )
        cells: list[Node] = [Spacer(1)]
        for icon, desc, id, action in buttons:
            cells += [
                ImageButton(icon, action, desc=desc, id=f"bottom_{id}", color=_WHITE),
                Spacer(1),
            ]
        return Row(
            *cells,
            id="bottom_actions_wrapper",
            background=_SHADE,
            pad=(0, 8, 0, 56),
            at="bottom_start",
        )

    def _like(self) -> None:
        self.library.mark([self.path], favorite=self.path not in self.library.favorites())

    def _menu(self, medium: Medium) -> list[MenuItem]:
        if not medium.path.startswith(f"/data/data/{PACKAGE}"):
            return [
                MenuItem("Rename", lambda: self.ask_rename(medium)),
                *self.work_lines([medium]),
                MenuItem("Delete", lambda: self.ask_delete([medium])),
                MenuItem("Share", lambda: self.share([medium])),
            ]
        return [
            MenuItem("Restore this file", self._restore),
            MenuItem("Delete", lambda: self.ask_delete([medium])),
        ]

    def _restore(self) -> None:
        self.library.restore(self.path)
        self.toast("File restored successfully")
        self.done()

    def renamed(self, old: str, new: str) -> None:
        self.path = new
        super().renamed(old, new)

    def done(self) -> None:
        """Show the next picture when this one is gone; leave after the last one."""
        if self.phone.files.exists(self.path):
            return
        number = self._order.index(self.path) if self.path in self._order else 0
        others = self._order[number + 1 :] + self._order[:number][::-1]
        if others:
            self.path, self.lens = others[0], Lens()
        else:
            self.finish()
