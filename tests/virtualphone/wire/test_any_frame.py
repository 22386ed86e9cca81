"""Whatever a client sends, however it is cut into pieces: the same answer, or a clean end."""

from __future__ import annotations

import contextlib
import json
import random
import socket
import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.server import PhoneServer
from phoneagent.virtualphone.wire.packets import Kind, Packet
from phoneagent.virtualphone.wire.shell_stream import CLOSE_STDIN, EXIT, STDIN, STDOUT, packet
from tests.virtualphone.wire.host import Host

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
U2 = "CLASSPATH=/data/local/tmp/u2.jar app_process / com.wetest.uia2.Main -p 9008"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with (
        VirtualPhone(root=tmp_path_factory.mktemp("root")) as phone,
        PhoneServer(phone, console_port=0) as server,
    ):
        yield server


def pieces(data, cuts):
    """Some bytes, cut at places given as fractions of their length."""
    places = sorted({round(cut * len(data)) for cut in cuts} - {0, len(data)})
    return [data[a:b] for a, b in zip([0, *places], [*places, len(data)], strict=True) if a < b]


def talk(server, name, parts, *, then_close=False):
    """Open a stream, send the parts one after another, and return all that is answered.

    Args:
        server: the phone; each talk has a connection of its own.
        name: of the stream.
        parts: what to send.
        then_close: end the stream when all was taken; without it the phone must end it.
    """
    with Host(server) as host:
        local, remote = host.open(name)
        waiting, answer = list(parts), b""
        if waiting:
            host.send(Packet(Kind.WRTE, local, remote, waiting.pop(0)))
        while (taken := host.take()).kind is not Kind.CLSE:
            if taken.kind is Kind.WRTE:
                answer += taken.payload
                host.send(Packet(Kind.OKAY, local, remote))
            elif waiting:
                host.send(Packet(Kind.WRTE, local, remote, waiting.pop(0)))
            elif then_close:
                host.send(Packet(Kind.CLSE, local, remote))
        return answer


cuts = st.lists(st.floats(0, 1), max_size=6)


# sync -----------------------------------------------------------------------------------------

QUIT = b"QUIT\0\0\0\0"
paths = st.one_of(
    st.sampled_from(["/sdcard", "/sdcard/fuzz/a", "/sdcard/fuzz", "/data", "/none", "/", ""]),
    st.text(max_size=12).map(lambda text: f"/sdcard/fuzz/{text}"),
    st.lists(st.sampled_from(["..", ".", "a", "loop", "out", "sdcard"]), max_size=6).map("/".join),
)


def request(word, path):
    raw = path.encode("utf-8", "replace")
    return word + struct.pack("<I", len(raw)) + raw


def push(path, mode, content, chunk):
    data = b"".join(
        b"DATA" + struct.pack("<I", len(part)) + part
        for part in (content[i : i + chunk] for i in range(0, len(content), chunk))
    )
    return request(b"SEND", f"{path},{mode}") + data + b"DONE" + struct.pack("<I", 7)


questions = st.builds(
    request, st.sampled_from([b"STAT", b"STA2", b"LST2", b"LIST", b"LIS2", b"RECV"]), paths
)
pushes = st.builds(
    push,
    paths,
    st.sampled_from([33188, 33261, 41471, 16877, 0, "", "x"]),  # a file, a link, a folder, rubbish
    st.one_of(st.binary(max_size=300), st.sampled_from([b"loop", b"/sdcard", b"../../../..", b""])),
    st.integers(1, 100),
)


@FEW
@given(st.lists(st.one_of(questions, pushes), max_size=6), cuts)
def test_a_sync_session_is_answered_alike_however_it_is_cut(served, frames, where):
    data = b"".join(frames)
    # What does not end as it began (a push makes a file) is sent once before.
    talk(served, "sync:", [data + QUIT])
    whole = talk(served, "sync:", [data + QUIT])
    assert talk(served, "sync:", pieces(data + QUIT, where)) == whole


@FEW
@given(st.lists(pushes, max_size=4))
def test_nothing_pushed_lands_outside_the_device(served, frames):
    root = served.phone.files.root
    beside = root.parent / "beside"
    beside.write_text("untouched")
    before = set(root.parent.iterdir())
    talk(served, "sync:", [b"".join(frames) + QUIT])
    assert set(root.parent.iterdir()) == before
    assert beside.read_text() == "untouched"
    for path in root.rglob("*"):
        if path.is_symlink():
            with contextlib.suppress(PermissionError):
                served.phone.files.host(f"/{path.relative_to(root)}")


@FEW
@given(st.binary(max_size=400), cuts)
def test_noise_ends_a_sync_stream_or_is_answered(served, noise, where):
    talk(served, "sync:", pieces(noise, where) or [b"x"], then_close=True)


# shells ---------------------------------------------------------------------------------------


@FEW
@given(st.lists(st.binary(max_size=200), max_size=6), cuts)
def test_cat_gives_back_what_it_is_given(served, texts, where):
    typed = b"".join(packet(STDIN, text) for text in texts) + packet(CLOSE_STDIN, b"")
    answer = talk(served, "shell,v2,raw:cat", pieces(typed, where))
    echoed, code = b"", None
    while answer:
        kind, size = struct.unpack_from("<BI", answer)
        body, answer = answer[5 : 5 + size], answer[5 + size :]
        assert kind in (STDOUT, EXIT)
        echoed, code = (echoed + body, code) if kind == STDOUT else (echoed, body)
    assert echoed == b"".join(texts)
    assert code == b"\0"


@FEW
@given(st.binary(max_size=300), cuts, st.sampled_from(["raw:cat", "pty:", "TERM=x:head -c 5"]))
def test_noise_in_place_of_shell_packets_ends(served, noise, where, kind):
    talk(served, f"shell,v2,{kind}", pieces(noise, where) or [b"x"], then_close=True)


# many streams at once -------------------------------------------------------------------------


@FEW
@given(
    st.lists(st.lists(st.binary(min_size=1, max_size=50), max_size=4), max_size=5), st.integers()
)
def test_streams_do_not_mix(served, texts, seed):
    """Several echoes at once: writes and acknowledgements come in any order."""
    dice = random.Random(seed)
    with Host(served) as host:
        streams = dict(host.open("shell:cat") for _ in texts)
        left = dict(zip(streams, map(list, texts), strict=True))
        wanted = {local: b"".join(parts) for local, parts in left.items()}
        echoed = dict.fromkeys(streams, b"")
        may_write, unanswered = set(streams), []
        while echoed != wanted:
            ready = [local for local in sorted(may_write) if left[local]]
            if ready and dice.random() < 0.5:
                local = dice.choice(ready)
                may_write.discard(local)
                host.send(Packet(Kind.WRTE, local, streams[local], left[local].pop(0)))
            elif unanswered and dice.random() < 0.5:
                local = unanswered.pop(dice.randrange(len(unanswered)))
                host.send(Packet(Kind.OKAY, local, streams[local]))
            elif not ready and not unanswered:
                taken = host.take()
                if taken.kind is Kind.OKAY:
                    may_write.add(taken.arg1)
                elif taken.kind is Kind.WRTE:
                    echoed[taken.arg1] += taken.payload
                    unanswered.append(taken.arg1)


# HTTP and JSON-RPC ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def u2(served):
    """The phone with uiautomator2's server running."""
    served.phone.files.write_bytes("/data/local/tmp/u2.jar", b"PK")
    with Host(served) as starter:
        local, remote = starter.open(f"shell:{U2}")
        assert b"Starting Server" in starter.take().payload
        starter.send(Packet(Kind.OKAY, local, remote))
        yield served


def post(body, *, close=False):
    ending = "Connection: close\r\n" if close else ""
    head = f"POST /jsonrpc/0 HTTP/1.1\r\nContent-Length: {len(body)}\r\n{ending}\r\n"
    return head.encode() + body


def bodies_of(answer):
    """The bodies of the answers on a connection; `100 Continue` is none."""
    found = []
    while answer:
        head, _, answer = answer.partition(b"\r\n\r\n")
        length = [line for line in head.split(b"\r\n") if line.startswith(b"Content-Length:")]
        if length:
            size = int(length[0].split(b":")[1])
            found.append((head.split(b" ")[1], answer[:size]))
            answer = answer[size:]
    return found


calls = st.builds(
    lambda method, params, number: json.dumps(
        {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
    ).encode(),
    st.sampled_from(
        ["deviceInfo", "ping", "exist", "count", "click", "getClipboard", "isScreenOn"]
    ),
    st.lists(st.one_of(st.integers(-5, 3000), st.just({"mask": 1, "text": "x"})), max_size=3),
    st.integers(0, 9),
)


@FEW
@given(st.lists(st.one_of(calls, st.binary(max_size=40)), min_size=1, max_size=4), cuts)
def test_requests_are_answered_in_order_however_they_are_cut(u2, asked, where):
    data = b"".join(post(body) for body in asked[:-1]) + post(asked[-1], close=True)
    answers = bodies_of(talk(u2, "tcp:9008", pieces(data, where)))
    assert [status for status, _ in answers] == [b"200"] * len(asked)
    for body, (_, answer) in zip(asked, answers, strict=True):
        told = json.loads(answer)
        with contextlib.suppress(ValueError):
            known = json.loads(body)
            if isinstance(known, dict):
                assert told["id"] == known.get("id")


@FEW
@given(st.binary(max_size=200), cuts)
def test_noise_is_a_bad_request_or_an_unknown_page(u2, noise, where):
    end = b"\r\n\r\nGET /none HTTP/1.1\r\nConnection: close\r\n\r\n" + b"\r\n\r\n" * 2
    data = noise.replace(b"/stop", b"/pots") + end
    answers = bodies_of(talk(u2, "tcp:9008", pieces(data, where)))
    assert answers[-1][0] in (b"400", b"404")


# lines of text --------------------------------------------------------------------------------

lines = st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=60)


@FEW
@given(st.lists(st.one_of(lines, st.sampled_from(["sms send 5 x", "sms", "help"])), max_size=4))
def test_every_console_line_gets_ok_or_ko(served, typed):
    said = [line for line in typed if line.strip() and line.strip() not in ("quit", "exit")]
    with socket.create_connection(("127.0.0.1", served.console.port), timeout=10) as sock:
        sock.sendall("".join(f"{line}\n" for line in said).encode() + b"quit\n")
        answer = b"".join(iter(lambda: sock.recv(1 << 16), b""))
    verdicts = [line for line in answer.split(b"\r\n") if line == b"OK" or line.startswith(b"KO")]
    assert len(verdicts) == 1 + len(said)
    served.phone.unknown.clear()


@FEW
@given(st.lists(st.one_of(lines, st.dictionaries(lines, lines, max_size=3).map(json.dumps))))
def test_every_control_line_gets_an_answer(served, typed):
    said = [line for line in typed if "\n" not in line]
    with socket.create_connection(("127.0.0.1", served.control.port), timeout=10) as sock:
        sock.sendall("".join(f"{line}\n" for line in said).encode())
        sock.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: sock.recv(1 << 16), b""))
    told = [json.loads(line) for line in answer.splitlines()]
    assert [reply["ok"] for reply in told] == [False] * len(said)


def test_the_phone_is_still_well(served):
    assert talk(served, "shell:echo well", []) == b"well\n"
    assert not list(Path(served.phone.files.root).glob("beside"))
