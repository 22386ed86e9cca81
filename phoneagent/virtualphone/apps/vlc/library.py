"""VLC's media library: which films and songs lie on the storage, and the playlists of them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from phoneagent.virtualphone.media import mp4, tags
from phoneagent.virtualphone.system.files import SHARED_STORAGE, Files

DATABASE = "/data/data/org.videolan.vlc/app_db/vlc_media.db"
STORAGE = "/storage/emulated/0"
VIDEO, AUDIO = 1, 2
_KINDS = {
    ".mp4": VIDEO, ".m4v": VIDEO, ".mkv": VIDEO, ".webm": VIDEO, ".avi": VIDEO, ".mov": VIDEO,
    ".3gp": VIDEO, ".mpg": VIDEO, ".mpeg": VIDEO, ".ts": VIDEO, ".flv": VIDEO, ".wmv": VIDEO,
    ".mp3": AUDIO, ".m4a": AUDIO, ".ogg": AUDIO, ".opus": AUDIO, ".flac": AUDIO, ".wav": AUDIO,
    ".aac": AUDIO, ".wma": AUDIO,
}  # fmt: skip

SCHEMA = """BEGIN;
CREATE TABLE IF NOT EXISTS Media(id_media INTEGER PRIMARY KEY AUTOINCREMENT, filename TEXT);
CREATE TABLE IF NOT EXISTS File(id_file INTEGER PRIMARY KEY AUTOINCREMENT, media_id INTEGER,
  mrl TEXT UNIQUE, last_played INTEGER DEFAULT 0);
CREATE TABLE IF NOT EXISTS Playlist(id_playlist INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);
CREATE TABLE IF NOT EXISTS PlaylistMediaRelation(media_id INTEGER, playlist_id INTEGER,
  position INTEGER);
COMMIT;"""


@dataclass(frozen=True)
class Media:
    """One film or song: its row, and where its file lies (a device path)."""

    id: int
    name: str
    path: str

    @property
    def kind(self) -> int:
        return kind_of(self.name)


@dataclass(frozen=True)
class Playlist:
    """A playlist and how many media it holds."""

    id: int
    name: str
    count: int


@dataclass(frozen=True)
class Facts:
    """What a medium's file says: times in ms, sizes in px and bytes."""

    duration_ms: int = 0
    width_px: int = 0
    height_px: int = 0
    size_bytes: int = 0
    modified_s: float = 0
    title: str = ""
    artist: str = ""
    album: str = ""


def kind_of(name: str) -> int:
    """VIDEO or AUDIO by a file's ending; 0 for anything else."""
    return _KINDS.get(os.path.splitext(name)[1].lower(), 0)  # noqa: PTH122 - a device path


class Library:
    """Media and playlists, kept in the app's database, whose files are opened for each operation.

    Args:
        files: the device's storage.
    """

    def __init__(self, files: Files) -> None:
        self._files = files

    def _database(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._files.database(DATABASE, SCHEMA)

    def lay_out(self) -> None:
        """Create the tables, as the first start of the app does."""
        with self._database():
            pass

    # media

    def scan(self) -> None:
        """Bring the table of media up to date with what lies on shared storage."""
        present = self._present()
        with self._database() as db:
            rows = db.execute("SELECT mrl FROM File JOIN Media ON id_media = media_id")
            known = {row["mrl"] for row in rows}
            if known == present.keys():
                return
            for mrl in sorted(present.keys() - known):
                self._enter(db, mrl, present[mrl])
            for mrl in known - present.keys():
                self._drop(db, mrl)

    def _present(self) -> dict[str, str]:
        top = self._files.host(SHARED_STORAGE)
        found: dict[str, str] = {}
        for folder, folders, names in os.walk(top):
            inside = Path(folder).relative_to(top).as_posix()
            hidden = ("Android",) if inside == "." else ()
            folders[:] = [f for f in folders if not f.startswith(".") and f not in hidden]
            base = STORAGE if inside == "." else f"{STORAGE}/{inside}"
            found |= {f"{base}/{name}": name for name in names if kind_of(name)}
        return found

    def _enter(self, db: sqlite3.Connection, path: str, name: str) -> int:
        media = db.execute("INSERT INTO Media(filename) VALUES (?)", (name,)).lastrowid
        assert media is not None
        db.execute("INSERT OR REPLACE INTO File(media_id, mrl) VALUES (?, ?)", (media, path))
        return media

    def _drop(self, db: sqlite3.Connection, path: str) -> None:
        media = "(SELECT media_id FROM File WHERE mrl = ?)"
        for table, column in (("PlaylistMediaRelation", "media_id"), ("Media", "id_media")):
            db.execute(f"DELETE FROM {table} WHERE {column} IN {media}", (path,))  # noqa: S608
        db.execute("DELETE FROM File WHERE mrl = ?", (path,))

    def media(self, kind: int) -> list[Media]:
        """All films or all songs, by file name."""
        with self._database() as db:
            rows = db.execute(
                "SELECT id_media, filename, mrl FROM Media JOIN File ON media_id = id_media"
            )
            found = [Media(*row) for row in rows if kind_of(row["filename"] or "") == kind]
        return sorted(found, key=lambda item: (item.name.casefold(), item.path))

    def at(self, path: str) -> Media:
        """The medium a file is; one outside the library (id 0) when it was never scanned."""
        with self._database() as db:
            row = db.execute(
                "SELECT id_media, filename, mrl FROM Media JOIN File ON media_id = id_media"
                " WHERE mrl = ?",
                (path,),
            ).fetchone()
        return Media(*row) if row else Media(0, path.rpartition("/")[2], path)

    def facts(self, media: Media) -> Facts:
        """What the file of a medium says; zeros once it is gone."""
        path = self._files.host(media.path)
        try:
            status = path.stat()
        except OSError:
            return Facts()
        if media.kind == AUDIO:
            tag = tags.read(path)
            facts = Facts(tag.duration_ms, title=tag.title, artist=tag.artist, album=tag.album)
        else:
            film = mp4.facts_of(path)
            facts = Facts(film.duration_ms, film.width_px, film.height_px)
        return replace(facts, size_bytes=status.st_size, modified_s=status.st_mtime)

    def played(self, media: Media, at_ms: int) -> None:
        """Note that a medium was played."""
        with self._database() as db:
            db.execute("UPDATE File SET last_played = ? WHERE mrl = ?", (at_ms, media.path))

    def history(self) -> list[Media]:
        """What was played, the latest first."""
        with self._database() as db:
            rows = db.execute(
                "SELECT id_media, filename, mrl FROM Media JOIN File ON media_id = id_media"
                " WHERE last_played > 0 ORDER BY last_played DESC"
            )
            return [Media(*row) for row in rows]

    def clear_history(self) -> None:
        with self._database() as db:
            db.execute("UPDATE File SET last_played = 0")

    def delete(self, media: Media) -> None:
        """Delete a medium's file, and the medium from every playlist."""
        if self._files.exists(media.path):
            self._files.remove(media.path)
        with self._database() as db:
            self._drop(db, media.path)

    # playlists

    def playlists(self) -> list[Playlist]:
        """All playlists by name."""
        with self._database() as db:
            rows = db.execute(
                "SELECT id_playlist, name, (SELECT count(*) FROM PlaylistMediaRelation"
                " WHERE playlist_id = id_playlist) FROM Playlist"
            ).fetchall()
        return sorted((Playlist(*row) for row in rows), key=lambda found: found.name.casefold())

    def tracks(self, playlist: int) -> list[Media]:
        """What a playlist holds, in its order."""
        with self._database() as db:
            rows = db.execute(
                "SELECT id_media, filename, coalesce(mrl, '') FROM PlaylistMediaRelation AS held"
                " JOIN Media ON id_media = held.media_id"
                " LEFT JOIN File ON File.media_id = id_media"
                " WHERE playlist_id = ? ORDER BY position",
                (playlist,),
            )
            return [Media(*row) for row in rows]

    def create(self, name: str) -> int:
        """A new empty playlist; its id."""
        with self._database() as db:
            row = db.execute("INSERT INTO Playlist(name) VALUES (?)", (name,))
        assert row.lastrowid is not None
        return row.lastrowid

    def rename(self, playlist: int, name: str) -> None:
        with self._database() as db:
            db.execute("UPDATE Playlist SET name = ? WHERE id_playlist = ?", (name, playlist))

    def remove(self, playlist: int) -> None:
        """Delete a playlist; the media stay."""
        with self._database() as db:
            db.execute("DELETE FROM PlaylistMediaRelation WHERE playlist_id = ?", (playlist,))
            db.execute("DELETE FROM Playlist WHERE id_playlist = ?", (playlist,))

    def append(self, playlist: int, media: Iterable[Media]) -> None:
        """Add media at the end of a playlist."""
        self.arrange(playlist, [*self.tracks(playlist), *media])

    def arrange(self, playlist: int, media: Sequence[Media]) -> None:
        """Let a playlist hold exactly these, in this order."""
        with self._database() as db:
            ids = [item.id or self._enter(db, item.path, item.name) for item in media]
            rows = [(media_id, playlist, place) for place, media_id in enumerate(ids)]
            db.execute("DELETE FROM PlaylistMediaRelation WHERE playlist_id = ?", (playlist,))
            db.executemany("INSERT INTO PlaylistMediaRelation VALUES (?, ?, ?)", rows)
