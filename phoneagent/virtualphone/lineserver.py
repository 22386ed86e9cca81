"""A server of text lines on the loopback interface: a line in, an answer out."""

from __future__ import annotations

import contextlib
import socket
import threading


class LineServer:
    """Answers lines, each connection in a thread of its own; subclasses write the `reply`.

    Args:
        name: of its threads.
        port: TCP port on the loopback interface, 0 for any free one.
        greeting: what a client is sent first.
        max_line: bytes; who sends a longer line is cut off.
    """

    def __init__(
        self, name: str, port: int = 0, *, greeting: bytes = b"", max_line: int = 64 * 1024
    ) -> None:
        self._name = name
        self._greeting = greeting
        self._max_line = max_line
        self._listener = socket.create_server(("127.0.0.1", port))
        self._clients: set[socket.socket] = set()
        self._stopped = False

    def reply(self, line: bytes) -> bytes | None:
        """The whole answer to a line with its end; None ends the connection."""
        raise NotImplementedError

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._listener.getsockname()[1])

    def start(self) -> None:
        """Accept connections from now on."""
        threading.Thread(target=self._accept, name=self._name, daemon=True).start()

    def stop(self) -> None:
        """Close the port and every connection."""
        self._stopped = True
        for sock in (self._listener, *self._clients):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self._clients.add(sock)
            if self._stopped:  # it was accepted at the last moment
                sock.close()
            threading.Thread(target=self._serve, args=(sock,), name=self._name, daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        with contextlib.suppress(OSError), sock, sock.makefile("rb") as lines:
            sock.sendall(self._greeting)
            # a line without an end is a client that died, or rubbish
            while (line := lines.readline(self._max_line)).endswith(b"\n"):
                reply = self.reply(line)
                if reply is None:
                    break
                sock.sendall(reply)
        self._clients.discard(sock)
