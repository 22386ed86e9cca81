"""The fast line to the phone's automation server: JSON-RPC over one kept-alive connection.

uiautomator2's stock client opens a connection per call, sends headers and body apart, and so waits
for a delayed acknowledgement (about 40 ms) and for a sleep in `close` (10 ms). Here headers and
body leave in one piece on a connection without Nagle's delay. The server (NanoHTTPD inside u2.jar)
drops idle connections after five seconds, so one that rested is proven before it is trusted.
"""

from __future__ import annotations

import json
import select
import socket
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

_TRUST_S = 2.0  # a connection that answered this recently needs no proof
_CHUNK = 1 << 16


class CallBroken(Exception):
    """The line failed during a call.

    Attributes:
        sent: False when the phone cannot have seen the call.
    """

    def __init__(self, why: str, *, sent: bool) -> None:
        super().__init__(why)
        self.sent = sent


class CallRefused(Exception):
    """The server answered with an error.

    Attributes:
        dead: True when the server has lost its connection to Android and must be started again.
    """

    def __init__(self, message: str, *, dead: bool) -> None:
        super().__init__(message)
        self.dead = dead


class Line(Protocol):
    """Carries JSON-RPC calls to the phone's automation server."""

    def call(self, method: str, params: list[Any], *, timeout_s: float) -> Any:
        """The result of one call, sent at most once.

        Raises:
            CallBroken: the line failed; `sent` says whether the call may have been carried out.
            CallRefused: the server said no.
        """
        ...

    def close(self) -> None: ...


def encode_call(method: str, params: list[Any]) -> bytes:
    """The body of one JSON-RPC request as uiautomator2 writes it."""
    request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params or {}}
    return json.dumps(request).encode()


def decode_reply(body: bytes) -> Any:
    """The result in a JSON-RPC reply.

    Raises:
        CallRefused: it carries an error instead, or is no JSON.
    """
    try:
        reply = json.loads(body)
    except ValueError as error:
        raise CallRefused(f"not a JSON reply: {body[:80]!r}", dead=False) from error
    if "error" not in reply:
        return reply.get("result")
    message = str(reply["error"].get("message") or reply["error"])
    # The texts after which uiautomator2 itself starts its server again (core.py, _jsonrpc_call).
    dead = b"UiAutomation not connected" in body or "android.os.Dead" in message
    raise CallRefused(message, dead=dead)


class Channel:
    """A `Line` over one kept-alive socket; safe to share between threads, one call at a time.

    Args:
        dial: opens a connection to the server's port.
    """

    def __init__(self, dial: Callable[[], socket.socket]) -> None:
        self._dial = dial
        self._socket: socket.socket | None = None
        self._rest = bytearray()
        self._answered_at_s = 0.0
        self._lock = threading.Lock()

    def call(self, method: str, params: list[Any], *, timeout_s: float = 20.0) -> Any:
        with self._lock:
            if not self._is_fresh():
                self._renew()
            body = encode_call(method, params)
            head = (
                "POST /jsonrpc/0 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\nConnection: keep-alive\r\n\r\n"
            )
            return decode_reply(self._exchange(head.encode() + body, timeout_s))

    def ping(self) -> bool:
        """Whether the server answers on a new connection."""
        with self._lock:
            try:
                self._renew()
            except CallBroken:
                return False
            return True

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _is_fresh(self) -> bool:
        """Whether the connection answered a moment ago and has not been closed since."""
        if self._socket is None or time.monotonic() - self._answered_at_s > _TRUST_S:
            return False
        return not select.select([self._socket], [], [], 0)[0]

    def _renew(self) -> None:
        """Open a new connection and prove that the server is behind it.

        A forward accepts connections also when nobody listens on the phone; only an answer counts.
        """
        self.close()
        try:
            self._socket = self._dial()
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._rest = bytearray()
            pong = self._exchange(b"GET /ping HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 5.0)
        except (OSError, CallBroken, CallRefused) as error:
            raise CallBroken(f"no automation server: {error}", sent=False) from error
        if pong != b"pong":
            raise CallBroken(f"not an automation server: {pong[:40]!r}", sent=False)

    def _exchange(self, request: bytes, timeout_s: float) -> bytes:
        line = self._socket
        assert line is not None
        deadline_s = time.monotonic() + timeout_s
        try:
            line.settimeout(timeout_s)
            line.sendall(request)
            status, keep, length = self._read_head(line, deadline_s)
            body = self._read_body(line, length, deadline_s)
        except (OSError, ValueError, EOFError) as error:
            self.close()
            raise CallBroken(str(error) or type(error).__name__, sent=True) from error
        self._answered_at_s = time.monotonic()
        if not keep:
            self.close()
        if status != 200:
            raise CallRefused(f"HTTP {status}: {body[:200].decode('utf-8', 'replace')}", dead=False)
        return body

    def _read_head(self, line: socket.socket, deadline_s: float) -> tuple[int, bool, int]:
        """Status, whether the connection stays, and the body's length; skips 100 Continue."""
        while True:
            while (end := self._rest.find(b"\r\n\r\n")) < 0:
                self._receive(line, deadline_s)
            head = self._rest[:end].decode("latin-1").split("\r\n")
            del self._rest[: end + 4]
            status = int(head[0].split(" ", 2)[1])
            if status != 100:
                break
        fields = {}
        for entry in head[1:]:
            name, _, value = entry.partition(":")
            fields[name.strip().lower()] = value.strip()
        keep = fields.get("connection", "keep-alive").lower() != "close"
        return status, keep, int(fields["content-length"]) if "content-length" in fields else -1

    def _read_body(self, line: socket.socket, length: int, deadline_s: float) -> bytes:
        if length < 0:
            raise ValueError("the reply has no Content-Length")
        while len(self._rest) < length:
            self._receive(line, deadline_s)
        body = bytes(self._rest[:length])
        del self._rest[:length]
        return body

    def _receive(self, line: socket.socket, deadline_s: float) -> None:
        left_s = deadline_s - time.monotonic()
        if left_s <= 0:
            raise TimeoutError("the phone did not answer in time")
        line.settimeout(left_s)
        chunk = line.recv(_CHUNK)
        if not chunk:
            raise EOFError("the phone closed the connection")
        self._rest += chunk
