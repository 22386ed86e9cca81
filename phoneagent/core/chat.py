"""What is said to a model and what comes back, whoever the model is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Protocol

from pydantic import Field

from phoneagent.core.base import Fact


class Text(Fact):
    """A piece of text in a message."""

    kind: Literal["text"] = "text"
    text: str


class Picture(Fact):
    """An encoded image in a message; `sha` names its content, `size_px` its size as encoded."""

    kind: Literal["picture"] = "picture"
    sha: str
    size_px: tuple[int, int]
    media_type: str = "image/jpeg"
    data: bytes = Field(default=b"", repr=False, exclude=True)


class Message(Fact):
    """One turn of the conversation."""

    role: Literal["system", "user", "assistant"]
    parts: tuple[Text | Picture, ...]

    @property
    def text(self) -> str:
        """All text parts, joined by newlines."""
        return "\n".join(part.text for part in self.parts if isinstance(part, Text))


class ChatRequest(Fact):
    """One call: who asks, what is said, and the JSON Schema the reply must fit.

    Attributes:
        role: which role asks ("manager", "operator" ...); picks the model and the ledger line.
        prompt: which prompt file was rendered, for reports ("operator/choose").
    """

    role: str
    prompt: str = ""
    messages: tuple[Message, ...]
    reply_schema: dict[str, Any] | None = None
    schema_name: str = "reply"
    max_tokens: int = 800
    temperature: float = 0.0


class Usage(Fact):
    """What calls cost. Tokens as the server counts them; `cost_usd` 0 when no price is known.

    Attributes:
        estimated_calls: how many of `calls` have tokens guessed from the text's length.
    """

    calls: int = 0
    estimated_calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    cost_usd: float = 0.0
    seconds: float = 0.0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            **{name: getattr(self, name) + getattr(other, name) for name in type(self).model_fields}
        )


class ChatReply(Fact):
    """What a model answered.

    Attributes:
        first_token_s: from the request to the first piece of the text, where replies are streamed;
            it is not recorded.
    """

    text: str
    usage: Usage = Usage()
    model: str = ""
    finish: Literal["stop", "length", "refusal", "other"] = "stop"
    first_token_s: float | None = Field(default=None, exclude=True)


class ChatModel(Protocol):
    """Anything that answers a ChatRequest.

    `chat` raises ModelUnavailable or ModelError after its own retries, ModelRefused on a refusal.
    """

    @property
    def name(self) -> str:
        """The spec it was made from, for example "openai:gpt-4.1-mini"."""
        ...

    @property
    def sees_images(self) -> bool:
        """Whether pictures may be sent."""
        ...

    def chat(self, request: ChatRequest) -> ChatReply: ...

    def close(self) -> None: ...


Models = Mapping[str, ChatModel]
