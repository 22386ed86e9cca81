"""What lies in a folder of the device, and the things file managers do with it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from phoneagent.virtualphone.system.files import Files
from phoneagent.virtualphone.system.mime import mime_of_name


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder: its device path, size in bytes, last change in seconds of the epoch."""

    path: str
    is_folder: bool = False
    size_bytes: int = 0
    modified_s: float = 0.0

    @property
    def name(self) -> str:
        return posixpath.basename(self.path)

    @property
    def folder(self) -> str:
        return posixpath.dirname(self.path)

    @property
    def mime(self) -> str:
        """Its MIME type; empty for a folder."""
        return "" if self.is_folder else mime_of_name(self.name)

    @property
    def hidden(self) -> bool:
        return self.name.startswith(".")


def entry(files: Files, path: str) -> Entry | None:
    """What is at a device path; None when nothing is."""
    try:
        return _entry(files.host(path), path)
    except OSError:
        return None


def entries(files: Files, folder: str) -> list[Entry]:
    """Everything in a folder, in no particular order; empty when there is no such folder."""
    try:
        found = list(files.host(folder).iterdir())
    except OSError:
        return []
    return [e for e in (entry(files, posixpath.join(folder, path.name)) for path in found) if e]


def below(files: Files, folder: str, depth: int = 12) -> Iterator[Entry]:
    """Everything in a folder and its subfolders down to a depth, by name, folders after files."""
    inside = sorted(entries(files, folder), key=lambda e: e.name.casefold())
    yield from (e for e in inside if not e.is_folder)
    for subfolder in (e for e in inside if e.is_folder):
        yield subfolder
        if depth > 1:
            yield from below(files, subfolder.path, depth - 1)


def copy(files: Files, source: str, target: str) -> None:
    """Copy a file, or a folder with all it holds, to a path where nothing is yet.

    Raises:
        OSError: the source is missing, the target exists, or the target lies in the source.
    """
    if inside(target, source):
        raise OSError(f"{source} cannot be copied into itself")
    if files.exists(target):
        raise FileExistsError(target)
    if not files.host(source).is_dir():
        files.write_bytes(target, files.read_bytes(source))
        return
    files.make_folder(target)
    for child in entries(files, source):
        copy(files, child.path, posixpath.join(target, child.name))


def move(files: Files, source: str, target: str) -> None:
    """Move a file or folder to a path where nothing is yet; it keeps its times.

    Raises:
        OSError: the source is missing, the target exists, or the target lies in the source.
    """
    if inside(target, source):
        raise OSError(f"{source} cannot be moved into itself")
    if files.exists(target):
        raise FileExistsError(target)
    files.make_folder(posixpath.dirname(target))
    files.move(source, target)


def inside(path: str, folder: str) -> bool:
    """Whether a path is a folder's or lies below it."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def unused_path(files: Files, path: str, pattern: str = "{stem} ({number}){ending}") -> str:
    """The path itself if nothing is there, else the first numbered one that is free."""
    folder, name = posixpath.split(path)
    stem, ending = posixpath.splitext(name)
    number = 0
    while files.exists(path):
        number += 1
        path = posixpath.join(folder, pattern.format(stem=stem, number=number, ending=ending))
    return path


def _entry(host: Path, path: str) -> Entry:
    facts = host.stat()
    folder = host.is_dir()
    return Entry(path, folder, 0 if folder else facts.st_size, facts.st_mtime)
