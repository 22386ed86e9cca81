"""Retro Music's databases: playlists of songs, and the queue that plays."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from phoneagent.virtualphone.apps.retromusic.library import Song
from phoneagent.virtualphone.system.files import Files

FOLDER = "/data/data/code.name.monkey.retromusic/databases"
PLAYLISTS = f"{FOLDER}/playlist.db"
QUEUE = f"{FOLDER}/music_playback_state.db"
FAVORITES = "Favorites"

_PLAYLIST_SCHEMA = """BEGIN;
CREATE TABLE IF NOT EXISTS PlaylistEntity(playlist_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  playlist_name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS SongEntity(song_key INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  playlist_creator_id INTEGER, id INTEGER, title TEXT, track_number INTEGER, year INTEGER,
  duration INTEGER, data TEXT, date_modified INTEGER, album_name TEXT, artist_name TEXT);
CREATE TABLE IF NOT EXISTS HistoryEntity(data TEXT PRIMARY KEY, time_played INTEGER,
  play_count INTEGER);
COMMIT;"""
_QUEUE_COLUMNS = """(_id INTEGER, title TEXT, track INTEGER, year INTEGER, duration INTEGER,
  _data TEXT, date_modified INTEGER, album TEXT, artist TEXT);"""
_QUEUE_SCHEMA = f"""BEGIN;
CREATE TABLE IF NOT EXISTS playing_queue{_QUEUE_COLUMNS}
CREATE TABLE IF NOT EXISTS original_playing_queue{_QUEUE_COLUMNS}
COMMIT;"""
_SONG = "id, data, title, artist_name, album_name, track_number, year, duration, date_modified"
_QUEUED = "_id, _data, title, artist, album, track, year, duration, date_modified"


@dataclass(frozen=True)
class Playlist:
    """A playlist's row."""

    id: int
    name: str


class PlaylistStore:
    """Playlists and their songs; the database is opened for each operation."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def _database(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._files.database(PLAYLISTS, _PLAYLIST_SCHEMA)

    def lay_out(self) -> None:
        """Create the tables, as the first start of the app does."""
        with self._database():
            pass

    def all(self) -> list[Playlist]:
        """Every playlist, by name."""
        with self._database() as db:
            rows = db.execute("SELECT playlist_id, playlist_name FROM PlaylistEntity").fetchall()
        return sorted((Playlist(*row) for row in rows), key=lambda found: found.name.casefold())

    def get(self, playlist: int) -> Playlist | None:
        return next((found for found in self.all() if found.id == playlist), None)

    def named(self, name: str) -> Playlist | None:
        return next((found for found in self.all() if found.name == name), None)

    def songs(self, playlist: int) -> list[Song]:
        """What a playlist holds, in its order."""
        with self._database() as db:
            sql = f"SELECT {_SONG} FROM SongEntity WHERE playlist_creator_id = ? ORDER BY song_key"  # noqa: S608
            return [_song(row) for row in db.execute(sql, (playlist,))]

    def create(self, name: str) -> int:
        """A new empty playlist; its id."""
        with self._database() as db:
            row = db.execute("INSERT INTO PlaylistEntity(playlist_name) VALUES (?)", (name,))
        assert row.lastrowid is not None
        return row.lastrowid

    def add(self, playlist: int, songs: Sequence[Song]) -> None:
        """Put songs at the end; one that is in already moves there, as the real table has it."""
        with self._database() as db:
            for song in songs:
                held = "playlist_creator_id = ? AND data = ?"
                db.execute(f"DELETE FROM SongEntity WHERE {held}", (playlist, song.path))  # noqa: S608
                _insert(db, playlist, song)

    def arrange(self, playlist: int, songs: Sequence[Song]) -> None:
        """Let a playlist hold exactly these, in this order."""
        with self._database() as db:
            db.execute("DELETE FROM SongEntity WHERE playlist_creator_id = ?", (playlist,))
            for song in songs:
                _insert(db, playlist, song)

    def rename(self, playlist: int, name: str) -> None:
        with self._database() as db:
            sql = "UPDATE PlaylistEntity SET playlist_name = ? WHERE playlist_id = ?"
            db.execute(sql, (name, playlist))

    def delete(self, playlist: int) -> None:
        """Delete a playlist; the songs stay."""
        with self._database() as db:
            db.execute("DELETE FROM SongEntity WHERE playlist_creator_id = ?", (playlist,))
            db.execute("DELETE FROM PlaylistEntity WHERE playlist_id = ?", (playlist,))

    def forget(self, song: Song) -> None:
        """Take a song that is deleted out of every playlist."""
        with self._database() as db:
            db.execute("DELETE FROM SongEntity WHERE data = ?", (song.path,))

    # what was played

    def played(self, song: Song, at_ms: int) -> None:
        """Count a song as played."""
        with self._database() as db:
            db.execute(
                "INSERT INTO HistoryEntity VALUES (?, ?, 1) ON CONFLICT(data) DO UPDATE SET"
                " time_played = excluded.time_played, play_count = play_count + 1",
                (song.path, at_ms),
            )

    def history(self, order: str = "time_played") -> list[str]:
        """Paths of what was played, the latest (or by `play_count` the most played) first."""
        assert order in ("time_played", "play_count")
        with self._database() as db:
            sql = f"SELECT data FROM HistoryEntity ORDER BY {order} DESC"  # noqa: S608
            return [str(row["data"]) for row in db.execute(sql)]

    def clear_history(self) -> None:
        with self._database() as db:
            db.execute("DELETE FROM HistoryEntity")


class QueueStore:
    """The playing queue on disk, so that it outlives the process."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def _database(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._files.database(QUEUE, _QUEUE_SCHEMA)

    def lay_out(self) -> None:
        """Create the tables, as the first start of the app does."""
        with self._database():
            pass

    @property
    def version(self) -> object:
        """A value that differs once somebody has written the database."""
        return self._files.version(QUEUE)

    def load(self) -> list[Song]:
        """The queue in its order."""
        with self._database() as db:
            sql = f"SELECT {_QUEUED} FROM playing_queue ORDER BY rowid"  # noqa: S608
            return [_song(row) for row in db.execute(sql)]

    def save(self, songs: Sequence[Song]) -> None:
        rows = [
            (s.id, s.title, s.track, s.year, s.duration_ms, s.path, s.modified_s, s.album, s.artist)
            for s in songs
        ]
        with self._database() as db:
            for table in ("playing_queue", "original_playing_queue"):
                db.execute(f"DELETE FROM {table}")  # noqa: S608
                db.executemany(f"INSERT INTO {table} VALUES (?,?,?,?,?,?,?,?,?)", rows)  # noqa: S608


def _insert(db: sqlite3.Connection, playlist: int, song: Song) -> None:
    db.execute(
        "INSERT INTO SongEntity(playlist_creator_id, id, title, track_number, year, duration,"
        " data, date_modified, album_name, artist_name) VALUES (?,?,?,?,?,?,?,?,?,?)",
        (
            playlist,
            song.id,
            song.title,
            song.track,
            song.year,
            song.duration_ms,
            song.path,
            song.modified_s,
            song.album,
            song.artist,
        ),
    )


def _song(row: sqlite3.Row) -> Song:
    """A song from its columns in the order of `Song`; what another app left out is empty."""
    number, path, title, artist, album, track, year, duration_ms, modified_s = row
    return Song(
        number or 0,
        path or "",
        title or "",
        artist or "",
        album or "",
        track or 0,
        year or 0,
        duration_ms or 0,
        modified_s or 0,
    )
