"""What Markor lists: the files of a folder, in the chosen order."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from phoneagent.virtualphone.system.folders import Entry, entries, unused_path
from phoneagent.virtualphone.system.preferences import Preferences
from phoneagent.virtualphone.timetext import hour24, time_text

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

PACKAGE = "net.gsantner.markor"
STORAGE = "/storage/emulated/0"
NOTEBOOK = f"{STORAGE}/Documents/Markor"
TODO = f"{NOTEBOOK}/todo.txt"
QUICKNOTE = f"{NOTEBOOK}/quicknote.md"
PRIVATE = f"/data/data/{PACKAGE}/files"
PUBLIC = f"{STORAGE}/Android/data/{PACKAGE}/files"

SHORTEST_KEPT = 2
"""A text with fewer characters is only saved by the Save button, lest an accident empty a file."""

_FORBIDDEN = frozenset('\\/:*?"<>|\n\r\t')


@dataclass(frozen=True)
class Order:
    """How files are sorted, and whether those with a dot in front are shown."""

    by: str = "name"
    reverse: bool = False
    folders_first: bool = True
    dotfiles: bool = False

    @classmethod
    def load(cls, settings: Preferences) -> Order:
        return cls(
            settings.get("pref_key__file_browser__sort_by_type", cls.by),
            settings.get("pref_key__sort_reverse", cls.reverse),
            settings.get("pref_key__filesystem_folder_first", cls.folders_first),
            settings.get("pref_key__show_dot_files_v2", cls.dotfiles),
        )

    def store(self, settings: Preferences) -> None:
        settings.put("pref_key__file_browser__sort_by_type", self.by)
        settings.put("pref_key__sort_reverse", self.reverse)
        settings.put("pref_key__filesystem_folder_first", self.folders_first)
        settings.put("pref_key__show_dot_files_v2", self.dotfiles)

    def arrange(self, found: list[Entry]) -> list[Entry]:
        """Sort and filter the entries of a folder."""
        keys: dict[str, Callable[[Entry], tuple[object, ...]]] = {
            "name": lambda e: (e.name.casefold(),),
            "date": lambda e: (-e.modified_s, e.name.casefold()),
            "size": lambda e: (-e.size_bytes, e.name.casefold()),
            "type": lambda e: (e.mime, e.name.casefold()),
        }
        seen = [e for e in found if self.dotfiles or not e.hidden]
        seen.sort(key=keys.get(self.by, keys["name"]), reverse=self.reverse)
        return sorted(seen, key=lambda e: not e.is_folder) if self.folders_first else seen


def settings_of(phone: VirtualPhone) -> Preferences:
    """Markor's settings."""
    return Preferences(phone.files, PACKAGE, "app")


def listing(phone: VirtualPhone, folder: str) -> list[Entry]:
    """What a folder shows, in the chosen order."""
    return Order.load(settings_of(phone)).arrange(entries(phone.files, folder))


def date_text(phone: VirtualPhone, moment_s: float) -> str:
    """A file's date and time: `10/15/2023, 15:34`."""
    moment = datetime.fromtimestamp(moment_s, phone.clock.now().tzinfo)
    shown = time_text(moment, long=hour24(phone.settings))
    return f"{moment.month}/{moment.day}/{moment.year}, {shown}"


def clean_name(name: str) -> str:
    """A file name without the characters that a file name cannot have."""
    return "".join(char for char in name if char not in _FORBIDDEN)


def is_text(files_path: str) -> bool:
    """Whether Markor edits a file of this name itself."""
    name = posixpath.basename(files_path).casefold()
    ending = posixpath.splitext(name)[1]
    return ending in _TEXT_ENDINGS


def numbered_path(phone: VirtualPhone, path: str) -> str:
    """A path that is free, as Markor numbers copies: `note_1.md`."""
    return unused_path(phone.files, path, "{stem}_{number}{ending}")


_TEXT_ENDINGS = frozenset(
    (
        ".md", ".markdown", ".mkd", ".mdown", ".mkdn", ".mdwn", ".mdx", ".text", ".rmd",
        ".txt", ".taskpaper", ".html", ".htm", ".xml", ".svg", ".json", ".csv", ".tsv",
        ".log", ".ini", ".yml", ".yaml", ".toml", ".properties", ".conf", ".cfg", ".adoc",
        ".asciidoc", ".asc", ".org", ".tex", ".py", ".java", ".kt", ".js", ".css",
        ".c", ".h", ".cpp", ".sh", ".php", ".sql", ".rst", ".lua", ".rb",
        ".go", ".rs", ".vcf", ".ics", ".zim", ".diff", ".patch", ".gradle", ".m3u",
        ".m3u8", ".srt",
    )
)  # fmt: skip
