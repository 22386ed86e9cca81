"""MIME types by file name, the same on every host."""

from __future__ import annotations

import mimetypes
from functools import lru_cache

UNKNOWN = "application/octet-stream"
_OF_ANDROID = {
    ".3gp": "video/3gpp",
    ".amr": "audio/amr",
    ".apk": "application/vnd.android.package-archive",
    ".epub": "application/epub+zip",
    ".flac": "audio/flac",
    ".gpx": "application/gpx+xml",
    ".heic": "image/heic",
    ".ics": "text/calendar",
    ".log": "text/plain",
    ".m3u": "audio/x-mpegurl",
    ".m4a": "audio/mp4",
    ".m4v": "video/mp4",
    ".markdown": "text/markdown",
    ".md": "text/markdown",
    ".mkv": "video/x-matroska",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".rtf": "text/rtf",
    ".svg": "image/svg+xml",
    ".vcf": "text/x-vcard",
    ".webm": "video/webm",
    ".webp": "image/webp",
}


@lru_cache(maxsize=1)
def _table() -> mimetypes.MimeTypes:
    """Python's own table, without what a host's files and registry add to it."""
    table = mimetypes.MimeTypes()
    for ending, kind in _OF_ANDROID.items():
        table.add_type(kind, ending)
    return table


@lru_cache(maxsize=4096)
def mime_of_name(name: str) -> str:
    """The MIME type a file's ending stands for; `application/octet-stream` for none.

    >>> mime_of_name("/sdcard/Documents/list.md")
    'text/markdown'
    """
    return _table().guess_type(name, strict=False)[0] or UNKNOWN
