"""A vision-language checkpoint in this process, as a chat model."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from phoneagent.core.chat import ChatReply, ChatRequest, Usage
from phoneagent.errors import ConfigError, ModelError, ModelUnavailable
from phoneagent.models.local.packages import has_torchvision
from phoneagent.models.local.sight import profile_of_checkpoint
from phoneagent.models.local.spec import LocalSpec
from phoneagent.models.options import ModelOptions
from phoneagent.models.profile import Profile

if TYPE_CHECKING:
    from phoneagent.models.local.engine import Engine, Written
    from phoneagent.models.local.prompt import PromptMaker


class LocalModel:
    """Answers from weights on this machine; they are loaded at the first question.

    Attributes:
        profile: what is known about the checkpoint.
    """

    def __init__(self, spec: LocalSpec, options: ModelOptions, name: str) -> None:
        self.profile: Profile = profile_of_checkpoint(spec)
        self._spec = spec
        self._options = options
        self._name = name
        self._engine: Engine | None = None
        self._prompts: PromptMaker | None = None
        self._loading = threading.Lock()
        self._closed = threading.Event()

    @property
    def name(self) -> str:
        """The spec it was made from."""
        return self._name

    @property
    def sees_images(self) -> bool:
        """Whether the checkpoint has a vision part."""
        return self.profile.sees_images

    def chat(self, request: ChatRequest) -> ChatReply:
        """The reply; held to the request's schema, and whole.

        Raises:
            ModelError: the checkpoint cannot be loaded, or its weights are damaged.
            ModelUnavailable: it took longer than the options allow, or was closed meanwhile.
        """
        began = time.monotonic()
        written = self.write(request)
        usage = Usage(
            calls=1,
            input_tokens=written.timings.prompt_tokens,
            output_tokens=written.timings.output_tokens,
            cached_tokens=written.timings.cached_tokens,
            seconds=time.monotonic() - began,
        )
        finish = "stop" if written.whole else "length"
        return ChatReply(text=written.text, usage=usage, model=self._spec.name, finish=finish)

    def write(
        self,
        request: ChatRequest,
        on_text: Callable[[str], None] = lambda text: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Written:
        """The reply with its timings; text goes to `on_text` as it comes.

        Raises:
            ModelUnavailable: as for `chat`, or because `cancelled` said so between two tokens.
        """
        from phoneagent.models.local.decode import Cancelled

        engine = self.load()
        limits = engine.limits_for(
            request,
            deadline_s=time.monotonic() + self._options.retry_for_s,
            cancelled=lambda: self._closed.is_set() or cancelled(),
        )
        try:
            return engine.write(request, limits, on_text, self._prompts)
        except Cancelled as error:
            raise ModelUnavailable(f"{self._name}: the call was cancelled.") from error
        except MemoryError as error:
            raise _too_large(self._name) from error
        except RuntimeError as error:
            if "memory" in str(error).lower():
                raise _too_large(self._name) from error
            raise

    def load(self) -> Engine:
        """The engine, loaded now when it is not yet.

        Raises:
            ModelError: it cannot be.
        """
        with self._loading:
            if self._engine is None:
                try:
                    has_torchvision()  # a broken one would break the imports below
                    from phoneagent.models.local import sharing

                    self._engine = sharing.borrow(self._spec)
                except ConfigError as error:
                    raise ModelError(f"{self._name}: {error.args[0]}", hint=error.hint) from error
                if self._engine.profile != self.profile:  # shared weights, but other pictures
                    self._prompts = self._engine.prompts.seeing_as(self.profile)
            return self._engine

    def close(self) -> None:
        """End a reply under way between two tokens (it raises ModelUnavailable); free the memory
        when nobody else uses the checkpoint.
        """
        from phoneagent.models.local import sharing

        self._closed.set()
        with self._loading:
            if self._engine is not None:
                self._engine = None
                sharing.give_back(self._spec)


def _too_large(name: str) -> ModelError:
    hint = (
        "Use smaller weights (?quant=int4), smaller pictures (?image_tokens=256) or less history."
    )
    return ModelError(f"{name}: the memory of this machine is used up.", hint=hint)
