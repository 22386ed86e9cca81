"""The shapes of the roles' replies: wire JSON to core facts, and the JSON Schemas for servers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from phoneagent.core.actions import (
    BaseAction,
    OpenLink,
    UseShortcut,
    from_wire,
    wire_schema,
)
from phoneagent.core.base import Point
from phoneagent.core.expectation import Expectation
from phoneagent.core.lessons import Shortcut
from phoneagent.core.steps import Move
from phoneagent.errors import ReplyError

MAX_MOVES = 6
_STRING = {"type": "string"}
_STRINGS = {"type": "array", "items": _STRING}
EXPECT = {
    "type": "object",
    "properties": {
        **dict.fromkeys(("text", "gone", "app", "on", "off", "field", "value"), _STRING),
        "changes": {"type": "boolean"},
    },
    "additionalProperties": False,
}


def record(properties: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    """JSON Schema of an object with these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def list_of(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _moves_schema() -> dict[str, Any]:
    actions = wire_schema()
    for option in actions["anyOf"]:
        option["properties"]["expect"] = EXPECT
    return actions


START = (OpenLink, UseShortcut)
TODO = record(
    {
        "do": _STRING,
        "app": _STRING,
        "kind": {"type": "string", "enum": ["gui", "reason", "ask"]},
        "needs": _STRINGS,
        "yields": _STRINGS,
        "done_when": EXPECT,
        "start": wire_schema(START),
    },
    ("do",),
)
PLAN = record(
    {
        "thought": _STRING,
        "clauses": _STRINGS,
        "todo": list_of(TODO),
        "done": {"type": "boolean"},
        "give_up": _STRING,
        "answer": _STRING,
    },
    ("thought",),
)
_MOVES = list_of(_moves_schema()) | {"minItems": 1, "maxItems": MAX_MOVES}
CHOICE = record({"thought": _STRING, "do": _MOVES, "sure": {"type": "number"}}, ("do",))
VERDICT = record(
    {
        "verdict": {
            "type": "string",
            "enum": ["succeeded", "wrong_page", "no_change", "failed", "unknown"],
        },
        "why": _STRING,
    },
    ("verdict",),
)
VERIFICATION = record(
    {
        "requirements": list_of(
            record(
                {
                    "text": _STRING,
                    "met": {"type": ["boolean", "null"]},
                    "quotes": list_of(
                        record(
                            {
                                "at": {"type": ["integer", "string"]},
                                "text": _STRING,
                                "gone": _STRING,
                            },
                            (),
                        )
                    ),
                },
                ("text", "met"),
            )
        ),
        "reason": _STRING,
        "answer": _STRING,
    },
    ("requirements",),
)
FACTS = record(
    {
        "thought": _STRING,
        "facts": list_of(
            record({"name": _STRING, "value": _STRING, "from": _STRINGS}, ("name", "value"))
        ),
        "answer": _STRING,
    },
    ("facts",),
)
TIPS = record(
    {
        "tips": list_of(
            record(
                {
                    "text": _STRING,
                    "scope": {"type": "string", "enum": ["app", "global"]},
                    "app": _STRING,
                },
                ("text",),
            )
        )
    },
    ("tips",),
)


def read_expectation(value: object) -> Expectation | None:
    """An expectation from the wire; empty and absent ones are None."""
    if value is None or value == {}:
        return None
    if not isinstance(value, Mapping):
        raise ReplyError('an expectation is an object such as {"text": "Saved"}')
    # An empty "value" means an empty field; elsewhere servers that fill in every key write "".
    known = {
        key: part
        for key, part in value.items()
        if part is not None and (part != "" or (key == "value" and value.get("field")))
    }
    return Expectation.model_validate(known) if known else None


@dataclass(frozen=True)
class Offer:
    """What an Operator may name: shortcuts by name, element numbers, and what its points mean."""

    shortcuts: Mapping[str, Shortcut]
    elements: frozenset[int]
    to_device: Callable[[Sequence[float]], Point]


def read_moves(reply: Mapping[str, Any], offer: Offer) -> tuple[Move, ...]:
    """The moves of an Operator's reply, with shortcuts expanded into the moves they stand for.

    Raises:
        ReplyError: an action that does not exist, an element that is not there.
    """
    items = reply.get("do")
    if isinstance(items, Mapping):
        items = [items]
    if not isinstance(items, list) or not items:
        raise ReplyError('"do" must be a list with at least one action')
    moves: list[Move] = []
    for item in items[:MAX_MOVES]:
        if not isinstance(item, Mapping):
            raise ReplyError('each item of "do" is an object such as {"tap": 4}')
        fields = _on_device(item, offer)
        expect = read_expectation(fields.pop("expect", None))
        moves.extend(_expanded(from_wire(fields), expect, offer))
    return tuple(moves)


def _on_device(item: Mapping[str, Any], offer: Offer) -> dict[str, Any]:
    """The item with its points in device pixels: [x, y], and [x1, y1, x2, y2] of a swipe."""
    fields = dict(item)
    for key, value in item.items():
        if not isinstance(value, list) or not all(isinstance(n, int | float) for n in value):
            continue
        if len(value) in (2, 4):
            pairs = (value[i : i + 2] for i in range(0, len(value), 2))
            fields[key] = [n for pair in pairs for n in offer.to_device(pair)]
    return fields


def _expanded(action: BaseAction, expect: Expectation | None, offer: Offer) -> tuple[Move, ...]:
    if isinstance(action, UseShortcut):
        moves = read_shortcut(action, offer.shortcuts)
        return (*moves[:-1], moves[-1].but(expect=expect or moves[-1].expect))
    for _, index in action.target_indexes():
        if index not in offer.elements:
            raise ReplyError(f"there is no element {index} on this screen")
    return (Move(action=action, expect=expect),)


def read_shortcut(action: UseShortcut, shortcuts: Mapping[str, Shortcut]) -> tuple[Move, ...]:
    """The moves a shortcut stands for; ReplyError when not offered or an argument is wrong."""
    from phoneagent.core.shortcuts import expand

    shortcut = shortcuts.get(action.name)
    if shortcut is None:
        offered = ", ".join(shortcuts) or "none"
        raise ReplyError(f"there is no shortcut {action.name!r}; offered: {offered}")
    return expand(shortcut, action.with_)
