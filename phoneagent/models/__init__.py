"""The models that answer a request: `open_model("openai:gpt-4.1-mini")`, by spec."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from phoneagent import plugins
from phoneagent.core.chat import ChatModel
from phoneagent.errors import ConfigError
from phoneagent.models.fallback import Fallback
from phoneagent.models.options import ModelOptions
from phoneagent.models.profile import Profile, find_profile, profile_of

__all__ = ["ModelOptions", "Profile", "find_profile", "open_model", "open_models", "profile_of"]

_NEXT_SPEC = re.compile(r",\s*(?=\w+:(?!//))")


def open_model(
    spec: str,
    options: ModelOptions | None = None,
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    record: Path | None = None,
) -> ChatModel:
    """The model that `spec` names.

    Args:
        spec: "openai:MODEL", "openai:MODEL@URL", "local:PATH", "cassette:FILE", "scripted:FILE" or
            "manual:DIR"; several, divided by commas, are tried in turn when one cannot be reached.
        options: time limits, prices and the like.
        base_url: stands in for the one in `options`.
        api_key: stands in for the one in `options`.
        record: a file to which every call is added; `cassette:FILE` replays it.

    Raises:
        ConfigError: the spec, its file or the key is missing or wrong; the message says which.
    """
    given = options or ModelOptions()
    settings = replace(given, base_url=base_url or given.base_url, api_key=api_key or given.api_key)
    models = [_open_one(one, settings) for one in _NEXT_SPEC.split(spec.strip())]
    model = models[0] if len(models) == 1 else Fallback(tuple(models))
    if record is None:
        return model
    from phoneagent.models.cassette import Recorder

    return Recorder(model, record)


def open_models(
    specs: Mapping[str, str], options: ModelOptions | None = None, *, record: Path | None = None
) -> dict[str, ChatModel]:
    """One model per role; roles with the same spec share one, and what it has learnt.

    Args:
        specs: role name to spec.
        options: as for `open_model`.
        record: as for `open_model`; all models add to the same file.
    """
    opened = {
        spec: open_model(spec, options, record=record) for spec in dict.fromkeys(specs.values())
    }
    return {role: opened[spec] for role, spec in specs.items()}


def _open_one(spec: str, options: ModelOptions) -> ChatModel:
    name, colon, address = spec.partition(":")
    build = plugins.load("models", name)
    if not colon or not address:
        raise ConfigError(
            f"The model spec '{spec}' names no model or file.", hint=f"For example: {_EXAMPLES}"
        )
    model: ChatModel = build(address, options)
    return model


_EXAMPLES = "openai:gpt-4.1-mini, local:FOLDER, cassette:calls.jsonl, scripted:FILE, manual:desk"
