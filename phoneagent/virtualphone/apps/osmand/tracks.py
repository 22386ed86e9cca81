"""Tracks: GPX files in a folder of the app's external storage."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.osmand import gpx
from phoneagent.virtualphone.apps.osmand.geo import GeoPoint
from phoneagent.virtualphone.apps.osmand.gpx import Gpx

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

FOLDER = "/sdcard/Android/data/net.osmand/files/tracks"
_ENDING = ".gpx"
_FORBIDDEN = '/\\:*?"<>|'


@dataclass(frozen=True, slots=True)
class TrackFile:
    """One file: its name without the ending, and when it was written (seconds)."""

    name: str
    modified_s: float


class Tracks:
    """The stored tracks of a phone, read at every use."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone

    def all(self) -> list[TrackFile]:
        """Every track, the newest first."""
        files = self._phone.files
        if not files.exists(FOLDER):
            return []
        with os.scandir(files.host(FOLDER)) as entries:
            found = [
                TrackFile(entry.name.removesuffix(_ENDING), entry.stat().st_mtime)
                for entry in entries
                if entry.name.endswith(_ENDING) and entry.is_file()
            ]
        return sorted(found, key=lambda track: (-track.modified_s, track.name.casefold()))

    def exists(self, name: str) -> bool:
        return self._phone.files.exists(_path(name))

    def read(self, name: str) -> Gpx:
        """What a track holds; nothing when its file is gone or broken."""
        try:
            return gpx.parse(self._phone.files.read_bytes(_path(name)))
        except OSError:
            return Gpx()

    def save(self, name: str, points: list[GeoPoint]) -> None:
        """Write a track of one segment; one of the same name is overwritten."""
        now = self._phone.clock.now().astimezone(UTC)
        self._phone.files.write_bytes(_path(name), gpx.write(Gpx((), (tuple(points),)), name, now))

    def take(self, path: str) -> str:
        """Copy a GPX file from elsewhere on the device; returns the track's name."""
        name = path.rpartition("/")[2].removesuffix(_ENDING)
        self._phone.files.write_bytes(_path(name), self._phone.files.read_bytes(path))
        return name

    def rename(self, old: str, new: str) -> None:
        self._phone.files.move(_path(old), _path(new))

    def remove(self, names: set[str]) -> None:
        for name in names:
            if self.exists(name):
                self._phone.files.remove(_path(name))

    def free_name(self) -> str:
        """A name for a new track: the date, and a number if there is one of it already."""
        day = f"{self._phone.clock.now():%Y-%m-%d}"
        names = (day, *(f"{day}({number})" for number in range(2, 10_000)))
        return next(name for name in names if not self.exists(name))


def name_problem(name: str) -> str:
    """What is wrong with a file name; nothing when it can be used."""
    if not name.strip():
        return "Please fill in the field"
    if any(char in _FORBIDDEN or char < " " for char in name) or name.startswith("."):
        return "The file name contains illegal characters"
    return "The name is too long" if len(name.encode()) > 200 else ""


def _path(name: str) -> str:
    return f"{FOLDER}/{name}{_ENDING}"
