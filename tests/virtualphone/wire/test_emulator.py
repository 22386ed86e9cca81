"""The emulator's gRPC and the accessibility forwarder, with a real gRPC client and host server."""

from __future__ import annotations

import contextlib
import queue
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoneagent.virtualphone.apps.forwarder import PACKAGE, SERVICE
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.server import PhoneServer
from phoneagent.virtualphone.shell.channels import Buffer, Bytes, Channels
from phoneagent.virtualphone.shell.interpreter import Shell
from phoneagent.virtualphone.wire.protobuf import BadMessage, fields, message, numbers, packed
from tests.virtualphone.hands import NOON, Hands

grpc = pytest.importorskip("grpc", reason="the emulator's gRPC needs the extra `emulator`")

CONTROLLER = "/android.emulation.control.EmulatorController/"
RGBA8888 = 1
LARGE = (("grpc.max_receive_message_length", -1),)


@pytest.fixture
def phone():
    with VirtualPhone(now=NOON, state={"packages": [PACKAGE]}) as phone:
        yield phone


@pytest.fixture
def call(phone):
    """Calls a method of the controller with encoded fields; returns the fields of the reply."""
    with PhoneServer(phone, grpc_port=0) as server:
        credentials = grpc.local_channel_credentials()
        with grpc.secure_channel(
            f"localhost:{server.emulator.port}", credentials, LARGE
        ) as channel:

            def ask(method, *asked):
                reply = channel.unary_unary(CONTROLLER + method)(message(asked), timeout=10)
                return dict(fields(reply))

            yield ask


def tap(call, x, y):
    for pressure in (1, 0):
        call("sendTouch", (1, message([(1, x), (2, y), (4, pressure)])))


def test_it_is_booted(call):
    assert call("getStatus")[3] == 1


def test_a_screenshot_is_raw_pixels_of_the_size_it_says(call, phone):
    reply = call("getScreenshot", (1, RGBA8888))
    about = numbers(reply[1])
    assert (about[3], about[4]) == phone.size_px
    assert reply[4] == phone.screenshot().convert("RGBA").tobytes()
    assert call("getScreenshot")[4].startswith(b"\x89PNG")


def test_a_touch_is_a_finger(call, phone):
    icon = Hands(phone).need("Settings").bounds
    tap(call, (icon.left + icon.right) // 2, (icon.top + icon.bottom) // 2)
    assert phone.activities.top()[0] == "com.android.settings"


def test_a_drag_scrolls(call, phone):
    Hands(phone).open("Settings")
    before = Hands(phone).texts()
    for y in range(1800, 600, -100):
        call("sendTouch", (1, message([(1, 500), (2, y), (4, 1)])))
    call("sendTouch", (1, message([(1, 500), (2, 600)])))
    assert Hands(phone).texts() != before


def test_keys_and_messages(call, phone):
    Hands(phone).open("Settings")
    call("sendKey", (4, "GoHome"), (2, 2))
    assert phone.activities.top()[0] != "com.android.settings"
    call("sendSms", (1, "+15550100"), (2, "hello"))
    assert phone.providers.query("content://sms/inbox")[0]["body"] == "hello"


def test_what_it_does_not_know_is_said_and_kept(call, phone):
    with pytest.raises(grpc.RpcError) as failed:
        call("setGps")
    assert failed.value.code() is grpc.StatusCode.UNIMPLEMENTED
    assert phone.unknown == ["gRPC setGps"]


def test_a_port_that_is_taken_is_an_os_error(phone):
    with PhoneServer(phone, grpc_port=0) as server, pytest.raises(OSError, match="gRPC port"):
        PhoneServer(phone, grpc_port=server.emulator.port)


@pytest.fixture
def host():
    """android_env's side: a server that keeps the forests it is sent."""
    forests = queue.Queue()

    def receive(data, _):
        forests.put(data)
        return b""

    handler = grpc.method_handlers_generic_handler(
        "android_env.A11yService",
        {"SendForest": grpc.unary_unary_rpc_method_handler(receive)},
    )
    server = grpc.server(ThreadPoolExecutor(2), handlers=(handler,))
    forests.port = server.add_secure_port("localhost:0", grpc.local_server_credentials())
    server.start()
    yield forests
    server.stop(None).wait()


def texts_of(forest):
    found = []
    for _, window in fields(forest):
        tree = dict(fields(window)).get(11, b"")
        for _, node in fields(tree):
            found.append(dict(fields(node)).get(7, b"").decode())
    return found


def test_the_forest_goes_to_the_host_once_it_is_asked_for(call, phone, host):
    Hands(phone).open("Settings")
    action = "accessibility_forwarder.intent.action"
    receiver = f"-n {PACKAGE}/{PACKAGE}.FlagsBroadcastReceiver"
    for line in (
        f"settings put secure enabled_accessibility_services {SERVICE}",
        f"am broadcast -a {action}.ENABLE_ACCESSIBILITY_TREE_LOGS {receiver}",
        f"am broadcast -a {action}.SET_GRPC --ei port {host.port} --es host 10.0.2.2 {receiver}",
    ):
        with phone.lock:
            assert Shell(phone).run(line, Channels(Bytes(b""), Buffer(), Buffer())) == 0
    assert "Network & internet" in texts_of(host.get(timeout=10))
    with phone.lock:
        phone.key(3)
    while "Network & internet" in texts_of(host.get(timeout=10)):
        pass
    assert phone.unknown == []


@given(st.integers(-(2**31), 2**31 - 1), st.text(max_size=50), st.binary(max_size=50))
def test_messages_are_read_as_they_were_written(number, text, data):
    encoded = message([(1, number), (200, text), (3, data), (4, packed([1, 300]))])
    assert numbers(encoded).get(1, 0) == number
    kept = {key: value for key, value in fields(encoded) if isinstance(value, bytes)}
    assert kept.get(200, b"") == text.encode()
    assert kept.get(3, b"") == data


@given(st.binary(max_size=60))
def test_any_bytes_are_fields_or_no_message(data):
    with contextlib.suppress(BadMessage):
        list(fields(data))
