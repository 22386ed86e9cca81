"""The Browse tab: folders of the storage and the media in them."""

from __future__ import annotations

from functools import partial

from phoneagent.virtualphone.apps.vlc.audio import item_row
from phoneagent.virtualphone.apps.vlc.library import STORAGE, VIDEO, Media, kind_of
from phoneagent.virtualphone.apps.vlc.pane import MediaPane
from phoneagent.virtualphone.apps.vlc.process import VlcScreen
from phoneagent.virtualphone.apps.vlc.sheets import Choice, ContextSheet, count_text
from phoneagent.virtualphone.apps.vlc.times import size_text
from phoneagent.virtualphone.ui import (
    Column,
    Empty,
    Heading,
    ImageButton,
    LazyList,
    MenuItem,
    Node,
    PopupMenu,
    RecyclerView,
    Toolbar,
)

_ROOT_NAME = "Internal memory"
_LINE_DP = 72.0


class BrowsePane(MediaPane):
    """Storages, then the folders below."""

    title, icon = "Browse", "folder"

    def __init__(self, screen: VlcScreen) -> None:
        super().__init__(screen)
        self.folder = ""

    # what lies where

    def _entries(self) -> tuple[list[str], list[Media]]:
        """The folders and the media directly in this folder, each by name."""
        files = self.screen.phone.files
        folders, media = [], []
        for name in files.names(self.folder):
            path = f"{self.folder}/{name}"
            if name.startswith("."):
                continue
            if files.host(path).is_dir():
                folders.append(name)
            elif kind_of(name):
                media.append(self.screen.library.at(path))
        return sorted(folders, key=str.casefold), sorted(media, key=lambda m: m.name.casefold())

    def media(self) -> list[Media]:
        return self._entries()[1]

    def _summary(self, path: str) -> str:
        files = self.screen.phone.files
        names = [name for name in files.names(path) if not name.startswith(".")]
        folders = sum(files.host(f"{path}/{name}").is_dir() for name in names)
        media = sum(bool(kind_of(name)) for name in names)
        parts = [count_text(folders, "subfolder")] if folders else []
        parts += [count_text(media, "media file")] if media else []
        return " \N{MIDDLE DOT} ".join(parts) or "Empty"

    # what is shown

    def bar(self) -> Node:
        if self.picked:
            return self.selection_bar()
        if not self.folder:
            return Toolbar("VLC", id="main_toolbar")
        title = self.folder.rpartition("/")[2] if self.folder != STORAGE else _ROOT_NAME
        return Toolbar(
            title,
            ImageButton("play", lambda: self.play(self.media()), desc="Play all"),
            on_up=self._up,
            on_more=self._menu,
            id="main_toolbar",
        )

    def body(self) -> Node:
        if not self.folder:
            return RecyclerView(
                Heading("Storages"),
                item_row(_ROOT_NAME, "", "storage", partial(self._enter, STORAGE), None),
                id="storages_list",
            )
        folders, media = self._entries()
        if not folders and not media:
            return Empty("Empty", "folder")
        rows = [partial(self._folder, name) for name in folders]
        lines = [*rows, *(partial(self._file, item) for item in media)]
        return Column(
            LazyList(
                len(lines),
                lambda i: lines[i](),
                item_height=_LINE_DP,
                id="network_list",
                key=f"list {self.folder}",
                weight=1,
            ),
            height=-1.0,
        )

    def _folder(self, name: str) -> Node:
        path = f"{self.folder}/{name}"
        return item_row(
            name,
            self._summary(path),
            "folder",
            partial(self._enter, path),
            partial(self._folder_menu, name, path),
        )

    def _file(self, media: Media) -> Node:
        size = size_text(self.screen.library.facts(media).size_bytes)
        row = item_row(
            media.name,
            size,
            "check" if media in self.picked else "video" if media.kind == VIDEO else "music",
            partial(self.tapped, media),
            None if self.picked else partial(self.open_menu, media),
        )
        row.on_long_click = partial(self.toggle, media)
        row.selected = media in self.picked
        row.background = "primary_soft" if row.selected else ""
        return row

    # what can be done

    def tapped(self, media: Media) -> None:
        if self.picked:
            self.toggle(media)
        else:
            found = self.media()
            self.play(found, found.index(media))

    def _menu(self) -> None:
        here = self.media
        lines = [
            MenuItem("Add to playlist", lambda: self.add_to_playlist(here())),
            MenuItem("Refresh", self.screen.library.scan),
        ]
        self.screen.show(PopupMenu(lines))

    def _folder_menu(self, name: str, path: str) -> None:
        def held() -> list[Media]:
            names = self.screen.phone.files.names(path)
            return [self.screen.library.at(f"{path}/{n}") for n in names if kind_of(n)]

        self.screen.show(
            ContextSheet(
                name,
                [
                    Choice("Play", "play", lambda: self.play(held())),
                    Choice("Add to playlist", "playlist_add", lambda: self.add_to_playlist(held())),
                ],
            )
        )

    def _enter(self, path: str) -> None:
        if not self.picked:
            self.folder = path

    def _up(self) -> None:
        self.unpick()
        self.folder = "" if self.folder == STORAGE else self.folder.rpartition("/")[0]

    def on_back(self) -> bool:
        if super().on_back():
            return True
        used = bool(self.folder)
        if used:
            self._up()
        return used
