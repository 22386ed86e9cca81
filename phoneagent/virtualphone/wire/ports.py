"""The TCP ports and local sockets on which programs of the phone listen."""

from __future__ import annotations

import threading

from phoneagent.virtualphone.wire.transport import Destination


class PortTaken(OSError):
    """Something listens there already."""


class Ports:
    """Who answers a connection to `tcp:9008` or `localabstract:name` on the device."""

    def __init__(self) -> None:
        self._listeners: dict[str, Destination] = {}
        self._lock = threading.Lock()

    def listen(self, name: str, answer: Destination) -> None:
        """Start to listen.

        Args:
            name: `tcp:PORT` or `localabstract:NAME`.
            answer: serves one connection.

        Raises:
            PortTaken: somebody else does already.
        """
        with self._lock:
            if name in self._listeners:
                raise PortTaken(98, f"{name}: Address already in use")
            self._listeners[name] = answer

    def stop(self, name: str) -> None:
        """Stop to listen; harmless when nobody did."""
        with self._lock:
            self._listeners.pop(name, None)

    def find(self, name: str) -> Destination | None:
        """Who answers, None for a closed port."""
        with self._lock:
            return self._listeners.get(name)
