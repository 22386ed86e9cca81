"""uiautomator selectors: which nodes of the screen a selector means.

The fields and their mask bits are those of uiautomator2's `_selector.py`, which mirrors
androidx.test.uiautomator.UiSelector.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from phoneagent.virtualphone.ui.dump import shown_text
from phoneagent.virtualphone.ui.node import Node

_FIELDS = (
    *("text", "textContains", "textMatches", "textStartsWith", "className", "classNameMatches"),
    *("description", "descriptionContains", "descriptionMatches", "descriptionStartsWith"),
    *("checkable", "checked", "clickable", "longClickable", "scrollable", "enabled"),
    *("focusable", "focused", "selected", "packageName", "packageNameMatches"),
    *("resourceId", "resourceIdMatches", "index", "instance"),
)
MASK = {name: 1 << bit for bit, name in enumerate(_FIELDS)}

_VALUES: Mapping[str, Callable[[Node], Any]] = {
    "text": shown_text,
    "description": lambda node: node.desc,
    "className": lambda node: node.class_name,
    "packageName": lambda node: node.package,
    "resourceId": lambda node: node.id,
    "checkable": lambda node: node.checkable,
    "checked": lambda node: node.checked,
    "clickable": lambda node: node.is_clickable,
    "longClickable": lambda node: node.is_long_clickable,
    "scrollable": lambda node: node.scrollable,
    "enabled": lambda node: node.enabled,
    "focusable": lambda node: node.focusable,
    "focused": lambda node: node.focused,
    "selected": lambda node: node.selected,
    "index": lambda node: node.index,
}


class BadSelector(ValueError):
    """Not a selector, or a regular expression nobody can read."""


@dataclass(frozen=True)
class Selector:
    """The conditions on one node, then steps to its descendants or siblings."""

    conditions: Mapping[str, Any] = field(default_factory=dict)
    instance: int | None = None
    steps: Sequence[tuple[str, Selector]] = ()

    @classmethod
    def parse(cls, raw: object, depth: int = 0) -> Selector:
        """Read the JSON form.

        Raises:
            BadSelector: not an object of the known form.
        """
        if not isinstance(raw, dict) or depth > 20:
            raise BadSelector(f"not a selector: {str(raw)[:80]}")
        mask = raw.get("mask", 0)
        if not isinstance(mask, int):
            raise BadSelector(f"mask is not a number: {mask!r}")
        counted = {name: raw[name] for name, bit in MASK.items() if mask & bit and name in raw}
        instance = counted.pop("instance", None)
        if instance is not None and not isinstance(instance, int):
            raise BadSelector(f"instance is not a number: {instance!r}")
        relations = raw.get("childOrSibling") or []
        below = raw.get("childOrSiblingSelector") or []
        if not isinstance(relations, list) or not isinstance(below, list):
            raise BadSelector("childOrSibling is not a list")
        steps = tuple(
            (str(r), cls.parse(s, depth + 1)) for r, s in zip(relations, below, strict=False)
        )
        return cls(counted, instance, steps)

    def fits(self, node: Node) -> bool:
        """Whether a node meets the conditions, steps aside."""
        return all(_meets(node, name, wanted) for name, wanted in self.conditions.items())


@dataclass(frozen=True)
class Match:
    """A node that a selector means, with the node above it (None for a window's root)."""

    node: Node
    parent: Node | None


def find_all(roots: Sequence[Node], selector: Selector) -> list[Match]:
    """All nodes a selector means, in reading order of the tree.

    Args:
        roots: laid-out windows.
        selector: what to look for.
    """
    everything = [match for root in roots for match in _below(Match(root, None))]
    found = _pick(everything, selector)
    for relation, step in selector.steps:
        found = _pick(_unique(_reach(found, relation)), step)
    return found


def _pick(candidates: Sequence[Match], selector: Selector) -> list[Match]:
    found = [match for match in candidates if selector.fits(match.node)]
    if selector.instance is None:
        return found
    return found[selector.instance : selector.instance + 1] if selector.instance >= 0 else []


def _reach(found: Sequence[Match], relation: str) -> Iterator[Match]:
    for match in found:
        if relation == "child":
            yield from _below(match, itself=False)
        elif match.parent is not None:
            for other in match.parent.shown:
                if other is not match.node:
                    yield from _below(Match(other, match.parent))


def _unique(matches: Iterator[Match]) -> list[Match]:
    return list({id(match.node): match for match in matches}.values())


def _below(match: Match, *, itself: bool = True) -> Iterator[Match]:
    if itself:
        yield match
    for child in match.node.shown:
        yield from _below(Match(child, match.node))


def _meets(node: Node, name: str, wanted: Any) -> bool:
    for suffix, test in _TESTS.items():
        if name.endswith(suffix):
            value = str(_VALUES[name.removesuffix(suffix)](node))
            return test(value, str(wanted))
    return bool(_VALUES[name](node) == wanted)


def _matches(value: str, wanted: str) -> bool:
    return _pattern(wanted).fullmatch(value) is not None


@lru_cache(maxsize=256)
def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.DOTALL)
    except re.error as error:
        raise BadSelector(f"bad regular expression {text!r}: {error}") from None


_TESTS: Mapping[str, Callable[[str, str], bool]] = {
    "Contains": lambda value, wanted: wanted.lower() in value.lower(),
    "StartsWith": lambda value, wanted: value.lower().startswith(wanted.lower()),
    "Matches": _matches,
}
