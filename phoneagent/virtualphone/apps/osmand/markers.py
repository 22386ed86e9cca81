"""Map markers: rows of the app's database, active ones in the order of the list."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.osmand.geo import GeoPoint

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

DATABASE = "/data/data/net.osmand/databases/map_markers_db"
SCHEMA = """
CREATE TABLE IF NOT EXISTS map_markers(marker_id TEXT PRIMARY KEY, marker_lat DOUBLE,
  marker_lon DOUBLE, marker_description TEXT, marker_active INT, marker_added LONG,
  marker_visited LONG, group_name TEXT, group_key TEXT, marker_color INT, marker_next_key TEXT,
  marker_disabled INT, marker_selected INT, marker_map_object_name TEXT, title TEXT);
"""
COLORS = ("#2196f3", "#4caf50", "#ff9800", "#e91e63", "#9c27b0", "#009688", "#795548")


@dataclass(frozen=True, slots=True)
class Marker:
    """A marked point.

    Attributes:
        id: the row's key.
        point: where it is.
        name: what it is called.
        active: False once it was passed: it is then in the history.
        added_ms, visited_ms: when it was set and when passed, since the epoch.
        color: the number of its colour.
    """

    id: str
    point: GeoPoint
    name: str
    active: bool
    added_ms: int
    visited_ms: int
    color: int


class Markers:
    """The stored markers of a phone; the database is opened anew for every operation."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone

    def ensure(self) -> None:
        """Make the empty database."""
        with self._phone.files.database(DATABASE, SCHEMA):
            pass

    def active(self) -> list[Marker]:
        """The markers on the map, the newest first."""
        found = [marker for marker in self._all() if marker.active]
        return sorted(found, key=lambda marker: -marker.added_ms)

    def history(self) -> list[Marker]:
        """The passed ones, the last passed first."""
        found = [marker for marker in self._all() if not marker.active]
        return sorted(found, key=lambda marker: -marker.visited_ms)

    def _all(self) -> list[Marker]:
        with self._phone.files.database(DATABASE, SCHEMA) as db:
            rows = db.execute("SELECT * FROM map_markers ORDER BY rowid DESC")
            return [_marker(row) for row in rows]

    def add(self, name: str, point: GeoPoint) -> Marker:
        """Set a marker."""
        now_ms = self._phone.clock.epoch_ms()
        with self._phone.files.database(DATABASE, SCHEMA) as db:
            count = int(db.execute("SELECT count(*) FROM map_markers").fetchone()[0])
            taken = {str(row[0]) for row in db.execute("SELECT marker_id FROM map_markers")}
            number = next(n for n in range(len(taken) + 1) if f"{now_ms}{n}" not in taken)
            marker = Marker(f"{now_ms}{number}", point, name, True, now_ms, 0, count % len(COLORS))
            row = (marker.id, *point, f"location#{name}", now_ms, marker.color, name)
            db.execute(
                "INSERT INTO map_markers VALUES "
                "(?, ?, ?, ?, 1, ?, 0, '', '', ?, 'marker_next', 0, 0, ?, '')",
                row,
            )
        return marker

    def rename(self, marker: Marker, name: str) -> None:
        self._run(
            "UPDATE map_markers SET marker_description = ? WHERE marker_id = ?",
            [(f"location#{name}", marker.id)],
        )

    def pass_by(self, markers: list[Marker]) -> None:
        """Move markers to the history."""
        now_ms = self._phone.clock.epoch_ms()
        self._run(
            "UPDATE map_markers SET marker_active = 0, marker_visited = ? WHERE marker_id = ?",
            [(now_ms, marker.id) for marker in markers],
        )

    def restore(self, marker: Marker) -> None:
        """Bring a marker back from the history."""
        self._run(
            "UPDATE map_markers SET marker_active = 1, marker_visited = 0 WHERE marker_id = ?",
            [(marker.id,)],
        )

    def remove(self, markers: list[Marker]) -> None:
        self._run(
            "DELETE FROM map_markers WHERE marker_id = ?", [(marker.id,) for marker in markers]
        )

    def _run(self, statement: str, rows: list[tuple[object, ...]]) -> None:
        with self._phone.files.database(DATABASE, SCHEMA) as db:
            db.executemany(statement, rows)


def _marker(row: sqlite3.Row) -> Marker:
    kind, _, name = str(row["marker_description"] or "").partition("#")
    point = GeoPoint(float(row["marker_lat"] or 0), float(row["marker_lon"] or 0))
    return Marker(
        str(row["marker_id"]),
        point,
        name or (kind if kind != "location" else "") or str(point),
        bool(row["marker_active"]),
        int(row["marker_added"] or 0),
        int(row["marker_visited"] or 0),
        int(row["marker_color"] or 0) % len(COLORS),
    )
