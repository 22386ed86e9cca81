"""The songs on the storage, as Android's media store would list them for a music app."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from phoneagent.virtualphone.media import tags
from phoneagent.virtualphone.system.files import SHARED_STORAGE, Files

STORAGE = "/storage/emulated/0"
_ENDINGS = (".mp3", ".m4a", ".ogg", ".opus", ".flac", ".wav", ".aac")
_NOT_MUSIC = frozenset(
    ("Alarms", "Android", "Audiobooks", "Notifications", "Podcasts", "Recordings", "Ringtones")
)
"""Folders whose sounds the media store does not call music."""
_SHORTEST_MS = 20_000
"""Shorter sounds are left out, as the app's filter is set at first."""


@dataclass(frozen=True)
class Song:
    """One song: the row the media store has for it."""

    id: int
    path: str
    title: str
    artist: str
    album: str
    track: int
    year: int
    duration_ms: int
    modified_s: int


def artist_name(name: str) -> str:
    """An artist as the app shows it."""
    return "Unknown Artist" if name in ("", tags.UNKNOWN) else name


def length_text(ms: int) -> str:
    """A length as the app writes it: `03:25`, `1:03:25`."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def songs_text(songs: list[Song]) -> str:
    """What stands below the title of an album or a playlist: count and length."""
    noun = "Song" if len(songs) == 1 else "Songs"
    total_ms = sum(song.duration_ms for song in songs)
    return f"{len(songs)} {noun} \N{BULLET} {length_text(total_ms)}"


def songs(files: Files) -> list[Song]:
    """Every song on shared storage, by title."""
    top = files.host(SHARED_STORAGE)
    found: list[Song] = []
    for folder, folders, names in os.walk(top):
        inside = Path(folder).relative_to(top).as_posix()
        if inside == ".":
            folders[:] = [name for name in folders if name not in _NOT_MUSIC]
        folders[:] = [name for name in folders if not name.startswith(".")]
        base = STORAGE if inside == "." else f"{STORAGE}/{inside}"
        found += (
            song_at(Path(folder, name), f"{base}/{name}")
            for name in names
            if name.lower().endswith(_ENDINGS) and not name.startswith(".")
        )
    long_enough = [song for song in found if song.duration_ms >= _SHORTEST_MS]
    return sorted(long_enough, key=lambda song: (song.title.casefold(), song.path))


def song_at(host: Path, path: str) -> Song:
    """The song in a file.

    Args:
        host: where it lies on the host.
        path: its device path.
    """
    facts, tag = host.stat(), tags.read(host)
    return Song(
        facts.st_ino,
        path,
        tag.title,
        tag.artist,
        tag.album,
        tag.track,
        tag.year,
        tag.duration_ms,
        int(facts.st_mtime),
    )
