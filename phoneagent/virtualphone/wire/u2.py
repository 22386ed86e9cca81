"""uiautomator2's server: the HTTP routes, its life as a program of the phone, JSON-RPC."""

from __future__ import annotations

import json
import threading
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from phoneagent.virtualphone.shell.registry import Invocation
from phoneagent.virtualphone.wire import u2_calls, u2_objects  # noqa: F401  (enters its methods)
from phoneagent.virtualphone.wire.http import Request, Response, serve_http
from phoneagent.virtualphone.wire.ports import Ports, PortTaken
from phoneagent.virtualphone.wire.stream import Stream

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

MAIN_CLASS = "com.wetest.uia2.Main"
DEFAULT_PORT = 9008
CONTINUE_GRACE_S = 0.002
_JSON = "application/json"
_INVALID_REQUEST, _PARSE_ERROR = -32600, -32700


class U2Server:
    """What answers on device port 9008 while the program runs.

    Args:
        phone: what the calls act on.
        ports: where it listens.
        like_the_jar: behave exactly as the server on a real phone and never ask for a late body;
            stock clients then stall 40 ms per call, as they do there.
    """

    def __init__(self, phone: VirtualPhone, ports: Ports, *, like_the_jar: bool = False) -> None:
        self._phone = phone
        self._ports = ports
        self._grace_s = None if like_the_jar else CONTINUE_GRACE_S
        self._running: list[threading.Event] = []
        self._streams: set[Stream] = set()
        self.calls = u2_calls.Calls(phone)

    def program(self, run: Invocation) -> int:
        """The program's `main`: listens until the streaming shell that started it ends."""
        args = list(run.args)
        port = DEFAULT_PORT
        if "-p" in args[:-1] and args[args.index("-p") + 1].isdecimal():
            port = int(args[args.index("-p") + 1])
        name = f"tcp:{port}"
        run.line("[server] INFO: [UiAutomator2Server] Starting Server")
        try:
            self._ports.listen(name, self._serve)
        except PortTaken:
            run.line("java.lang.IllegalStateException: UiAutomationService already registered!")
            return 1
        run.stdout.flush()
        over = threading.Event()
        run.shell.client.on_gone(over.set)
        self._running.append(over)
        try:
            over.wait()
        finally:
            self._ports.stop(name)
            self._running.remove(over)
            for stream in list(self._streams):
                stream.close()
        return 0

    def die(self) -> None:
        """End every running server, as a crash would."""
        for over in list(self._running):
            over.set()

    def _serve(self, stream: Stream) -> None:
        self._streams.add(stream)
        stream.on_close(lambda: self._streams.discard(stream))
        serve_http(stream, self._answer, continue_grace_s=self._grace_s)

    def _answer(self, request: Request) -> Response:
        path = request.path.partition("?")[0]
        if path == "/jsonrpc/0" and request.method == "POST":
            return Response(self.answer_json(request.body), _JSON)
        if path == "/ping":
            return Response(b"pong")
        if path == "/stop":
            self.die()
            return Response(b"Server stopped")
        if path.startswith("/screenshot"):
            with self._phone.lock:
                return Response(self._phone.jpeg(80), "image/jpeg")
        return Response(b"404 Not Found", status=HTTPStatus.NOT_FOUND)

    def answer_json(self, body: bytes) -> bytes:
        """Answer one JSON-RPC request, or a batch of them."""
        try:
            asked = json.loads(body)
        except (ValueError, RecursionError):
            return _dump(_failure(None, _PARSE_ERROR, "JSON parse error"))
        if isinstance(asked, list):
            return _dump([self._reply(one) for one in asked])
        return _dump(self._reply(asked))

    def _reply(self, asked: Any) -> dict[str, Any]:
        if not isinstance(asked, dict) or not isinstance(asked.get("method"), str):
            return _failure(None, _INVALID_REQUEST, "Invalid Request")
        number = asked.get("id")
        try:
            result = self.calls.call(asked["method"], asked.get("params"))
        except u2_calls.CallError as error:
            return _failure(number, error.code, str(error), error.data)
        return {"jsonrpc": "2.0", "id": number, "result": result}


def _failure(number: Any, code: int, message: str, data: Any = None) -> dict[str, Any]:
    return {
        "jsonrpc": "2.0",
        "id": number,
        "error": {"code": code, "message": message, "data": data},
    }


def _dump(value: Any) -> bytes:
    return json.dumps(value).encode()
