"""One phone as its adb server offers it: shell, files, ports; without adbutils' waits.

adbutils opens two connections per command and sleeps 10 ms when it closes each one. Here a command
is one connection to the adb server, closed at once: well under a millisecond on the loopback.
"""

from __future__ import annotations

import re
import shlex
import socket
import time
from contextlib import closing
from typing import TYPE_CHECKING

from phoneagent.errors import DeviceError, DeviceLost, DeviceNotFound

if TYPE_CHECKING:
    import adbutils

_NETWORK_SERIAL = re.compile(r"^[\w.\-\[\]:]+:\d{1,5}$")
_ATTACH_POLL_S = 0.05
_DIAL_S = 10.0


def quote(*args: str) -> str:
    """A device-side command line in which every argument stays one argument."""
    return shlex.join(args)


def client(server_port: int | None = None) -> adbutils.AdbClient:
    """The adb server of the environment, or the one on a loopback port; started when needed."""
    import adbutils

    if server_port is None:
        return adbutils.AdbClient()
    return adbutils.AdbClient(host="127.0.0.1", port=server_port)


def attached(server: adbutils.AdbClient) -> dict[str, str]:
    """Every serial the adb server knows, with its state ("device", "offline", "unauthorized")."""
    import adbutils

    try:
        return {entry.serial: entry.state for entry in server.list()}
    except (adbutils.AdbError, OSError) as error:
        raise DeviceError(
            f"The adb server on port {server.port} does not answer: {error}",
            hint="Start it with: adb start-server",
        ) from error


class DeviceAway(DeviceLost):
    """The phone could not be reached; nothing was asked of it yet."""


class Adb:
    """One attached phone.

    Args:
        serial: as `adb devices` prints it.
        server: the adb server it hangs on.
        patience_s: how long to wait for a phone that is away.
        console_port: of its emulator console on the loopback interface, when the serial does not
            say it.
    """

    def __init__(
        self,
        serial: str,
        server: adbutils.AdbClient,
        *,
        patience_s: float = 10.0,
        console_port: int | None = None,
    ) -> None:
        self.serial = serial
        self.server = server
        self.patience_s = patience_s
        self.console_port = console_port
        self._connected_here = False

    @property
    def stock(self) -> adbutils.AdbDevice:
        """The same phone as adbutils sees it, for everything rare."""
        return self.server.device(self.serial)

    def attach(self, patience_s: float | None = None) -> None:
        """Wait until the phone can be used; a network phone is connected when it is not yet.

        Args:
            patience_s: how long to wait; as given for this phone when left out.

        Raises:
            DeviceNotFound: it is not there, or not allowed, within that time.
        """
        deadline = time.monotonic() + (self.patience_s if patience_s is None else patience_s)
        said, last_try = "", False
        while (state := self._state()) != "device":
            if last_try:
                raise _missing(self.serial, state, said)
            if _NETWORK_SERIAL.match(self.serial):
                said = self._connect(forget=bool(state))
                if self._state() == "device":
                    return
            last_try = time.monotonic() > deadline
            time.sleep(_ATTACH_POLL_S)

    def detach(self) -> None:
        """Undo an `adb connect` of ours, so that the server's list is as it was."""
        if self._connected_here:
            self._connected_here = False
            self.server.disconnect(self.serial)

    def _state(self) -> str:
        """What the server says of it: "device", "offline" ..., "" when it does not know it."""
        return attached(self.server).get(self.serial, "")

    def _connect(self, *, forget: bool) -> str:
        """`adb connect`; what the server says to it."""
        import adbutils

        try:
            if forget:
                self.server.disconnect(self.serial)
            said = str(self.server.connect(self.serial, timeout=5.0))
            self._connected_here |= said.startswith("connected")
            return said
        except (adbutils.AdbError, OSError) as error:
            return str(error)

    def shell(self, *args: str, timeout_s: float = 30.0) -> str:
        """What a command on the phone prints (both streams); each argument is quoted."""
        return self.script(quote(*args), timeout_s=timeout_s)

    def script(self, line: str, timeout_s: float = 30.0) -> str:
        """What a line of device-side shell prints; only for constant lines, nothing is quoted."""
        return self._read(f"shell:{line}", timeout_s).decode("utf-8", "replace")

    def raw(self, *args: str, timeout_s: float = 30.0) -> bytes:
        """The bytes a command prints, without a terminal's newline changes."""
        return self._read(f"exec:{quote(*args)}", timeout_s)

    def dial(self, destination: str) -> socket.socket:
        """A connection to a port on the phone ("tcp:9008"), kept open by the adb server.

        The same stream that a forwarded port leads to, without a forward to take back.

        Raises:
            DeviceAway: the phone is gone, and was not asked for anything.
            DeviceLost: nobody listens there.
        """
        import adbutils

        try:
            connection = self.server.make_connection(timeout=_DIAL_S)
        except (adbutils.AdbError, OSError) as error:
            raise DeviceError(f"The adb server does not answer: {error}") from error
        line: socket.socket = connection.conn
        failure: type[DeviceLost] = DeviceAway
        try:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for request in (f"host:transport:{self.serial}", destination):
                connection.send_command(request)
                connection.check_okay()
                failure = DeviceLost
        except (adbutils.AdbError, OSError, EOFError) as error:
            line.close()
            raise failure(f"{self.serial}: {error or type(error).__name__}") from error
        return line

    def forward(self, port: int) -> int:
        """Have the adb server listen on a free port of this machine that leads to the phone's.

        Raises:
            DeviceError: the server does not answer, or the phone is gone.
        """
        return int(self._ask_server(f"forward:tcp:0;tcp:{port}", answers=True))

    def forget_forward(self, local: int) -> None:
        """Take a forward back.

        Raises:
            DeviceError: the server does not answer, or knows of no such forward.
        """
        self._ask_server(f"killforward:tcp:{local}")

    def _ask_server(self, request: str, *, answers: bool = False) -> str:
        import adbutils

        try:
            with self.server.make_connection(timeout=_DIAL_S) as connection:
                connection.send_command(f"host-serial:{self.serial}:{request}")
                connection.check_okay()
                connection.check_okay()
                return connection.read_string_block() if answers else ""
        except (adbutils.AdbError, OSError, EOFError) as error:
            raise DeviceError(f"{self.serial}: {request}: {error}") from error

    def reach(self, destination: str) -> socket.socket:
        """`dial` a service of the phone ("shell:...", "sync:").

        Once more when the phone was away for a moment before it heard of it.
        """
        try:
            return self.dial(destination)
        except DeviceAway:
            self.attach()
            return self.dial(destination)

    def _read(self, destination: str, timeout_s: float) -> bytes:
        with closing(self.reach(destination)) as line:
            line.settimeout(timeout_s)
            chunks = []
            try:
                while chunk := line.recv(1 << 16):
                    chunks.append(chunk)
            except OSError as error:
                raise DeviceLost(f"{self.serial}: {destination[:80]}: {error}") from error
            return b"".join(chunks)


def _missing(serial: str, state: str, said: str) -> DeviceNotFound:
    if state == "unauthorized":
        return DeviceNotFound(
            f"{serial} has not allowed this computer yet.",
            hint='Unlock the phone and accept "Allow USB debugging".',
        )
    why = state or said or "not attached"
    return DeviceNotFound(
        f"{serial} cannot be used: {why}.",
        hint="`adb devices` lists what is attached; `phoneagent devices` too.",
    )
