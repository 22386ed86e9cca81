"""The shapes of the roles' replies: wire JSON to core facts, and the JSON Schemas for servers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from phoneagent.core.actions import (
    BaseAction,
    OpenApp,
    OpenLink,
    UseShortcut,
    from_wire,
    wire_schema,
)
from phoneagent.core.expectation import Expectation
from phoneagent.core.lessons import Shortcut
from phoneagent.core.steps import Move
from phoneagent.errors import ReplyError

MAX_MOVES = 4
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


START = (OpenApp, OpenLink, UseShortcut)
TODO = record(
    {
        "id": {"type": "integer"},
        "do": _STRING,
        "app": _STRING,
        "kind": {"type": "string", "enum": ["gui", "reason", "ask"]},
        "needs": _STRINGS,
        "yields": _STRINGS,
        "done_when": EXPECT,
        "start": wire_schema(START),
        "max_steps": {"type": "integer"},
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
CHOICE = record(
    {"thought": _STRING, "do": list_of(_moves_schema()), "sure": {"type": "number"}}, ("do",)
)
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
                            {"at": {"type": ["integer", "string"]}, "text": _STRING}, ("at", "text")
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
    known = {key: part for key, part in value.items() if part not in (None, "")}
    return Expectation.model_validate(known) if known else None


def read_moves(
    reply: Mapping[str, Any], shortcuts: Mapping[str, Shortcut], known: frozenset[int]
) -> tuple[Move, ...]:
    """The moves of an Operator's reply, with shortcuts expanded into the moves they stand for.

    Args:
        reply: the reply object.
        shortcuts: those that were offered, by name.
        known: the element numbers of the present screen.

    Raises:
        ReplyError: an action that does not exist, an element that is not there, too many moves.
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
        fields = dict(item)
        expect = read_expectation(fields.pop("expect", None))
        moves.extend(_expanded(from_wire(fields), expect, shortcuts, known))
    return tuple(moves)


def _expanded(
    action: BaseAction,
    expect: Expectation | None,
    shortcuts: Mapping[str, Shortcut],
    known: frozenset[int],
) -> tuple[Move, ...]:
    if isinstance(action, UseShortcut):
        moves = read_shortcut(action, shortcuts)
        return (*moves[:-1], moves[-1].but(expect=expect or moves[-1].expect))
    for _, index in action.target_indexes():
        if index not in known:
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
