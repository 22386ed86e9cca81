"""What an APK file says about itself: its package name, from the binary manifest."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import dataclass

_STRING_POOL, _START_ELEMENT = 0x0001, 0x0102
_UTF8_FLAG = 0x100
_TYPE_STRING, _TYPE_INT = 0x03, 0x10
_MAX_MANIFEST = 8 * 1024 * 1024


class BadApk(ValueError):
    """Not an APK, or one whose manifest cannot be read."""


@dataclass(frozen=True)
class ApkFacts:
    """What the manifest element says."""

    package: str
    version_name: str = "1.0"
    version_code: int = 1


def read_apk(data: bytes) -> ApkFacts:
    """Read the manifest of an APK.

    The format is that of AOSP: frameworks/base/libs/androidfw/include/androidfw/ResourceTypes.h.

    Raises:
        BadApk: with the words the package manager would use.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.getinfo("AndroidManifest.xml").file_size > _MAX_MANIFEST:
                raise BadApk("INSTALL_PARSE_FAILED_BAD_MANIFEST")
            manifest = archive.read("AndroidManifest.xml")
    except (zipfile.BadZipFile, KeyError, NotImplementedError, OSError) as error:
        raise BadApk(f"INSTALL_PARSE_FAILED_NOT_APK: {error}") from None
    try:
        return _facts(manifest)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise BadApk(f"INSTALL_PARSE_FAILED_BAD_MANIFEST: {error}") from None


def _facts(manifest: bytes) -> ApkFacts:
    strings: list[str] = []
    at = 8
    while at + 8 <= len(manifest):
        kind, _, size = struct.unpack_from("<HHI", manifest, at)
        if size < 8:
            break
        if kind == _STRING_POOL:
            strings = _strings(manifest[at : at + size])
        elif kind == _START_ELEMENT:
            return _manifest_element(manifest, at, strings)
        at += size
    raise BadApk("INSTALL_PARSE_FAILED_BAD_MANIFEST: no manifest element")


def _manifest_element(data: bytes, at: int, strings: list[str]) -> ApkFacts:
    start, size, count = struct.unpack_from("<HHH", data, at + 24)
    values: dict[str, str] = {}
    for number in range(count):
        place = at + 16 + start + number * size
        _, name, raw, _, _, kind, value = struct.unpack_from("<IIiHBBI", data, place)
        text = strings[value] if kind == _TYPE_STRING else str(value)
        values[strings[name]] = strings[raw] if raw >= 0 else text
    if not values.get("package"):
        raise BadApk("INSTALL_PARSE_FAILED_MANIFEST_MALFORMED: no package name")
    code = values.get("versionCode", "1")
    return ApkFacts(
        values["package"],
        values.get("versionName", "1.0"),
        int(code) if code.isdecimal() else 1,
    )


def _strings(pool: bytes) -> list[str]:
    _, _, _, count, _, flags, start, _ = struct.unpack_from("<HHIIIIII", pool, 0)
    offsets = struct.unpack_from(f"<{count}I", pool, 28)
    read = _utf8 if flags & _UTF8_FLAG else _utf16
    return [read(pool, start + offset) for offset in offsets]


def _utf8(pool: bytes, at: int) -> str:
    for _ in range(2):  # the length in characters, then the one in bytes
        size = pool[at]
        at += 1
        if size & 0x80:
            size = (size & 0x7F) << 8 | pool[at]
            at += 1
    return pool[at : at + size].decode("utf-8", "replace")


def _utf16(pool: bytes, at: int) -> str:
    (size,) = struct.unpack_from("<H", pool, at)
    at += 2
    if size & 0x8000:
        size = (size & 0x7FFF) << 16 | struct.unpack_from("<H", pool, at)[0]
        at += 2
    return pool[at : at + size * 2].decode("utf-16-le", "replace")
