"""Action formats: how native GUI models are answered by and written for, both ways.

A native GUI model was trained to operate screens with one prompt form and one action grammar.
Its profile (`models/profiles/gui.toml`) names the format and the scale of its points; its words
are in `prompts/operator/<format>.md`. To add one, write a module here with a `FORMAT`.

Points are on the model's own scale here; `models/coordinates.py` turns them into device pixels.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from phoneagent.core.actions import BaseAction
from phoneagent.errors import ConfigError


@dataclass(frozen=True)
class Spoken:
    """What a GUI model said.

    Attributes:
        actions: what it wants done, in order; points on its own scale.
        thought: why.
        summary: the past in its own words, for models that keep their history that way.
    """

    actions: tuple[BaseAction, ...]
    thought: str = ""
    summary: str = ""


class ActionFormat(Protocol):
    """One family's grammar.

    Attributes:
        turns: how many earlier steps are told as turns of the conversation; what is older, and
            everything when it is 0, is told in words, if the prompt has a place for `$history`.
        past_pictures: whether those turns show the screens of then.
        words: values for `$names` that only this format's prompts have.
    """

    @property
    def turns(self) -> int: ...
    @property
    def past_pictures(self) -> bool: ...
    @property
    def words(self) -> Mapping[str, str]: ...

    def read(self, reply: str) -> Spoken:
        """Parse a reply.

        Raises:
            ReplyError: it is not of this format; the text says what is wrong.
        """
        ...

    def write(self, action: BaseAction, thought: str) -> str:
        """The reply that stands for the action; "" when the format has no words for it."""
        ...


def find_format(name: str) -> ActionFormat:
    """The format called `name`.

    Raises:
        ConfigError: there is none; the hint lists those there are.
    """
    known = sorted(module.name for module in pkgutil.iter_modules(__path__))
    if name not in known:
        raise ConfigError(f"Unknown action format '{name}'.", hint=f"Known: {', '.join(known)}")
    module = importlib.import_module(f"{__name__}.{name}")
    found: ActionFormat | None = getattr(module, "FORMAT", None)
    if found is None:
        raise ConfigError(f"'{name}' is no action format.")
    return found
