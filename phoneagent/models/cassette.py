"""Recorded calls: `record=FILE` writes them, `cassette:FILE` replays them without a model.

A cassette is a JSON Lines file. A `text` line holds a message's text once; a `call` line holds one
request (by reference to its texts) with its reply or refusal, in the order the calls were made. A
`mask` line, added by hand, lists regular expressions for what may differ when it is replayed: the
time on a clock, a message that had vanished by then.
"""

from __future__ import annotations

import json
import os
import re
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from phoneagent.core.base import Fact
from phoneagent.core.chat import ChatModel, ChatReply, ChatRequest, Picture, Text
from phoneagent.errors import ConfigError, ModelError, ModelRefused, ReplyError
from phoneagent.models.fingerprint import Gist, difference, text_id
from phoneagent.models.options import ModelOptions
from phoneagent.models.profile import Profile, find_profile, profile_of


class Call(Fact):
    """One recorded call.

    Attributes:
        texts: role and text id of each message, in order.
        images: the content hash of each picture; only their number counts when requests are
            compared, since fonts and encoders differ between machines.
        reply: what the model answered; None when it failed to.
        fault: "refused" or "unusable", with the message in `reason`.
        profile: the name whose profile says how the reply's points are scaled.
        sees_images: whether the model took pictures.
    """

    role: str
    prompt: str = ""
    texts: tuple[tuple[str, str], ...]
    images: tuple[str, ...] = ()
    reply: ChatReply | None = None
    fault: str = ""
    reason: str = ""
    profile: str = ""
    sees_images: bool = True


class Recorder:
    """Passes calls on to a model and adds each to a cassette; several may write to one file."""

    def __init__(self, model: ChatModel, path: Path) -> None:
        self._model = model
        self._path = path
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(f"Cannot write the cassette {path}: {error}") from error
        self._written = set(_read(path)[0]) if path.exists() else set()

    @property
    def name(self) -> str:
        return self._model.name

    @property
    def sees_images(self) -> bool:
        return self._model.sees_images

    @property
    def profile(self) -> Profile:
        return profile_of(self._model)

    def chat(self, request: ChatRequest) -> ChatReply:
        """The model's reply, recorded; so are refusals and unusable replies, but not outages."""
        try:
            reply = self._model.chat(request)
        except ReplyError as error:
            fault = "refused" if isinstance(error, ModelRefused) else "unusable"
            self._add(request, {"fault": fault, "reason": error.args[0]})
            raise
        self._add(request, {"reply": reply, "profile": reply.model or self._model.name})
        return reply

    def _add(self, request: ChatRequest, outcome: dict[str, Any]) -> None:
        texts = [(message.role, message.text) for message in request.messages]
        pictures = [p for m in request.messages for p in m.parts if isinstance(p, Picture)]
        call = Call(
            role=request.role,
            prompt=request.prompt,
            texts=tuple((role, text_id(text)) for role, text in texts),
            images=tuple(picture.sha for picture in pictures),
            sees_images=self._model.sees_images,
            **outcome,
        )
        with self._lock:
            new = {text_id(text): text for _, text in texts}
            lines: list[dict[str, Any]] = [
                {"text": text, "id": key} for key, text in new.items() if key not in self._written
            ]
            lines.append({"call": call.model_dump(mode="json", exclude_defaults=True)})
            _append(self._path, lines)
            self._written |= new.keys()

    def close(self) -> None:
        self._model.close()


def build(address: str, options: ModelOptions) -> Cassette:
    """Replays the file `address`; `options.mask` says what may differ."""
    return Cassette(Path(address), _checked(options.mask))


def _checked(masks: tuple[str, ...]) -> tuple[str, ...]:
    for pattern in masks:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ConfigError(f"The mask {pattern!r} is no regular expression: {error}") from error
    return masks


class Cassette:
    """Answers from a recording. Requests are the same when their texts and roles are.

    Identical requests get their recorded replies in order. Tokens are those recorded; the cost is
    zero, since nothing is bought again.

    Raises:
        ConfigError: the file is missing or damaged.
    """

    def __init__(self, path: Path, mask: tuple[str, ...] = ()) -> None:
        self._path = path
        if not path.is_file():
            raise ConfigError(
                f"There is no cassette {path}.", hint="Record one: --record FILE with any model."
            )
        texts, calls, masks = _read(path)
        self._mask = (*mask, *_checked(masks))
        self._gists = [(_gist_of(call, texts, self._mask), call) for call in calls]
        self._left: dict[str, list[Call]] = defaultdict(list)
        for gist, call in self._gists:
            self._left[gist.key].append(call)
        self._recorded = {key: len(same) for key, same in self._left.items()}
        self._profile = find_profile(calls[0].profile) if calls else Profile()
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return f"cassette:{self._path}"

    @property
    def sees_images(self) -> bool:
        """Whether the recorded model did, so that the same requests are made as then."""
        return self._gists[0][1].sees_images if self._gists else True

    @property
    def profile(self) -> Profile:
        """The profile of the model that made the recording."""
        return self._profile

    def chat(self, request: ChatRequest) -> ChatReply:
        """The recorded reply.

        Raises:
            ModelError: nothing, or nothing more, was recorded for this request; the message shows
                how it differs from the nearest one.
            ModelRefused, ReplyError: as recorded.
        """
        began = time.monotonic()
        gist = Gist.of_request(request, self._mask)
        with self._lock:
            same = self._left.get(gist.key)
            call = same.pop(0) if same else None
        if call is None:
            raise self._miss(gist)
        if call.fault == "refused":
            raise ModelRefused(call.reason)
        if call.reply is None:
            raise ReplyError(call.reason)
        seconds = time.monotonic() - began
        return call.reply.but(usage=call.reply.usage.but(cost_usd=0.0, seconds=seconds))

    def _miss(self, gist: Gist) -> ModelError:
        if times := self._recorded.get(gist.key):
            return ModelError(
                f"{self.name}: this {gist.role} request was recorded {times} times "
                "and is asked once more.",
                hint="The run takes another path than the recording: record it again.",
            )
        nearest = gist.nearest([known for known, _ in self._gists])
        shown = difference(nearest, gist) if nearest else "no call of that role is recorded"
        return ModelError(
            f"{self.name}: no recorded {gist.role} request is the same. Nearest:\n{shown}",
            hint="Record it again (--record FILE), or mask what may differ.",
        )

    def close(self) -> None:
        """Nothing to give back."""


def read_requests(path: Path) -> list[tuple[ChatRequest, str]]:
    """The requests of a cassette in order, each with its reply ("" for none).

    Pictures and schemas are not recorded: a request has neither.

    Raises:
        ConfigError: the file is missing or damaged.
    """
    texts, calls, _ = _read(path)
    return [(_request_of(call, texts), call.reply.text if call.reply else "") for call in calls]


def _request_of(call: Call, texts: dict[str, str]) -> ChatRequest:
    said = [{"role": role, "parts": (Text(text=texts[key]),)} for role, key in call.texts]
    return ChatRequest.model_validate({"role": call.role, "prompt": call.prompt, "messages": said})


def _gist_of(call: Call, texts: dict[str, str], mask: tuple[str, ...]) -> Gist:
    said = tuple((role, texts[key]) for role, key in call.texts)
    return Gist.of(call.role, said, len(call.images), mask)


def _read(path: Path) -> tuple[dict[str, str], list[Call], tuple[str, ...]]:
    """The texts, calls and masks of a cassette file."""
    texts: dict[str, str] = {}
    calls: list[Call] = []
    masks: list[str] = []
    try:
        lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"Cannot read the cassette {path}: {error}") from error
    for number, line in enumerate(lines if any(lines) else (), start=1):
        try:
            entry = json.loads(line)
            if "call" in entry:
                calls.append(Call.model_validate(entry["call"]))
                missing = [key for _, key in calls[-1].texts if key not in texts]
                if missing:
                    raise ValueError(f"text {missing[0]} is missing")
            elif "mask" in entry:
                masks += entry["mask"]
            else:
                texts[entry["id"]] = entry["text"]
        except (ValueError, ValidationError, KeyError, TypeError) as error:
            raise ConfigError(
                f"The cassette {path} is damaged at line {number}: {error}"
            ) from error
    return texts, calls, tuple(masks)


def _append(path: Path, lines: list[dict[str, Any]]) -> None:
    """Add lines in one write, so that writers side by side do not cut each other's lines."""
    data = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, data)
    finally:
        os.close(handle)
