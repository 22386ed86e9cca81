"""`adb reverse`: ports of the phone that lead to the host behind the adb connection."""

from __future__ import annotations

import contextlib
import socket
import threading

from phoneagent.virtualphone.wire.stream import Stream, StreamClosed
from phoneagent.virtualphone.wire.transport import Transport


class Reverse:
    """Listens on the phone's loopback interface, which is the host's, and dials back.

    Commands are those after `reverse:` in AOSP's SERVICES.TXT: `forward:LOCAL;REMOTE`,
    `list-forward`, `killforward:LOCAL`, `killforward-all`.
    """

    def __init__(self) -> None:
        self._transport: Transport | None = None
        self._listeners: dict[str, tuple[socket.socket, str]] = {}
        self._lock = threading.Lock()

    def use(self, transport: Transport) -> None:
        """Dial through this connection from now on."""
        self._transport = transport

    def forget(self, transport: Transport) -> None:
        """The connection is gone, and with it what was set up through it."""
        if self._transport is transport:
            self._transport = None
            self.close()

    def close(self) -> None:
        """Stop to listen anywhere."""
        with self._lock:
            listeners, self._listeners = self._listeners, {}
        for listener, _ in listeners.values():
            _shut(listener)

    def answer(self, command: str) -> str:
        """Carry out one command and give the reply adb expects."""
        verb, _, rest = command.partition(":")
        if verb == "list-forward":
            return _sized("".join(f"(reverse) {here} {to}\n" for here, to in self._pairs()))
        if verb == "killforward-all":
            self.close()
            return "OKAY"
        if verb == "killforward":
            return self._remove(rest)
        if verb == "forward":
            here, _, to = rest.removeprefix("norebind:").partition(";")
            return self._add(here, to, rebind=not rest.startswith("norebind:"))
        return _failure(f"unknown reverse command '{command}'")

    def _pairs(self) -> list[tuple[str, str]]:
        with self._lock:
            return [(here, to) for here, (_, to) in self._listeners.items()]

    def _remove(self, here: str) -> str:
        with self._lock:
            found = self._listeners.pop(here, None)
        if found is None:
            return _failure(f"listener '{here}' not found")
        _shut(found[0])
        return "OKAY"

    def _add(self, here: str, to: str, *, rebind: bool) -> str:
        with self._lock:
            if here in self._listeners:
                if not rebind:
                    return _failure(f"cannot rebind '{here}'")
                self._listeners[here] = (self._listeners[here][0], to)
                return "OKAY"
        port = here.removeprefix("tcp:")
        if not (here.startswith("tcp:") and port.isdecimal() and int(port) < 65536 and to):
            return _failure(f"cannot listen on '{here}'")
        try:
            listener = socket.create_server(("127.0.0.1", int(port)))
        except OSError as error:
            return _failure(f"cannot bind listener: {error.strerror}")
        bound = f"tcp:{listener.getsockname()[1]}"
        with self._lock:
            self._listeners[bound] = (listener, to)
        threading.Thread(
            target=self._accept, args=(listener, bound), name=f"reverse {bound}", daemon=True
        ).start()
        return "OKAY" + (_sized(bound.removeprefix("tcp:")) if int(port) == 0 else "")

    def _accept(self, listener: socket.socket, bound: str) -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            transport = self._transport
            with self._lock:
                target = self._listeners.get(bound)
            if transport is None or target is None:
                sock.close()
                continue
            _join(sock, transport.open(target[1]))


def _join(sock: socket.socket, stream: Stream) -> None:
    """Copy bytes both ways until either side ends."""
    stream.on_close(lambda: _shut(sock))

    def outward() -> None:
        with contextlib.suppress(OSError, StreamClosed):
            while data := sock.recv(1 << 16):
                stream.write(data)
            stream.flush()
        stream.close()

    def inward() -> None:
        with contextlib.suppress(OSError):
            while data := stream.read():
                sock.sendall(data)
        _shut(sock)

    for work in (outward, inward):
        threading.Thread(target=work, name="reverse", daemon=True).start()


def _shut(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
    sock.close()


def _sized(text: str) -> str:
    return f"{len(text):04x}{text}"


def _failure(text: str) -> str:
    return "FAIL" + _sized(text)
