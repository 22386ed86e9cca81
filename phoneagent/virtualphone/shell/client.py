"""Who runs a shell: a client that may go away while a command waits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol


class Client(Protocol):
    """Whoever runs the shell, as far as waiting is concerned."""

    def wait(self, seconds: float) -> bool:
        """Let time pass; true as soon as the client has gone away."""
        ...

    def on_gone(self, call: Callable[[], None]) -> None:
        """Call once when the client goes away."""
        ...


class NoClient:
    """A shell that nobody watches."""

    def wait(self, seconds: float) -> bool:
        threading.Event().wait(seconds)
        return False

    def on_gone(self, call: Callable[[], None]) -> None:
        """It never goes away."""
