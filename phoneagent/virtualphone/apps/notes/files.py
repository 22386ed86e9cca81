"""The notes on the storage: names, texts, dates."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

FOLDER = "/sdcard/Documents/Notes"
_ENDINGS = (".md", ".txt")
_FORBIDDEN = re.compile(r'[/\\:*?"<>|\x00-\x1f]')


@dataclass(frozen=True)
class NoteFile:
    """One note: its file name, and when it was last written (seconds since the epoch)."""

    name: str
    modified_s: float

    @property
    def title(self) -> str:
        return next(
            (self.name.removesuffix(e) for e in _ENDINGS if self.name.endswith(e)), self.name
        )

    @property
    def path(self) -> str:
        return f"{FOLDER}/{self.name}"


def notes(phone: VirtualPhone) -> list[NoteFile]:
    """Every note, the newest first."""
    if not phone.files.exists(FOLDER):
        return []
    with os.scandir(phone.files.host(FOLDER)) as entries:
        found = [
            NoteFile(entry.name, entry.stat().st_mtime)
            for entry in entries
            if entry.is_file() and not entry.name.startswith(".")
        ]
    return sorted(found, key=lambda note: (-note.modified_s, note.name.casefold()))


def file_name(title: str) -> str:
    """A title as a file name: forbidden characters become underscores, the ending is .md."""
    safe = _FORBIDDEN.sub("_", title.strip()).strip(". ") or "note"
    return safe if safe.endswith(_ENDINGS) else f"{safe}.md"
