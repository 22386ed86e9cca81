"""The page key: the same for one page whatever its volatile text, another for another page."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from phoneagent.core.screen import Element
from phoneagent.perception.compact import short_activity
from phoneagent.perception.elements import Scene
from phoneagent.perception.things import Draft
from phoneagent.perception.windows import Front
from phoneagent.perception.words import local_id, masked

_NOT_WORD = re.compile(r"[^\w]+")
_LONGEST_SLUG = 40
_HEADING_SHARE = 0.35
_NAMED_BY_APP = ("button", "row", "switch", "checkbox", "radio", "other")
# Titles that name what is shown rather than the page: addresses, numbers, times, dates.
_VOLATILE = re.compile(r"@|https?:|\d{3}|\d:\d|\d+[/.]\d+|^\W*\d[\d\s,.]*\W*$")


def page_key(front: Front, scene: Scene, activity: str, title: str) -> str:
    """`com.android.settings/.SubSettings#network-internet:3fa9`.

    The part after # is the title, else the selected tab; the last four characters are a checksum of
    what stands outside the lists: fields, tabs, a dialog, and buttons where there is no title.
    """
    package = front.package
    name = _slug(_name(scene, title))
    facts = sorted(_facts(front, scene, bool(name)))
    sum_ = zlib.crc32("\n".join(facts).encode()) & 0xFFFF
    return f"{package}/{short_activity(package, activity)}#{name}:{sum_:04x}"


def _name(scene: Scene, title: str) -> str:
    if title and not _VOLATILE.search(title):
        return title
    chosen = [d for d, e in _pairs(scene) if e.role == "tab" and "selected" in e.states]
    if chosen:
        return chosen[0].label
    return "" if any(not _in_list(d) for d, e in _pairs(scene) if e.actions) else _heading(scene)


def _heading(scene: Scene) -> str:
    """On pages that scroll as a whole: the first line, when it looks like a heading."""
    first = scene.elements[0] if scene.elements else None
    if first is None or first.role != "text" or _VOLATILE.search(first.label):
        return ""
    high = first.bounds.bottom <= _HEADING_SHARE * first.locator.size_px[1]
    return first.label if high and len(first.label) <= _LONGEST_SLUG else ""


def _slug(text: str) -> str:
    return _NOT_WORD.sub("-", masked(text).casefold()).strip("-")[:_LONGEST_SLUG].rstrip("-")


def _facts(front: Front, scene: Scene, named: bool) -> set[str]:
    """What makes this page this page, without anything that data changes."""
    facts = {f"kind {front.kind}"}
    outside = [(d, e) for d, e in _pairs(scene) if not _in_list(d)]
    for draft, element in outside:
        if element.role == "field":
            facts.add(f"field {_stable_name(draft)}")
        elif element.role == "tab":
            facts.add(f"tab {masked(element.label)}")
    has_field = any(element.role == "field" for _, element in outside)
    if front.kind != "dialog" and (named or has_field):
        return facts
    operable = [d for d, e in outside if e.role in _NAMED_BY_APP]
    facts |= {f"thing {_stable_name(draft)}" for draft in operable}
    if not operable:
        facts |= {f"id {local_id(draft.view.node.resource_id)}" for draft in scene.drafts}
    return facts


def _stable_name(draft: Draft) -> str:
    """The id, else the words that do not come from data."""
    return masked(local_id(draft.view.node.resource_id) or draft.hint or draft.label)


def _in_list(draft: Draft) -> bool:
    return any(above.node.scrollable for above in draft.view.ancestors())


def _pairs(scene: Scene) -> Iterator[tuple[Draft, Element]]:
    return zip(scene.drafts, scene.elements, strict=True)
