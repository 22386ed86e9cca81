"""Running app processes: a pid and the app's instance each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from phoneagent.virtualphone.system.app import App

_FIRST_PID = 2001


@dataclass(frozen=True)
class Process:
    """One running app."""

    pid: int
    package: str
    app: App | None


class Processes:
    """Starts an app's process on demand and forgets it, with all it held in memory, on kill.

    Args:
        create: makes the app instance of a package; None when the package has no code here.
    """

    def __init__(self, create: Callable[[str], App | None]) -> None:
        self._create = create
        self._running: dict[str, Process] = {}
        self._next_pid = _FIRST_PID

    def start(self, package: str) -> Process:
        """The running process of a package, started if need be."""
        process = self._running.get(package)
        if process is None:
            process = Process(self._next_pid, package, self._create(package))
            self._next_pid += 7
            self._running[package] = process
        return process

    def get(self, package: str) -> Process | None:
        return self._running.get(package)

    def list(self) -> list[Process]:
        """Running processes in the order of their pids."""
        return sorted(self._running.values(), key=lambda process: process.pid)

    def kill(self, package: str) -> bool:
        """End a process; False when it was not running."""
        return self._running.pop(package, None) is not None

    def kill_all(self) -> None:
        self._running.clear()
