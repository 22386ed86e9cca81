"""Clients come, go and die at the worst moment: nobody waits for ever, nothing is left behind."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
from itertools import product

import pytest

from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.server import PhoneServer
from phoneagent.virtualphone.wire import packets
from phoneagent.virtualphone.wire.packets import Kind, Packet
from phoneagent.virtualphone.wire.shell_stream import CLOSE_STDIN, STDIN, WINDOW_SIZE, packet
from tests.virtualphone.wire.host import Host
from tests.virtualphone.wire.leaks import needs_proc, nothing_left, settled

pytestmark = needs_proc
UPLOADS = "/sdcard/uploads"
U2 = "CLASSPATH=/data/local/tmp/u2.jar app_process / com.wetest.uia2.Main -p 9008"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A phone that has served every kind of stream once, so that nothing is new to it."""
    with (
        VirtualPhone(root=tmp_path_factory.mktemp("root")) as phone,
        PhoneServer(phone, console_port=0) as server,
    ):
        with Host(server) as host:
            host.run("shell:uiautomator dump /dev/tty")
            host.run("exec:screencap -p")
            host.run("framebuffer:")
        yield server
        assert phone.unknown == []


@pytest.fixture(autouse=True)
def nothing_stays(served):
    with nothing_left():
        yield
    with Host(served) as host:
        assert host.run("shell:echo alive") == b"alive\n"


def leave(host, how):
    (host.die if how == "reset" else host.close)()


def connections():
    """How many connections and streams the phone still works on."""
    names = [thread.name for thread in threading.enumerate()]
    return sum(name.startswith("adb") and name != "adbd" for name in names)


def cuts(data, steps=6):
    """Places inside some bytes: after the first, before the last, and some in between."""
    return sorted({1, len(data) - 1, *range(1, len(data), max(1, len(data) // steps))})


# connections ----------------------------------------------------------------------------------


def test_a_thousand_connections(served):
    for number in range(1000):
        host = Host(served)
        if number % 5 == 0:
            assert host.run("shell:echo x") == b"x\n"
        elif number % 5 == 1:
            host.open("shell:sleep 500")
        leave(host, "reset" if number % 2 else "close")


def test_connections_that_never_say_who_they_are(served):
    socks = [socket.create_connection(("127.0.0.1", served.adbd.port)) for _ in range(100)]
    with Host(served) as host:
        assert host.run("shell:echo served") == b"served\n"
    for sock in socks:
        sock.close()


def test_a_hundred_streams_on_one_connection(served):
    with Host(served) as host:
        opened = [host.open(f"shell:echo {n}; sleep 500")[0] for n in range(100)]
        assert len(set(opened)) == 100


def test_a_host_that_opens_streams_without_end(served):
    with Host(served) as host:
        for number in range(1, 301):
            host.send(Packet(Kind.OPEN, number, 0, b"shell:cat\0"))
        for number in range(1, 301):
            host.send(Packet(Kind.CLSE, number, 0))
        host.die()


# adb packets ----------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["close", "reset"])
@pytest.mark.parametrize("kind", list(Kind))
def test_a_host_that_dies_inside_a_packet(served, kind, how):
    payload = b"shell:cat\0" if kind is Kind.OPEN else b"x" * 30
    for cut in cuts(packets.encode(Packet(kind, 1, 1, payload))):
        host = Host(served)
        host.open("shell:cat")
        host.sock.sendall(packets.encode(Packet(kind, 1, 1, payload))[:cut])
        leave(host, how)


def test_a_host_that_dies_inside_its_greeting(served):
    greeting = packets.encode(Packet(Kind.CNXN, packets.VERSION, 1 << 20, b"host::features=cmd"))
    for cut in cuts(greeting):
        with socket.create_connection(("127.0.0.1", served.adbd.port)) as sock:
            sock.sendall(greeting[:cut])


# sync frames ----------------------------------------------------------------------------------


def frame(word, data=b""):
    return word + struct.pack("<I", len(data)) + data


def upload(name, size=3000):
    """A whole file as it is pushed."""
    path = f"{UPLOADS}/{name},33188".encode()
    body = b"".join(frame(b"DATA", b"x" * 1000) for _ in range(size // 1000))
    return frame(b"SEND", path) + body + b"DONE" + struct.pack("<I", 7)


@pytest.mark.parametrize("how", ["close", "reset", "stream"])
@pytest.mark.parametrize("word", [b"STAT", b"STA2", b"LST2", b"LIST", b"LIS2", b"RECV", b"QUIT"])
def test_a_client_that_dies_inside_a_sync_request(served, word, how):
    data = frame(word, b"" if word == b"QUIT" else b"/sdcard/Download")
    for cut in cuts(data):
        die_in_stream(served, "sync:", data[:cut], how)


@pytest.mark.parametrize("how", ["close", "reset", "stream"])
def test_a_client_that_dies_while_it_pushes_leaves_no_half_file(served, how):
    data = upload("half.bin")
    for cut in cuts(data, 20):
        die_in_stream(served, "sync:", data[:cut], how)
    assert settled(connections, 0)
    assert served.phone.files.names(UPLOADS) == []


def test_a_push_that_breaks_the_rules_leaves_no_half_file(served):
    with Host(served) as host:
        local, remote = host.open("sync:")
        host.send(Packet(Kind.WRTE, local, remote, upload("bad.bin")[:1500] + b"NOPE" * 400))
        answer = b""
        while (taken := host.take()).kind is not Kind.CLSE:
            answer += taken.payload
            if taken.kind is Kind.WRTE:
                host.send(Packet(Kind.OKAY, local, remote))
    assert b"FAIL" in answer
    assert served.phone.files.names(UPLOADS) == []


def test_a_client_that_dies_while_it_pulls(served):
    served.phone.files.write_bytes("/sdcard/large.bin", bytes(8_000_000))
    for how in ("close", "reset", "stream"):
        die_in_stream(served, "sync:", frame(b"RECV", b"/sdcard/large.bin"), how, replies=3)


def die_in_stream(served, name, data, how, replies=0):
    """Open a stream, write something, take some replies, and be gone.

    `how`: the connection is closed, is reset, or only the stream is closed.
    """
    host = Host(served)
    local, remote = host.open(name)
    host.send(Packet(Kind.WRTE, local, remote, data))
    while replies:
        taken = host.take()
        if taken.kind is Kind.WRTE:
            host.send(Packet(Kind.OKAY, local, remote))
            replies -= 1
    if how == "stream":
        host.send(Packet(Kind.CLSE, local, remote))
    leave(host, how)


# shells ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["close", "reset", "stream"])
@pytest.mark.parametrize("name", ["shell,v2,raw:cat", "shell,v2,TERM=xterm,pty:", "shell,v2:cat"])
@pytest.mark.parametrize("kind", [STDIN, CLOSE_STDIN, WINDOW_SIZE])
def test_a_client_that_dies_inside_a_shell_packet(served, name, kind, how):
    data = packet(STDIN, b"echo a\n") + packet(kind, b"24x80,0x0\0")
    for cut in cuts(data, 4):
        die_in_stream(served, name, data[:cut], how)


@pytest.mark.parametrize(
    "line",
    [
        "exec:cmd package install -S 100000",
        "exec:yes",
        "shell:sleep 500 & sleep 500",
        "shell:while true; do echo x; done",
        "shell:logcat",
        "shell:cat | cat | cat",
        f"shell:{U2}",
        "framebuffer:",
    ],
)
@pytest.mark.parametrize("how", ["close", "reset", "stream"])
def test_a_client_that_dies_while_something_runs(served, line, how):
    die_in_stream(served, line, b"PK\3\4 half of something", how)


# HTTP over a stream ---------------------------------------------------------------------------


@pytest.fixture
def u2(served):
    """uiautomator2's server, running."""
    served.phone.files.write_bytes("/data/local/tmp/u2.jar", b"PK")
    with Host(served) as host:
        local, remote = host.open(f"shell:{U2}")
        assert b"Starting Server" in host.take().payload
        host.send(Packet(Kind.OKAY, local, remote))
        yield served


def request(method, *params):
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    head = f"POST /jsonrpc/0 HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


@pytest.mark.parametrize("how", ["close", "reset", "stream"])
def test_a_client_that_dies_inside_a_request(u2, how):
    data = request("click", 5, 5)
    for cut in cuts(data, 8):
        die_in_stream(u2, "tcp:9008", data[:cut], how)


@pytest.mark.parametrize("how", ["close", "reset", "stream"])
def test_a_client_that_dies_while_it_waits_for_something_on_the_screen(u2, how):
    selector = {"mask": 1, "text": "never there"}
    die_in_stream(u2, "tcp:9008", request("waitForExists", selector, 10**9), how)


# the other ports ------------------------------------------------------------------------------


def test_half_a_console_line_is_never_carried_out(served):
    line = b"sms send 5550100 half of a text\n"
    for cut in cuts(line):
        with socket.create_connection(("127.0.0.1", served.console.port)) as sock:
            sock.sendall(line[:cut])
    with socket.create_connection(("127.0.0.1", served.console.port)) as sock:
        sock.sendall(b"x" * 200_000)
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionResetError):
            while sock.recv(1 << 16):
                pass
    assert settled(lambda: len(served.console._clients), 0)
    assert served.phone.messages.conversations() == []


def test_half_a_control_line_is_never_carried_out(served):
    line = json.dumps({"token": served.control.token, "do": "sms", "number": "5", "text": "x"})
    for cut in cuts(line.encode()):
        with socket.create_connection(("127.0.0.1", served.control.port)) as sock:
            sock.sendall(line.encode()[:cut])
    with socket.create_connection(("127.0.0.1", served.control.port)) as sock:
        sock.sendall(line.encode())
        sock.shutdown(socket.SHUT_WR)
        assert sock.recv(100) == b""
    assert served.phone.messages.conversations() == []


def test_a_host_that_dies_with_ports_reversed(served):
    for how in ("close", "reset"):
        host = Host(served)
        answer = host.run("reverse:forward:tcp:0;tcp:9")
        assert answer.startswith(b"OKAY")
        port = int(answer[8:])
        waiting = socket.create_connection(("127.0.0.1", port))
        leave(host, how)
        waiting.settimeout(10)
        with contextlib.suppress(ConnectionResetError):
            assert waiting.recv(1) == b""
        waiting.close()


# many phones ----------------------------------------------------------------------------------


def test_a_server_that_stops_lets_everybody_go(tmp_path):
    with VirtualPhone(root=tmp_path) as phone:
        server = PhoneServer(phone, console_port=0).start()
        hosts = [Host(server) for _ in range(10)]
        for host in hosts:
            host.open("shell:sleep 500")
        ports = (server.console.port, server.control.port)
        others = [socket.create_connection(("127.0.0.1", port)) for port in ports]
        server.stop()
        for host in hosts:
            with pytest.raises((EOFError, OSError)):
                host.take()
            host.close()
        for other in others:
            other.close()


@pytest.mark.slow
def test_fifty_phones_in_one_process():
    with nothing_left(grows_mb=120), contextlib.ExitStack() as stack:
        servers = [
            stack.enter_context(PhoneServer(stack.enter_context(VirtualPhone()))) for _ in range(50)
        ]
        hosts = [stack.enter_context(Host(server)) for server in servers]
        assert len({server.adbd.port for server in servers}) == 50
        assert threading.active_count() < 50 * 4 + 20
        for number, (server, host) in enumerate(zip(servers, hosts, strict=True)):
            host.run(f"shell:settings put system marked {number}")
            host.run("shell:input keyevent 3; input swipe 540 1800 540 600")
            assert server.phone.unknown == []
        for number, host in enumerate(hosts):
            assert host.run("shell:settings get system marked") == f"{number}\n".encode()
            assert b"apps_view" in host.run("exec:uiautomator dump /dev/tty")


def test_pairs_of_everything(served):
    """Two at once: one client that works and one that dies beside it, again and again."""
    for line, how in product(("shell:echo ok", "sync:"), ("close", "reset")):
        dying = Host(served)
        dying.open("shell:cat")
        with Host(served) as working:
            if line == "sync:":
                local, remote = working.open(line)
                leave(dying, how)
                data = frame(b"STAT", b"/sdcard") + frame(b"QUIT")
                working.send(Packet(Kind.WRTE, local, remote, data))
                assert working.take().kind in (Kind.OKAY, Kind.WRTE)
            else:
                leave(dying, how)
                assert working.run(line) == b"ok\n"
