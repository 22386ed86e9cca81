"""The virtual phone as a device: found by its spec, ends with whoever started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from phoneagent import devices
from phoneagent.devices.virtual import StartedPhone
from phoneagent.errors import DeviceError, DeviceNotFound
from phoneagent.virtualphone.server import PhoneServer

START = (
    "import time; from phoneagent.devices.virtual import StartedPhone\n"
    "phone = StartedPhone(); print(phone.serial, phone.server_port, flush=True); time.sleep(60)"
)


def test_a_started_phone_answers_and_ends(private_world: object) -> None:
    with devices.connect("virtual") as device:
        assert device.spec == "virtual"
        assert device.describe()["model"]
        assert "Settings" in device.app_labels()
        port = int(device.serial.rpartition(":")[2])
        assert is_listening(port)
    assert not is_listening(port)


def test_a_running_phone_is_connected_and_left_running(
    server: PhoneServer, private_world: object
) -> None:
    spec = f"virtual:{server.serial}"
    with devices.connect(spec) as device:
        assert device.spec == spec
        assert device.look().image
        listed = devices.list_devices()
        assert [(d.serial, d.state) for d in listed if d.serial == server.serial] == [
            (server.serial, "device")
        ]
    assert is_listening(server.adbd.port)


def test_phone_and_adb_server_die_with_a_killed_starter(private_world: object) -> None:
    with subprocess.Popen([sys.executable, "-c", START], stdout=subprocess.PIPE) as starter:
        assert starter.stdout is not None
        serial, server_port = starter.stdout.readline().split()
        ports = [int(serial.rpartition(b":")[2]), int(server_port)]
        assert is_listening(ports[0])
        os.kill(starter.pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while any(map(is_listening, ports)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(is_listening, ports))


def test_a_phone_that_does_not_start_says_why(private_world: object) -> None:
    with pytest.raises(DeviceError, match=r"no-such-file\.json"):
        StartedPhone(("--state", "no-such-file.json"))


def test_an_address_nobody_answers_at(private_world: object) -> None:
    with pytest.raises(DeviceNotFound, match="refused"):
        devices.connect("virtual:127.0.0.1:1")


def is_listening(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
