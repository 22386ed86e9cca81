"""The phone's adb daemon: accepts connections and finds what answers each named stream.

The names are those of AOSP: packages/modules/adb/SERVICES.TXT (local services).
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from phoneagent.virtualphone.shell.client import Client
from phoneagent.virtualphone.shell.interpreter import Shell
from phoneagent.virtualphone.wire.ports import Ports
from phoneagent.virtualphone.wire.reverse import Reverse
from phoneagent.virtualphone.wire.shell_stream import serve_command, serve_terminal
from phoneagent.virtualphone.wire.stream import Stream
from phoneagent.virtualphone.wire.sync import serve_sync
from phoneagent.virtualphone.wire.transport import Destination, Transport

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone
    from phoneagent.virtualphone.shell.registry import Body

FEATURES = (
    "shell_v2",
    "cmd",
    "stat_v2",
    "ls_v2",
    "fixed_push_mkdir",
    "fixed_push_symlink_timestamp",
    "apex",
)
"""Each one is a promise; compressed sync, abb and delayed acknowledgements are not made."""

_BANNER_PROPERTIES = ("ro.product.name", "ro.product.model", "ro.product.device")
_FRAMEBUFFER = struct.Struct("<13I")


class Adbd:
    """Serves one phone on one TCP port of the host's loopback interface.

    Args:
        phone: what clients drive.
        programs: what `app_process` can start, by class name.
        port: the port to listen on, 0 for any free one.
    """

    def __init__(
        self, phone: VirtualPhone, programs: Mapping[str, Body] | None = None, port: int = 0
    ) -> None:
        self.phone = phone
        self.ports = Ports()
        self.programs = dict(programs or {})
        self.is_root = True
        self._transports: set[Transport] = set()
        self._away_until_s = 0.0
        self._stopped = False
        self._reverse = Reverse()
        self._listener = socket.create_server(("127.0.0.1", port), backlog=512)
        self._thread = threading.Thread(target=self._accept_all, name="adbd", daemon=True)
        self._exact: dict[str, Destination] = {
            "sync:": lambda stream: serve_sync(stream, phone.files),
            "framebuffer:": self._framebuffer,
            "root:": partial(self._switch_user, True),
            "unroot:": partial(self._switch_user, False),
            "remount:": partial(_say, "remount succeeded\n"),
            "disable-verity:": partial(_say, "verity is already disabled\n"),
            "enable-verity:": partial(_say, "verity is already disabled\n"),
            "usb:": partial(_say, "error: no USB on a virtual phone\n"),
        }
        self._prefixed: dict[str, Callable[[str], Destination | None]] = {
            "shell": self._shell,
            "exec": self._shell,
            "tcp:": self.ports.find,
            "localabstract:": self.ports.find,
            "local:": self.ports.find,
            "reverse:": self._reverse_request,
            "tcpip:": lambda name: partial(_say, f"restarting in TCP mode port: {name[6:]}\n"),
            "reboot:": lambda name: self._reboot,
        }

    @property
    def port(self) -> int:
        """The TCP port clients connect to."""
        return int(self._listener.getsockname()[1])

    def start(self) -> None:
        """Accept connections from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Close the port and every connection."""
        self._stopped = True
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._reverse.close()
        self.drop_connections()
        if self._thread.ident is not None:
            self._thread.join(timeout=5)

    def drop_connections(self, away_s: float = 0.0) -> None:
        """Cut every connection, and refuse new ones for a while.

        Args:
            away_s: for how long the phone stays unreachable.
        """
        self._away_until_s = time.monotonic() + away_s
        for transport in list(self._transports):
            transport.close()

    def new_shell(self, client: Client | None = None) -> Shell:
        """A shell process on the phone."""
        shell = Shell(self.phone, client, self.programs)
        shell.become("root" if self.is_root else "shell")
        return shell

    # -- connections ------------------------------------------------------------------------

    def _accept_all(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            if time.monotonic() < self._away_until_s:
                sock.close()
                continue
            threading.Thread(target=self._serve, args=(sock,), name="adb", daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        transport = Transport(sock, self._banner, self._resolve)
        self._transports.add(transport)
        if self._stopped:
            transport.close()  # it was accepted at the last moment
        self._reverse.use(transport)
        try:
            transport.run()
        finally:
            self._transports.discard(transport)
            self._reverse.forget(transport)

    def _banner(self) -> str:
        properties = "".join(f"{name}={self.phone.props[name]};" for name in _BANNER_PROPERTIES)
        return f"device::{properties}features={','.join(FEATURES)}"

    # -- named streams ----------------------------------------------------------------------

    def _resolve(self, name: str) -> Destination | None:
        if name in self._exact:
            return self._exact[name]
        for prefix, find in self._prefixed.items():
            if name.startswith(prefix):
                return find(name)
        if not name.startswith(("jdwp", "track-", "dev:", "localfilesystem:", "localreserved:")):
            self.phone.unknown.append(f"adb {name}")
        return None

    def _shell(self, name: str) -> Destination | None:
        kind, colon, line = name.partition(":")
        options = kind.split(",")
        if not colon or options[0] not in ("shell", "exec"):
            return None
        packets = "v2" in options
        on_terminal = "pty" in options or (not line and "raw" not in options)
        serve = serve_terminal if on_terminal else serve_command
        return lambda stream: serve(stream, line, self.new_shell, packets=packets)

    def _reverse_request(self, name: str) -> Destination:
        return partial(_say, self._reverse.answer(name.removeprefix("reverse:")))

    def _switch_user(self, to_root: bool, stream: Stream) -> None:
        if self.is_root == to_root:
            already = "running as root" if to_root else "not running as root"
            stream.write(f"adbd {'is already' if to_root else 'was'} {already}\n".encode())
            return
        self.is_root = to_root
        stream.write(f"restarting adbd as {'root' if to_root else 'non root'}\n".encode())
        stream.flush()
        self.drop_connections()

    def _reboot(self, stream: Stream) -> None:
        stream.flush()
        self.drop_connections(away_s=1.0)

    def _framebuffer(self, stream: Stream) -> None:
        """The screen as raw pixels (AOSP: adb/daemon/framebuffer_service.cpp, version 1)."""
        with self.phone.lock:
            image = self.phone.screenshot().convert("RGBA")
        pixels = image.tobytes()
        width, height = image.size
        red, green, blue, alpha = (0, 8), (8, 8), (16, 8), (24, 8)
        head = (1, 32, len(pixels), width, height, *red, *blue, *green, *alpha)
        stream.write(_FRAMEBUFFER.pack(*head) + pixels)


def _say(text: str, stream: Stream) -> None:
    stream.write(text.encode())
