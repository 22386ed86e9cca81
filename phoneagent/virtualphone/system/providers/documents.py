"""The documents provider of shared storage: the content URIs that file managers hand out.

The URIs are those of Android's ExternalStorageProvider: a document id is the volume and the path
on it (https://developer.android.com/training/data-storage/shared/documents-files).
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from urllib.parse import quote, unquote, urlsplit

from phoneagent.virtualphone.system.files import SHARED_STORAGE, Files, canonical
from phoneagent.virtualphone.system.folders import Entry, entries, entry, inside
from phoneagent.virtualphone.system.providers.base import Query, Row, UnknownUri, Value

AUTHORITY = "com.android.externalstorage.documents"
FOLDER_MIME = "vnd.android.document/directory"
_VOLUME = "primary:"
_PUBLIC = "/storage/emulated/0"
_FLAGS = {False: 0b1_0100_0111, True: 0b0_0100_1100}
"""What may be done with a file, with a folder: DocumentsContract.Document.FLAG_*."""


class DocumentsProvider:
    """`content://com.android.externalstorage.documents/...`, answered from the files themselves.

    A document has one row; `.../children` after its id lists what a folder holds.
    """

    authorities: Sequence[str] = (AUTHORITY,)

    def __init__(self, files: Files) -> None:
        self._files = files

    def uri_of(self, path: str) -> str:
        """The URI of a document on shared storage.

        Raises:
            ValueError: the path is not on shared storage.
        """
        shared = canonical(SHARED_STORAGE)
        real = canonical(path)
        if real != shared and not real.startswith(shared + "/"):
            raise ValueError(f"{path} is not on shared storage")
        document = _VOLUME + real[len(shared) :].lstrip("/")
        return f"content://{AUTHORITY}/document/{quote(document, safe='')}"

    def path_of(self, uri: str) -> str:
        """The device path behind a document's or a tree's URI, whether or not something is there.

        Empty for any other URI.
        """
        parts = urlsplit(uri)
        words = [unquote(word) for word in parts.path.split("/") if word]
        kind = next((word for word in ("document", "tree") if word in words[:-1]), "")
        if parts.netloc != AUTHORITY or not kind:
            return ""
        return self._path(words[words.index(kind) + 1])

    def query(self, path: str, query: Query) -> list[Row]:
        rows = [_row(found) for found in self._found(path)]
        columns = query.projection or tuple(_row(Entry(_PUBLIC)))
        return [{name: row.get(name) for name in columns} for row in rows]

    def insert(self, path: str, values: Mapping[str, Value]) -> str:
        raise UnknownUri(f"Unsupported: insert into content://{AUTHORITY}/{path}")

    def update(self, path: str, values: Mapping[str, Value], query: Query) -> int:
        raise UnknownUri(f"Unsupported: update of content://{AUTHORITY}/{path}")

    def delete(self, path: str, query: Query) -> int:
        found = self._found(path)
        for one in found:
            self._files.remove(one.path)
        return len(found)

    def mime_of(self, path: str) -> str:
        found = self._found(path)
        return _mime(found[0]) if found else ""

    def _found(self, path: str) -> list[Entry]:
        """The documents a URI's path means: itself, or with `/children` those in it."""
        kind, _, document = path.partition("/")
        if kind != "document" or not document.startswith(_VOLUME):
            raise UnknownUri(f"Unknown URI content://{AUTHORITY}/{path}")
        place = self._path(document.removesuffix("/children"))
        if document.endswith("/children"):
            return entries(self._files, place)
        one = entry(self._files, place)
        return [one] if one else []

    @staticmethod
    def _path(document: str) -> str:
        place = posixpath.normpath(f"{_PUBLIC}/{document.removeprefix(_VOLUME)}")
        return place if document.startswith(_VOLUME) and inside(place, _PUBLIC) else ""


def _mime(one: Entry) -> str:
    return FOLDER_MIME if one.is_folder else one.mime


def _row(one: Entry) -> Row:
    return {
        "document_id": _VOLUME + one.path[len(_PUBLIC) :].lstrip("/"),
        "mime_type": _mime(one),
        "_display_name": one.name,
        "last_modified": int(one.modified_s * 1000),
        "flags": _FLAGS[one.is_folder],
        "_size": one.size_bytes,
    }
