"""Replies for models that are held to any schema: only what can be used here and now may be said.

Servers compile a schema, which takes seconds for a new one, so they get one schema per role. A
model in this process takes a new one as it comes: then an Operator cannot name an element that is
not on the screen, nor a Manager an app that is not on the phone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from phoneagent.agents.replies import CHOICE, PLAN, list_of, record
from phoneagent.core.chat import ChatModel
from phoneagent.core.lessons import Shortcut
from phoneagent.core.run import Run
from phoneagent.models.profile import profile_of

_INDEX = {"type": "integer", "minimum": 1}
_WORDS = {"type": "string", "minLength": 1}
_MAX_TODO = 8


def is_held(model: ChatModel) -> bool:
    """Whether a new schema costs this model nothing."""
    return profile_of(model).json_mode == "grammar"


def choice(run: Run, span: tuple[int, int]) -> dict[str, Any]:
    """An Operator's reply on the present screen.

    Args:
        run: has seen a screen.
        span: how far points go across and down, on the scale that the model names them on.
    """
    assert run.seen is not None
    indexes = [element.index for element in run.seen.elements]
    narrowed: dict[str, Any] = _narrowed(CHOICE, indexes, span)
    moves = narrowed["properties"]["do"]
    options = [o for o in moves["items"]["anyOf"] if "shortcut" not in o["properties"]]
    expect = options[0]["properties"]["expect"]
    options += [_use(one, {"expect": expect}) for one in run.lessons.shortcuts]
    properties = {**narrowed["properties"], "do": moves | {"items": {"anyOf": options}}}
    return narrowed | {"properties": properties}


def plan(run: Run) -> dict[str, Any]:
    """A Manager's reply: something to do, or that all is done, or why it cannot be."""
    parts = PLAN["properties"]
    todo = parts["todo"]["items"]
    item = {**todo["properties"], "do": _WORDS}
    if run.apps:
        item["app"] = {"type": "string", "enum": list(run.apps)}
    link = [o for o in item["start"]["anyOf"] if "link" in o["properties"]]
    item["start"] = {"anyOf": [*link, *(_use(one, {}) for one in run.lessons.shortcuts)]}
    first = {"thought": parts["thought"], "clauses": parts["clauses"]}
    some = list_of(record(item, ("do",))) | {"minItems": 1, "maxItems": _MAX_TODO}
    done = {"done": {"const": True}, "answer": parts["answer"]}
    return {
        "anyOf": [
            record({**first, "todo": some}, ("thought", "todo")),
            record({**first, **done}, ("thought", "done")),
            record({**first, "give_up": _WORDS}, ("thought", "give_up")),
        ]
    }


def _use(shortcut: Shortcut, more: Mapping[str, Any]) -> dict[str, Any]:
    """The use of one shortcut, by its name and with its arguments."""
    given = {argument.name: _WORDS for argument in shortcut.arguments}
    needed = tuple(one.name for one in shortcut.arguments if one.default is None)
    fields = {"shortcut": {"const": shortcut.name}, "with": record(given, needed), **more}
    return record(fields, ("shortcut", "with") if needed else ("shortcut",))


def _narrowed(part: Any, indexes: Iterable[int], span: tuple[int, int]) -> Any:
    """A part of a schema, with element numbers and points held to those that exist."""
    if isinstance(part, list):
        narrowed = (_narrowed(one, indexes, span) for one in part if one != _INDEX or indexes)
        return list(narrowed)
    if not isinstance(part, dict):
        return part
    if part == _INDEX:
        return {"enum": list(indexes)}
    if "prefixItems" in part:
        limits = ({"type": "integer", "minimum": 0, "maximum": size} for size in span)
        return part | {"prefixItems": list(limits) * (len(part["prefixItems"]) // 2)}
    return {key: _narrowed(value, indexes, span) for key, value in part.items()}
