"""How alike two screens are by structure alone: a small sketch of the hierarchy, and its overlap.

The sketch is a bottom-k min-hash (Broder, "On the resemblance and containment of documents", 1997)
over pairs of parent and child shapes; texts take no part in it.
"""

from __future__ import annotations

import zlib

from phoneagent.core.hierarchy import Node
from phoneagent.perception.windows import front_of
from phoneagent.perception.words import local_id, masked

_KEPT = 64
_HEX = 6


def signature(root: Node, size_px: tuple[int, int] = (0, 0), package: str = "") -> str:
    """The structure of the windows in front, as hexadecimal text of at most 384 characters."""
    front = front_of(root, size_px, package)
    shapes = {
        f"{_shape(view.parent.node) if view.parent else ''}>{_shape(view.node)}"
        for top in front.views
        for view in top.walk()
    }
    return sketch(shapes)


def sketch(shapes: set[str]) -> str:
    """The smallest hashes of a set, in order."""
    hashes = sorted({zlib.crc32(shape.encode()) & 0xFFFFFF for shape in shapes})
    return "".join(f"{number:06x}" for number in hashes[:_KEPT])


def similarity(one: str, other: str) -> float:
    """The estimated overlap (Jaccard index, 0 to 1) of two signatures; 0 when either is empty."""
    a, b = _read(one), _read(other)
    if not a or not b:
        return 0.0
    kept = set(sorted(a | b)[: min(_KEPT, max(len(a), len(b)))]) if _full(a, b) else a | b
    return len(kept & a & b) / len(kept)


def _full(a: set[str], b: set[str]) -> bool:
    return len(a) >= _KEPT or len(b) >= _KEPT


def _read(text: str) -> set[str]:
    return {text[start : start + _HEX] for start in range(0, len(text) - _HEX + 1, _HEX)}


def _shape(node: Node) -> str:
    """The id where there is one, else class and abilities: what layout files fix."""
    name = masked(local_id(node.resource_id))
    if name:
        return name
    flags = f"{node.clickable:d}{node.checkable:d}{node.scrollable:d}"
    return f"{node.cls.rpartition('.')[2]}{flags}"
