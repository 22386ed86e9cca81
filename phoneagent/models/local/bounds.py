"""Gives every string, list and number of a reply's schema an end, so that a model finds one too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

MAX_CHARS = 240
MAX_ITEMS = 12
_KEY = "^.{1,40}$"
_LARGEST = 1_000_000_000
_SMALLEST_STEP = 0.001
_KEYWORDS_WITH_SCHEMAS = ("anyOf", "oneOf", "allOf", "prefixItems")
_MAPS_OF_SCHEMAS = ("properties", "$defs", "definitions", "patternProperties")


def bounded(schema: Any) -> Any:
    """The schema with limits where it names none: what fits it fits the original, too."""
    if not isinstance(schema, dict):
        return schema
    kind = schema.get("type")
    if isinstance(kind, list):
        return {"anyOf": [bounded({**schema, "type": one}) for one in kind]}
    made = {key: _inside(key, value) for key, value in schema.items()}
    limit = _LIMITS.get(str(kind))
    return made | limit(made) if limit else made


def _of_string(schema: dict[str, Any]) -> dict[str, Any]:
    if {"enum", "const", "format", "pattern"} & schema.keys():
        return {}
    most = min(schema.get("maxLength", MAX_CHARS), MAX_CHARS)
    return {"maxLength": max(most, schema.get("minLength", 0))}


def _of_array(schema: dict[str, Any]) -> dict[str, Any]:
    if "prefixItems" in schema:
        return {"items": schema.get("items", False)}
    most = min(schema.get("maxItems", MAX_ITEMS), MAX_ITEMS)
    return {"maxItems": max(most, schema.get("minItems", 0))}


def _of_integer(schema: dict[str, Any]) -> dict[str, Any]:
    low = {} if "exclusiveMinimum" in schema else {"minimum": -_LARGEST}
    high = {} if "exclusiveMaximum" in schema else {"maximum": _LARGEST}
    return {key: schema.get(key, value) for key, value in (low | high).items()}


def _of_number(schema: dict[str, Any]) -> dict[str, Any]:
    return _of_integer(schema) | {"multipleOf": schema.get("multipleOf", _SMALLEST_STEP)}


def _of_object(schema: dict[str, Any]) -> dict[str, Any]:
    """A map's names are held to a length, which only a pattern can do."""
    others = schema.get("additionalProperties")
    if not isinstance(others, dict):
        return {}
    return {
        "additionalProperties": False,
        "patternProperties": {_KEY: others, **schema.get("patternProperties", {})},
        "maxProperties": schema.get("maxProperties", MAX_ITEMS),
    }


_LIMITS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "string": _of_string,
    "array": _of_array,
    "integer": _of_integer,
    "number": _of_number,
    "object": _of_object,
}


def _inside(key: str, value: Any) -> Any:
    if key in _MAPS_OF_SCHEMAS and isinstance(value, dict):
        return {name: bounded(part) for name, part in value.items()}
    if key in _KEYWORDS_WITH_SCHEMAS and isinstance(value, list):
        return [bounded(part) for part in value]
    if key in ("items", "additionalProperties", "not"):
        return bounded(value)
    return value


def shortest(schema: dict[str, Any]) -> int:
    """About how many characters the shortest object that fits a schema has."""
    return _shortest(schema, schema, 0)


def _shortest(part: Any, root: dict[str, Any], depth: int) -> int:
    if not isinstance(part, dict) or depth > 12:
        return 4
    if reference := part.get("$ref"):
        return _shortest(_resolve(reference, root), root, depth + 1)
    for key in ("anyOf", "oneOf"):
        if part.get(key):
            # A model may have begun any of them.
            return max(_shortest(option, root, depth + 1) for option in part[key])
    if "const" in part or "enum" in part:
        return max(len(repr(value)) for value in part.get("enum", [part.get("const")]))
    return _shortest_of_kind(part, root, depth)


def _shortest_of_kind(part: dict[str, Any], root: dict[str, Any], depth: int) -> int:
    kind = part.get("type")
    if kind == "object":
        parts = part.get("properties", {})
        needed = [name for name in part.get("required", ()) if name in parts]
        inside = sum(len(name) + 4 + _shortest(parts[name], root, depth + 1) for name in needed)
        return 2 + inside
    if kind == "array":
        each = part.get("prefixItems") or [part.get("items", {})] * part.get("minItems", 0)
        return 2 + sum(1 + _shortest(one, root, depth + 1) for one in each)
    if kind == "string":
        return 2 + int(part.get("minLength", 0))
    return 12 if kind in ("number", "integer") else 5


def _resolve(reference: str, root: dict[str, Any]) -> Any:
    found: Any = root
    for name in reference.removeprefix("#/").split("/"):
        found = found.get(name, {}) if isinstance(found, dict) else {}
    return found
