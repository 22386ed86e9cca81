"""Where "Go to" leads: folders of the device, and lists Markor keeps itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.markor.notebook import (
    NOTEBOOK,
    PRIVATE,
    PUBLIC,
    STORAGE,
    settings_of,
)
from phoneagent.virtualphone.system.folders import Entry, entry

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

RECENT = "/storage/recent-files"
POPULAR = "/storage/popular-files"
FAVOURITES = "/storage/favourite-files"
_KEYS = {RECENT: "recent_documents", POPULAR: "recent_documents", FAVOURITES: "favourite_files"}


class Places:
    """Lists of files that are no folders: recent ones, favourites."""

    MENU = (
        ("AppData (private)", PRIVATE, "lock"),
        ("AppData (public)", PUBLIC, "lock"),
        ("Internal storage", STORAGE, "storage"),
        ("Recently viewed documents", RECENT, "clock"),
        ("Popular documents", POPULAR, "heart"),
        ("Favourites", FAVOURITES, "star"),
        ("Notebook", NOTEBOOK, "home"),
    )

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone

    def is_virtual(self, folder: str) -> bool:
        """Whether a path is one of the lists."""
        return folder in _KEYS

    def listing(self, folder: str) -> list[Entry]:
        """The files of a list that still exist."""
        found = [entry(self._phone.files, path) for path in self._paths(_KEYS[folder])]
        return [one for one in found if one]

    def is_favourite(self, path: str) -> bool:
        return path in self._paths("favourite_files")

    def toggle_favourite(self, path: str) -> None:
        """Add a file to the favourites, or take it out."""
        paths = self._paths("favourite_files")
        kept = [p for p in paths if p != path] if path in paths else [*paths, path]
        settings_of(self._phone).put("favourite_files", "\n".join(kept))

    def _paths(self, key: str) -> list[str]:
        return [path for path in settings_of(self._phone).get(key, "").split("\n") if path]
