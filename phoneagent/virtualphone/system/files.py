"""The device's storage: a folder on the host, seen under the device's own paths."""

from __future__ import annotations

import os
import posixpath
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from phoneagent.virtualphone.system.clock import Clock

SHARED_STORAGE = "/sdcard"
_MEMORY_DISK = "/dev/shm"  # noqa: S108 - Linux's disk in memory; the folder in it is private
_MEMORY_DISK_BYTES = 2 << 30
_CANONICAL_SHARED = "/data/media/0"
_CHANGE_COUNTER = slice(24, 28)
_ALIASES = (
    ("/storage/emulated/0", _CANONICAL_SHARED),
    ("/storage/self/primary", _CANONICAL_SHARED),
    ("/mnt/user/0/primary", _CANONICAL_SHARED),
    ("/mnt/sdcard", _CANONICAL_SHARED),
    ("/sdcard", _CANONICAL_SHARED),
    ("/data/user/0", "/data/data"),
)
_STANDARD_FOLDERS = (
    "/data/app",
    "/data/data",
    "/data/local/tmp",
    "/data/system",
    "/dev",
    "/proc",
    "/storage/emulated",
    "/storage/self",
    "/mnt",
    "/system/app",
    "/system/bin",
    "/system/framework",
    "/system/priv-app",
    "/vendor",
    *(
        f"{_CANONICAL_SHARED}/{name}"
        for name in (
            "Alarms",
            "Android/data",
            "Android/media",
            "Audiobooks",
            "DCIM",
            "Documents",
            "Download",
            "Movies",
            "Music",
            "Notifications",
            "Pictures",
            "Podcasts",
            "Recordings",
            "Ringtones",
        )
    ),
)


_CARELESS = "PRAGMA synchronous=OFF;"  # nobody pulls this phone's battery


@cache
def _empty_database(schema: str) -> bytes:
    """The file of a database in which only the schema has run."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(schema)
        return connection.serialize()


def temporary_folder() -> tempfile.TemporaryDirectory[str]:
    """A new folder for a phone's storage, in memory where there is plenty of it.

    A hundred small files come and go with every phone, which a busy disk makes slow. Whoever sets
    TMPDIR has chosen the place.
    """
    in_memory = False
    if "TMPDIR" not in os.environ and os.access(_MEMORY_DISK, os.W_OK):
        in_memory = shutil.disk_usage(_MEMORY_DISK).free >= _MEMORY_DISK_BYTES
    return tempfile.TemporaryDirectory(prefix="vphone-", dir=_MEMORY_DISK if in_memory else None)


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    return connection


def canonical(device_path: str) -> str:
    """The one absolute device path behind aliases, dots and doubled slashes.

    >>> canonical("/sdcard//Download/../Music")
    '/data/media/0/Music'
    """
    path = posixpath.normpath("/" + device_path.lstrip("/"))
    for alias, target in _ALIASES:
        if path == alias or path.startswith(alias + "/"):
            return target + path[len(alias) :]
    return path


class Files:
    """Maps device paths to host paths and stamps what the phone writes with the device's time.

    Access time equals the time of the last change: reading a file never ages it.

    Args:
        root: an existing or new host folder that becomes the device's `/`.
        clock: the device clock.
    """

    def __init__(self, root: Path, clock: Clock) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.root = root.resolve()
        self._clock = clock
        self._kept: dict[Path, sqlite3.Connection] | None = None
        self.lay_out()

    def lay_out(self) -> None:
        """Create the folders every Android has."""
        for folder in _STANDARD_FOLDERS:
            self.host(folder).mkdir(parents=True, exist_ok=True)

    def wipe(self) -> None:
        """Remove everything on the device; the root folder itself stays."""
        for entry in list(self.root.iterdir()):
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    def host(self, device_path: str) -> Path:
        """The host path of a device path; nothing above the device's `/` can be reached.

        Raises:
            PermissionError: a link on the device points outside the device.
        """
        inside = canonical(device_path).lstrip("/")
        path = self.root / inside
        if self._has_link(inside) and not Path(os.path.realpath(path)).is_relative_to(self.root):
            raise PermissionError(f"{device_path}: Permission denied")
        return path

    def _has_link(self, inside: str) -> bool:
        """Whether a path below the root leads through a link, as far as it exists."""
        place = str(self.root)
        for part in inside.split("/"):
            place = f"{place}/{part}"
            try:
                mode = os.lstat(place).st_mode
            except OSError:
                return False
            if stat.S_ISLNK(mode):
                return True
        return False

    def device(self, host_path: Path) -> str:
        """The canonical device path of a host path inside the root."""
        return "/" + host_path.relative_to(self.root).as_posix().removeprefix(".")

    def exists(self, device_path: str) -> bool:
        return self.host(device_path).exists()

    def names(self, device_folder: str) -> list[str]:
        """Sorted names in a folder; empty when there is no such folder."""
        folder = self.host(device_folder)
        return sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []

    def read_bytes(self, device_path: str) -> bytes:
        return self.host(device_path).read_bytes()

    def read_text(self, device_path: str) -> str:
        """The file as UTF-8; bytes that are not UTF-8 become replacement characters."""
        return self.read_bytes(device_path).decode("utf-8", errors="replace")

    def write_bytes(self, device_path: str, data: bytes) -> None:
        """Write a whole file, creating missing folders, stamped with the device's time."""
        path = self.host(device_path)
        self._make(path.parent)
        path.write_bytes(data)
        self.stamp(device_path)

    def write_text(self, device_path: str, text: str) -> None:
        self.write_bytes(device_path, text.encode())

    def make_folder(self, device_path: str) -> None:
        """Create a folder and its parents; an existing one is left as it is."""
        path = self.host(device_path)
        if not path.is_dir():
            self._make(path)
            self.stamp(device_path)

    def move(self, source: str, target: str) -> None:
        """Rename a file or folder, creating the target's folder."""
        goal, origin = self.host(target), self.host(source)
        self._make(goal.parent)
        origin.replace(goal)
        self._date(goal.parent, origin.parent)

    def remove(self, device_path: str) -> None:
        """Remove a file, a link or a whole folder.

        Raises:
            FileNotFoundError: nothing is there.
        """
        path = self.host(device_path)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
        self._date(path.parent)

    def stamp(self, device_path: str) -> None:
        """Give a file or folder, and the folder it lies in, the device's present time."""
        path = self.host(device_path)
        self._date(path, path.parent)

    def _date(self, *paths: Path) -> None:
        moment_ns = self._clock.epoch_ms() * 1_000_000
        for path in paths:
            os.utime(path, ns=(moment_ns, moment_ns))

    def _make(self, folder: Path) -> None:
        """Create a folder and those above it; every new one gets the device's time."""
        missing = [folder] if not folder.is_dir() else []
        while missing and not missing[-1].parent.is_dir():
            missing.append(missing[-1].parent)
        folder.mkdir(parents=True, exist_ok=True)
        self._date(*missing)

    def version(self, device_path: str) -> tuple[object, ...]:
        """A value that differs once a sqlite database has been written or replaced.

        It holds the change counter of the file's header (https://sqlite.org/fileformat2.html),
        which grows with every transaction, and what the host knows about the file.
        """
        path = self.host(device_path)
        try:
            facts = path.stat()
            with path.open("rb") as file:
                header = file.read(_CHANGE_COUNTER.stop)
        except OSError:
            return ()
        times = (facts.st_mtime_ns, facts.st_ctime_ns)
        return (facts.st_ino, facts.st_size, times, header[_CHANGE_COUNTER])

    @contextmanager
    def kept_open(self) -> Iterator[None]:
        """Keep databases open between operations inside the block, for many writes in a row."""
        self._kept = {}
        try:
            yield
        finally:
            for connection in self._kept.values():
                connection.close()
            self._kept = None

    def _connect(self, path: Path, schema: str) -> sqlite3.Connection:
        """Open a database; a corrupt one is deleted first (DefaultDatabaseErrorHandler)."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if schema and not path.exists():
            path.write_bytes(_empty_database(schema))
            schema = ""
        schema = f"{_CARELESS} {schema}"
        connection = _opened(path)
        try:
            connection.executescript(schema)
        except sqlite3.OperationalError:
            connection.close()
            raise
        except sqlite3.DatabaseError:
            connection.close()
            path.unlink()
            connection = _opened(path)
            connection.executescript(schema)
        return connection

    @contextmanager
    def database(self, device_path: str, schema: str = "") -> Iterator[sqlite3.Connection]:
        """A sqlite database for one operation: opened by path, schema ensured, closed after.

        Tests and adb replace database files under a running phone, so nobody keeps a connection.

        Args:
            device_path: for example /data/data/PACKAGE/databases/NAME.db.
            schema: `CREATE TABLE IF NOT EXISTS ...` statements, run at every opening.

        Yields:
            A connection with named rows, committed when the block ends without an error.
        """
        path = self.host(device_path)
        kept = self._kept.get(path) if self._kept is not None else None
        connection = kept or self._connect(path, schema)
        try:
            before = connection.total_changes
            yield connection
            connection.commit()
            changed = connection.total_changes != before
        finally:
            if self._kept is None:
                connection.close()
            else:
                self._kept[path] = connection
        if changed:
            self.stamp(device_path)
