"""Schemas with an end: every string, list, number and map is held to a length."""

from __future__ import annotations

from typing import Any

import pytest

from phoneagent.agents import replies
from phoneagent.models.local.bounds import MAX_CHARS, MAX_ITEMS, bounded, shortest

SCHEMAS = {
    name: getattr(replies, name)
    for name in ("PLAN", "CHOICE", "VERDICT", "VERIFICATION", "FACTS", "TIPS")
}


def unbounded(part: Any) -> list[Any]:
    """What in a schema has no end."""
    found: list[Any] = []
    if isinstance(part, dict):
        kind = part.get("type")
        ends = {"string": "maxLength", "array": "maxItems", "number": "maximum"}
        ends |= {"integer": "maximum"}
        needed = ends.get(kind) if isinstance(kind, str) else None
        if needed and not {needed, "enum", "const", "prefixItems"} & part.keys():
            found.append(part)
        if kind == "object" and isinstance(part.get("additionalProperties"), dict):
            found.append(part)
    values = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return found + [one for value in values for one in unbounded(value)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_replies_of_every_role_have_an_end(name: str):
    assert unbounded(SCHEMAS[name])
    assert unbounded(bounded(SCHEMAS[name])) == []


def test_own_limits_stay_and_larger_ones_come_down():
    made = bounded(
        {
            "type": "object",
            "properties": {
                "short": {"type": "string", "maxLength": 5},
                "long": {"type": "string", "maxLength": 9999, "minLength": 300},
                "few": {"type": "array", "items": {"type": "string"}, "maxItems": 2},
                "pair": {"type": "array", "prefixItems": [{"type": "integer"}], "minItems": 1},
                "either": {"type": ["integer", "string"]},
                "map": {"type": "object", "additionalProperties": {"type": "string"}},
                "word": {"enum": ["a", "b"]},
            },
        }
    )["properties"]
    assert made["short"]["maxLength"] == 5
    assert made["long"]["maxLength"] == 300
    assert made["few"] == {
        "type": "array",
        "items": {"type": "string", "maxLength": MAX_CHARS},
        "maxItems": 2,
    }
    assert made["pair"]["items"] is False
    assert [one["type"] for one in made["either"]["anyOf"]] == ["integer", "string"]
    assert made["map"]["maxProperties"] == MAX_ITEMS
    assert made["map"]["additionalProperties"] is False
    assert made["word"] == {"enum": ["a", "b"]}


def test_the_original_is_left_alone():
    schema = {"type": "object", "properties": {"a": {"type": "string"}}}
    bounded(schema)
    assert schema == {"type": "object", "properties": {"a": {"type": "string"}}}


def test_the_shortest_reply():
    assert shortest(replies.VERDICT) >= len('{"verdict":"wrong_page"}')
    assert shortest(replies.CHOICE) >= len('{"do":[{"drag":"x","to":"y"}]}')
    assert shortest({"type": "object", "properties": {}}) == 2
    recursive = {"$ref": "#/$defs/n", "$defs": {"n": {"type": "array", "items": {}}}}
    assert shortest(recursive) == 2
