"""What is known about a model by its name: image size, coordinate scale, JSON, prompt length."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields, replace
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from typing import Any, Literal

from phoneagent.core.chat import ChatModel

Coordinates = Literal["image_px", "resized_px", "grid"]

_PREFIX = re.compile(r"^(?:openai|local):", re.IGNORECASE)
_FORMAT = "?format="
_ADDRESS = re.compile(r"@https?://.*$", re.IGNORECASE)


@dataclass(frozen=True)
class Profile:
    """How to talk to one family of models.

    Attributes:
        family: what to call it in reports.
        sees_images: False for models that take text only.
        image_max_side_px: pictures are made no larger than this.
        patch_px: sides of pictures are best a multiple of this; 1 when it does not matter.
        coordinates: the scale of the points the model names: pixels of the picture it was sent,
            pixels of the picture as the model itself resizes it (`smart_resize` of Qwen2-VL), or
            an even grid over the picture.
        grid: the number of cells of that grid along each side (1000 for most; 1 for fractions).
        min_pixels, max_pixels: between which areas the model resizes a picture.
        text_px: how tall body text must stay in a picture, which is then made no larger than that
            takes; 0 for as large as the other limits allow.
        hides_status_bar: the strip of the status bar is cut off before a picture is sent.
        json_mode: what its replies can be held to: "grammar" (any schema, at no cost for a new
            one), "schema" (constrained), "object", or "prompt" (only by asking).
        prompt_size: "short" for small models, which lose the thread in long prompts.
        action_format: the module of `models/formats` that a native GUI model is spoken to with as
            Operator; empty for the crew's own JSON.
        thinking_tokens: how many tokens it may spend on thinking before it answers; they come on
            top of what a request allows.
    """

    family: str = "unknown"
    sees_images: bool = True
    image_max_side_px: int = 1280
    patch_px: int = 1
    coordinates: Coordinates = "image_px"
    grid: int = 1000
    min_pixels: int = 0
    max_pixels: int = 10_000_000
    text_px: float = 0.0
    hides_status_bar: bool = False
    json_mode: Literal["grammar", "schema", "object", "prompt"] = "schema"
    prompt_size: Literal["full", "short"] = "full"
    action_format: str = ""
    thinking_tokens: int = 0


def find_profile(model: str) -> Profile:
    """The profile for a model name or spec; the longest matching pattern wins.

    Providers' prefixes ("qwen/qwen2.5-vl-7b"), tags ("qwen2.5vl:7b") and quantisation suffixes do
    not matter. An unknown name gives the defaults. `?format=NAME` at its end chooses the action
    format, whatever the profile says; `?format=json` the crew's own.
    """
    model, asked, form = model.partition(_FORMAT)
    if asked:
        return replace(find_profile(model), action_format="" if form == "json" else form)
    name = _ADDRESS.sub("", _PREFIX.sub("", model)).lower()
    best, length = Profile(), -1
    for pattern, profile in _table():
        if len(pattern) > length and fnmatchcase(name, pattern):
            best, length = profile, len(pattern)
    return best


def without_format(model: str) -> str:
    """A model's name as its server knows it, without `?format=NAME`.

    >>> without_format("qwen2.5-vl-7b?format=qwen")
    'qwen2.5-vl-7b'
    """
    return model.partition(_FORMAT)[0]


def profile_of(model: ChatModel) -> Profile:
    """The profile of an open model: its own when it has one, else by its name."""
    own = getattr(model, "profile", None)
    return own if isinstance(own, Profile) else find_profile(model.name)


@cache
def _table() -> tuple[tuple[str, Profile], ...]:
    folder = resources.files("phoneagent.models").joinpath("profiles")
    rows: list[tuple[str, Profile]] = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            for entry in tomllib.loads(file.read_text("utf-8"))["profile"]:
                rows.extend(_rows(entry, file.name))
    return tuple(rows)


def _rows(entry: dict[str, Any], source: str) -> list[tuple[str, Profile]]:
    settings = dict(entry)
    patterns = settings.pop("match")
    known = {field.name for field in fields(Profile)}
    if unknown := settings.keys() - known:
        raise ValueError(f"{source}: unknown profile settings {sorted(unknown)}")
    return [(pattern.lower(), Profile(**settings)) for pattern in patterns]
