"""Reads chat completions, whole or streamed, as tolerantly as servers differ in writing them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from phoneagent.core.chat import Usage

Finish = Literal["stop", "length", "refusal", "other"]
_FINISHES: dict[str, Finish] = {
    "stop": "stop",
    "eos": "stop",
    "tool_calls": "stop",
    "function_call": "stop",
    "end_turn": "stop",
    "length": "length",
    "max_tokens": "length",
    "content_filter": "refusal",
    "refusal": "refusal",
}


class ServerFault(Exception):
    """An error object inside an answer whose HTTP status said 200."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class NotACompletion(Exception):
    """The body is something else than a chat completion, or ends in the middle of one."""


@dataclass(frozen=True)
class Answer:
    """What one HTTP exchange brought.

    Attributes:
        text: the content, or the arguments of a tool call when the model replied with one.
        refusal: why the model declined; empty when it did not say.
        usage: tokens as the server counted them, and its own price if it names one; None when it
            counts nothing.
    """

    text: str
    finish: Finish = "stop"
    refusal: str = ""
    model: str = ""
    usage: Usage | None = None
    first_token_s: float | None = None


def read_whole(body: str | bytes) -> Answer:
    """The answer in one JSON body.

    Raises:
        ServerFault: the body is an error object.
        NotACompletion: the body is no chat completion.
    """
    whole = _json_object(body)
    choice = _first_choice(whole)
    if choice is None:
        raise NotACompletion(f"no choices in {_excerpt(body)}")
    gathering = _Gathering()
    gathering.take(whole, choice.get("message") or {}, choice)
    return gathering.answer()


def read_stream(lines: Iterable[str]) -> Iterator[Answer | None]:
    """The answer in a stream of server-sent events (WHATWG HTML, section 9.2).

    Yields None for every event that carries text or arguments, then the Answer.

    Raises:
        ServerFault: an event is an error object.
        NotACompletion: the stream ended before the reply did.
    """
    gathering = _Gathering()
    ended = False
    for data in _events(lines):
        if data.strip() == "[DONE]":
            ended = True
            break
        event = _json_object(data)
        choice = _first_choice(event) or {}
        if gathering.take(event, choice.get("delta") or choice.get("message") or {}, choice):
            yield None
    if not ended and not gathering.finish_reason:
        raise NotACompletion("the stream ended in the middle of the reply")
    yield gathering.answer()


def lines_of(chunks: Iterable[bytes]) -> Iterator[str]:
    """The lines of a stream; only line feeds end them, not the separators that texts may hold."""
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield line.removesuffix(b"\r").decode("utf-8", "replace")
    if rest:
        yield rest.decode("utf-8", "replace")


class _Gathering:
    """The pieces of one reply, in the order they come."""

    def __init__(self) -> None:
        self.content: list[str] = []
        self.refusal: list[str] = []
        self.arguments: dict[int, list[str]] = {}
        self.finish_reason = ""
        self.model = ""
        self.usage: Usage | None = None

    def take(self, event: dict[str, Any], message: dict[str, Any], choice: dict[str, Any]) -> bool:
        """Add one event; True when it brought a piece of the reply."""
        self.model = str(event.get("model") or self.model)
        self.finish_reason = str(choice.get("finish_reason") or self.finish_reason)
        self.usage = _usage(event.get("usage")) or self.usage
        content = _text(message.get("content") or choice.get("text"))
        self.content.append(content)
        self.refusal.append(_text(message.get("refusal")))
        return self._take_calls(message) or bool(content)

    def _take_calls(self, message: dict[str, Any]) -> bool:
        calls = list(message.get("tool_calls") or ())
        if message.get("function_call"):
            calls.append({"function": message["function_call"]})
        for n, call in enumerate(calls):
            arguments = (call.get("function") or {}).get("arguments") or ""
            if not isinstance(arguments, str):
                arguments = json.dumps(arguments, ensure_ascii=False)
            self.arguments.setdefault(int(call.get("index") or n), []).append(arguments)
        return bool(calls)

    def answer(self) -> Answer:
        text = "".join(self.content)
        if not text.strip() and self.arguments:
            text = "".join(self.arguments[min(self.arguments)])
        refusal = "".join(self.refusal)
        finish = _FINISHES.get(self.finish_reason, "other") if self.finish_reason else "stop"
        return Answer(text, "refusal" if refusal else finish, refusal, self.model, self.usage)


def _events(lines: Iterable[str]) -> Iterator[str]:
    """The data of each event; comments and other fields are skipped."""
    data: list[str] = []
    for line in lines:
        if not line.strip():
            if data:
                yield "\n".join(data)
            data = []
        elif line.startswith("data:"):
            data.append(line[5:].removeprefix(" "))
    if data:
        yield "\n".join(data)


def _json_object(body: str | bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except ValueError as error:
        raise NotACompletion(f"not JSON: {_excerpt(body)}") from error
    if not isinstance(value, dict):
        raise NotACompletion(f"not a JSON object: {_excerpt(body)}")
    if fault := value.get("error"):
        message = fault.get("message") if isinstance(fault, dict) else fault
        code = fault.get("code") if isinstance(fault, dict) else None
        raise ServerFault(str(message or fault), code if isinstance(code, int) else 500)
    return value


def _first_choice(value: dict[str, Any]) -> dict[str, Any] | None:
    choices = value.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    return first if isinstance(first, dict) else None


def _text(content: Any) -> str:
    """The text of a content field, which is a string or a list of parts."""
    if isinstance(content, list):
        return "".join(_text(part.get("text")) for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def _usage(counts: Any) -> Usage | None:
    if not isinstance(counts, dict) or not isinstance(counts.get("prompt_tokens"), int):
        return None
    details = counts.get("prompt_tokens_details") or {}
    cached = details.get("cached_tokens") or counts.get("prompt_cache_hit_tokens") or 0
    return Usage(
        calls=1,
        input_tokens=counts["prompt_tokens"],
        output_tokens=int(counts.get("completion_tokens") or 0),
        cached_tokens=int(cached),
        cost_usd=float(counts.get("cost") or 0.0),
    )


def _excerpt(body: str | bytes) -> str:
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    return repr(text[:120])
