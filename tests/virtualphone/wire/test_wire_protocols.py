"""Packets, streams, sync frames, HTTP and JSON-RPC against anything a peer may send."""

from __future__ import annotations

import contextlib
import io
import json
import struct
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.server import PhoneServer
from phoneagent.virtualphone.wire import http, packets
from phoneagent.virtualphone.wire.packets import Kind, Packet, PacketError
from phoneagent.virtualphone.wire.ports import Ports
from phoneagent.virtualphone.wire.u2 import U2Server
from tests.virtualphone.wire.host import Host
from tests.virtualphone.wire.leaks import settled

WORDS = struct.Struct("<6I")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with (
        VirtualPhone(root=tmp_path_factory.mktemp("root")) as phone,
        PhoneServer(phone) as server,
    ):
        yield server


kinds = st.sampled_from(list(Kind))
u32 = st.integers(0, 2**32 - 1)


@given(kinds, u32, u32, st.binary(max_size=300), st.booleans())
def test_a_packet_survives_the_wire(kind, arg0, arg1, payload, checksum) -> None:
    sent = Packet(kind, arg0, arg1, payload)
    stream = io.BytesIO(packets.encode(sent, checksum=checksum))
    assert packets.read_packet(stream.read) == sent


def test_the_checksum_is_the_sum_of_the_bytes() -> None:
    data = packets.encode(Packet(Kind.WRTE, 1, 2, b"\x01\xff"), checksum=True)
    assert WORDS.unpack(data[:24]) == (0x45545257, 1, 2, 2, 0x100, 0x45545257 ^ 0xFFFFFFFF)


@given(st.binary(min_size=24, max_size=80))
def test_noise_is_no_packet(data) -> None:
    stream = io.BytesIO(data)
    with pytest.raises(PacketError):
        packets.read_packet(stream.read)


def test_the_banner_promises_only_what_is_kept(served) -> None:
    with Host(served) as host:
        text = host.banner.payload.decode()
    assert text.startswith("device::ro.product.name=vphone;")
    assert "features=shell_v2,cmd,stat_v2,ls_v2,fixed_push_mkdir," in text
    assert not {"abb", "abb_exec", "sendrecv_v2", "delayed_ack"} & set(
        text.split("=")[-1].split(",")
    )


def test_a_closed_port_and_an_unknown_name_are_refused(served) -> None:
    with Host(served) as host:
        for name in ("tcp:4", "localabstract:nobody", "tcp:x", "shellfish:", ""):
            host.send(Packet(Kind.OPEN, 77, 0, name.encode() + b"\0"))
            assert host.take() == Packet(Kind.CLSE, 0, 77)
    served.phone.unknown.clear()


def test_writing_to_a_stream_that_is_not_there_is_answered_with_close(served) -> None:
    with Host(served) as host:
        host.send(Packet(Kind.WRTE, 5, 4711, b"x"))
        assert host.take() == Packet(Kind.CLSE, 0, 5)


def test_an_old_host_gets_checksums(served) -> None:
    with Host(served, version=0x01000000) as host:
        local, _ = host.open("shell:echo hi")
        packet = host._lines.read(24)
        assert WORDS.unpack(packet)[4] == sum(b"hi\n")
        assert local == 1


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("noise"), st.binary(max_size=60)),
            st.tuples(
                st.sampled_from(["OPEN", "WRTE", "CLSE", "OKAY", "CNXN", "AUTH", "SYNC"]),
                st.binary(max_size=60),
            ),
            st.tuples(st.just("cut"), st.binary(min_size=1, max_size=23)),
        ),
        max_size=6,
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_a_host_sends_harms_the_next_one(served, steps) -> None:
    host = Host(served)
    with contextlib.suppress(OSError):
        for name, data in steps:
            if name in ("noise", "cut"):
                host.sock.sendall(data)
            else:
                host.send(Packet(Kind[name], 3, 1, data))
    host.close()
    with Host(served) as following:
        assert following.run("shell:echo alive") == b"alive\n"
    served.phone.unknown.clear()


def test_shell_v2_packets_carry_input_output_and_the_exit_code(served) -> None:
    from phoneagent.virtualphone.wire.shell_stream import (
        CLOSE_STDIN,
        EXIT,
        STDERR,
        STDIN,
        STDOUT,
        WINDOW_SIZE,
        packet,
    )

    with Host(served) as host:
        local, remote = host.open("shell,v2,TERM=xterm,raw:cat; echo bad >&2; exit 9")
        typed = packet(WINDOW_SIZE, b"24x80,0x0\0") + packet(STDIN, b"abc") + packet(STDIN, b"def")
        host.send(Packet(Kind.WRTE, local, remote, typed + packet(CLOSE_STDIN, b"")))
        out = b""
        while (answer := host.take()).kind is not Kind.CLSE:
            if answer.kind is Kind.WRTE:
                out += answer.payload
                host.send(Packet(Kind.OKAY, local, remote))
    assert out.replace(
        packet(STDOUT, b"abc") + packet(STDOUT, b"def"), packet(STDOUT, b"abcdef")
    ) == (packet(STDOUT, b"abcdef") + packet(STDERR, b"bad\n") + packet(EXIT, b"\x09"))


# -- sync ------------------------------------------------------------------------------------


def _sync(host: Host, data: bytes) -> bytes:
    """Send bytes to a sync stream, then QUIT, and return all it answers."""
    local, remote = host.open("sync:")
    out, waiting = b"", [data[i : i + 5000] for i in range(0, len(data), 5000)] + [b"QUIT\0\0\0\0"]
    host.send(Packet(Kind.WRTE, local, remote, waiting.pop(0)))
    while (packet := host.take()).kind is not Kind.CLSE:
        if packet.kind is Kind.WRTE:
            out += packet.payload
            host.send(Packet(Kind.OKAY, local, remote))
        elif waiting:
            host.send(Packet(Kind.WRTE, local, remote, waiting.pop(0)))
    host.send(Packet(Kind.CLSE, local, remote))
    return out


def _request(word: bytes, path: str) -> bytes:
    return word + struct.pack("<I", len(path.encode())) + path.encode()


@given(
    st.text(st.characters(codec="ascii", min_codepoint=33, exclude_characters="/."), min_size=1,
            max_size=20),
    st.binary(max_size=70_000), st.integers(0, 2**31 - 1), st.integers(1, 9_000),
)  # fmt: skip
@settings(max_examples=25, deadline=None)
def test_what_is_sent_is_received(served, name, content, when, chunk) -> None:
    path = f"/sdcard/fuzz/{name}"
    parts = [content[i : i + chunk] for i in range(0, len(content), chunk)]
    data = b"".join(b"DATA" + struct.pack("<I", len(part)) + part for part in parts)
    send = _request(b"SEND", f"{path},33188") + data + b"DONE" + struct.pack("<I", when)
    with Host(served) as host:
        assert _sync(host, send) == b"OKAY\0\0\0\0"
        stat = _sync(host, _request(b"STAT", path))
        mode, size, modified = struct.unpack("<4x3I", stat)
        assert (size, modified) == (len(content), when)
        assert mode & 0o170000 == 0o100000
        answer = _sync(host, _request(b"RECV", path))
    received = b""
    while answer.startswith(b"DATA"):
        (length,) = struct.unpack_from("<4xI", answer)
        received += answer[8 : 8 + length]
        answer = answer[8 + length :]
    assert answer == b"DONE\0\0\0\0"
    assert received == content


@given(
    st.sampled_from(b"STAT LIST STA2 LST2 LIS2 RECV SEND FAIL \0\1\2\3".split()),
    st.binary(max_size=40),
)
@settings(max_examples=60, deadline=None)
def test_any_sync_frame_gets_an_answer_or_an_end(served, word, path) -> None:
    with Host(served) as host:
        local, remote = host.open("sync:")
        frame = word + struct.pack("<I", len(path)) + path + b"DONE\0\0\0\0QUIT\0\0\0\0"
        host.send(Packet(Kind.WRTE, local, remote, frame))
        while host.take().kind is not Kind.CLSE:
            host.send(Packet(Kind.OKAY, local, remote))


def test_missing_files_and_folders_in_both_versions(served) -> None:
    with Host(served) as host:
        assert _sync(host, _request(b"STAT", "/none")) == b"STAT" + bytes(12)
        answer = _sync(host, _request(b"STA2", "/none"))
        assert struct.unpack_from("<4sI", answer) == (b"STA2", 2)
        assert len(answer) == 72
        assert _sync(host, _request(b"LIST", "/none")) == b"DONE" + bytes(16)
        listed = _sync(host, _request(b"LIS2", "/data/local"))
        assert listed[:4] == b"DNT2"
        assert listed.endswith(b"tmp" + b"DONE" + bytes(72))
        assert _sync(host, _request(b"RECV", "/none")).startswith(b"FAIL")


# -- HTTP and JSON-RPC -----------------------------------------------------------------------


@given(st.binary(max_size=200))
def test_a_request_head_is_read_or_refused(data) -> None:
    with contextlib.suppress(http.BadRequest):
        _, _, headers = http.parse_head(data)
        assert all(name == name.lower() for name in headers)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(allow_nan=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
methods = st.sampled_from(
    ["deviceInfo", "click", "swipe", "dumpWindowHierarchy", "takeScreenshot", "exist", "objInfo",
     "setText", "scrollTo", "injectInputEvent", "pressKey", "count", "setOrientation", "makeToast",
     "childByText", "dragTo", "swipePoints", "setClipboard", "pressKeyCode", "getText", "nothing"]
)  # fmt: skip
selectors = st.fixed_dictionaries(
    {"mask": st.integers(0, 2**25 - 1)},
    optional={
        "text": st.text(max_size=5), "textMatches": st.sampled_from(["[", "a*", "(?:x)"]),
        "instance": json_values, "index": st.integers(-1, 3), "className": st.text(max_size=4),
        "childOrSibling": st.lists(st.sampled_from(["child", "sibling", "x"]), max_size=2),
        "childOrSiblingSelector": json_values,
    },
)  # fmt: skip


@pytest.fixture(scope="module")
def rpc(tmp_path_factory):
    with VirtualPhone(root=tmp_path_factory.mktemp("rpc")) as phone:
        yield U2Server(phone, Ports())


@given(st.one_of(st.binary(max_size=60), json_values.map(lambda v: json.dumps(v).encode())))
def test_any_body_gets_a_json_rpc_answer(rpc, body) -> None:
    answer = json.loads(rpc.answer_json(body))
    for one in answer if isinstance(answer, list) else [answer]:
        assert one["jsonrpc"] == "2.0"
        assert "error" in one


@given(methods, st.lists(json_values | selectors, max_size=5))
@settings(max_examples=250, deadline=None)
def test_any_parameters_get_a_result_or_an_error(rpc, name, params) -> None:
    body = json.dumps({"jsonrpc": "2.0", "id": 7, "method": name, "params": params}).encode()
    answer = json.loads(rpc.answer_json(body))
    assert answer["id"] == 7
    assert ("result" in answer) != ("error" in answer)


def test_errors_are_those_of_the_real_server(rpc) -> None:
    def ask(**body):
        return json.loads(rpc.answer_json(json.dumps({"jsonrpc": "2.0", "id": 1, **body}).encode()))

    missing = ask(method="objInfo", params=[{"mask": 1, "text": "nowhere"}])["error"]
    assert missing["code"] == -32001
    assert missing["message"] == "androidx.test.uiautomator.UiObjectNotFoundException"
    assert ask(method="click", params=[])["error"]["code"] == -32602
    rpc.calls.phone.unknown.clear()
    assert ask(method="fly", params={})["error"]["code"] == -32601
    assert rpc.calls.phone.unknown == ["rpc fly"]
    assert json.loads(rpc.answer_json(b"{"))["error"]["code"] == -32700
    assert json.loads(rpc.answer_json(b"7"))["error"]["code"] == -32600


# -- lifetime --------------------------------------------------------------------------------


def test_a_host_that_dies_while_it_receives_ends_its_stream(served) -> None:
    served.phone.files.write_bytes("/sdcard/big.bin", bytes(8_000_000))
    host = Host(served)
    host.open("exec:cat /sdcard/big.bin")
    assert host.take().kind is Kind.WRTE
    host.close()
    names = lambda: [t.name for t in threading.enumerate() if "big.bin" in t.name]  # noqa: E731
    assert settled(lambda: len(names()), 0)


def test_a_slow_reader_holds_the_writer_back(served) -> None:
    with Host(served) as host:
        host.open("shell:yes | head -n 2000000")
        first = host.take()
        assert first.kind is Kind.WRTE
        host.sock.settimeout(0.2)
        with pytest.raises(TimeoutError):  # no OKAY from us, so nothing more may come
            host.sock.recv(1)
        host.sock.settimeout(10)


def test_a_long_packet_is_refused_before_it_is_read(served) -> None:
    host = Host(served)
    size = packets.MAX_PAYLOAD + 1
    host.sock.sendall(WORDS.pack(Kind.WRTE, 1, 1, size, 0, Kind.WRTE ^ 0xFFFFFFFF))
    assert host.sock.recv(1) == b""
    host.close()
