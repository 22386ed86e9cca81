"""Android's SharedPreferences: an app's small settings, one XML file per name."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TypeVar

from phoneagent.virtualphone.system.files import Files

Preference = bool | int | float | str | frozenset[str]
P = TypeVar("P", bool, int, float, str, frozenset[str])

_INT_MAX = 2**31 - 1


class Preferences:
    """The settings in `/data/data/PACKAGE/shared_prefs/NAME.xml`, read at every use.

    The format is the one of Android's SharedPreferences: a `map` of `boolean`, `int`, `long`,
    `float`, `string` and `set` elements. A file that is missing or broken is an empty one.

    Args:
        files: the device's storage.
        package: whose settings.
        name: of the file; the one of `PreferenceManager.getDefaultSharedPreferences` by default.
    """

    def __init__(self, files: Files, package: str, name: str = "") -> None:
        self._files = files
        self._path = f"/data/data/{package}/shared_prefs/{name or package + '_preferences'}.xml"

    def get(self, key: str, default: P) -> P:
        """The value of a key; `default` when there is none of the default's type."""
        value = self.all().get(key)
        return value if type(value) is type(default) else default

    def put(self, key: str, value: Preference) -> None:
        """Store one value."""
        self._write(self.all() | {key: value})

    def remove(self, key: str) -> None:
        """Forget one value; nothing happens when there is none."""
        self._write({name: value for name, value in self.all().items() if name != key})

    def all(self) -> dict[str, Preference]:
        """Everything stored."""
        try:
            root = ET.fromstring(self._files.read_bytes(self._path))
        except (OSError, ET.ParseError):
            return {}
        return {item.get("name", ""): _value(item) for item in root}

    def _write(self, values: dict[str, Preference]) -> None:
        root = ET.Element("map")
        for key, value in sorted(values.items()):
            root.append(_element(key, value))
        ET.indent(root, "    ")
        text = ET.tostring(root, "unicode")
        head = "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n"
        self._files.write_text(self._path, f"{head}{text}\n")


def _value(item: ET.Element) -> Preference:
    raw = item.get("value", "")
    if item.tag == "boolean":
        return raw == "true"
    if item.tag == "set":
        return frozenset(child.text or "" for child in item)
    try:
        if item.tag in ("int", "long"):
            return int(raw)
        if item.tag == "float":
            return float(raw)
    except ValueError:
        return raw
    return item.text or ""


def _element(key: str, value: Preference) -> ET.Element:
    if isinstance(value, bool):
        return ET.Element("boolean", name=key, value=str(value).lower())
    if isinstance(value, int):
        return ET.Element("int" if abs(value) <= _INT_MAX else "long", name=key, value=str(value))
    if isinstance(value, float):
        return ET.Element("float", name=key, value=str(value))
    if isinstance(value, frozenset):
        found = ET.Element("set", name=key)
        for text in sorted(value):
            ET.SubElement(found, "string").text = text
        return found
    found = ET.Element("string", name=key)
    found.text = value
    return found
