"""How goals are taken apart: the lists of goals.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from pydantic import Field

from phoneagent.core.base import Fact
from phoneagent.core.text import fold


class Grammar(Fact):
    """The lists of goals.toml."""

    lead: tuple[str, ...]
    content: tuple[str, ...]
    literal: tuple[str, ...]
    heard: str
    untold: frozenset[str]
    written: frozenset[str]
    empty: frozenset[str]
    kinds: frozenset[str]
    which: frozenset[str]
    place: tuple[str, ...]
    except_: tuple[str, ...] = Field(alias="except")
    pronouns: frozenset[str]
    persons: frozenset[str]
    not_: tuple[str, ...] = Field(alias="not")
    not_after: tuple[str, ...]
    group: dict[str, tuple[str, ...]]


@cache
def grammar() -> Grammar:
    text = (Path(__file__).parent / "goals.toml").read_text(encoding="utf-8")
    return Grammar.model_validate(tomllib.loads(text))


def kinds_in(text: str) -> tuple[str, ...]:
    """The kinds of things that a text names: "Delete conversation" -> ("message",)."""
    words = set(re.findall(r"[\w-]+", fold(text)))
    return tuple(kind for kind, names in grammar().group.items() if words & set(names))
