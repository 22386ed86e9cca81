"""The Video tab: every film on the storage, as cards or as lines."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PIL import Image, ImageOps

from phoneagent.virtualphone.apps.vlc.library import VIDEO, Media
from phoneagent.virtualphone.apps.vlc.pane import MediaPane
from phoneagent.virtualphone.apps.vlc.process import VlcScreen
from phoneagent.virtualphone.apps.vlc.times import clock_text
from phoneagent.virtualphone.media import frames
from phoneagent.virtualphone.ui import (
    Column,
    EditText,
    Empty,
    Frame,
    Icon,
    ImageButton,
    LazyList,
    MenuItem,
    Node,
    Picture,
    PopupMenu,
    Row,
    Text,
    Toolbar,
)

ORDERS = ("Name", "Length", "Recently added")
_NOTHING = (
    "No media files found, please transfer some files to your device or adjust your preferences."
)
_CARD_DP, _LINE_DP = 172.0, 84.0
_GLIMPSE_MS = 1000


class LibraryPane(MediaPane):
    """Media of one kind: sorted, searched, selected."""

    kind = VIDEO
    noun = "Video"

    def __init__(self, screen: VlcScreen) -> None:
        super().__init__(screen)
        self.order, self.reverse = ORDERS[0], False
        self.searching = False

    def media(self) -> list[Media]:
        found = self.screen.library.media(self.kind)
        wanted = self.screen.text_of("search_src_text").casefold() if self.searching else ""
        found = [media for media in found if wanted in media.name.casefold()]
        if self.order == "Length":
            found.sort(key=lambda media: self.screen.library.facts(media).duration_ms)
        elif self.order == "Recently added":
            found.sort(key=lambda media: -self.screen.library.facts(media).modified_s)
        return found[::-1] if self.reverse else found

    # the bar

    def bar(self) -> Node:
        if self.picked:
            return self.selection_bar()
        if self.searching:
            return search_bar(self.stop_search)
        return Toolbar(
            "VLC",
            ImageButton("search", self.search, desc="Search\N{HORIZONTAL ELLIPSIS}"),
            ImageButton("history", self.resume, desc="Resume playback"),
            on_more=self.menu,
            id="main_toolbar",
        )

    def menu(self) -> None:
        """The overflow menu."""
        lines = [*self.layout_lines(), *self._common_lines()]
        self.screen.show(PopupMenu(lines))

    def layout_lines(self) -> list[MenuItem]:
        """Lines of the menu that change how items are shown."""
        return []

    def _common_lines(self) -> list[MenuItem]:
        return [
            MenuItem("Sort by\N{HORIZONTAL ELLIPSIS}", self._sort_menu),
            MenuItem("Play all", lambda: self.play(self.media())),
            MenuItem("Shuffle all", self.shuffle_all),
            MenuItem("Refresh", self.screen.library.scan),
        ]

    def _sort_menu(self) -> None:
        lines = [
            MenuItem(order, partial(self._sort, order), checked=order == self.order)
            for order in ORDERS
        ]
        self.screen.show(PopupMenu(lines))

    def _sort(self, order: str) -> None:
        """Sort by something; the same choice again turns the order round."""
        self.reverse = not self.reverse if order == self.order else False
        self.order = order

    def resume(self) -> None:
        """Go on with what was played last."""
        if self.screen.queue.current is None:
            self.screen.toast("No playlist found.")
            return
        self.play(list(self.screen.queue.items), self.screen.queue.index)

    def search(self) -> None:
        self.screen.set_text("search_src_text", "")
        self.searching = True

    def stop_search(self) -> None:
        self.searching = False

    def on_back(self) -> bool:
        used = super().on_back() or self.searching
        self.searching = self.searching and not used
        return used

    def leave(self) -> None:
        super().leave()
        self.searching = False

    def nothing(self, icon: str) -> Node:
        """What stands there when the list is empty."""
        return Empty("No results" if self.searching else _NOTHING, icon)


def search_bar(on_up: Callable[[], object]) -> Node:
    """The bar in which a person searches."""
    field = EditText(
        hint="Search media", id="search_src_text", weight=1, autofocus=True, ime_action="search"
    )
    up = ImageButton("back", on_up, desc="Collapse")
    return Row(up, field, id="main_toolbar", height=64, pad=(4, 0, 12, 0))


class VideoPane(LibraryPane):
    """Films, in two columns of cards or in a list."""

    title, icon = "Video", "video"
    cards = True

    def layout_lines(self) -> list[MenuItem]:
        def turn() -> None:
            self.cards = not self.cards

        return [MenuItem("Display in list" if self.cards else "Display in grid", turn)]

    def body(self) -> Node:
        films = self.media()
        if not films:
            return self.nothing("video")
        if not self.cards:
            return LazyList(
                len(films), lambda i: self._line(films[i]), item_height=_LINE_DP, id="video_grid"
            )
        columns = 4 if self.screen.wide else 2

        def row(number: int) -> Node:
            cells: list[Node] = [
                self._card(film) for film in films[number * columns : (number + 1) * columns]
            ]
            cells += [Frame(weight=1) for _ in range(columns - len(cells))]
            return Row(*cells, gap=4, pad=(4, 0, 4, 0), align="start")

        count = -(-len(films) // columns)
        return LazyList(count, row, item_height=_CARD_DP, id="video_grid", key="cards")

    def _card(self, film: Media) -> Node:
        facts = self.screen.library.facts(film)
        size = f"{facts.width_px}x{facts.height_px}" if facts.width_px else ""
        return Column(
            Frame(
                self._glimpse(film, height=100),
                Text(
                    size, id="ml_item_resolution", size=11, color="#ffffff", at="top_end", margin=6
                )
                if size
                else None,
                Icon("check", id="selected_check", color="primary", at="center_center", size=36)
                if film in self.picked
                else None,
                height=100,
                radius=8,
            ),
            Row(
                Column(
                    Text(film.name, id="ml_item_title", size=13, max_lines=2),
                    Text(clock_text(facts.duration_ms), id="ml_item_time", size=12, color="muted"),
                    weight=1,
                    gap=2,
                ),
                self._dots(film),
                align="start",
            ),
            **self._item(film, facts.duration_ms),
            pad=(4, 4, 0, 0),
            weight=1,
            gap=4,
        )

    def _line(self, film: Media) -> Node:
        facts = self.screen.library.facts(film)
        return Row(
            self._glimpse(film, height=68, width=120),
            Column(
                Text(film.name, id="ml_item_title", size=15, max_lines=2),
                Text(clock_text(facts.duration_ms), id="ml_item_time", color="muted"),
                weight=1,
                gap=2,
            ),
            Icon("check", id="selected_check", color="primary") if film in self.picked else None,
            self._dots(film),
            **self._item(film, facts.duration_ms),
            pad=(12, 4, 4, 4),
            gap=12,
        )

    def _item(self, film: Media, duration_ms: int) -> dict[str, object]:
        picked = film in self.picked
        return {
            "id": "container",
            "class_name": "android.view.ViewGroup",
            "desc": f"Video: {film.name}, Duration: {clock_text(duration_ms)}",
            "on_click": partial(self.tapped, film),
            "on_long_click": partial(self.toggle, film),
            "selected": picked,
            "background": "primary_soft" if picked else "",
            "focusable": True,
        }

    def _dots(self, film: Media) -> Node | None:
        if self.picked:
            return None
        return Icon(
            "more",
            desc="More Actions",
            id="item_more",
            width=40,
            height=44,
            size=20,
            on_click=partial(self.open_menu, film),
        )

    def _glimpse(self, film: Media, **args: float) -> Node:
        path = self.screen.phone.files.host(film.path)

        def draw(width_px: int, height_px: int, dark: bool) -> Image.Image | None:
            del dark
            frame = frames.frame_at(path, _GLIMPSE_MS)
            return ImageOps.fit(frame, (width_px, height_px)) if frame else None

        picture = Picture(draw, id="ml_item_thumbnail", width=-1.0, height=-1.0)
        return Frame(
            Icon("video", size=36, color="#8a8f99", at="center_center"),
            picture,
            background="#26282d",
            **args,
        )
