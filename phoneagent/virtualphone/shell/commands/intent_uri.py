"""Reads an intent URI (`intent:...#Intent;action=...;end`) as AOSP's `Intent.parseUri` does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import unquote

from phoneagent.virtualphone.system.intents import ACTION_VIEW, Component, Extra, Intent

_SCHEME = "intent:"
_MARK = "#Intent;"
# Extras are `KIND.name=value`.
_KINDS: Mapping[str, Callable[[str], Extra]] = {
    "S": str,
    "B": lambda text: text.lower() == "true",
    **dict.fromkeys("bils", int),
    **dict.fromkeys("df", float),
    "c": lambda text: text[:1],
}


def parse_uri(uri: str) -> Intent:
    """The intent that a URI means; one that is no intent URI is viewed.

    Raises:
        ValueError: the part after `#Intent;` is not of the form.
    """
    head, mark, tail = uri.rpartition(_MARK)
    if not mark:
        return Intent(ACTION_VIEW, data=uri)
    intent, scheme = Intent(ACTION_VIEW), ""
    for field in tail.split(";"):
        if field == "end":
            data = head.removeprefix(_SCHEME)
            return replace(intent, data=f"{scheme}:{data}" if scheme else data)
        name, equals, text = field.partition("=")
        if not equals:
            raise ValueError(f"'{field}' is not name=value")
        if name == "scheme":
            scheme = unquote(text)
        else:
            intent = _with(intent, name, unquote(text))
    raise ValueError("URI end not found")


def _with(intent: Intent, name: str, value: str) -> Intent:
    match name:
        case "action":
            return replace(intent, action=value)
        case "type":
            return replace(intent, type=value)
        case "package":
            return replace(intent, package=value)
        case "category":
            return replace(intent, categories=intent.categories | {value})
        case "component":
            return intent.to(Component.parse(value))
        case "launchFlags":
            return replace(intent, flags=int(value, 0))
        case "identifier" | "sourceBounds":
            return intent
    kind, dot, key = name.partition(".")
    if not dot or kind not in _KINDS:
        raise ValueError(f"unknown EXTRA type: {name}")
    return intent.with_extra(unquote(key), _KINDS[kind](value))
