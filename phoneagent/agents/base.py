"""`Role.ask`: render a prompt, call the model, parse the reply, repair it once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from phoneagent import prompts
from phoneagent.core.chat import ChatModel, ChatRequest, Message, Picture, Text, Usage
from phoneagent.errors import ModelRefused, ReplyError
from phoneagent.models.replies import extract_json

T = TypeVar("T")


@dataclass(frozen=True)
class Said(Generic[T]):
    """What came of a question: a value, or the problem that made every reply useless."""

    value: T | None
    usage: Usage
    problem: str = ""
    refused: bool = False


@dataclass(frozen=True)
class Question(Generic[T]):
    """What to ask: two prompts with their values, the reply's schema, and how to read the reply."""

    prompt: str
    system: str
    values: Mapping[str, str]
    read: Callable[[dict[str, Any]], T]
    reply_schema: dict[str, Any]
    system_values: Mapping[str, str]
    pictures: tuple[Picture, ...] = ()
    max_tokens: int = 800


@dataclass(frozen=True)
class Talk(Generic[T]):
    """A conversation that is ready to be sent, and how to read the reply's text."""

    messages: tuple[Message, ...]
    read: Callable[[str], T]
    prompt: str
    repair: str = "repair"
    reply_schema: dict[str, Any] | None = None
    max_tokens: int = 800


@dataclass(frozen=True)
class Role:
    """A role backed by a model. Keeps nothing between calls."""

    name: str
    model: ChatModel

    def ask(self, question: Question[T]) -> Said[T]:
        """Ask what the prompts say, for a JSON object as a reply; else as `converse`."""
        return self.converse(
            Talk(
                messages=self._messages(question),
                read=lambda text: question.read(extract_json(text)),
                prompt=question.prompt,
                reply_schema=question.reply_schema,
                max_tokens=question.max_tokens,
            )
        )

    def converse(self, talk: Talk[T]) -> Said[T]:
        """Ask once, and once more with the error when the reply cannot be used.

        Raises:
            ModelUnavailable, ModelError: the model could not be reached or keeps failing.
        """
        messages = talk.messages
        usage, problem = Usage(), ""
        for _ in range(2):
            try:
                reply = self.model.chat(self._request(talk, messages))
            except ModelRefused as error:
                return Said(None, usage + Usage(calls=1), str(error), refused=True)
            except ReplyError as error:
                return Said(None, usage + Usage(calls=1), str(error))
            usage += reply.usage
            try:
                return Said(talk.read(reply.text), usage)
            except (ReplyError, ValidationError) as error:
                problem = _short(error)
            messages = (*messages, *_repair(talk.repair, reply.text, problem))
        return Said(None, usage, problem)

    def _messages(self, question: Question[T]) -> tuple[Message, ...]:
        user = prompts.render(question.prompt, **question.values)
        pictures = question.pictures if self.model.sees_images else ()
        parts = (Text(text=user), *pictures)
        if not question.system:
            return (Message(role="user", parts=parts),)
        system = prompts.render(question.system, **question.system_values)
        return (
            Message(role="system", parts=(Text(text=system),)),
            Message(role="user", parts=parts),
        )

    def _request(self, talk: Talk[T], messages: tuple[Message, ...]) -> ChatRequest:
        return ChatRequest(
            role=self.name,
            prompt=talk.prompt,
            messages=messages,
            reply_schema=talk.reply_schema,
            schema_name=talk.prompt.replace("/", "_"),
            max_tokens=talk.max_tokens,
        )


def _repair(prompt: str, reply: str, problem: str) -> tuple[Message, Message]:
    return (
        Message(role="assistant", parts=(Text(text=reply or "(nothing)"),)),
        Message(role="user", parts=(Text(text=prompts.render(prompt, error=problem)),)),
    )


def _short(error: ReplyError | ValidationError) -> str:
    if isinstance(error, ReplyError):
        return str(error)
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc'])) or 'reply'}: {first['msg']}"
