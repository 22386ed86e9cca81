"""Reads the actions of a reply as they stand there, whatever is on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from phoneagent.agents.replies import MAX_MOVES, read_expectation
from phoneagent.core.actions import BaseAction, from_wire
from phoneagent.errors import ReplyError
from phoneagent.models.formats import find_format
from phoneagent.models.replies import extract_json


def actions_of(text: str, form: str = "") -> tuple[BaseAction, ...]:
    """The actions of an Operator's reply, in order; points on the model's own scale.

    Args:
        text: what the model said.
        form: the action format of a native GUI model; "" for the crew's own JSON.

    Raises:
        ReplyError: there are none, or one does not exist.
    """
    if form:
        return find_format(form).read(text).actions
    items = extract_json(text).get("do")
    listed = [items] if isinstance(items, Mapping) else items
    if not isinstance(listed, list) or not listed:
        raise ReplyError('"do" must be a list with at least one action')
    return tuple(_action(item) for item in listed[:MAX_MOVES])


def is_valid(text: str, form: str = "") -> bool:
    """Whether a reply is made of actions that exist."""
    try:
        return bool(actions_of(text, form))
    except ReplyError:
        return False


def _action(item: object) -> BaseAction:
    if not isinstance(item, Mapping):
        raise ReplyError('each item of "do" is an object such as {"tap": 4}')
    fields = {name: _rounded(value) for name, value in item.items()}
    try:
        read_expectation(fields.pop("expect", None))
    except ValidationError as error:
        raise ReplyError(f'"expect": {error.errors()[0]["msg"]}') from error
    action: BaseAction = from_wire(fields)
    return action


def _rounded(value: Any) -> Any:
    """Points as whole numbers, which is what actions have."""
    if isinstance(value, list) and all(isinstance(part, int | float) for part in value):
        return [round(part) for part in value]
    return value
