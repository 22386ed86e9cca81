"""A real HTTP server on loopback that speaks chat completions, well or as badly as told."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True)
class Say:
    """A proper completion; streamed when asked to, or as `stream` says."""

    text: str = ""
    stream: bool | None = None
    usage: Body | None = field(
        default_factory=lambda: {
            "prompt_tokens": 100,
            "completion_tokens": 10,
            "prompt_tokens_details": {"cached_tokens": 60},
        }
    )
    finish: str | None = "stop"
    message: Body = field(default_factory=dict)
    done: bool = True
    keepalive: bool = False


@dataclass(frozen=True)
class Fail:
    """An HTTP error with a body in OpenAI's form."""

    status: int
    message: str = "out of order"
    code: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Raw:
    """Any body with status 200."""

    body: str
    content_type: str = "application/json"


@dataclass(frozen=True)
class Drop:
    """Close the connection: before any answer, or in the middle of a stream."""

    midway: bool = False


@dataclass(frozen=True)
class Hang:
    """Never finish: say nothing, or send keep-alive comments for ever."""

    drip: bool = False


Turn = Say | Fail | Raw | Drop | Hang
Brain = Callable[[Body], Turn]


class ChatServer:
    """Takes its turns in order; the last one is repeated. `brain` may decide instead."""

    def __init__(self, *turns: Turn, brain: Brain | None = None) -> None:
        self.requests: list[Body] = []
        self.keys: list[str] = []
        self.connections = 0
        self.stopping = threading.Event()
        self.hung_up = threading.Event()
        self._turns = list(turns)
        self._brain = brain
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def next_turn(self, body: Body) -> Turn:
        self.requests.append(body)
        if self._brain is not None:
            return self._brain(body)
        return self._turns.pop(0) if len(self._turns) > 1 else self._turns[0]

    def close(self) -> None:
        self.stopping.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def __enter__(self) -> ChatServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(_Handler):
            chat = server

        return Handler


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    chat: ChatServer

    def setup(self) -> None:
        super().setup()
        self.chat.connections += 1

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.chat.keys.append(self.headers.get("authorization", ""))
        if self.path != "/v1/chat/completions":
            self._json(404, {"error": {"message": f"no route {self.path}"}})
            return
        turn = self.chat.next_turn(body)
        match turn:
            case Say():
                streamed = turn.stream if turn.stream is not None else body.get("stream", False)
                (self._stream if streamed else self._whole)(turn, body["model"])
            case Fail():
                error = {"message": turn.message, "code": turn.code}
                self._json(turn.status, {"error": error}, turn.headers)
            case Raw():
                self._send(200, turn.content_type, turn.body.encode())
            case Drop():
                self._drop(turn)
            case Hang():
                self._hang(turn)

    def _whole(self, turn: Say, model: str) -> None:
        message = {"role": "assistant", "content": turn.text, **turn.message}
        choice = {"index": 0, "message": message, "finish_reason": turn.finish}
        usage = {"usage": turn.usage} if turn.usage else {}
        self._json(200, {"model": model, "choices": [choice], **usage})

    def _stream(self, turn: Say, model: str) -> None:
        self._begin_stream()
        if turn.keepalive:
            self._chunk(": PROCESSING\n\n")
        for delta in _deltas(turn):
            event = {"model": model, "choices": [{"index": 0, "delta": delta}]}
            self._chunk(f"data: {_dumps(event)}\n\n")
        if turn.finish:
            last = {"index": 0, "delta": {}, "finish_reason": turn.finish}
            self._chunk(f"data: {_dumps({'choices': [last]})}\n\n")
        if turn.usage:
            self._chunk(f"data: {json.dumps({'choices': [], 'usage': turn.usage})}\n\n")
        if turn.done:
            self._chunk("data: [DONE]\n\n")
        self._chunk("")

    def _drop(self, turn: Drop) -> None:
        if turn.midway:
            self._begin_stream()
            event = {"choices": [{"index": 0, "delta": {"content": '{"tap"'}}]}
            self._chunk(f"data: {_dumps(event)}\n\n")
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _hang(self, turn: Hang) -> None:
        if turn.drip:
            self._begin_stream()
        try:
            while not self.chat.stopping.wait(0.02):
                if turn.drip:
                    self._chunk(": still thinking\n\n")
        except OSError:
            self.chat.hung_up.set()
        self.close_connection = True

    def _begin_stream(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()

    def _chunk(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _json(self, status: int, body: Body, headers: dict[str, str] | None = None) -> None:
        self._send(status, "application/json", _dumps(body).encode(), headers or {})

    def _send(
        self, status: int, kind: str, data: bytes, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


def _dumps(body: Body) -> str:
    """JSON with every character as it is, as many servers write it."""
    return json.dumps(body, ensure_ascii=False)


def _deltas(turn: Say) -> Iterator[Body]:
    """The message in pieces of three characters, as servers split tokens anywhere."""
    yield {"role": "assistant", "content": ""}
    for start in range(0, len(turn.text), 3):
        yield {"content": turn.text[start : start + 3]}
    rest = dict(turn.message)
    for n, call in enumerate(rest.pop("tool_calls", ())):
        arguments = call["function"]["arguments"]
        head = {"name": call["function"]["name"], "arguments": ""}
        yield {"tool_calls": [{"index": n, "function": head}]}
        for start in range(0, len(arguments), 5):
            piece = {"arguments": arguments[start : start + 5]}
            yield {"tool_calls": [{"index": n, "function": piece}]}
    if rest:
        yield rest
