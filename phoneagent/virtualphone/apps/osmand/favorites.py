"""Favourites: one GPX file per group in the app's external folder, read at every use."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.osmand import gpx
from phoneagent.virtualphone.apps.osmand.gpx import Gpx, Waypoint

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

FOLDER = "/sdcard/Android/data/net.osmand/files/favorites"
DEFAULT_GROUP = "Favorites"
"""What the group without a name is called on the screen."""


class Favorites:
    """The stored favourites of a phone.

    A point of the default group lies in `favorites.gpx`, one of the group Home in
    `favorites-Home.gpx`, as the app has them since version 4.4.
    """

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone

    def all(self) -> list[Waypoint]:
        """Every favourite, group by group, each in the order of its file."""
        names = [name for name in self._phone.files.names(FOLDER) if _group_of(name) is not None]
        names.sort(key=lambda name: (_group_of(name) or "").casefold())
        return [
            replace(waypoint, group=waypoint.group or _group_of(name) or "")
            for name in names
            for waypoint in self._read(name).waypoints
        ]

    def groups(self) -> list[str]:
        """Names of the groups there are, the default one ("") first."""
        return sorted({"", *(waypoint.group for waypoint in self.all())}, key=str.casefold)

    def named(self, name: str, group: str) -> Waypoint | None:
        """The favourite of a name in a group."""
        return next((w for w in self.all() if (w.name, w.group) == (name, group)), None)

    def add(self, *added: Waypoint) -> None:
        """Store favourites; one of the same name in its group is replaced."""
        stamped = [w if w.time else replace(w, time=self._now()) for w in added]
        same = {(w.name, w.group) for w in added}
        kept = [w for w in self.all() if (w.name, w.group) not in same]
        self._store([*kept, *stamped], {w.group for w in added})

    def change(self, old: Waypoint, new: Waypoint) -> None:
        """Store other values for a favourite."""
        changed = [new if waypoint == old else waypoint for waypoint in self.all()]
        self._store(changed, {old.group, new.group})

    def remove(self, gone: list[Waypoint]) -> None:
        """Delete favourites."""
        kept = [waypoint for waypoint in self.all() if waypoint not in gone]
        self._store(kept, {waypoint.group for waypoint in gone})

    def clear(self) -> None:
        """Delete all of them."""
        if self._phone.files.exists(FOLDER):
            self._phone.files.remove(FOLDER)
        self._phone.files.make_folder(FOLDER)

    def _store(self, waypoints: list[Waypoint], groups: set[str]) -> None:
        """Write the files of some groups; that of a group that has become empty goes."""
        for group in groups:
            inside = tuple(w for w in waypoints if w.group == group)
            name = f"favorites-{group}" if group else "favorites"
            path = f"{FOLDER}/{name}.gpx"
            if inside or not group:
                now = self._phone.clock.now().astimezone(UTC)
                self._phone.files.write_bytes(path, gpx.write(Gpx(inside), name, now))
            elif self._phone.files.exists(path):
                self._phone.files.remove(path)

    def _read(self, name: str) -> Gpx:
        try:
            return gpx.parse(self._phone.files.read_bytes(f"{FOLDER}/{name}"))
        except OSError:
            return Gpx()

    def _now(self) -> str:
        return f"{self._phone.clock.now().astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _group_of(file_name: str) -> str | None:
    """The group whose points a file holds; None for another file."""
    stem = file_name.removesuffix(".gpx")
    if stem == file_name:
        return None
    if stem == "favorites":
        return ""
    return stem.removeprefix("favorites-") if stem.startswith("favorites-") else None


def safe_group(text: str) -> str:
    """A typed group name as it can stand in a file name; the default group's name is empty."""
    name = "".join("_" if char in '/\\:*?"<>|' or char < " " else char for char in text).strip()
    return "" if name in (DEFAULT_GROUP, ".", "..") else name[:80]
