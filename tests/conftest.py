"""Every test runs in a world of its own: private home, private adb server port, no settings."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no failure: how long an example takes is not what these tests are about.
settings.register_profile("phoneagent", deadline=None)
settings.load_profile("phoneagent")


# Started in the background a suite ignores Ctrl-C, and so would every program that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# Before anything imports adbutils, which reads the port when it is imported.
ADB_PORT = _free_port()
os.environ["ANDROID_ADB_SERVER_PORT"] = str(ADB_PORT)
# Every program that the tests start would compile all of phoneagent again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture(scope="session", autouse=True)
def private_world(tmp_path_factory: pytest.TempPathFactory):
    """A home folder and an adb server port that nobody else uses; never the user's own."""
    home = tmp_path_factory.mktemp("home")
    patch = pytest.MonkeyPatch()
    for name in list(os.environ):
        if name.startswith(("PHONEAGENT_", "OPENAI_", "ANDROID_", "ADBUTILS_")):
            patch.delenv(name)
    patch.setenv("HOME", str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        patch.setenv(name, str(home / name.lower()))
    patch.setenv("ANDROID_ADB_SERVER_PORT", str(ADB_PORT))
    patch.setenv("ADB_LOCAL_TRANSPORT_MAX_PORT", "5554")  # no scan for emulators
    yield home
    _end_adb_server(ADB_PORT)
    patch.undo()


def _end_adb_server(port: int) -> None:
    """Ask the server on our own port to end; there may be none."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as server:
            server.sendall(b"0009host:kill")
            server.recv(4)
    except OSError:
        return


@pytest.fixture
def runs_dir(tmp_path: Path) -> Path:
    return tmp_path / "runs"
