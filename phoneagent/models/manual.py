"""Someone answers by hand: each request becomes a folder, and the reply is a file put into it."""

from __future__ import annotations

import itertools
import json
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from phoneagent.core.chat import ChatReply, ChatRequest, Picture, Text
from phoneagent.errors import ConfigError, ModelUnavailable
from phoneagent.models.options import ModelOptions
from phoneagent.models.usage import estimated_usage

REQUEST = "request.json"
REPLY_NAMES = ("reply.json", "reply.txt")
_NUMBERED = re.compile(r"\.?(\d{4,})(?:-|$)")
_SETTLED_S = 0.5
_SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


def build(address: str, options: ModelOptions) -> Manual:
    """Requests go to the folder `address`, which is made when it is not there."""
    folder = Path(address)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"Cannot make the folder {folder}: {error}") from error
    return Manual(folder, poll_s=options.poll_s, wait_s=options.wait_s)


class Manual:
    """Writes `DIR/0001-operator/` with `request.json`, `prompt.md` and `image-N.*`, then waits.

    The reply is `reply.json` (taken as soon as it is complete JSON) or `reply.txt` (taken once it
    has stopped changing) in that folder. Several runs may share DIR: the numbers go on.
    """

    def __init__(self, folder: Path, *, poll_s: float = 0.2, wait_s: float | None = None) -> None:
        self._folder = folder
        self._poll_s = poll_s
        self._wait_s = wait_s
        self._closed = threading.Event()

    @property
    def name(self) -> str:
        return f"manual:{self._folder}"

    @property
    def sees_images(self) -> bool:
        return True

    def chat(self, request: ChatRequest) -> ChatReply:
        """The text of the reply file.

        Raises:
            ModelUnavailable: nobody replied in time, or the model was closed.
        """
        began = time.monotonic()
        try:
            desk = _lay_out(self._folder, request)
        except OSError as error:
            raise ModelUnavailable(f"Cannot lay a request into {self._folder}: {error}") from error
        text = self._await_reply(desk, began)
        usage = estimated_usage(request, text, time.monotonic() - began)
        return ChatReply(text=text, usage=usage, model="manual")

    def _await_reply(self, desk: Path, began: float) -> str:
        looks: dict[str, _Look] = {}
        while self._wait_s is None or time.monotonic() - began < self._wait_s:
            for name in REPLY_NAMES:
                look = _look(desk / name, looks.get(name))
                if look is not None:
                    looks[name] = look
                    if look.is_ready(name):
                        return look.text
            if self._closed.wait(self._poll_s):
                raise ModelUnavailable(f"{self.name} was closed while it waited for a reply.")
        raise ModelUnavailable(
            f"Nobody replied to {desk} in {self._wait_s:.0f} s.",
            hint="Put reply.json or reply.txt into that folder, then resume the run.",
        )

    def close(self) -> None:
        """End a wait under way."""
        self._closed.set()


class _Look(NamedTuple):
    """A reply file as it was seen, and since when it has been like that."""

    text: str
    stamp: tuple[int, int]
    since: float

    def is_ready(self, name: str) -> bool:
        """Complete JSON is ready at once; anything else when it has stopped changing."""
        if not self.text.strip():
            return False
        if name.endswith(".json") and _is_json(self.text):
            return True
        return time.monotonic() - self.since >= _SETTLED_S


def _look(path: Path, before: _Look | None) -> _Look | None:
    """The file now; None when it is not there or not readable text yet."""
    try:
        state = path.stat()
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    stamp = (state.st_size, state.st_mtime_ns)
    same = before is not None and before.stamp == stamp and before.text == text
    return before if same else _Look(text, stamp, time.monotonic())


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _lay_out(folder: Path, request: ChatRequest) -> Path:
    """Write the request; its folder appears under its final name only when it is complete."""
    number, hidden = _reserve(folder)
    pictures = [p for m in request.messages for p in m.parts if isinstance(p, Picture)]
    for n, picture in enumerate(pictures, start=1):
        (hidden / _image_name(n, picture)).write_bytes(picture.data)
    (hidden / REQUEST).write_text(request.model_dump_json(indent=1), encoding="utf-8")
    (hidden / "prompt.md").write_text(_prompt(request), encoding="utf-8")
    role = re.sub(r"[^\w-]", "_", request.role) or "request"
    return hidden.rename(folder / f"{number:04d}-{role}")


def read_desk(desk: Path) -> tuple[ChatRequest, str]:
    """The request in a folder that was laid out, with its pictures, and the reply; "" for none.

    Raises:
        ConfigError: a file is missing or damaged.
    """
    try:
        request = ChatRequest.model_validate_json((desk / REQUEST).read_bytes())
        numbers = itertools.count(1)
        messages = tuple(
            message.but(parts=tuple(_filled(part, desk, numbers) for part in message.parts))
            for message in request.messages
        )
        said = next((desk / n for n in REPLY_NAMES if (desk / n).is_file()), None)
        return request.but(messages=messages), said.read_text("utf-8-sig") if said else ""
    except (OSError, ValueError) as error:
        raise ConfigError(f"Cannot read the request in {desk}: {error}") from error


def _filled(part: Text | Picture, desk: Path, numbers: Iterator[int]) -> Text | Picture:
    if isinstance(part, Text):
        return part
    return part.but(data=(desk / _image_name(next(numbers), part)).read_bytes())


def _reserve(folder: Path) -> tuple[int, Path]:
    """The next free number and a hidden folder that holds it, also against other processes."""
    while True:
        number = 1 + max(
            (int(m[1]) for p in folder.iterdir() if (m := _NUMBERED.match(p.name))), default=0
        )
        hidden = folder / f".{number:04d}"
        try:
            hidden.mkdir()
        except FileExistsError:
            continue
        if any(folder.glob(f"{number:04d}-*")):
            hidden.rmdir()
            continue
        return number, hidden


def _prompt(request: ChatRequest) -> str:
    """The request as someone reads it: each message, then the schema of the reply."""
    parts = [f"# {request.role}" + (f" · {request.prompt}" if request.prompt else "")]
    n = 0
    for message in request.messages:
        parts.append(f"## {message.role}")
        for part in message.parts:
            if isinstance(part, Text):
                parts.append(part.text)
            else:
                n += 1
                width, height = part.size_px
                name = _image_name(n, part)
                parts.append(f"![{name}]({name}) ({width} x {height} px)")
    if request.reply_schema is not None:
        schema = json.dumps(request.reply_schema, ensure_ascii=False, indent=1)
        parts.append(f"## reply.json must fit this schema\n\n```json\n{schema}\n```")
    return "\n\n".join(parts) + "\n"


def _image_name(n: int, picture: Picture) -> str:
    return f"image-{n}.{_SUFFIXES.get(picture.media_type, 'bin')}"
