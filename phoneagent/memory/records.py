"""Items as rows of the file, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from phoneagent.core.lessons import PageCard, Shortcut, Tip

_COUNTED = ("state", "uses", "wins", "losses")
_SHORTCUT_BODY = {"name", "app", "origin", *_COUNTED}
_PAGE_BODY = {"key", "package", "origin", "signature", "seen"}


def tip_row(tip: Tip, streak: int = 0) -> dict[str, Any]:
    return tip.model_dump() | {"streak": streak}


def tip_of(row: Mapping[str, Any]) -> Tip:
    return Tip(**{name: row[name] for name in Tip.model_fields})


def shortcut_row(shortcut: Shortcut, streak: int = 0) -> dict[str, Any]:
    """`words` is what text search sees: name, description and arguments, words apart."""
    said = [shortcut.name.replace("_", " "), shortcut.description]
    said += [argument.description for argument in shortcut.arguments]
    return {
        **{name: getattr(shortcut, name) for name in ("name", "app", "origin", *_COUNTED)},
        "streak": streak,
        "body": shortcut.model_dump_json(exclude=_SHORTCUT_BODY),
        "words": " ".join(said),
    }


def shortcut_of(row: Mapping[str, Any]) -> Shortcut:
    return _shortcut(*(row[name] for name in ("name", "app", "origin", "body", *_COUNTED)))


@lru_cache(maxsize=512)
def _shortcut(name: str, app: str, origin: str, body: str, state: str, *counts: int) -> Shortcut:
    uses, wins, losses = counts
    outer = {"name": name, "app": app, "origin": origin, "state": state}
    counted = {"uses": uses, "wins": wins, "losses": losses}
    return Shortcut.model_validate(_json(body) | outer | counted)


def page_row(page: PageCard) -> dict[str, Any]:
    labels = " ".join(element.label for element in page.elements)
    activity = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", page.activity.rpartition(".")[2])
    return {
        **{name: getattr(page, name) for name in ("key", "package", "origin", "signature", "seen")},
        "body": page.model_dump_json(exclude=_PAGE_BODY, exclude_defaults=True),
        "words": " ".join([page.title, page.function, activity, labels, *page.routes]),
        "place": place(page.package),
    }


def page_of(row: Mapping[str, Any]) -> PageCard:
    return _page(*(row[name] for name in ("key", "package", "origin", "signature", "seen", "body")))


@lru_cache(maxsize=512)
def _page(key: str, package: str, origin: str, signature: str, seen: int, body: str) -> PageCard:
    outer = {"key": key, "package": package, "origin": origin}
    return PageCard.model_validate(_json(body) | outer | {"signature": signature, "seen": seen})


def place(package: str) -> str:
    """A package as one word, for the text index."""
    return re.sub(r"\W|_", "", package).casefold()


def _json(text: str) -> dict[str, Any]:
    import json

    value: dict[str, Any] = json.loads(text)
    return value
