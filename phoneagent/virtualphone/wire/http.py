"""A small HTTP/1.1 keep-alive server over one adb stream."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from phoneagent.virtualphone.wire.stream import Stream

MAX_HEAD = 64 * 1024
MAX_BODY = 64 * 1024 * 1024
_END_OF_HEAD = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Request:
    """One request; header names are lower case."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """One answer; `then` runs when the peer has taken it, and ends the connection."""

    body: bytes
    content_type: str = "text/plain"
    status: HTTPStatus = HTTPStatus.OK
    then: Callable[[], None] | None = None


class BadRequest(ValueError):
    """The peer did not send HTTP we understand."""


Answer = Callable[[Request], Response]


def serve_http(stream: Stream, answer: Answer, *, continue_grace_s: float | None = 0.002) -> None:
    """Answer requests on a stream until the peer closes it.

    Args:
        stream: the connection.
        answer: makes the response.
        continue_grace_s: how long to wait for a body that did not come with its headers before
            asking for it with `100 Continue`. Clients that send headers and body in two small
            writes without TCP_NODELAY stall for 40 ms otherwise. None never asks, as NanoHTTPD,
            the server on a real phone.
    """
    while True:
        try:
            request = _read_request(stream, continue_grace_s)
        except BadRequest as error:
            stream.write(encode_response(Response(str(error).encode(), status=HTTPStatus(400))))
            return
        if request is None:
            return
        response = answer(request)
        stream.write(encode_response(response))
        if response.then is not None:
            stream.flush()
            response.then()
            return
        if request.headers.get("connection", "").lower() == "close":
            return


def encode_response(response: Response) -> bytes:
    """Head and body in one piece, so that one write carries both."""
    head = (
        f"HTTP/1.1 {response.status.value} {response.status.phrase}\r\n"
        f"Content-Type: {response.content_type}\r\n"
        f"Content-Length: {len(response.body)}\r\n"
        "Connection: keep-alive\r\n\r\n"
    )
    return head.encode("latin-1") + response.body


def _read_request(stream: Stream, continue_grace_s: float | None) -> Request | None:
    head = _read_head(stream)
    if head is None:
        return None
    method, path, headers = parse_head(head)
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdecimal()) or int(length) > MAX_BODY:
        raise BadRequest(f"unusable Content-Length {length[:20]!r}")
    if "transfer-encoding" in headers:
        raise BadRequest("Transfer-Encoding is not supported")
    body = _read_body(stream, int(length), continue_grace_s)
    return Request(method, path, headers, body)


def _read_head(stream: Stream) -> bytes | None:
    data = b""
    while _END_OF_HEAD not in data:
        part = stream.read()
        if not part:
            return None
        data += part
        if len(data) > MAX_HEAD and _END_OF_HEAD not in data[: MAX_HEAD + 4]:
            raise BadRequest("headers too long")
    head, _, rest = data.partition(_END_OF_HEAD)
    stream.unread(rest)
    return head


def parse_head(head: bytes) -> tuple[str, str, dict[str, str]]:
    """Split a request head into method, path and headers (names in lower case).

    Raises:
        BadRequest: not a request line followed by `name: value` lines.
    """
    first, *lines = head.decode("latin-1").split("\r\n")
    words = first.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/"):
        raise BadRequest("not an HTTP request line")
    headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise BadRequest("header line without a colon")
        headers[name.strip().lower()] = value.strip()
    return words[0], words[1], headers


def _read_body(stream: Stream, length: int, continue_grace_s: float | None) -> bytes:
    if length and continue_grace_s is not None and not stream.has_data(length, continue_grace_s):
        stream.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    return stream.read_exactly(length)
