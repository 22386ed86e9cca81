"""Sends the accessibility forest to the gRPC server that android_env runs on the host.

The method is `android_env.A11yService/SendForest`; the server is dialled with local credentials.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import grpc

from phoneagent.virtualphone.apps.forwarder import PACKAGE, ForwarderApp
from phoneagent.virtualphone.wire.forest import forest

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

_HEARTBEAT_S = 0.2
_DEADLINE_S = 2.0
_SEND = "/android_env.A11yService/SendForest"


class Forwarding:
    """A thread that sends the forest at every heartbeat while the forwarder app is told to.

    android_env throws away what it received before its last reset, so an unchanged screen is
    sent again too.
    """

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="forwarding", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        port, channel = 0, None
        while not self._over.wait(_HEARTBEAT_S):
            wanted, data = self._next()
            if wanted != port:
                if channel:
                    channel.close()
                port, channel = wanted, _dial(wanted) if wanted else None
            if channel:
                try:
                    channel.unary_unary(_SEND)(data, timeout=_DEADLINE_S)
                except grpc.RpcError:  # the host's server is gone, or not there yet
                    continue
        if channel:
            channel.close()

    def _next(self) -> tuple[int, bytes]:
        with self._phone.lock:
            package = self._phone.packages.get(PACKAGE)
            app = self._phone.processes.start(PACKAGE).app if package else None
            port = app.port if isinstance(app, ForwarderApp) else 0
            return port, forest(self._phone) if port else b""


def _dial(port: int) -> grpc.Channel:
    return grpc.secure_channel(f"localhost:{port}", grpc.local_channel_credentials())
