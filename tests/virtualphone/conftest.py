"""A phone served on a free port, and the real adb that drives it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import adbutils
import pytest

from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.server import PhoneServer

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ADB = Path(adbutils.__file__).parent / "binaries" / "adb"
Adb = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def phone() -> Iterator[VirtualPhone]:
    """A fresh virtual phone at a fixed time, without animations."""
    with VirtualPhone(now=NOW) as phone:
        yield phone


@pytest.fixture
def server(phone: VirtualPhone) -> Iterator[PhoneServer]:
    """The phone on a port of its own."""
    with PhoneServer(phone) as server:
        yield server


@pytest.fixture(scope="session")
def adb_client(private_world: Path) -> adbutils.AdbClient:
    """An adbutils client of the private adb server.

    The client that adbutils and uiautomator2 make by themselves at import knows only the port of
    the environment at that moment, which is the user's own.
    """
    return adbutils.AdbClient(port=int(os.environ["ANDROID_ADB_SERVER_PORT"]))


@pytest.fixture
def adb(server: PhoneServer, private_world: Path) -> Iterator[Adb]:
    """Runs the real adb against the phone, already connected."""

    def run(*args: str, **options: object) -> subprocess.CompletedProcess[bytes]:
        options = {"capture_output": True, "timeout": 60} | options
        return subprocess.run([str(ADB), "-s", server.serial, *args], check=False, **options)

    connected = run("connect", server.serial)
    assert b"connected to" in connected.stdout, connected
    yield run
    run("disconnect", server.serial)
