r"""Answers from a file written beforehand: replies in order per role, and rules by pattern.

The file is JSON, JSON Lines or TOML. Either a table of roles, each with its replies in order::

    {"manager": [{"subgoals": ["..."]}], "operator": [{"tap": 3}, "not JSON at all"]}

or `replies`, used up in order, and `rules`, which may match any number of times::

    [[replies]]
    role = "manager"
    reply = '{"subgoals": ["..."]}'

    [[rules]]
    role = "operator"
    when = '(?m)^(?P<n>\d+) Save'      # searched in the request's text
    reply = '{"tap": ${n}}'             # ${name} or ${1}: what the pattern's group matched

A JSON Lines file or a JSON list holds `replies`. A reply is text, or anything else as JSON. Instead
of `reply`, `fault` may be "unavailable" or "refused". `prompt` narrows an entry to one prompt file.
"""

from __future__ import annotations

import json
import re
import threading
import time
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError, field_validator, model_validator

from phoneagent.core.base import Fact
from phoneagent.core.chat import ChatReply, ChatRequest
from phoneagent.errors import ConfigError, ModelError, ModelRefused, ModelUnavailable
from phoneagent.models.options import ModelOptions
from phoneagent.models.usage import estimated_usage

_HOLE = re.compile(r"\$\{(\w+)\}")


class Line(Fact):
    """One scripted answer and when it applies.

    Attributes:
        role, prompt: narrow it to one role or prompt file; empty fits any.
        when: a regular expression searched in the request's text; empty fits any.
        times: how often it may be given; None means any number of times.
    """

    role: str = ""
    prompt: str = ""
    when: str = ""
    reply: str = ""
    fault: Literal["", "unavailable", "refused"] = ""
    times: int | None = 1

    @model_validator(mode="before")
    @classmethod
    def _says_something(cls, given: Any) -> Any:
        if isinstance(given, dict) and not {"reply", "fault"} & given.keys():
            raise ValueError("an entry needs 'reply' or 'fault'")
        return given

    @field_validator("reply", mode="before")
    @classmethod
    def _as_text(cls, reply: Any) -> str:
        return reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False)

    @field_validator("when")
    @classmethod
    def _is_pattern(cls, when: str) -> str:
        try:
            re.compile(when)
        except re.error as error:
            raise ValueError(f"{when!r} is no regular expression: {error}") from error
        return when

    def match(self, request: ChatRequest, text: str) -> re.Match[str] | None:
        """How this line fits the request whose text is `text`; None when it does not."""
        if self.role not in ("", request.role) or self.prompt not in ("", request.prompt):
            return None
        return re.search(self.when, text)


def build(address: str, options: ModelOptions) -> Scripted:
    """The answers in the file `address`."""
    path = Path(address)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"Cannot read the script {path}: {error}") from error
    try:
        return Scripted(_lines(_load(text, path.suffix)), name=f"scripted:{address}")
    except (ValueError, ValidationError, TypeError) as error:
        raise ConfigError(f"The script {path} is damaged: {error}") from error


class Scripted:
    """A model that says what it was told to, and fails clearly when it was told nothing."""

    def __init__(self, lines: Sequence[Line], *, name: str = "scripted") -> None:
        self._name = name
        self._lines = [(line, line.times) for line in lines]
        self._calls = 0
        self._lock = threading.Lock()

    @classmethod
    def of(cls, replies: Mapping[str, Sequence[Any]]) -> Scripted:
        """A script of replies in order per role."""
        return cls(_lines(dict(replies)))

    @property
    def name(self) -> str:
        return self._name

    @property
    def sees_images(self) -> bool:
        """Pictures do no harm."""
        return True

    def chat(self, request: ChatRequest) -> ChatReply:
        """The first line that fits and is not used up.

        Raises:
            ModelError: no line fits.
            ModelUnavailable, ModelRefused: the script says so.
        """
        began = time.monotonic()
        text = "\n".join(message.text for message in request.messages)
        line, match = self._take(request, text)
        if line.fault == "unavailable":
            raise ModelUnavailable(f"{self._name}: {line.reply or 'unavailable'}")
        if line.fault == "refused":
            raise ModelRefused(f"{self._name}: {line.reply or 'declined'}")
        reply = _filled(line.reply, match)
        usage = estimated_usage(request, reply, time.monotonic() - began)
        return ChatReply(text=reply, usage=usage, model=self._name)

    def _take(self, request: ChatRequest, text: str) -> tuple[Line, re.Match[str]]:
        with self._lock:
            self._calls += 1
            for n, (line, left) in enumerate(self._lines):
                match = line.match(request, text) if left != 0 else None
                if match is not None:
                    self._lines[n] = (line, left if left is None else left - 1)
                    return line, match
            used = sum(1 for line, left in self._lines if left == 0)
            calls = self._calls
        raise ModelError(
            f"{self._name} has no answer left for {request.role} "
            f"({request.prompt or 'no prompt'}): "
            f"call {calls}, {used} of {len(self._lines)} lines used up.",
            hint=f"The request ends: {text[-200:]!r}",
        )

    def close(self) -> None:
        """Nothing to give back."""


def _filled(reply: str, match: re.Match[str]) -> str:
    """`reply` with its holes filled from the groups of `match`; unknown holes stay."""
    groups = {str(n): value for n, value in enumerate(match.groups(), start=1)} | match.groupdict()
    return _HOLE.sub(lambda hole: groups.get(hole[1]) or hole[0], reply)


def _load(text: str, suffix: str) -> Any:
    if suffix == ".toml":
        return tomllib.loads(text)
    if suffix == ".jsonl":
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    return json.loads(text)


def _lines(script: Any) -> list[Line]:
    if isinstance(script, list):
        script = {"replies": script}
    if not isinstance(script, dict):
        raise ValueError("expected a table or a list")
    if script.keys() <= {"replies", "rules"}:
        in_order = [Line.model_validate(entry) for entry in script.get("replies", ())]
        rules = [Line.model_validate({"times": None, **entry}) for entry in script.get("rules", ())]
        return in_order + rules
    return [Line(role=role, reply=reply) for role, replies in script.items() for reply in replies]
