"""A cable between adb server and phone that can be cut at a chosen moment."""

from __future__ import annotations

import contextlib
import socket
import threading


class Cable:
    """Relays a loopback port to the phone; cut by `cut_after`, usable again at once.

    Args:
        phone_port: where the phone listens.
    """

    def __init__(self, phone_port: int) -> None:
        self._phone_port = phone_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._pairs: list[socket.socket] = []
        self._marker = b""
        self._gone = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def serial(self) -> str:
        return f"127.0.0.1:{self._listener.getsockname()[1]}"

    def cut_after(self, marker: bytes) -> threading.Event:
        """Break every connection once these bytes went to the phone; set when that happened."""
        self._gone = threading.Event()
        self._marker = marker
        return self._gone

    def close(self) -> None:
        self._listener.close()
        self._cut()

    def _cut(self) -> None:
        for each in self._pairs:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self._pairs.clear()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._phone_port))
            except OSError:
                near.close()
                continue
            for end in (near, far):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._pairs += [near, far]
            threading.Thread(target=self._relay, args=(near, far, True), daemon=True).start()
            threading.Thread(target=self._relay, args=(far, near, False), daemon=True).start()

    def _relay(self, source: socket.socket, target: socket.socket, to_phone: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                if to_phone and self._marker and self._marker in data:
                    self._marker = b""
                    self._break_behind(target, data)
                else:
                    target.sendall(data)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)

    def _break_behind(self, phone: socket.socket, data: bytes) -> None:
        """The data arrives, but no answer comes back any more."""
        near_ends = self._pairs[::2]
        for each in near_ends:
            each.shutdown(socket.SHUT_RDWR)
        phone.sendall(data)
        self._cut()
        self._gone.set()
