"""Counts what a call used and prices it from a dated table."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib import resources
from pathlib import Path
from typing import Any

from phoneagent.core.chat import ChatRequest, Picture, Usage
from phoneagent.errors import ConfigError

_PER = 1_000_000
_BYTES_PER_TOKEN = 4
_PATCH_PX = 28


@dataclass(frozen=True)
class Price:
    """US dollars per million tokens."""

    input_usd: float
    output_usd: float
    cached_usd: float

    def cost_usd(self, input_tokens: int, output_tokens: int, cached_tokens: int) -> float:
        """What one call cost; `cached_tokens` are part of `input_tokens`."""
        fresh = max(0, input_tokens - cached_tokens)
        total = fresh * self.input_usd + cached_tokens * self.cached_usd
        return (total + output_tokens * self.output_usd) / _PER


@dataclass(frozen=True)
class Prices:
    """A price list: glob patterns of model names, the longest match wins.

    Attributes:
        as_of: the day the list was made, ISO; prices change, so reports show it.
        hosts: the endpoints the list is true for; empty means any.
    """

    as_of: str
    rows: Mapping[str, Price]
    hosts: tuple[str, ...] = ()

    def find(self, model: str, host: str = "") -> Price | None:
        """The price of `model` at `host`, or None when the list does not know it."""
        if self.hosts and host not in self.hosts:
            return None
        name = model.lower()
        matches = [pattern for pattern in self.rows if fnmatchcase(name, pattern)]
        return self.rows[max(matches, key=len)] if matches else None

    @classmethod
    def read(cls, path: Path) -> Prices:
        """A price list from a TOML file: `as_of`, `hosts`, `["pattern"]` tables with `input`,
        `output` and optionally `cached`, in US dollars per million tokens.

        Raises:
            ConfigError: the file is missing or damaged.
        """
        try:
            return _parse(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ConfigError(f"Cannot read the price list {path}: {error}") from error

    @classmethod
    def shipped(cls) -> Prices:
        """The list that comes with the package."""
        return _parse(
            resources.files("phoneagent.models").joinpath("prices.toml").read_text("utf-8")
        )


def _parse(text: str) -> Prices:
    table: dict[str, Any] = tomllib.loads(text)
    rows = {
        pattern.lower(): Price(
            input_usd=float(row["input"]),
            output_usd=float(row["output"]),
            cached_usd=float(row.get("cached", row["input"])),
        )
        for pattern, row in table.get("models", {}).items()
    }
    return Prices(str(table["as_of"]), rows, tuple(table.get("hosts", ())))


def estimate_text(text: str) -> int:
    """A rough token count: one per four UTF-8 bytes, which also suits non-Latin scripts."""
    return math.ceil(len(text.encode("utf-8", "replace")) / _BYTES_PER_TOKEN)


def estimate_request(request: ChatRequest) -> int:
    """A rough input token count; a picture counts one token per 28 x 28 px patch."""
    tokens = 0
    for message in request.messages:
        tokens += estimate_text(message.text)
        for part in message.parts:
            if isinstance(part, Picture):
                width, height = part.size_px
                tokens += math.ceil(width / _PATCH_PX) * math.ceil(height / _PATCH_PX)
    return tokens


def estimated_usage(request: ChatRequest, text: str, seconds: float) -> Usage:
    """Usage for one call of a model that counts nothing; marked as estimated."""
    return Usage(
        calls=1,
        estimated_calls=1,
        input_tokens=estimate_request(request),
        output_tokens=estimate_text(text),
        seconds=seconds,
    )
