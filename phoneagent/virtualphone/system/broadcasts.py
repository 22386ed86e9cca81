"""Delivers broadcasts: to the chosen keyboard, to the apps that asked for the action."""

from __future__ import annotations

from phoneagent.virtualphone.system.app import BroadcastResult
from phoneagent.virtualphone.system.ime import Ime
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.system.packages import Package, Packages
from phoneagent.virtualphone.system.processes import Processes

NOBODY = BroadcastResult(0)


class Broadcasts:
    """Finds the receivers of a broadcast and collects their result."""

    def __init__(self, packages: Packages, processes: Processes, ime: Ime) -> None:
        self._packages = packages
        self._processes = processes
        self._ime = ime

    def send(self, intent: Intent) -> BroadcastResult:
        """Deliver to every receiver; the last one that answers decides the result."""
        result = self._ime.on_broadcast(intent) or NOBODY
        for package in self._packages.all():
            if not package.enabled or not _receives(package, intent):
                continue
            app = self._processes.start(package.name).app
            answer = app.on_broadcast(intent) if app else None
            result = answer or result
        return result


def _receives(package: Package, intent: Intent) -> bool:
    if package.app is None:
        return False
    if intent.component is not None:
        return intent.component.package == package.name
    return intent.package in ("", package.name) and intent.action in package.app.receives
