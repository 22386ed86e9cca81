"""Turns a conversation into token ids and pictures, as the checkpoint's own chat template wants."""

from __future__ import annotations

import copy
import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from PIL import Image

from phoneagent.core.chat import Message, Picture, Text
from phoneagent.models.coordinates import smart_resize
from phoneagent.models.local.sight import tile_px
from phoneagent.models.profile import Profile


@dataclass(frozen=True)
class Shown:
    """One picture as the model will see it.

    Attributes:
        key: names its content.
        max_tiles: into how many tiles it may be cut; 0 where pictures are not cut.
    """

    image: Any
    key: str
    max_tiles: int = 0


@dataclass(frozen=True)
class Prompt:
    """A conversation, ready to be read.

    Attributes:
        ids: token ids, with as many image tokens as the pictures have features.
        marks: `ids`, but with a picture's tokens replaced by numbers that stand for its content:
            prompts are equal as far as their marks are.
        runs: start and end of each stretch of image tokens.
        shown: the pictures, in order.
        inputs: what else the processor gave (grids, token types).
    """

    ids: list[int]
    marks: list[int]
    runs: tuple[tuple[int, int], ...]
    shown: tuple[Shown, ...]
    inputs: dict[str, Any]


class PromptMaker:
    """Writes prompts for one checkpoint.

    Args:
        processor: of the checkpoint.
        image_token: the id of the token that stands for a piece of a picture.
        profile: says how large pictures may be.
    """

    def __init__(self, processor: Any, image_token: int, profile: Profile) -> None:
        self._processor = processor
        self._image_token = image_token
        self._profile = profile
        tokenizer = processor.tokenizer
        special = sorted({*tokenizer.all_special_tokens, *tokenizer.get_added_vocab()}, key=len)
        marks = [re.escape(token) for token in reversed(special) if token.strip()]
        self._special = re.compile("|".join(marks)) if marks else None

    def make(self, messages: Sequence[Message]) -> Prompt:
        """The prompt for these messages, up to where the reply begins."""
        shown: list[Shown] = []
        turns = [self._turn(message, shown) for message in messages]
        written = self._processor.apply_chat_template(
            turns, add_generation_prompt=True, tokenize=False
        )
        inputs = self._processed(written, shown)
        ids = [int(token) for token in inputs.pop("input_ids")[0]]
        inputs.pop("attention_mask", None)
        runs = _runs(ids, self._image_token)
        return Prompt(ids, _marks(ids, runs, shown), runs, tuple(shown), inputs)

    def seeing_as(self, profile: Profile) -> PromptMaker:
        """The same, for pictures of another size."""
        made = copy.copy(self)
        made._profile = profile
        return made

    def features_input(self, shown: Shown) -> dict[str, Any]:
        """What the model's vision part takes for one picture, prepared as within a prompt."""
        return self._processed(str(self._processor.image_token), [shown])

    def _processed(self, text: str, shown: Sequence[Shown]) -> dict[str, Any]:
        pictures: dict[str, Any] = {}
        if shown:
            pictures["images"] = [one.image for one in shown]
        if shown and shown[0].max_tiles:
            pictures["max_patches"] = shown[0].max_tiles
        return dict(self._processor(text=[text], **pictures, return_tensors="pt"))

    def _shown(self, picture: Picture) -> Shown:
        image = Image.open(io.BytesIO(picture.data)).convert("RGB")
        profile, size = self._profile, image.size
        if profile.patch_px > 1:
            size = smart_resize(profile, size)
            image = image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)
        images = self._processor.image_processor
        tiles = 0
        if hasattr(images, "max_patches"):
            tiles = max(1, profile.max_pixels // tile_px({"size": dict(images.size)}) ** 2)
        known = f"{size} {tiles} ".encode() + picture.data
        return Shown(image, hashlib.sha256(known).hexdigest(), tiles)

    def _turn(self, message: Message, shown: list[Shown]) -> dict[str, Any]:
        """One turn, pictures first as these models were trained."""
        pictures = [part for part in message.parts if isinstance(part, Picture)]
        shown.extend(self._shown(picture) for picture in pictures)
        texts = [part.text for part in message.parts if isinstance(part, Text)]
        said = {"type": "text", "text": self.harmless("\n".join(texts))}
        return {"role": message.role, "content": [*({"type": "image"} for _ in pictures), said]}

    def harmless(self, text: str) -> str:
        """`text` in which no control token of the model can be read, whoever wrote it."""
        if self._special is None:
            return text
        return self._special.sub(lambda found: f"{found[0][0]} {found[0][1:]}", text)


def _runs(ids: Sequence[int], image_token: int) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    start = None
    for n, token in enumerate([*ids, -1]):
        if token == image_token and start is None:
            start = n
        elif token != image_token and start is not None:
            found.append((start, n))
            start = None
    return tuple(found)


def _marks(
    ids: Sequence[int], runs: Sequence[tuple[int, int]], shown: Sequence[Shown]
) -> list[int]:
    """Token ids, with each picture's tokens as negative numbers made of its content."""
    marks = list(ids)
    keys = [one.key for one in shown]
    if len(runs) != len(keys):  # several stretches per picture: all stand for all pictures
        keys = ["".join(keys)] * len(runs)
    for (start, end), key in zip(runs, keys, strict=True):
        number = int(hashlib.sha256(key.encode()).hexdigest()[:15], 16)
        marks[start:end] = [-1 - number] * (end - start)
    return marks


def as_row(tokens: Sequence[int], device: Any) -> Any:
    """Token ids as a batch of one."""
    return torch.tensor([list(tokens)], dtype=torch.long, device=device)
