"""How one endpoint wants to be asked, and what its complaints teach about that."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass, replace
from typing import Any, Literal

from phoneagent.core.chat import ChatRequest, Message, Picture, Text

ReplyFormat = Literal["json_schema", "json_object", "plain"]
LimitField = Literal["max_tokens", "max_completion_tokens"]

_FORMAT = re.compile(r"response_format|json_schema|json_object|grammar|guided|structured", re.I)
_IMAGE = re.compile(
    r"(?:\bno|\bnot|n't|cannot|unsupported|without|only|missing)\b.{0,60}"
    r"(?:image|vision|multi-?modal|mmproj)"
    r"|(?:image|vision|multi-?modal).{0,60}(?:not support|unsupported|not allowed|disabled)",
    re.I | re.S,
)
_UNKNOWN_FIELD = re.compile(
    r"\b(?:unsupported|not supported|unrecognized|unknown|extra|not permitted|use)\b", re.I
)
_LEFT_OUT = "[a picture that this model cannot see]"
_JSON_ONLY = "Reply with one JSON object that fits this JSON Schema, and nothing else:\n"


@dataclass(frozen=True)
class Dialect:
    """What an endpoint understands. It starts hopeful and is lowered by what the server rejects.

    Attributes:
        reply_format: how a JSON reply is asked for; "plain" says it in words only.
        strict: send schemas that fit the strict subset as strict.
    """

    reply_format: ReplyFormat = "json_schema"
    strict: bool = True
    limit_field: LimitField = "max_tokens"
    temperature: bool = True
    stream: bool = True
    stream_usage: bool = True
    images: bool = True

    def payload(self, request: ChatRequest, model: str, extra_tokens: int = 0) -> dict[str, Any]:
        """The body of a chat completion request; `extra_tokens` are for thinking."""
        body: dict[str, Any] = {
            "model": model,
            "messages": self._messages(request),
            self.limit_field: request.max_tokens + extra_tokens,
        }
        if self.temperature:
            body["temperature"] = request.temperature
        if self.stream:
            body["stream"] = True
            if self.stream_usage:
                body["stream_options"] = {"include_usage": True}
        if request.reply_schema is not None and self.reply_format != "plain":
            body["response_format"] = self._response_format(request)
        return body

    def learn(self, complaint: str, request: ChatRequest) -> Dialect | None:
        """The dialect to try next after the server rejected `request`; None: nothing to learn."""
        has_images = any(isinstance(p, Picture) for m in request.messages for p in m.parts)
        if (
            self.stream
            and self.stream_usage
            and re.search(r"stream_options|include_usage", complaint)
        ):
            return replace(self, stream_usage=False)
        if other := _other_limit_field(self.limit_field, complaint):
            return replace(self, limit_field=other)
        if request.reply_schema is not None and _FORMAT.search(complaint):
            return self._lower_format(request)
        if self.temperature and re.search(r"\btemperature\b", complaint, re.I):
            return replace(self, temperature=False)
        if has_images and self.images and _IMAGE.search(complaint):
            return replace(self, images=False)
        if self.stream and re.search(r"\bstream(ing)?\b", complaint, re.I):
            return replace(self, stream=False)
        return None

    def _lower_format(self, request: ChatRequest) -> Dialect | None:
        if self.reply_format == "plain":
            return None
        if self.reply_format == "json_object":
            return replace(self, reply_format="plain")
        if self.strict and fits_strict(request.reply_schema or {}):
            return replace(self, strict=False)
        return replace(self, reply_format="json_object")

    def _response_format(self, request: ChatRequest) -> dict[str, Any]:
        if self.reply_format == "json_object":
            return {"type": "json_object"}
        schema = request.reply_schema or {}
        return {
            "type": "json_schema",
            "json_schema": {
                "name": re.sub(r"[^a-zA-Z0-9_-]", "_", request.schema_name) or "reply",
                "strict": self.strict and fits_strict(schema),
                "schema": schema,
            },
        }

    def _messages(self, request: ChatRequest) -> list[dict[str, Any]]:
        messages = [
            {"role": message.role, "content": self._content(message)}
            for message in request.messages
        ]
        if request.reply_schema is not None and self.reply_format != "json_schema":
            ask = _JSON_ONLY + json.dumps(request.reply_schema, ensure_ascii=False)
            return _with_system_text(messages, ask)
        return messages

    def _content(self, message: Message) -> str | list[dict[str, Any]]:
        parts = [
            part if self.images or isinstance(part, Text) else Text(text=_LEFT_OUT)
            for part in message.parts
        ]
        if all(isinstance(part, Text) for part in parts):
            return "\n".join(part.text for part in parts if isinstance(part, Text))
        return [_part(part) for part in parts]


def fits_strict(schema: Any) -> bool:
    """Whether `schema` is in the subset that strict structured output takes.

    Every object closed, with all its properties required (OpenAI's structured outputs guide).
    """
    if isinstance(schema, list):
        return all(fits_strict(item) for item in schema)
    if not isinstance(schema, dict):
        return True
    if schema.get("type") == "object" or "properties" in schema:
        properties = schema.get("properties", {})
        closed = schema.get("additionalProperties") is False
        if not closed or set(schema.get("required", ())) != set(properties):
            return False
    return not {"oneOf", "allOf", "default"} & schema.keys() and all(
        fits_strict(value) for value in schema.values()
    )


def _other_limit_field(present: LimitField, complaint: str) -> LimitField | None:
    """The other name for the token limit, when the complaint is that the present one is unknown."""
    if not (re.search(rf"\b{present}\b", complaint) and _UNKNOWN_FIELD.search(complaint)):
        return None
    return "max_completion_tokens" if present == "max_tokens" else "max_tokens"


def _with_system_text(messages: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """`messages` with `text` at the end of the system message, which stays first and stable."""
    first = messages[0] if messages else None
    if first and first["role"] == "system" and isinstance(first["content"], str):
        return [{**first, "content": f"{first['content']}\n\n{text}"}, *messages[1:]]
    return [{"role": "system", "content": text}, *messages]


def _part(part: Text | Picture) -> dict[str, Any]:
    if isinstance(part, Text):
        return {"type": "text", "text": part.text}
    if not part.data:
        raise ValueError(f"Picture {part.sha} has no bytes to send.")
    data = base64.b64encode(part.data).decode("ascii")
    return {"type": "image_url", "image_url": {"url": f"data:{part.media_type};base64,{data}"}}
