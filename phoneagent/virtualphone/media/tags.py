"""Title, artist, album and length of a song, by tinytag where it is installed."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType

from phoneagent.virtualphone.media import mp3

UNKNOWN = "<unknown>"
"""What Android's MediaStore stores for an artist or album that no tag names."""


@dataclass(frozen=True)
class Tags:
    """What a song's file says about it. Times in ms, rates in kbit/s and Hz; 0 is unknown."""

    title: str
    artist: str = UNKNOWN
    album: str = UNKNOWN
    genre: str = ""
    track: int = 0
    year: int = 0
    duration_ms: int = 0
    bitrate_kbps: int = 0
    sample_rate_hz: int = 0


def read(path: Path) -> Tags:
    """The tags of a file, read again once the file has changed.

    Without tinytag (extra `media`) a song is called as its file, and only MP3 files have a length.
    """
    facts = path.stat()
    return _read(path, facts.st_size, facts.st_mtime_ns)


@lru_cache(maxsize=4096)
def _read(path: Path, size: int, changed_ns: int) -> Tags:  # the last two are part of the key
    library = _library()
    try:
        return _by_name(path) if library is None else _by_library(library, path)
    except OSError:
        return Tags(path.stem)


@lru_cache(maxsize=1)
def _library() -> ModuleType | None:
    try:
        return importlib.import_module("tinytag")
    except ImportError:
        return None


def _by_name(path: Path) -> Tags:
    length_ms = mp3.duration_ms(path) if path.suffix.lower() == ".mp3" else 0
    return Tags(path.stem, album=path.parent.name, duration_ms=length_ms)


def _by_library(library: ModuleType, path: Path) -> Tags:
    try:
        tag = library.TinyTag.get(path)
    except library.TinyTagException:
        return _by_name(path)
    year = str(tag.year or "")[:4]
    return Tags(
        title=tag.title or path.stem,
        artist=tag.artist or UNKNOWN,
        album=tag.album or path.parent.name,
        genre=tag.genre or "",
        track=int(tag.track or 0),
        year=int(year) if year.isdigit() else 0,
        duration_ms=round((tag.duration or 0) * 1000),
        bitrate_kbps=round(tag.bitrate or 0),
        sample_rate_hz=int(tag.samplerate or 0),
    )
