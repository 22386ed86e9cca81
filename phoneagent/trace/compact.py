"""Facts as JSON values that are short to read: what says nothing is left out."""

from __future__ import annotations

from typing import Any

from phoneagent.core.base import Fact

_NOTHING: tuple[Any, ...] = (None, "", [], {})


def compact(value: Any) -> Any:
    """A Fact or JSON value without empty parts; an action keeps its kind."""
    if isinstance(value, Fact):
        value = value.model_dump(mode="json")
    if isinstance(value, dict):
        short = {key: compact(item) for key, item in value.items()}
        return {key: item for key, item in short.items() if item not in _NOTHING}
    if isinstance(value, list | tuple):
        return [compact(item) for item in value]
    return value
