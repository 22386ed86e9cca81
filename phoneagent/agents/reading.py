"""Fills a record of the user's own from the present screen; a value without a quote is dropped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from phoneagent.agents.base import Question, Role, Said
from phoneagent.agents.citations import on_screen
from phoneagent.agents.replies import record
from phoneagent.core.chat import Picture
from phoneagent.core.result import Evidence
from phoneagent.core.run import Run
from phoneagent.core.screen import Observation
from phoneagent.core.text import fold
from phoneagent.errors import ReplyError

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Reading(Generic[M]):
    """What was read from one screen.

    Attributes:
        value: the record; None when fields that it cannot do without are missing.
        evidence: where each field's value stands, by field name.
        missing: fields that the screen does not show.
    """

    value: M | None
    evidence: dict[str, tuple[Evidence, ...]]
    missing: tuple[str, ...]


def read(
    role: Role, form: type[M], seen: Observation, pictures: tuple[Picture, ...]
) -> Said[Reading[M]]:
    """Have a model fill `form` from a screen.

    Args:
        role: whose model is asked.
        form: a pydantic model; give fields that may be missing a default or allow None.
        seen: the screen.
        pictures: what the model is shown of it.

    Returns:
        The reading, or the problem that made every reply useless.
    """
    run = Run(id="read", goal=form.__name__, seen=seen)
    return role.ask(
        Question(
            prompt="notetaker/read",
            system="",
            system_values={},
            values={
                "form": json.dumps(form.model_json_schema(), ensure_ascii=False),
                "screen": seen.text,
            },
            pictures=pictures,
            reply_schema=_reply_schema(form),
            read=lambda reply: _reading(form, reply, run),
            max_tokens=1500,
        )
    )


def _reply_schema(form: type[BaseModel]) -> dict[str, Any]:
    """Every field may be null; definitions move to the root, where references look for them."""
    schema = form.model_json_schema()
    fields = {
        name: {"anyOf": [field, {"type": "null"}]} for name, field in schema["properties"].items()
    }
    quotes = {name: {"type": "array", "items": {"type": "string"}} for name in fields}
    reply = record({"values": record(fields, ()), "quotes": record(quotes, ())}, ("values",))
    return reply | ({"$defs": schema["$defs"]} if "$defs" in schema else {})


def _reading(form: type[M], reply: Mapping[str, Any], run: Run) -> Reading[M]:
    values, quotes = reply.get("values"), reply.get("quotes") or {}
    if not isinstance(values, Mapping) or not isinstance(quotes, Mapping):
        raise ReplyError('"values" and "quotes" must be objects')
    keys = {name: field.alias or name for name, field in form.model_fields.items()}
    proofs = {n: _proof(values.get(key), quotes.get(key), run) for n, key in keys.items()}
    evidence = {name: proof for name, proof in proofs.items() if proof}
    missing = tuple(name for name in keys if name not in evidence)
    needed = [name for name in missing if form.model_fields[name].is_required()]
    data = {keys[n]: values[keys[n]] for n in evidence} | {keys[n]: None for n in needed}
    return Reading(_filled(form, data), evidence, missing)


def _proof(value: object, quotes: object, run: Run) -> tuple[Evidence, ...]:
    """Where the quotes for a value stand; nothing when one does not, or when they do not say it."""
    if value is None or not quotes:
        return ()
    words = [str(quote) for quote in (quotes if isinstance(quotes, list) else [quotes])]
    found = [on_screen(quote, run) for quote in words if quote.strip()]
    if isinstance(value, str) and not any(fold(value) in fold(quote) for quote in words):
        return ()
    return tuple(e for e in found if e is not None) if all(found) else ()


def _filled(form: type[M], data: Mapping[str, Any]) -> M | None:
    """The record, with None for what is missing; None when a missing field does not allow that."""
    try:
        return form.model_validate(data)
    except ValidationError as error:
        wrong = [
            e for e in error.errors() if not e["loc"] or data.get(str(e["loc"][0])) is not None
        ]
        if wrong:
            where = ".".join(map(str, ("values", *wrong[0]["loc"])))
            raise ReplyError(f"{where}: {wrong[0]['msg']}") from error
        return None
