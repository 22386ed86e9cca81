"""Any model behind an OpenAI-compatible endpoint: `openai:MODEL` or `openai:MODEL@URL`."""

from __future__ import annotations

import logging
import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from phoneagent.core.chat import ChatReply, ChatRequest, Usage
from phoneagent.errors import ConfigError, ModelError, ModelRefused, ModelUnavailable, ReplyError
from phoneagent.models.answers import Answer
from phoneagent.models.dialect import Dialect
from phoneagent.models.options import ModelOptions
from phoneagent.models.patience import Patience
from phoneagent.models.profile import Profile, find_profile, without_format
from phoneagent.models.replies import strip_thinking
from phoneagent.models.usage import Price, Prices, estimated_usage

if TYPE_CHECKING:
    from phoneagent.models.faults import Fault

log = logging.getLogger(__name__)

_OPENAI = "https://api.openai.com/v1"
_NO_KEY = "not-needed"
_MAX_LESSONS = 8
_EMPTY_RETRIES = 1


def build(address: str, options: ModelOptions) -> OpenAIModel:
    """The model `address` ("MODEL" or "MODEL@http://host/v1") at the endpoint in `options`.

    Raises:
        ConfigError: no model is named, or openai.com is meant and there is no key.
    """
    model, _, own_url = re.sub(r"@(?=https?://)", "\0", address, count=1).partition("\0")
    if not model:
        raise ConfigError("No model is named.", hint="For example: --model openai:gpt-4.1-mini")
    base_url = own_url or options.base_url or os.environ.get("OPENAI_BASE_URL") or _OPENAI
    if urlsplit(base_url).scheme not in ("http", "https"):
        raise ConfigError(
            f"'{base_url}' is no base URL.", hint="For example: http://127.0.0.1:8000/v1"
        )
    api_key = options.api_key or os.environ.get("OPENAI_API_KEY")
    if not api_key and _is_openai(base_url):
        raise ConfigError(
            "There is no key for openai.com.",
            hint="Set OPENAI_API_KEY, or name your own server with --base-url.",
        )
    return OpenAIModel(
        model, replace(options, base_url=base_url, api_key=api_key or _NO_KEY), f"openai:{address}"
    )


class OpenAIModel:
    """A chat model behind an endpoint; learns what the endpoint understands and remembers it.

    Attributes:
        model: the name the server knows it by.
        profile: what is known about that model.
        price: what its tokens cost; None when nobody said.
    """

    def __init__(self, model: str, options: ModelOptions, name: str) -> None:
        from phoneagent.models.endpoint import Endpoint  # the openai library takes a second to load

        self.model = without_format(model)
        self.profile: Profile = find_profile(model)
        self._name = name
        self._options = options
        self._base_url = options.base_url or _OPENAI
        host = urlsplit(self._base_url).hostname or ""
        self.price: Price | None = (options.prices or Prices.shipped()).find(self.model, host)
        self._endpoint = Endpoint(
            self._base_url, options.api_key or _NO_KEY, options.connect_timeout_s
        )
        thinks = self.profile.thinking_tokens > 0
        self._dialect = Dialect(
            reply_format="json_object" if self.profile.json_mode == "object" else "json_schema",
            limit_field="max_completion_tokens" if _is_openai(self._base_url) else "max_tokens",
            temperature=not (thinks and _is_openai(self._base_url)),
            stream=options.stream,
            images=self.profile.sees_images,
        )

    @property
    def name(self) -> str:
        """The spec it was made from."""
        return self._name

    @property
    def dialect(self) -> Dialect:
        """What the endpoint is known to understand by now."""
        return self._dialect

    @property
    def sees_images(self) -> bool:
        """False when the profile or the server says that it takes text only."""
        return self._dialect.images

    def chat(self, request: ChatRequest) -> ChatReply:
        """Ask; an empty reply is asked for once more.

        Raises:
            ModelUnavailable: unreachable, overloaded or too slow, after the retries.
            ModelError: the server rejects the key, the model name or the request.
            ModelRefused: the model declined.
            ReplyError: the reply was empty twice.
        """
        patience = Patience(self._options)
        usage, finish = Usage(), "stop"
        for _ in range(1 + _EMPTY_RETRIES):
            answer = self._answer(request, patience)
            usage += self._usage_of(request, answer)
            if answer.finish == "refusal":
                raise ModelRefused(f"{self._name} declined: {answer.refusal or 'no reason given'}")
            if text := strip_thinking(answer.text):
                return ChatReply(
                    text=text,
                    usage=usage.but(seconds=patience.elapsed_s),
                    model=answer.model or self.model,
                    finish=answer.finish,
                    first_token_s=answer.first_token_s,
                )
            finish = answer.finish
            log.warning("%s: empty reply (finish: %s)", self._name, finish)
        hint = "It ran out of tokens before it answered." if finish == "length" else ""
        raise ReplyError(f"{self._name} gave an empty reply twice.", hint=hint)

    def _answer(self, request: ChatRequest, patience: Patience) -> Answer:
        """The answer of the first exchange that succeeds."""
        from phoneagent.models.endpoint import Closed
        from phoneagent.models.faults import ENDPOINT_FAULTS, sort_fault

        lessons = 0
        while True:
            payload = self._dialect.payload(request, self.model, self.profile.thinking_tokens)
            try:
                return self._endpoint.exchange(payload, patience.attempt_s)
            except Closed as error:
                raise ModelUnavailable(f"{self._name} was closed during a call.") from error
            except ENDPOINT_FAULTS as error:
                fault = sort_fault(error, self._base_url, self.model)
            if lessons < _MAX_LESSONS and self._learn(fault, request):
                lessons += 1
            else:
                self._wait_or_raise(fault, patience)

    def _learn(self, fault: Fault, request: ChatRequest) -> bool:
        """Whether the server's complaint taught another way to ask."""
        taught = self._dialect.learn(fault.complaint, request) if fault.complaint else None
        if taught is None:
            return False
        log.info("%s: %s; asking differently: %s", self._name, fault.reason, taught)
        self._dialect = taught
        return True

    def _wait_or_raise(self, fault: Fault, patience: Patience) -> None:
        """Pause before the next attempt, or say why there will be none."""
        where = f"{self._name} at {self._base_url}"
        if fault.kind == "refused":
            raise ModelRefused(f"{where}: {fault.reason}")
        if fault.kind != "passing":
            raise ModelError(f"{where}: {fault.reason}", hint=fault.hint)
        pause_s = patience.pause_s(fault.wait_s)
        if pause_s is None:
            asked = f"; the server asks to wait {fault.wait_s:.0f} s" if fault.wait_s else ""
            raise ModelUnavailable(f"{where}: {fault.reason} ({patience}{asked})", hint=fault.hint)
        log.info("%s: %s; trying again in %.1f s", self._name, fault.reason, pause_s)
        self._endpoint.closed.wait(pause_s)

    def _usage_of(self, request: ChatRequest, answer: Answer) -> Usage:
        usage = answer.usage or estimated_usage(request, answer.text, 0.0)
        if usage.cost_usd or self.price is None:
            return usage
        cost_usd = self.price.cost_usd(usage.input_tokens, usage.output_tokens, usage.cached_tokens)
        return usage.but(cost_usd=cost_usd)

    def close(self) -> None:
        """End a call under way (it raises ModelUnavailable) and drop the connections."""
        self._endpoint.close()


def _is_openai(base_url: str) -> bool:
    return urlsplit(base_url).hostname == urlsplit(_OPENAI).hostname
