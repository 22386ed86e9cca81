"""What is measured, whoever answers: its facts, and what can be asked of it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Protocol

from phoneagent.benchmarks.model.figures import Sample
from phoneagent.core.base import Fact
from phoneagent.core.chat import ChatRequest, Message, Text
from phoneagent.models.profile import Profile

_PATCH_PX = 28  # of most models that divide pictures into patches, where a name says nothing else
HELLO = ChatRequest(
    role="warm-up",
    messages=(Message(role="user", parts=(Text(text="Say hello."),)),),
    max_tokens=1,
)


class Setup(Fact):
    """What is being measured; None is what cannot be known.

    Attributes:
        quant: how weights are kept ("none" for as they are stored); "" behind a server.
        dtype: of what is not packed.
        threads: processor threads that take part.
        load_s: loading, up to the first token of a first reply.
        weights_bytes: of all weights.
        pass_bytes: of the weights that a decoding step reads.
        bandwidth_b_s: how many bytes per second the device read, the most of several times.
    """

    model: str
    quant: str = ""
    dtype: str = ""
    device: str = ""
    threads: int | None = None
    load_s: float | None = None
    weights_bytes: int | None = None
    pass_bytes: int | None = None
    bandwidth_b_s: float | None = None


@dataclass(frozen=True)
class Answer:
    """A reply and what it took."""

    text: str
    sample: Sample


class Subject(Protocol):
    """A model that answers one request after the other."""

    @property
    def setup(self) -> Setup: ...
    @property
    def profile(self) -> Profile: ...
    @property
    def sees_images(self) -> bool: ...

    def show_at_most(self, image_tokens: int | None) -> None:
        """Pictures cost at most so many tokens from now on, and nothing is remembered any more.

        None leaves their size to the model's own settings; 0 means no pictures.
        """
        ...

    def ask(self, request: ChatRequest) -> Answer:
        """Put one request.

        Raises:
            ModelError: the model fails.
            ReplyError: there is no usable text.
        """
        ...

    def gauge(self) -> None:
        """Measure the device's memory once more: on a shared machine its speed varies."""
        ...

    def memory(self) -> tuple[int | None, int | None]:
        """Bytes taken now and at most, since it was opened."""
        ...

    def close(self) -> None: ...


def limited(profile: Profile, image_tokens: int) -> Profile:
    """The profile with pictures as large as so many tokens allow, however well they can be read."""
    patch_px = profile.patch_px if profile.patch_px > 1 else _PATCH_PX
    allowed = max(1, image_tokens) * patch_px**2
    return replace(
        profile,
        patch_px=patch_px,
        min_pixels=min(profile.min_pixels, allowed),
        max_pixels=allowed,
        text_px=math.inf,
    )
