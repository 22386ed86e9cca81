"""The Audio tab: songs by artist, by album, one by one, by genre."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from phoneagent.virtualphone.apps.vlc.library import AUDIO, Media
from phoneagent.virtualphone.apps.vlc.process import VlcScreen
from phoneagent.virtualphone.apps.vlc.sheets import Choice, ContextSheet, count_text
from phoneagent.virtualphone.apps.vlc.video import LibraryPane
from phoneagent.virtualphone.media import tags
from phoneagent.virtualphone.ui import Column, Frame, Icon, LazyList, Node, Row, Tabs, Text

PAGES = ("Artists", "Albums", "Tracks", "Genres")
_TRACKS = 2
_LINE_DP = 72.0


class AudioPane(LibraryPane):
    """Songs, on four pages."""

    title, icon = "Audio", "music"
    kind = AUDIO

    def __init__(self, screen: VlcScreen) -> None:
        super().__init__(screen)
        self.page = 0

    def tapped(self, media: Media) -> None:
        if self.picked:
            self.toggle(media)
        else:
            songs = self.media()
            self.play(songs, songs.index(media))

    def body(self) -> Node:
        tabs = Tabs(PAGES, self.page, self._turn_to, id="sliding_tabs")
        songs = self.media()
        if not songs:
            listing = self.nothing("music")
        elif self.page == _TRACKS:
            listing = LazyList(
                len(songs), lambda i: self._song(songs[i]), item_height=_LINE_DP, id="audio_list"
            )
        else:
            listing = self._groups(songs)
        return Column(tabs, Frame(listing, weight=1), height=-1.0)

    def _turn_to(self, page: int) -> None:
        self.unpick()
        self.page = page

    def _tags(self, song: Media) -> tags.Tags:
        path = self.screen.phone.files.host(song.path)
        return tags.read(path) if path.exists() else tags.Tags(song.name)

    def _groups(self, songs: list[Media]) -> Node:
        groups: dict[str, list[Media]] = {}
        for song in songs:
            tag = self._tags(song)
            name = (tag.artist, tag.album, "", tag.genre)[self.page]
            unknown = ("Unknown Artist", "Unknown Album", "", "Unknown genre")[self.page]
            groups.setdefault(unknown if name in ("", tags.UNKNOWN) else name, []).append(song)
        names = sorted(groups, key=str.casefold)
        return LazyList(
            len(names),
            lambda i: self._group(names[i], groups[names[i]]),
            item_height=_LINE_DP,
            id="audio_list",
            key=PAGES[self.page],
        )

    def _group(self, name: str, songs: list[Media]) -> Node:
        icon = "person" if self.page == 0 else "music"

        def menu() -> None:
            self.screen.show(
                ContextSheet(
                    name,
                    [
                        Choice("Play", "play", lambda: self.play(songs)),
                        Choice("Add to play queue", "list", lambda: self.append(songs)),
                        Choice("Insert next", "arrow_right", lambda: self.insert_next(songs)),
                        Choice(
                            "Add to playlist", "playlist_add", lambda: self.add_to_playlist(songs)
                        ),
                    ],
                )
            )

        return item_row(
            name, count_text(len(songs), "track"), icon, partial(self.play, songs), menu
        )

    def _song(self, song: Media) -> Node:
        tag = self._tags(song)
        known = [text for text in (tag.artist, tag.album) if text not in ("", tags.UNKNOWN)]
        row = item_row(
            tag.title,
            " \N{MIDDLE DOT} ".join(known) or song.name,
            "check" if song in self.picked else "music",
            partial(self.tapped, song),
            None if self.picked else partial(self.open_menu, song),
        )
        row.on_long_click = partial(self.toggle, song)
        row.selected = song in self.picked
        row.background = "primary_soft" if row.selected else ""
        return row

    def choices(self, media: Media) -> list[Choice]:
        lines = super().choices(media)
        return [line for line in lines if line.title != "Play as audio"]


def item_row(
    title: str,
    subtitle: str,
    icon: str,
    on_click: Callable[[], object],
    on_more: Callable[[], object] | None,
) -> Node:
    """A line of a list: cover, title, subtitle, dots."""
    dots = Icon(
        "more", desc="More Actions", id="item_more", width=44, height=48, size=20, on_click=on_more
    )
    return Row(
        Frame(
            Icon(icon, size=26, color="muted", at="center_center"),
            id="media_cover",
            width=48,
            height=48,
            radius=6,
            background="surface_high",
        ),
        Column(
            Text(title, id="title", size=16, max_lines=1),
            Text(subtitle, id="subtitle", color="muted", max_lines=1) if subtitle else None,
            weight=1,
            gap=2,
        ),
        dots if on_more else None,
        class_name="android.view.ViewGroup",
        min_height=_LINE_DP,
        pad=(16, 8, 4, 8),
        gap=16,
        focusable=True,
        on_click=on_click,
    )
