"""Recordings as they lie in the app's folder: listed, written, renamed, thrown away."""

from __future__ import annotations

import io
import os
import re
import wave
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from phoneagent.virtualphone.media.mp4 import facts_of
from phoneagent.virtualphone.media.mp4_writer import silence
from phoneagent.virtualphone.system.preferences import Preferences

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

PACKAGE = "com.dimowner.audiorecorder"
RECORDS = f"/storage/emulated/0/Android/data/{PACKAGE}/files/Music/records"
FORMATS = {"m4a": "M4a", "wav": "Wav", "3gp": "3gp"}
SORTS = (
    "By date (newest)",
    "By date (oldest)",
    "By name (A-Z)",
    "By name (Z-A)",
    "By duration (longest)",
    "By duration (shortest)",
)
LONGEST_NAME = 50

_TRASH_MARK = ".del"
_FORBIDDEN = re.compile(r'[/\\?%*:|"<>\n]')
_3GP_RATE_HZ = 16000
_SAMPLE_BYTES = 2
_MINUTE_S = 60
_LONGEST_MS = {"m4a": 6 * 3_600_000, "3gp": 6 * 3_600_000, "wav": 600_000}
"""Where a recording of a format ends for lack of storage."""


@dataclass(frozen=True)
class Recording:
    """One recorded file; `path` is its device path."""

    path: str
    duration_ms: int
    size_bytes: int
    added_s: float
    marked: bool

    @property
    def name(self) -> str:
        """The name without its ending, as the app shows it."""
        return self.path.rpartition("/")[2].rpartition(".")[0]

    @property
    def format(self) -> str:
        """m4a, wav or 3gp."""
        return self.path.rpartition(".")[2]


class Store:
    """The app's folder and settings; nothing is kept between calls."""

    def __init__(self, phone: VirtualPhone) -> None:
        self.phone = phone
        self.prefs = Preferences(phone.files, PACKAGE)

    def recordings(self) -> list[Recording]:
        """All recordings, sorted as the person wants."""
        marked, folder = self._marked(), self.phone.files.host(RECORDS)
        paths = [path for path in self._paths() if not path.endswith(_TRASH_MARK)]
        found = [self._recording(path, folder, marked=path in marked) for path in paths]
        keys = {
            "date": lambda r: (-r.added_s, r.name),
            "name": lambda r: r.name.casefold(),
            "duration": lambda r: (-r.duration_ms, r.name),
        }
        sort = self.sort
        key = next(keys[word] for word in keys if word in sort)
        return sorted(found, key=key, reverse=sort in SORTS[1::2])

    @property
    def sort(self) -> str:
        """One of `SORTS`."""
        chosen = self.prefs.get("pref_records_order", SORTS[0])
        return chosen if chosen in SORTS else SORTS[0]

    def trash(self) -> list[str]:
        """Device paths of what was thrown away."""
        return [path for path in self._paths() if path.endswith(_TRASH_MARK)]

    def get(self, path: str) -> Recording | None:
        """The recording at a device path; None when it is gone."""
        if not path or not self.phone.files.exists(path):
            return None
        folder = self.phone.files.host(RECORDS)
        return self._recording(path, folder, marked=path in self._marked())

    def active(self) -> Recording | None:
        """The recording the main screen shows."""
        return self.get(self.prefs.get("pref_active_record", ""))

    def make_active(self, path: str) -> None:
        self.prefs.put("pref_active_record", path)

    def _paths(self) -> list[str]:
        folder = self.phone.files.host(RECORDS)
        found = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
        return [f"{RECORDS}/{name}" for name in found if (folder / name).is_file()]

    def _recording(self, path: str, folder: Path, *, marked: bool) -> Recording:
        host = folder / path.rpartition("/")[2]
        facts = host.stat()
        duration_ms = _duration_ms(host, facts.st_mtime_ns, facts.st_size)
        return Recording(path, duration_ms, facts.st_size, facts.st_mtime, marked)

    # Writing

    def write(self, duration_ms: int) -> str:
        """Store a new recording of a length, in the chosen format; returns its device path."""
        ending = self.prefs.get("setting_key_recording_format", "m4a")
        number = self.prefs.get("pref_record_counter", 1)
        while self.phone.files.exists(f"{RECORDS}/Record-{number}.{ending}"):
            number += 1
        self.prefs.put("pref_record_counter", number + 1)
        path = f"{RECORDS}/Record-{number}.{ending}"
        self.phone.files.write_bytes(path, self._sound(ending, duration_ms))
        self.make_active(path)
        return path

    def add(self, file_name: str, seconds: float, minutes_ago: float) -> None:
        """Lay down a recording of a fixture."""
        path = f"{RECORDS}/{file_name}"
        data = self._sound(file_name.rpartition(".")[2], round(seconds * 1000))
        self.phone.files.write_bytes(path, data)
        moment_s = self.phone.clock.epoch_ms() / 1000 - minutes_ago * _MINUTE_S
        os.utime(self.phone.files.host(path), (moment_s, moment_s))

    def _sound(self, ending: str, duration_ms: int) -> bytes:
        rate_hz = self.prefs.get("setting_key_sample_rate", 44100)
        channels = self.prefs.get("setting_key_channels", 2)
        duration_ms = min(duration_ms, _LONGEST_MS.get(ending, duration_ms))
        if ending == "wav":
            return _wave(duration_ms, rate_hz, channels)
        if ending == "3gp":
            return silence(duration_ms, _3GP_RATE_HZ, 1, "3gp4")
        return silence(duration_ms, rate_hz, channels)

    def rename(self, path: str, name: str) -> str:
        """Give a recording another name; returns the new path.

        Raises:
            FileExistsError: another recording has this name.
            ValueError: nothing is left of the name.
        """
        clean = _FORBIDDEN.sub("_", name).strip()[:LONGEST_NAME]
        if not clean:
            raise ValueError(name)
        target = f"{RECORDS}/{clean}.{path.rpartition('.')[2]}"
        if target == path:
            return path
        if self.phone.files.exists(target):
            raise FileExistsError(target)
        self.phone.files.move(path, target)
        if path in self._marked():
            self.mark(path, marked=False)
            self.mark(target, marked=True)
        if self.prefs.get("pref_active_record", "") == path:
            self.make_active(target)
        return target

    def throw_away(self, path: str) -> None:
        """Move a recording into the trash."""
        self.mark(path, marked=False)
        self.phone.files.move(path, path + _TRASH_MARK)

    def restore(self, path: str) -> None:
        """Take a recording out of the trash."""
        self.phone.files.move(path, path.removesuffix(_TRASH_MARK))

    def delete(self, path: str) -> None:
        """Remove a file for good."""
        self.phone.files.remove(path)

    # Bookmarks

    def _marked(self) -> frozenset[str]:
        return self.prefs.get("bookmarks", frozenset[str]())

    def mark(self, path: str, *, marked: bool) -> None:
        """Set a bookmark on a recording, or take it away."""
        now = self._marked()
        wanted = now | {path} if marked else now - {path}
        if wanted != now:
            self.prefs.put("bookmarks", wanted)


def _wave(duration_ms: int, rate_hz: int, channels: int) -> bytes:
    stream = io.BytesIO()
    with wave.open(stream, "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(_SAMPLE_BYTES)
        out.setframerate(rate_hz)
        out.writeframes(bytes(max(1, duration_ms * rate_hz // 1000) * channels * _SAMPLE_BYTES))
    return stream.getvalue()


@lru_cache(maxsize=4096)
def _duration_ms(host: Path, changed_ns: int, size_bytes: int) -> int:
    if host.suffix != ".wav":
        return facts_of(host).duration_ms
    try:
        with wave.open(str(host)) as sound:
            return int(sound.getnframes() * 1000 // sound.getframerate())
    except (wave.Error, EOFError, OSError):
        return 0
