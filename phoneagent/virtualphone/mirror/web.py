"""The page's server: loopback only, a token in every request, nothing from or for elsewhere."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import json
import re
import secrets
import socket
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from urllib.parse import parse_qs, urlsplit

from phoneagent.virtualphone.mirror.frames import Frames
from phoneagent.virtualphone.mirror.inputs import BadInput, Inputs
from phoneagent.virtualphone.phone import VirtualPhone

_HEARTBEAT_S = 1.0
_MAX_BODY = 64 * 1024
_MAX_EVENTS = 500
_IDLE_S = 60.0
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


class Mirror:
    """Serves the page of one phone.

    Args:
        phone: what is mirrored; it stays the caller's.
        title: what the page calls it.
        port: TCP port on the loopback interface, 0 for any free one.

    Attributes:
        token: what every request must carry as `?token=`.
    """

    def __init__(self, phone: VirtualPhone, title: str, port: int = 0) -> None:
        self.token = secrets.token_urlsafe(18)
        self.frames = Frames(phone)
        self.inputs = Inputs(phone)
        self.phone = phone
        self.page, self.policy = _page(title)
        self._server = _Server(self, port)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """What a browser opens."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    def start(self) -> Mirror:
        """Serve from now on."""
        threading.Thread(target=self._server.accept, name="mirror", daemon=True).start()
        return self

    def stop(self) -> None:
        """Close the port and every connection; open pages say that the phone is gone."""
        self.frames.close()
        self._server.hang_up()

    def __enter__(self) -> Mirror:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


def _page(title: str) -> tuple[bytes, str]:
    """The page, and a policy under which only its own script runs."""
    text = files(__package__).joinpath("page.html").read_text(encoding="utf-8")
    script = _SCRIPT.search(text)
    assert script is not None, "the page has a script"
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    return text.replace("{{title}}", title).encode(), policy


class _Server(ThreadingHTTPServer):
    """A server that knows its connections, to close them all."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, mirror: Mirror, port: int) -> None:
        self.mirror = mirror
        self._open: set[socket.socket] = set()
        self._over = False
        super().__init__(("127.0.0.1", port), _Exchange)

    def process_request(self, request: object, client_address: object) -> None:
        if isinstance(request, socket.socket):
            self._open.add(request)
            if self._over:
                _cut(request)
        super().process_request(request, client_address)  # type: ignore[arg-type]

    def shutdown_request(self, request: object) -> None:
        if isinstance(request, socket.socket):
            self._open.discard(request)
        super().shutdown_request(request)  # type: ignore[arg-type]

    def handle_error(self, request: object, client_address: object) -> None:
        """A viewer that goes away in the middle is no news."""

    def accept(self) -> None:
        """Serve until `hang_up`, without the polling of `serve_forever`."""
        while True:
            try:
                request, client_address = self.get_request()
            except OSError:
                return
            self.process_request(request, client_address)

    def hang_up(self) -> None:
        """Close the port and every connection."""
        self._over = True
        for sock in (self.socket, *list(self._open)):
            _cut(sock)
        self.server_close()


def _cut(sock: socket.socket) -> None:
    """End a connection for both sides; its thread notices and closes it."""
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


class _Exchange(BaseHTTPRequestHandler):
    """One connection of a viewer."""

    protocol_version = "HTTP/1.1"
    server_version = "mirror"
    sys_version = ""
    timeout = _IDLE_S
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        path = self._admit()
        if path == "/":
            self._answer(self.server.mirror.page, "text/html; charset=utf-8")
        elif path == "/screen":
            self._screen()
        elif path == "/events":
            self._events()
        elif path is not None:
            self._refuse(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        path = self._admit()
        if path is None:
            return
        if path != "/input":
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        if self.headers.get_content_type() != "application/json":
            self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
            return
        body = self._body()
        if body is not None:
            self._input(body)

    # who is let in -------------------------------------------------------------------------

    def _admit(self) -> str | None:
        """The path asked for; None when the request was refused.

        The Host is checked against rebinding of names, the Origin against other pages.
        """
        port = self.server.mirror.port
        hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        origin = self.headers.get("Origin")
        target = urlsplit(self.path)
        token = (parse_qs(target.query).get("token") or [""])[0]
        known_host = self.headers.get_all("Host", []) in ([hosts[0]], [hosts[1]])
        own_page = origin is None or origin in [f"http://{host}" for host in hosts]
        if not (known_host and own_page and self._is_right(token)):
            self._refuse(HTTPStatus.FORBIDDEN)
            return None
        return target.path

    def _is_right(self, token: str) -> bool:
        return hmac.compare_digest(
            token.encode("utf-8", "replace"), self.server.mirror.token.encode()
        )

    def _body(self) -> bytes | None:
        """What was posted; None when it was refused."""
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or "Transfer-Encoding" in self.headers:
            self._refuse(HTTPStatus.LENGTH_REQUIRED)
            return None
        if int(length) > _MAX_BODY:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return None
        return self.rfile.read(int(length))

    # answers -------------------------------------------------------------------------------

    def _screen(self) -> None:
        wanted = (parse_qs(urlsplit(self.path).query).get("width") or ["0"])[0]
        width_px = int(wanted) if re.fullmatch(r"[1-9]\d{0,4}", wanted) else 1 << 16
        number, data = self.server.mirror.frames.jpeg(width_px)
        self._answer(data, "image/jpeg", frame=str(number))

    def _input(self, body: bytes) -> None:
        mirror = self.server.mirror
        try:
            events = json.loads(body)
            if not isinstance(events, list) or len(events) > _MAX_EVENTS:
                raise BadInput("not a list of events")
            with mirror.phone.lock:
                for event in events:
                    mirror.inputs.perform(event)
        except (ValueError, RecursionError):
            self._refuse(HTTPStatus.BAD_REQUEST)
            return
        frame = mirror.frames.look()
        self._answer(json.dumps({"frame": frame.number}).encode(), "application/json")

    def _events(self) -> None:
        """Server-sent events: a line of JSON per change, an empty one each second in between."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self._send_safety()
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        frames, number = self.server.mirror.frames, -1
        with contextlib.suppress(OSError):
            while not frames.closed:
                frame = frames.wait(number, _HEARTBEAT_S)
                news = {}
                if frame is not None:
                    number = frame.number
                    size = (frame.width_px, frame.height_px)
                    news = {"frame": number, "size": size, "lit": frame.lit}
                self.wfile.write(f"data: {json.dumps(news)}\n\n".encode())

    def _answer(self, data: bytes, kind: str, frame: str = "") -> None:
        self.send_response(HTTPStatus.OK)
        self._send_safety()
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if frame:
            self.send_header("X-Frame", frame)
        self.end_headers()
        self.wfile.write(data)

    def _refuse(self, status: HTTPStatus) -> None:
        """Say no and hang up: what is left of the request is never read."""
        self.close_connection = True
        self.send_response(status)
        self._send_safety()
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(status.phrase)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(status.phrase.encode())

    def _send_safety(self) -> None:
        for name, value in (
            ("Cache-Control", "no-store"),
            ("Content-Security-Policy", self.server.mirror.policy),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
        ):
            self.send_header(name, value)

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent: standard error belongs to the person at the terminal."""
