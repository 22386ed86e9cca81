"""Which phone a spec means, and which one is meant when none is named."""

from __future__ import annotations

from collections.abc import Iterator

import adbutils
import pytest

from phoneagent import devices
from phoneagent.errors import ConfigError, DeviceNotFound
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.server import PhoneServer


@pytest.fixture
def second_server(private_world: object) -> Iterator[PhoneServer]:
    with VirtualPhone() as phone, PhoneServer(phone) as server:
        yield server


@pytest.fixture
def adb(private_world: object) -> Iterator[adbutils.AdbClient]:
    """The session's adb server with no phone attached, before and after."""
    client = adbutils.AdbClient()
    _forget_all(client)
    yield client
    _forget_all(client)


def _forget_all(client: adbutils.AdbClient) -> None:
    for entry in client.list():
        client.disconnect(entry.serial)


def test_no_phone_means_the_virtual_one(adb: adbutils.AdbClient) -> None:
    assert devices.default_spec() == "virtual"
    assert devices.list_devices() == []


def test_the_only_phone_is_meant(adb: adbutils.AdbClient, server: PhoneServer) -> None:
    adb.connect(server.serial)
    assert devices.default_spec() == server.serial
    with devices.connect() as device:
        assert device.serial == server.serial
    assert [phone.serial for phone in devices.list_devices()] == [server.serial]


def test_of_several_phones_one_must_be_named(
    adb: adbutils.AdbClient, server: PhoneServer, second_server: PhoneServer
) -> None:
    for each in (server, second_server):
        adb.connect(each.serial)
    with pytest.raises(ConfigError) as caught:
        devices.connect()
    assert server.serial in caught.value.hint
    assert second_server.serial in caught.value.hint
    with devices.connect(second_server.serial) as device:
        assert device.spec == second_server.serial


def test_a_phone_connected_for_the_device_is_disconnected_after(
    adb: adbutils.AdbClient, server: PhoneServer
) -> None:
    with devices.connect(server.serial):
        assert [entry.serial for entry in adb.list()] == [server.serial]
    assert adb.list() == []


def test_a_phone_held_by_this_process_may_be_opened_under_its_lease(
    adb: adbutils.AdbClient, server: PhoneServer
) -> None:
    with devices.lease([server.serial]) as spec, devices.connect(spec) as device:
        assert device.serial == server.serial


def test_an_unknown_serial(adb: adbutils.AdbClient) -> None:
    with pytest.raises(DeviceNotFound, match="R58XXXX"):
        devices.connect("R58XXXX")
