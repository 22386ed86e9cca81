"""Where Files can be: the roots of its drawer, and folders below them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace

from phoneagent.virtualphone.system.folders import inside

STORAGE = "/storage/emulated/0"
DOWNLOAD_FOLDER = f"{STORAGE}/Download"
STORAGE_LABEL = "sdk_gphone_x86_64"
"""What the shared storage of an Android emulator is called."""


@dataclass(frozen=True)
class Root:
    """A line of the drawer.

    Attributes:
        title: its name.
        icon: drawn before it.
        folder: the folder it is; empty for a list of files from everywhere.
        kinds: MIME types of such a list; empty for all.
    """

    title: str
    icon: str
    folder: str = ""
    kinds: tuple[str, ...] = ()


RECENT = Root("Recent", "clock")
IMAGES = Root("Images", "image", kinds=("image/*",))
VIDEOS = Root("Videos", "video", kinds=("video/*",))
AUDIO = Root("Audio", "music", kinds=("audio/*",))
DOCUMENTS = Root(
    "Documents",
    "file",
    kinds=(
        "text/*",
        "application/pdf",
        "application/msword",
        "application/rtf",
        "application/vnd.*",
        "application/epub*",
    ),
)
DOWNLOADS = Root("Downloads", "download", DOWNLOAD_FOLDER)
DEVICE = Root(STORAGE_LABEL, "storage", STORAGE)
LISTS = (RECENT, IMAGES, VIDEOS, AUDIO, DOCUMENTS)
FOLDERS = (DOWNLOADS, DEVICE)


@dataclass(frozen=True)
class Location:
    """A root, and the folder below it that is shown (the root's own at first)."""

    root: Root
    folder: str

    @classmethod
    def of(cls, root: Root) -> Location:
        return cls(root, root.folder)

    @classmethod
    def at(cls, folder: str) -> Location:
        """A folder, reached by the root for it."""
        root = DOWNLOADS if inside(folder, DOWNLOAD_FOLDER) else DEVICE
        return cls(root, folder)

    @property
    def is_top(self) -> bool:
        return self.folder == self.root.folder

    @property
    def title(self) -> str:
        """What the toolbar calls it."""
        return self.root.title if self.is_top else posixpath.basename(self.folder)

    @property
    def header(self) -> str:
        """What stands above the list."""
        if not self.is_top:
            return f"Files in {self.title}"
        if self.root == RECENT:
            return "Recent files"
        if not self.folder:
            return self.title
        return f"Files {'in' if self.root == DOWNLOADS else 'on'} {self.title}"

    @property
    def above(self) -> Location:
        """One folder up; a root's top is above itself."""
        return self if self.is_top else replace(self, folder=posixpath.dirname(self.folder))

    @property
    def trail(self) -> tuple[Location, ...]:
        """The way from the root's top to here."""
        return (self,) if self.is_top else (*self.above.trail, self)

    def into(self, folder: str) -> Location:
        """A folder seen from here."""
        return replace(self, folder=folder) if self.folder else Location.at(folder)
