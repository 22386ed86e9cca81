"""A step in words, as a person would say it: `tap Save`, `type "Ann" into First name`."""

from __future__ import annotations

from typing import Any

from phoneagent.core.screen import Locator
from phoneagent.core.steps import Step


def say(step: Step) -> str:
    """What the step did; its targets by name."""
    if step.action is None:
        return "(no usable action)"
    action = step.action
    names = {field: _name(anchor) for field, anchor in step.anchors.items()}
    words = [action.wire, names.get(action.main) or _shown(getattr(action, action.main))]
    for field in type(action).model_fields:
        value = getattr(action, field)
        if field in ("kind", action.main) or value == type(action).model_fields[field].default:
            continue
        words += [field.rstrip("_")]
        if value is not True:
            words += [names.get(field) or _shown(value)]
    if action.wire == "type":
        words[1] = f'"{words[1]}"'
    return " ".join(word for word in words if word)


def cut(text: str, limit: int) -> str:
    """On one line, at most `limit` characters."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _name(anchor: Locator) -> str:
    own_id = anchor.resource_id.rpartition("/")[2]
    return anchor.label or anchor.text or anchor.desc or own_id or anchor.cls.rpartition(".")[2]


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}={one}" for key, one in value.items())
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)
