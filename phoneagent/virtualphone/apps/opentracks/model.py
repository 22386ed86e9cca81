"""Tracks as they are stored, and sums over several of them."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from phoneagent.virtualphone.system.files import Files

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

DATABASE = "/data/data/de.dennisguse.opentracks/databases/database.db"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS tracks(_id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT,
  description TEXT, category TEXT, activity_type TEXT, starttime INT, stoptime INT, numpoints INT,
  totaldistance REAL, totaltime INT, movingtime INT, avgspeed REAL, avgmovingspeed REAL,
  maxspeed REAL, minelevation REAL, maxelevation REAL, elevationgain REAL, icon TEXT, uuid BLOB,
  elevationloss REAL, starttime_offset INT);
"""
_MINUTE_MS = 60_000


@dataclass(frozen=True)
class Track:
    """One recorded activity; lengths in metres and milliseconds, moments in ms of the epoch."""

    id: int = 0
    name: str = ""
    description: str = ""
    category: str = ""
    start_ms: int = 0
    stop_ms: int = 0
    total_ms: int = 0
    moving_ms: int = 0
    distance_m: float = 0.0
    max_speed_mps: float = 0.0
    gain_m: float | None = None
    loss_m: float | None = None

    @property
    def speed_mps(self) -> float:
        """Over the whole time."""
        return self.distance_m * 1000 / self.total_ms if self.total_ms else 0.0

    @property
    def moving_speed_mps(self) -> float:
        """Over the time in motion."""
        return self.distance_m * 1000 / self.moving_ms if self.moving_ms else 0.0


@dataclass(frozen=True)
class Total:
    """The sum of the tracks of one category."""

    category: str
    count: int
    distance_m: float
    moving_ms: int
    max_speed_mps: float

    @property
    def moving_speed_mps(self) -> float:
        return self.distance_m * 1000 / self.moving_ms if self.moving_ms else 0.0


class TrackStore:
    """The app's database, opened for every operation."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._files: Files = phone.files
        self._clock = phone.clock

    def all(self) -> list[Track]:
        """Every track, the latest first."""
        with self._files.database(DATABASE, _SCHEMA) as db:
            rows = db.execute("SELECT * FROM tracks ORDER BY starttime DESC, _id DESC").fetchall()
        return [_track(row) for row in rows]

    def get(self, track_id: int) -> Track | None:
        with self._files.database(DATABASE, _SCHEMA) as db:
            row = db.execute("SELECT * FROM tracks WHERE _id=?", (track_id,)).fetchone()
        return _track(row) if row else None

    def search(self, wanted: str) -> list[Track]:
        """Tracks with a text in their name, description or category."""
        folded = wanted.casefold()
        return [
            track
            for track in self.all()
            if any(folded in t.casefold() for t in (track.name, track.description, track.category))
        ]

    def add(self, track: Track) -> int:
        """Store a new track and return its id."""
        with self._files.database(DATABASE, _SCHEMA) as db:
            return _insert(db, track)

    def put(self, track: Track) -> None:
        """Store a changed track."""
        values = _values(track)
        sets = ", ".join(f"{name}=?" for name in values)
        with self._files.database(DATABASE, _SCHEMA) as db:
            db.execute(f"UPDATE tracks SET {sets} WHERE _id=?", (*values.values(), track.id))  # noqa: S608

    def delete(self, track_ids: Collection[int]) -> None:
        """Remove tracks."""
        with self._files.database(DATABASE, _SCHEMA) as db:
            db.executemany("DELETE FROM tracks WHERE _id=?", [(number,) for number in track_ids])

    def seed(self, fixture: Iterable[Mapping[str, Any]]) -> None:
        """Lay down the tables, and the tracks of a fixture."""
        with self._files.database(DATABASE, _SCHEMA) as db:
            for facts in fixture:
                _insert(db, self._of_fixture(facts))

    def _of_fixture(self, facts: Mapping[str, Any]) -> Track:
        now = self._clock.now()
        start = datetime.fromisoformat(facts["start"]) if "start" in facts else now
        start = start if start.tzinfo else start.replace(tzinfo=now.tzinfo)
        start_ms = round(start.timestamp() * 1000)
        length_ms = round(facts.get("minutes", 0) * _MINUTE_MS)
        distance_m = facts.get("distance_m", 0.0)
        return Track(
            name=facts["name"],
            description=facts.get("description", ""),
            category=facts.get("category", ""),
            start_ms=start_ms,
            stop_ms=start_ms + length_ms,
            total_ms=length_ms,
            moving_ms=length_ms,
            distance_m=distance_m,
            max_speed_mps=distance_m * 1000 / length_ms if length_ms else 0.0,  # an even pace
            gain_m=facts.get("gain_m"),
            loss_m=facts.get("loss_m"),
        )


def totals(tracks: Iterable[Track]) -> list[Total]:
    """Sums by category, the most frequent first, then by name."""
    sums: dict[str, Total] = {}
    for track in tracks:
        before = sums.get(track.category, Total(track.category, 0, 0.0, 0, 0.0))
        sums[track.category] = replace(
            before,
            count=before.count + 1,
            distance_m=before.distance_m + track.distance_m,
            moving_ms=before.moving_ms + track.moving_ms,
            max_speed_mps=max(before.max_speed_mps, track.max_speed_mps),
        )
    return sorted(sums.values(), key=lambda total: (-total.count, total.category))


def _insert(db: sqlite3.Connection, track: Track) -> int:
    values = _values(track) | {"uuid": uuid.UUID(int=track.start_ms).bytes, "numpoints": 0}
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    sql = f"INSERT INTO tracks({names}) VALUES ({marks})"  # noqa: S608
    return int(db.execute(sql, tuple(values.values())).lastrowid or 0)


def _track(row: sqlite3.Row) -> Track:
    return Track(
        id=row["_id"],
        name=row["name"] or "",
        description=row["description"] or "",
        category=row["category"] or "",
        start_ms=row["starttime"] or 0,
        stop_ms=row["stoptime"] or 0,
        total_ms=row["totaltime"] or 0,
        moving_ms=row["movingtime"] or 0,
        distance_m=row["totaldistance"] or 0.0,
        max_speed_mps=row["maxspeed"] or 0.0,
        gain_m=row["elevationgain"],
        loss_m=row["elevationloss"],
    )


def _values(track: Track) -> dict[str, object]:
    """A track as the columns of its row, without its id."""
    return {
        "name": track.name,
        "description": track.description,
        "category": track.category,
        "activity_type": track.category,
        "starttime": track.start_ms,
        "stoptime": track.stop_ms,
        "totaldistance": track.distance_m,
        "totaltime": track.total_ms,
        "movingtime": track.moving_ms,
        "avgspeed": track.speed_mps,
        "avgmovingspeed": track.moving_speed_mps,
        "maxspeed": track.max_speed_mps,
        "elevationgain": track.gain_m,
        "elevationloss": track.loss_m,
        "starttime_offset": 0,
    }
