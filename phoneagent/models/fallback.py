"""Several models as one: the next is asked when one cannot be reached."""

from __future__ import annotations

import logging
import time

from phoneagent.core.chat import ChatModel, ChatReply, ChatRequest
from phoneagent.errors import ModelError
from phoneagent.models.profile import Profile, profile_of

log = logging.getLogger(__name__)

REST_S = 60.0


class Fallback:
    """Asks the first model; on ModelError the next, and says so in the log.

    A model that failed rests for `rest_s` seconds, so that its retries are not paid at every call;
    when all rest, all are asked again in order.
    """

    def __init__(self, models: tuple[ChatModel, ...], rest_s: float = REST_S) -> None:
        if not models:
            raise ValueError("A fallback needs at least one model.")
        self._models = models
        self._rest_s = rest_s
        self._rests_until = dict.fromkeys(range(len(models)), 0.0)

    @property
    def name(self) -> str:
        return ",".join(model.name for model in self._models)

    @property
    def sees_images(self) -> bool:
        """Whether the model that is asked next sees them; one that does not leaves them out."""
        return self._next().sees_images

    @property
    def profile(self) -> Profile:
        """The profile of the model that is asked next."""
        return profile_of(self._next())

    def chat(self, request: ChatRequest) -> ChatReply:
        """The reply of the first model that can be reached.

        Raises:
            ModelError: the last model's error, when none can be.
        """
        failure: ModelError | None = None
        for n in self._order():
            try:
                reply = self._models[n].chat(request)
            except ModelError as error:
                self._rests_until[n] = time.monotonic() + self._rest_s
                log.warning(
                    "%s cannot answer, trying the next model: %s", self._models[n].name, error
                )
                failure = error
            else:
                self._rests_until[n] = 0.0
                return reply
        assert failure is not None
        raise failure

    def _order(self) -> list[int]:
        """Rested models in their order; then the resting ones, as a last resort."""
        now = time.monotonic()
        return sorted(range(len(self._models)), key=lambda n: (self._rests_until[n] > now, n))

    def _next(self) -> ChatModel:
        return self._models[self._order()[0]]

    def close(self) -> None:
        for model in self._models:
            model.close()
