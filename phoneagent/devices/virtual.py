"""The virtual phone as a device: started with an adb server of its own, or already running."""

from __future__ import annotations

import atexit
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from phoneagent.devices import android
from phoneagent.devices.adb import Adb, client
from phoneagent.errors import DeviceError

_ADDRESS = re.compile(r"^(\d+\.\d+\.\d+\.\d+:\d+)\s*$")
_START_S, _POLL_S = 20.0, 0.01
_CONTROL = re.compile(r"^control (\d+) (\S+)\s*$")
_CONSOLE = re.compile(r"^console (\d+)\s*$")


def build(
    address: str = "",
    *,
    server_port: int | None = None,
    fast: bool = True,
    spec: str = "",
    options: tuple[str, ...] = (),
) -> android.AndroidDevice:
    """A virtual phone.

    Args:
        address: "" starts one, which ends with the device; "HOST:PORT" is one that runs.
        server_port: of the adb server for a running one; by default the one that
            ANDROID_ADB_SERVER_PORT names, else a private one.
        fast: False uses uiautomator2's own, slower client.
        spec: what the user called it.
        options: flags of `phoneagent phone` for one that is started (`--seed`, `--state` ...).

    Raises:
        DeviceError: it does not start.
        DeviceNotFound: nothing answers at the address.
    """
    named = server_port or os.environ.get("ANDROID_ADB_SERVER_PORT")
    if address and named:
        spec = spec or f"virtual:{address}"
        return android.build(address, server_port=server_port, fast=fast, spec=spec)
    if not address:
        return StartedPhone(options).open(spec=spec, fast=fast)
    started = StartedServer()
    try:
        adb = Adb(address, client(started.server_port))
        spec = spec or f"virtual:{address}"
        return android.AndroidDevice(adb, spec=spec, fast=fast, on_close=started.close)
    except BaseException:
        started.close()
        raise


class StartedServer:
    """A private adb server in a process of its own, so that the user's own server is left alone.

    It ends with `close`, at exit, and when this process dies.

    Args:
        command: another program to start and to end with it; its output can be read.

    Attributes:
        server_port: where the server listens.
    """

    serial = ""

    def __init__(self, *command: str) -> None:
        from adbutils import adb_path

        self.server_port = _free_port()
        scratch = Path(tempfile.mkdtemp(prefix="phoneagent-"))
        server = [adb_path(), "-P", str(self.server_port), "server", "nodaemon"]
        guarded = ["--", *command, "--", *server] if command else ["--", *server]
        self._errors = (scratch / "errors.txt").open("w+b")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "phoneagent.devices.guard", scratch, *guarded],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=_environment(scratch),
        )
        atexit.register(self.close)
        self._wait_until_it_listens()

    def _wait_until_it_listens(self) -> None:
        """Before it does, adb's clients would start another server, on the default port."""
        deadline = time.monotonic() + _START_S
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.server_port), timeout=1).close()
                return
            except OSError:
                time.sleep(_POLL_S)
        self.close()
        raise DeviceError(f"The private adb server did not start within {_START_S:g} s.")

    def close(self) -> None:
        """End what was started; harmless the second time."""
        atexit.unregister(self.close)
        if self._process.stdin and not self._process.stdin.closed:
            self._process.stdin.close()
            self._process.wait()
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._errors.close()


class StartedPhone(StartedServer):
    """A virtual phone and a private adb server that knows only it.

    Args:
        options: flags for the virtual phone.

    Attributes:
        serial: where the phone listens, HOST:PORT.
        control: port and token of its control socket (reset, faults, messages).
        console_port: of its emulator console.
    """

    def __init__(self, options: tuple[str, ...] = ()) -> None:
        ports = ("--port", "0", "--console-port", "0")
        super().__init__(sys.executable, "-m", "phoneagent.virtualphone", *ports, *options)
        self.serial = self._read(_ADDRESS)[0]
        port, token = self._read(_CONTROL)
        self.control = (int(port), token)
        self.console_port = int(self._read(_CONSOLE)[0])

    def open(self, *, spec: str = "", fast: bool = True) -> android.AndroidDevice:
        """The phone as a device; it and its adb server end when the device is closed.

        Args:
            spec: what the user called it.
            fast: False uses uiautomator2's own, slower client.
        """
        try:
            adb = Adb(self.serial, client(self.server_port), console_port=self.console_port)
            spec = spec or "virtual"
            return android.AndroidDevice(adb, spec=spec, fast=fast, on_close=self.close)
        except BaseException:
            self.close()
            raise

    def ask(self, do: str, **facts: Any) -> dict[str, Any]:
        """One request over the control socket, such as `ask("advance", seconds=5)`.

        Raises:
            DeviceError: the phone is gone, or cannot do this.
        """
        from phoneagent.virtualphone.control import ControlClient, ControlError

        try:
            with ControlClient(*self.control) as client:
                return dict(client.ask(do, **facts))
        except (ControlError, OSError, ValueError) as error:
            raise DeviceError(f"{self.serial}: {do}: {error}") from error

    def _read(self, wanted: re.Pattern[str]) -> tuple[str, ...]:
        """What the next line that fits says; the phone prints them once it listens."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            found = wanted.match(line.decode("utf-8", "replace"))
            if found:
                return found.groups()
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace").strip()
        self.close()
        raise DeviceError(f"The virtual phone did not start: {said[-500:] or 'no address printed'}")


def _environment(home: Path) -> dict[str, str]:
    """For a server that looks for no USB phone, scans no port, and keeps its key to itself."""
    switches = {"ADB_USB": "0", "ADB_EMU": "0", "ADB_MDNS": "0", "ADB_MDNS_OPENSCREEN": "0"}
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ANDROID_ADB_SERVER")}
    return kept | switches | {"HOME": str(home), "ANDROID_USER_HOME": str(home)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
