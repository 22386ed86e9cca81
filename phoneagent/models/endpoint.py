"""One HTTP exchange with an OpenAI-compatible server, bounded in time and cancellable."""

from __future__ import annotations

import contextlib
import dataclasses
import importlib
import ipaddress
import itertools
import queue
import socket
import threading
import time
from collections.abc import Iterable
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import openai

from phoneagent.models.answers import Answer, lines_of, read_stream, read_whole

_LINES_AFTER_ANSWER = 8

_Outcome: TypeAlias = "queue.SimpleQueue[Answer | BaseException]"


class Closed(Exception):
    """The model was closed while a reply was awaited."""


class Overdue(Exception):
    """The reply did not come in time."""


class Endpoint:
    """A connection to a server that speaks OpenAI's chat completions.

    The exchange runs on a thread of its own: then the caller's wait has an end whatever the server
    does (drip bytes, say nothing, keep the line open), and it can be interrupted.
    """

    def __init__(self, base_url: str, api_key: str, connect_timeout_s: float) -> None:
        self.base_url = base_url
        self._connect_timeout_s = connect_timeout_s
        trusts_proxies = not is_loopback(base_url)
        self._client = openai.OpenAI(
            base_url=base_url,
            api_key=api_key,
            max_retries=0,
            http_client=openai.DefaultHttpxClient(trust_env=trusts_proxies),
        )
        self._waiting: set[_Outcome] = set()
        self._closed = threading.Event()

    @property
    def closed(self) -> threading.Event:
        """Set once the endpoint is closed."""
        return self._closed

    def exchange(self, payload: dict[str, Any], within_s: float) -> Answer:
        """Send one request and read its answer.

        Raises:
            Overdue: no complete answer after `within_s` seconds.
            Closed: the endpoint was closed meanwhile.
            openai.OpenAIError, TRANSPORT_FAULTS, ServerFault, NotACompletion: as they come.
        """
        outcome: _Outcome = queue.SimpleQueue()
        line = _Line()
        self._waiting.add(outcome)
        if self._closed.is_set():
            outcome.put(Closed())
        else:
            worker = threading.Thread(
                target=self._work, args=(payload, within_s, line, outcome), daemon=True
            )
            worker.start()
        try:
            result = outcome.get(timeout=within_s)
        except queue.Empty:
            raise Overdue(f"no complete answer after {within_s:.1f} s") from None
        finally:
            self._waiting.discard(outcome)
            line.hang_up()
        if isinstance(result, BaseException):
            raise result
        return result

    def _work(
        self, payload: dict[str, Any], within_s: float, line: _Line, outcome: _Outcome
    ) -> None:
        try:
            self._read(payload, within_s, line, outcome)
        except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
            outcome.put(error)

    def _read(
        self, payload: dict[str, Any], within_s: float, line: _Line, outcome: _Outcome
    ) -> None:
        began = time.monotonic()
        limits = openai.Timeout(within_s, connect=min(within_s, self._connect_timeout_s))
        completions = self._client.chat.completions.with_streaming_response
        with completions.create(**payload, timeout=limits) as response:
            line.pick_up(response.http_response)
            if "text/event-stream" not in response.headers.get("content-type", ""):
                answer = _read_body(response.read(), began)
                line.release()
                outcome.put(answer)
                return
            lines = lines_of(response.iter_bytes())
            answer = _last(read_stream(lines), began)
            line.release()
            outcome.put(answer)
            # The end of the stream is read after the answer was handed over: then the connection
            # is kept for the next call, and a server that never ends it costs nobody time.
            for _ in itertools.islice(lines, _LINES_AFTER_ANSWER):
                pass

    def close(self) -> None:
        """End every wait with Closed and drop the connections."""
        self._closed.set()
        for outcome in tuple(self._waiting):
            outcome.put(Closed())
        self._client.close()


class _Line:
    """The socket of the exchange under way, so that it can be cut from another thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._response: Any = None
        self._hung_up = False

    def pick_up(self, response: Any) -> None:
        with self._lock:
            self._response = response
            if self._hung_up:
                _cut(response)

    def release(self) -> None:
        """The answer is there; the line is good for another exchange."""
        with self._lock:
            self._response = None

    def hang_up(self) -> None:
        """Wake the reading thread, if it still reads: its next read ends at once."""
        with self._lock:
            self._hung_up = True
            if self._response is not None and not self._response.is_closed:
                _cut(self._response)


def _cut(response: Any) -> None:
    stream = response.extensions.get("network_stream")
    plug = stream.get_extra_info("socket") if stream is not None else None
    if plug is not None:
        with contextlib.suppress(OSError):
            plug.shutdown(socket.SHUT_RDWR)


def _read_body(body: bytes, began: float) -> Answer:
    """The answer in a body that does not say it is a stream; some are one all the same."""
    if body.lstrip().startswith(b"data:"):
        return _last(read_stream(lines_of([body])), began)
    return read_whole(body)


def _last(pieces: Iterable[Answer | None], began: float) -> Answer:
    """The answer at the end of `pieces`, with the time to the first of them."""
    first_token_s: float | None = None
    for piece in pieces:
        if first_token_s is None:
            first_token_s = time.monotonic() - began
        if piece is not None:
            return dataclasses.replace(piece, first_token_s=first_token_s)
    raise AssertionError("read_stream ends with an answer or an error")


def is_loopback(url: str) -> bool:
    """Whether `url` names this machine; such traffic must not go through a proxy."""
    host = urlsplit(url).hostname or ""
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost" or host.endswith(".localhost")


def _transport_faults() -> type[Exception]:
    """The base of what the HTTP library beneath `openai` raises: httpx, or httpx2 from openai 3."""
    library = importlib.import_module(openai.DefaultHttpxClient.__mro__[1].__module__.split(".")[0])
    fault: type[Exception] = library.HTTPError
    return fault


TRANSPORT_FAULTS = _transport_faults()
