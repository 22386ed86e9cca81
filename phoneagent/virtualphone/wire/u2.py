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
from phoneagent.virtualphone.wire.transport import Destination

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
        self._running: list[_Running] = []
        self.calls = u2_calls.Calls(phone)

    def program(self, run: Invocation) -> int:
        """The program's `main`: listens until the streaming shell that started it ends."""
        args = list(run.args)
        port = DEFAULT_PORT
        if "-p" in args[:-1] and args[args.index("-p") + 1].isdecimal():
            port = int(args[args.index("-p") + 1])
        run.line("[server] INFO: [UiAutomator2Server] Starting Server")
        running = _Running(self._ports, f"tcp:{port}", self._serve_http)
        try:
            running.start()
        except PortTaken:
            run.line("java.lang.IllegalStateException: UiAutomationService already registered!")
            return 1
        self._running.append(running)
        run.stdout.flush()
        run.shell.client.on_gone(running.end)
        running.over.wait()
        self._running.remove(running)
        return 0

    def die(self) -> None:
        """End every running server at once, as a crash would: open requests get no answer."""
        for running in list(self._running):
            running.end()

    def _serve_http(self, stream: Stream) -> None:
        with self.calls.serving(lambda: stream.is_open):
            serve_http(stream, self._answer, continue_grace_s=self._grace_s)

    def _answer(self, request: Request) -> Response:
        path = request.path.partition("?")[0]
        if path == "/jsonrpc/0" and request.method == "POST":
            return Response(self.answer_json(request.body), _JSON)
        if path == "/ping":
            return Response(b"pong")
        if path == "/stop":
            return Response(b"Server stopped", then=self.die)
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


class _Running:
    """One run of the program: the port it listens on and the connections to it."""

    def __init__(self, ports: Ports, name: str, serve: Destination) -> None:
        self.over = threading.Event()
        self._ports = ports
        self._name = name
        self._serve = serve
        self._streams: set[Stream] = set()
        self._ending = threading.Lock()

    def start(self) -> None:
        """Listen; PortTaken when another run does."""
        self._ports.listen(self._name, self._connected)

    def end(self) -> None:
        """Close port and connections; whoever calls first does it, before this returns."""
        if not self._ending.acquire(blocking=False):
            return
        self._ports.stop(self._name)
        for stream in list(self._streams):
            stream.close()
        self.over.set()

    def _connected(self, stream: Stream) -> None:
        self._streams.add(stream)
        stream.on_close(lambda: self._streams.discard(stream))
        self._serve(stream)


def _failure(number: Any, code: int, message: str, data: Any = None) -> dict[str, Any]:
    return {
        "jsonrpc": "2.0",
        "id": number,
        "error": {"code": code, "message": message, "data": data},
    }


def _dump(value: Any) -> bytes:
    return json.dumps(value).encode()
