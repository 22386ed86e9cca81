"""Subjects behind a server: known by how the stream comes and by what the server counts."""

from __future__ import annotations

import contextlib
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

from phoneagent.benchmarks.model.figures import Sample
from phoneagent.benchmarks.model.subjects import HELLO, Answer, Setup, limited
from phoneagent.core.chat import ChatModel, ChatReply, ChatRequest
from phoneagent.errors import ReplyError
from phoneagent.models.profile import profile_of

if TYPE_CHECKING:
    from phoneagent.config import Config


class ServedSubject:
    """A model behind a server; its pictures are counted by nobody.

    Raises:
        ModelError: the server cannot be reached.
    """

    def __init__(self, model: ChatModel, name: str) -> None:
        self._model = model
        self._own = profile_of(model)
        self._blind = False
        self.profile = self._own
        began = time.monotonic()
        with contextlib.suppress(ReplyError):  # one token is often no answer
            model.chat(HELLO)
        self.setup = Setup(model=name, load_s=time.monotonic() - began)

    @property
    def sees_images(self) -> bool:
        return self._model.sees_images and not self._blind

    def show_at_most(self, image_tokens: int | None) -> None:
        limit = image_tokens
        self.profile = self._own if limit is None else limited(self._own, limit)
        self._blind = limit == 0

    def ask(self, request: ChatRequest) -> Answer:
        began = time.monotonic()
        reply = self._model.chat(request)
        return Answer(reply.text, _served_sample(reply, time.monotonic() - began))

    def gauge(self) -> None:
        """Nobody tells."""

    def memory(self) -> tuple[int | None, int | None]:
        return None, None

    def close(self) -> None:
        self._model.close()


def _served_sample(reply: ChatReply, total_s: float) -> Sample:
    """Tokens as the server counted them, or none; the rest from when the stream came."""
    usage, first_s = reply.usage, reply.first_token_s
    counted = not usage.estimated_calls
    return Sample(
        prompt_tokens=usage.input_tokens if counted else None,
        cached_tokens=usage.cached_tokens if counted else None,
        output_tokens=usage.output_tokens if counted else None,
        first_token_s=first_s,
        decode_s=None if first_s is None else total_s - first_s,
        total_s=total_s,
    )


def open_served(config: Config, stack: ExitStack) -> ServedSubject:
    """The Operator's model of these settings; a phone that serves it stays open with the stack.

    Raises:
        ConfigError: the settings name none.
        InfraError: the server, or the phone that it runs on, cannot be reached.
    """
    from phoneagent import devices
    from phoneagent.session import open_models

    on_phone = config.base_url.startswith("adb:")
    phone = stack.enter_context(devices.connect(config.device)) if on_phone else None
    model = open_models(config, phone)["operator"]
    return ServedSubject(model, model.name)
