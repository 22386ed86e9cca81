"""Text fields in a hierarchy: which one is meant, what it holds, how uiautomator can name it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from phoneagent.core.base import Rect
from phoneagent.core.hierarchy import Node
from phoneagent.devices.anchor import is_editable
from phoneagent.devices.dump import Dump

# Mask bits of uiautomator2/_selector.py.
_MASKS = {"className": 0x10, "focused": 0x020000, "resourceId": 0x200000, "instance": 0x01000000}


@dataclass(frozen=True, slots=True)
class Field:
    """A text field as one dump shows it.

    Attributes:
        name: a uiautomator selector that means this field.
        holds: its text; "" when it only shows its hint.
    """

    node: Node
    name: dict[str, Any]

    @property
    def holds(self) -> str:
        return "" if self.node.text == self.node.hint else self.node.text

    def shows(self, wanted: str) -> bool:
        """Whether the field holds `wanted`, as far as it can be read: dots are only counted."""
        if self.node.password:
            return len(self.holds) == _utf16_length(wanted) or len(self.holds) == len(wanted)
        return _same(self.holds, wanted)


def focused_field(seen: Dump) -> Field | None:
    """The field that has the focus."""
    for node in seen.root.walk():
        if node.focused and is_editable(node):
            return Field(node, selector(focused=True, className=node.cls))
    return None


def field_at(seen: Dump, box: Rect) -> Field | None:
    """The field whose box this is, or the only one in it."""
    fields = [n for n in seen.root.walk() if is_editable(n) and n.bounds.area_px]
    exact = [n for n in fields if n.bounds == box]
    inside = [n for n in fields if box.encloses(n.bounds) or n.bounds.contains(*box.centre)]
    if not exact and len(inside) != 1:
        return None
    node = (exact or inside)[0]
    return Field(node, _name(seen, node))


def selector(**conditions: Any) -> dict[str, Any]:
    """A uiautomator selector as uiautomator2 writes it."""
    mask = sum(_MASKS[name] for name in conditions)
    return {"mask": mask, "childOrSibling": [], "childOrSiblingSelector": [], **conditions}


def _name(seen: Dump, node: Node) -> dict[str, Any]:
    """A selector for a field without focus: the n-th of its kind in the active window."""
    conditions = {"resourceId": node.resource_id} if node.resource_id else {"className": node.cls}
    active = seen.root.children[0] if seen.root.children else seen.root
    alike = [
        n
        for n in active.walk()
        if (n.resource_id == node.resource_id if node.resource_id else n.cls == node.cls)
    ]
    place = next((i for i, n in enumerate(alike) if n is node), 0)
    return selector(**conditions, instance=place)


def _same(held: str, wanted: str) -> bool:
    """Equal, or equal but for what fields change themselves: spacing, case, punctuation."""
    if held == wanted:
        return True
    core = _core(wanted)
    return bool(core) and _core(held) == core


def _core(text: str) -> str:
    kept = (c for c in unicodedata.normalize("NFC", text) if not c.isspace())
    return "".join(c for c in kept if c not in "()-./,+").casefold()


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
