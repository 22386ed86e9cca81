"""Pictures and videos on shared storage, by folder; favourites and the recycle bin."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phoneagent.virtualphone.system import folders
from phoneagent.virtualphone.system.mime import mime_of_name
from phoneagent.virtualphone.system.preferences import Preferences

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

PACKAGE = "com.simplemobiletools.gallery.pro"
STORAGE = "/storage/emulated/0"
BIN = f"/data/data/{PACKAGE}/files/recycle_bin"
FAVORITES = "favorites"
"""Stands for the album of favourites where the path of a folder is expected."""
EVERYTHING = ""
"""Stands for the pictures of all folders."""
_KINDS = ("image/", "video/")
_NAMES = {STORAGE: "Internal", BIN: "Recycle Bin", FAVORITES: "Favorites", EVERYTHING: ""}
_FAVORITE_KEY = "favorite_paths"


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture or a video."""

    path: str
    modified_s: float
    size_bytes: int

    @property
    def name(self) -> str:
        return posixpath.basename(self.path)

    @property
    def folder(self) -> str:
        return posixpath.dirname(self.path)

    @property
    def mime(self) -> str:
        return mime_of_name(self.name)

    @property
    def is_video(self) -> bool:
        return self.mime.startswith("video/")


@dataclass(frozen=True, slots=True)
class Album:
    """A folder with media in it, the newest first."""

    path: str
    media: tuple[Medium, ...]

    @property
    def name(self) -> str:
        return name_of(self.path)

    @property
    def modified_s(self) -> float:
        return self.media[0].modified_s

    @property
    def size_bytes(self) -> int:
        return sum(medium.size_bytes for medium in self.media)


def name_of(path: str) -> str:
    """What the app calls a folder."""
    return _NAMES.get(path) or posixpath.basename(path)


class Library:
    """Looks at the files themselves, at every use."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone
        self._preferences = Preferences(phone.files, PACKAGE)

    def albums(self) -> list[Album]:
        """Every folder with media; then the favourites and the recycle bin unless empty."""
        by_folder: dict[str, list[Medium]] = {}
        for medium in self._below(STORAGE):
            by_folder.setdefault(medium.folder, []).append(medium)
        found = [Album(path, _newest_first(media)) for path, media in by_folder.items()]
        extra = [Album(path, _newest_first(self.media(path))) for path in (FAVORITES, BIN)]
        return found + [album for album in extra if album.media]

    def media(self, path: str) -> list[Medium]:
        """What an album holds, in no particular order."""
        if path == EVERYTHING:
            return self._below(STORAGE)
        if path == FAVORITES:
            known = {medium.path: medium for medium in self._below(STORAGE)}
            return [known[path] for path in self.favorites() if path in known]
        if path == BIN:
            return self._below(BIN)
        return _media(folders.entries(self._phone.files, path))

    def favorites(self) -> frozenset[str]:
        """The paths a person has marked."""
        return self._preferences.get(_FAVORITE_KEY, frozenset())

    def mark(self, paths: Iterable[str], *, favorite: bool) -> None:
        """Add media to the favourites, or take them out."""
        before, changed = self.favorites(), frozenset(paths)
        self._preferences.put(_FAVORITE_KEY, before | changed if favorite else before - changed)

    def follow(self, old: str, new: str) -> None:
        """Let a mark stay with a file that has moved."""
        if old in self.favorites():
            self.mark([old], favorite=False)
            self.mark([new], favorite=True)

    # the recycle bin

    def discard(self, path: str) -> None:
        """Move a file into the recycle bin; the path in it tells where it came from."""
        target = folders.unused_path(self._phone.files, BIN + path)
        folders.move(self._phone.files, path, target)

    def restore(self, path: str) -> str:
        """Move a file out of the recycle bin; returns where it is now."""
        target = folders.unused_path(self._phone.files, path.removeprefix(BIN))
        folders.move(self._phone.files, path, target)
        return target

    def _below(self, top: str) -> list[Medium]:
        """The media in a folder and all its subfolders, hidden ones and those of apps left out."""
        files, found = self._phone.files, list[Medium]()
        host = files.host(top)
        apps = files.host(f"{STORAGE}/Android")
        for place, subfolders, names in os.walk(host):
            subfolders[:] = [name for name in subfolders if not name.startswith(".")]
            if place == str(apps):
                subfolders.clear()
                continue
            inside = os.path.relpath(place, host)
            folder = top if inside == "." else f"{top}/{inside.replace(os.sep, '/')}"
            wanted = [name for name in names if mime_of_name(name).startswith(_KINDS)]
            seen = (folders.entry(files, f"{folder}/{name}") for name in wanted)
            found += _media([one for one in seen if one])
        return found


def _media(found: Iterable[folders.Entry]) -> list[Medium]:
    return [
        Medium(one.path, one.modified_s, one.size_bytes)
        for one in found
        if one.mime.startswith(_KINDS) and not one.hidden
    ]


def _newest_first(media: Iterable[Medium]) -> tuple[Medium, ...]:
    return tuple(sorted(media, key=lambda medium: (-medium.modified_s, medium.name)))
