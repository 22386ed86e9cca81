"""Reads `PATH?quant=int4&image_tokens=384`: which checkpoint to load, and how."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import parse_qsl

from phoneagent.errors import ConfigError

Quant = Literal["none", "int8", "int4", "bnb4"]
Device = Literal["auto", "cpu", "cuda", "mps"]
Dtype = Literal["auto", "bfloat16", "float16", "float32"]
_CHOICES: dict[str, tuple[str, ...]] = {
    "quant": get_args(Quant),
    "device": get_args(Device),
    "dtype": get_args(Dtype),
}
_EXAMPLE = "local:/models/Qwen2.5-VL-3B-Instruct?quant=int4"


@dataclass(frozen=True)
class LocalSpec:
    """Which checkpoint, and how it is loaded and fed.

    Attributes:
        folder: where the checkpoint lies, as Hugging Face lays it out.
        quant: how weights are kept: as they are, 8 or 4 bits on a CPU, 4 bits on a GPU.
        packed: a folder that keeps the packed weights, so that the next start is quick and small;
            made when it is not there.
        device: where it runs; "auto" takes a GPU when there is one.
        dtype: of what is not packed; "auto" means bfloat16, or what the device can do.
        image_tokens: the most tokens one picture may cost; 0 for 512, or for three tiles where
            pictures are cut into tiles.
        text_px: how tall body text must stay in a picture; smaller pictures cost fewer tokens.
        prefixes: how many roles' prompts are remembered.
        pictures: how many pictures' features are remembered.
        threads: processor threads; 0 leaves the choice to torch.
        format: the action format it is spoken to with as Operator, as for `openai:NAME?format=`.
        seed: of the choice between likely tokens, when a request has a temperature.
    """

    folder: Path
    quant: Quant = "none"
    packed: Path | None = None
    device: Device = "auto"
    dtype: Dtype = "auto"
    image_tokens: int = 0
    text_px: float = 14.0
    prefixes: int = 6
    pictures: int = 8
    threads: int = 0
    seed: int = 0
    format: str = ""

    @property
    def name(self) -> str:
        """The folder's own name, by which a profile is found."""
        return self.folder.resolve().name


def read_spec(address: str) -> LocalSpec:
    """The spec that `address` (what follows "local:") says.

    Raises:
        ConfigError: an unknown setting or value; the message lists the known ones.
    """
    path, _, query = address.partition("?")
    if not path:
        raise ConfigError("local: names no folder.", hint=f"For example: {_EXAMPLE}")
    known = {field.name for field in fields(LocalSpec)} - {"folder"}
    settings: dict[str, Any] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in known:
            raise ConfigError(
                f"local: has no setting '{name}'.", hint=f"Known: {', '.join(sorted(known))}"
            )
        settings[name] = _value(name, value)
    return LocalSpec(folder=Path(path).expanduser(), **settings)


def _value(name: str, value: str) -> Any:
    if choices := _CHOICES.get(name):
        if value not in choices:
            raise ConfigError(f"{name}={value} is unknown.", hint=f"Known: {', '.join(choices)}")
        return value
    if name == "format":
        return value
    if name == "packed":
        return Path(value).expanduser()
    kind = float if name == "text_px" else int
    try:
        number = kind(value)
    except ValueError:
        raise ConfigError(
            f"{name}={value} is no number.", hint=f"For example: {_EXAMPLE}"
        ) from None
    if number < 0:
        raise ConfigError(f"{name}={value} is below zero.")
    return number
