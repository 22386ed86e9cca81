"""The virtual phone as a device: started with an adb server of its own, or already running."""

from __future__ import annotations

import atexit
import os
import re
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from phoneagent.devices import android
from phoneagent.devices.adb import Adb, client
from phoneagent.errors import DeviceError

_ADDRESS = re.compile(r"^(\d+\.\d+\.\d+\.\d+:\d+)\s*$")
_CONTROL = re.compile(r"^control (\d+) (\S+)\s*$")


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
        server_port: of the adb server for a running one; by default the environment's.
        fast: False uses uiautomator2's own, slower client.
        spec: what the user called it.
        options: flags of `phoneagent phone` for one that is started (`--seed`, `--state` ...).

    Raises:
        DeviceError: it does not start.
        DeviceNotFound: nothing answers at the address.
    """
    if address:
        spec = spec or f"virtual:{address}"
        return android.build(address, server_port=server_port, fast=fast, spec=spec)
    started = StartedPhone(options)
    try:
        adb = Adb(started.serial, client(started.server_port))
        return android.AndroidDevice(adb, spec=spec or "virtual", fast=fast, on_close=started.close)
    except BaseException:
        started.close()
        raise


class StartedPhone:
    """A virtual phone and a private adb server in processes of their own.

    Both end with `close`, at exit, and when this process dies.

    Args:
        options: flags for the virtual phone.

    Attributes:
        serial: where the phone listens, HOST:PORT.
        server_port: of the adb server that knows only this phone.
        control: port and token of its control socket (reset, faults, messages).
    """

    def __init__(self, options: tuple[str, ...] = ()) -> None:
        from adbutils import adb_path

        self.server_port = _free_port()
        scratch = Path(tempfile.mkdtemp(prefix="phoneagent-"))
        phone = [sys.executable, "-m", "phoneagent.virtualphone", "--port", "0", *options]
        server = [adb_path(), "-P", str(self.server_port), "server", "nodaemon"]
        self._errors = (scratch / "errors.txt").open("w+b")
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "phoneagent.devices.guard",
                scratch,
                "--",
                *phone,
                "--",
                *server,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=_environment(scratch),
        )
        atexit.register(self.close)
        self.serial = self._read(_ADDRESS)[0]
        port, token = self._read(_CONTROL)
        self.control = (int(port), token)

    def close(self) -> None:
        """End both; harmless the second time."""
        atexit.unregister(self.close)
        if self._process.stdin and not self._process.stdin.closed:
            self._process.stdin.close()
            self._process.wait()
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._errors.close()

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
