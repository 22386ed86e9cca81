"""What the virtual phone itself costs: per action, tree and picture, per phone, to start and reset.

python -m benchmarks.speed.virtualphone [--rounds 200]

The client is as thin as can be: one kept connection, no adb server, nothing parsed. The phone runs
in a process of its own; phones are counted in another.
"""

from __future__ import annotations

import argparse
import itertools
import json
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.speed.table import Row, markdown
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.server import PhoneServer
from phoneagent.virtualphone.wire import packets
from phoneagent.virtualphone.wire.packets import Kind, Packet

HOW = "python -m benchmarks.speed.virtualphone"
PHONES = 50
CORNER = (3, 700)  # a place where a tap changes nothing
U2 = "CLASSPATH=/data/local/tmp/u2.jar app_process / com.wetest.uia2.Main -p 9008"
HOME, NOTIFICATIONS = 3, 83
Call = Callable[[], object]


class Line:
    """A connection to the phone's adb daemon, with one stream at a time."""

    def __init__(self, port: int) -> None:
        self._sock = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._incoming = self._sock.makefile("rb")
        self._last_id = self._remote = 0
        self._send(Packet(Kind.CNXN, packets.VERSION, packets.MAX_PAYLOAD, b"host::features=cmd"))
        self._take()

    def open(self, name: str) -> None:
        self._last_id += 1
        self._send(Packet(Kind.OPEN, self._last_id, 0, name.encode() + b"\0"))
        self._remote = self._take().arg0

    def run(self, command: str) -> bytes:
        """The output of a shell command."""
        self.open(f"exec:{command}")
        output = b""
        while (packet := self._take()).kind is not Kind.CLSE:
            if packet.kind is Kind.WRTE:
                output += packet.payload
                self._send(Packet(Kind.OKAY, self._last_id, self._remote))
        return output

    def first(self, command: str) -> bytes:
        """The first piece of output of a command that goes on."""
        self.open(f"shell:{command}")
        packet = self._take()
        self._send(Packet(Kind.OKAY, self._last_id, self._remote))
        return packet.payload

    def call(self, method: str, *params: object) -> bytes:
        """One JSON-RPC call on the open stream `tcp:9008`."""
        asked = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        body = json.dumps(asked).encode()
        head = f"POST /jsonrpc/0 HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        self._send(Packet(Kind.WRTE, self._last_id, self._remote, head + body))
        answer, size = b"", -1
        while size < 0 or len(answer) < size:
            packet = self._take()
            if packet.kind is Kind.WRTE:
                answer += packet.payload
                self._send(Packet(Kind.OKAY, self._last_id, self._remote))
            if size < 0 and b"\r\n\r\n" in answer:
                size = answer.index(b"\r\n\r\n") + 4 + _length(answer)
        return answer

    def close(self) -> None:
        self._incoming.close()
        self._sock.close()

    def _send(self, packet: Packet) -> None:
        self._sock.sendall(packets.encode(packet))

    def _take(self) -> Packet:
        return packets.read_packet(self._incoming.read)


def _length(answer: bytes) -> int:
    return int(answer.split(b"Content-Length: ")[1].split(b"\r\n")[0])


@dataclass(frozen=True)
class Times:
    """Many calls of one kind, in milliseconds."""

    median_ms: float
    fastest_ms: float


def timed(call: Call, rounds: int, before: Call = lambda: None) -> Times:
    """How long a call takes; what is done before each is not measured. Three warm up."""
    times = []
    for _ in range(rounds + 3):
        before()
        started = time.perf_counter()
        call()
        times.append((time.perf_counter() - started) * 1000)
    return Times(statistics.median(times[3:]), min(times[3:]))


@contextmanager
def running_phone() -> Iterator[int]:
    """A phone in a process of its own; yields its adb port."""
    command = [sys.executable, "-m", "phoneagent.virtualphone"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline().rpartition(":")[2])
        finally:
            process.terminate()


def wire_rows(rounds: int) -> list[Row]:
    """Actions, trees and pictures over one kept connection."""
    with running_phone() as port, closing(Line(port)) as starter, closing(Line(port)) as line:
        line.run("touch /data/local/tmp/u2.jar")
        assert b"Starting" in starter.first(U2)
        line.open("tcp:9008")
        keys = itertools.cycle([NOTIFICATIONS, HOME])

        def turn() -> None:
            line.call("pressKeyCode", next(keys))

        def tap() -> None:
            line.call("click", *CORNER)

        few = max(10, rounds // 5)
        return [
            _row("tap", timed(tap, 5 * rounds), 0.5, _rate(tap, rounds)),
            _row("tree, after a change", timed(_tree(line), rounds, turn), None),
            _row("tree, unchanged", timed(_tree(line), rounds), 0.5),
            _row("screenshot (JPEG), after a change", timed(_shot(line), few, turn), 15),
            _row("screenshot (JPEG), unchanged", timed(_shot(line), rounds), 1),
            _row("screenshot (PNG), after a change", _png(port, few, turn), None),
        ]


def _row(what: str, times: Times, goal: float | None, more: str = "") -> Row:
    note = f"fastest {times.fastest_ms:.3g} ms{more}"
    return Row(f"virtual phone: {what}, median", times.median_ms, "ms", goal, how=HOW, note=note)


def _rate(tap: Call, rounds: int) -> str:
    started = time.perf_counter()
    for _ in range(10 * rounds):
        tap()
    return f", {10 * rounds / (time.perf_counter() - started):,.0f} a second"


def _tree(line: Line) -> Call:
    return lambda: line.call("dumpWindowHierarchy", False, 50)


def _shot(line: Line) -> Call:
    return lambda: line.call("takeScreenshot", 1, 80)


def _png(port: int, rounds: int, turn: Call) -> Times:
    with closing(Line(port)) as line:
        return timed(lambda: line.run("screencap -p"), rounds, turn)


def life_rows(rounds: int) -> list[Row]:
    """Starting, resetting, saving and bringing back, in process."""
    few = max(5, rounds // 20)

    def start() -> None:
        VirtualPhone().close()

    with VirtualPhone() as phone:
        saved = phone.snapshot()
        return [
            _row("started, in process", timed(start, few), None),
            _row("reset in place", timed(phone.reset, few), None),
            _row("snapshot", timed(phone.snapshot, few), None),
            _row("snapshot brought back", timed(lambda: phone.restore(saved), few), None),
            Row("virtual phone: process to its first answer", _process_s(), "s", how=HOW),
        ]


def _process_s() -> float:
    started = time.perf_counter()
    with running_phone() as port, closing(Line(port)) as line:
        line.run("true")
        return time.perf_counter() - started


def crowd_rows() -> list[Row]:
    """Many phones in one process, counted in a fresh one."""
    command = [sys.executable, "-m", "benchmarks.speed.virtualphone", "--crowd"]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    name = f"virtual phone: {PHONES} in one process"
    return [
        Row(f"{name}, started and served", told["start_s"], "s", how=HOW),
        Row(f"{name}, memory each", told["each_mb"], "MB", how=HOW, note="before they are seen"),
        Row(f"{name}, memory each, drawn", told["drawn_mb"], "MB", how=HOW),
        Row(f"{name}, taps a second in all", told["taps_per_s"], "", how=HOW, note="one client"),
    ]


def crowd() -> dict[str, float]:
    """Start the phones, tap on each in turn, look at each."""
    now = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    with VirtualPhone(now=now) as first:
        first.png()  # what is loaded once is not counted
    before_mb = _resident_mb()
    with ExitStack() as stack:
        started = time.perf_counter()
        phones = [stack.enter_context(VirtualPhone(now=now)) for _ in range(PHONES)]
        servers = [stack.enter_context(PhoneServer(phone)) for phone in phones]
        start_s = time.perf_counter() - started
        each_mb = (_resident_mb() - before_mb) / PHONES
        lines = [stack.enter_context(closing(Line(server.adbd.port))) for server in servers]
        started = time.perf_counter()
        for line in lines * 4:
            line.run("input tap 3 700")
        taps_per_s = 4 * PHONES / (time.perf_counter() - started)
        for phone in phones:
            phone.png()
        drawn_mb = (_resident_mb() - before_mb) / PHONES
    return {
        "start_s": start_s,
        "each_mb": each_mb,
        "drawn_mb": drawn_mb,
        "taps_per_s": taps_per_s,
    }


def _resident_mb() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def rows(rounds: int = 200) -> list[Row]:
    """Everything about the phone itself."""
    crowded = crowd_rows() if Path("/proc/self/status").exists() else []
    return [*wire_rows(rounds), *life_rows(rounds), *crowded]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--crowd", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    print(json.dumps(crowd()) if options.crowd else markdown(rows(options.rounds)))


if __name__ == "__main__":
    main()
