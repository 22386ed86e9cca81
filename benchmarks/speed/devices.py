"""How long one touch, one tree, one look takes: our line, uiautomator2's own client, a bare socket.

python -m benchmarks.speed.devices [--device SERIAL] [--rounds 60]

Without --device a virtual phone is started that answers exactly as the server on a real phone does
(--like-the-jar). Every figure is milliseconds; on a real phone the device's own work is in them.
Loopback figures below a millisecond are near the machine's scheduling noise.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import subprocess
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

import uiautomator2
from adbutils import adb_path

from benchmarks.speed.table import Row
from phoneagent.core.base import Point
from phoneagent.devices import android
from phoneagent.devices.adb import Adb, client
from phoneagent.devices.channel import encode_call
from phoneagent.devices.hands import PhoneHands
from phoneagent.devices.virtual import StartedPhone

HOW = "python -m benchmarks.speed.devices"
CORNER = (3, 700)  # a place where a tap changes nothing
Call = Callable[[], object]


class BareSocket:
    """The floor: one connection, one prepared request, nothing parsed."""

    def __init__(self, adb: Adb) -> None:
        self._line = adb.dial("tcp:9008")

    def call(self, method: str, *params: object) -> None:
        body = encode_call(method, list(params))
        head = f"POST /jsonrpc/0 HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
        self._line.sendall(head.encode() + body)
        got = b""
        while b"\r\n\r\n" not in got:
            got += self._line.recv(1 << 16)
        head_bytes, _, rest = got.partition(b"\r\n\r\n")
        length = int(head_bytes.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        while len(rest) < length:
            rest += self._line.recv(1 << 16)

    def tap(self) -> None:
        self.call("injectInputEvent", 0, *CORNER, 0)
        self.call("injectInputEvent", 1, *CORNER, 0)

    def close(self) -> None:
        self._line.close()


Calls = dict[str, Call]
Figures = dict[str, "Figure"]


@dataclass(frozen=True)
class Figure:
    """Many calls of one kind, in milliseconds."""

    median_ms: float
    min_ms: float
    p90_ms: float


def measure(calls: Calls, rounds: int, before: Call = lambda: None) -> Figures:
    """The calls in turn, round after round: a busy moment hits all. Three rounds warm up.

    What is done `before` each is not measured. Every other round goes backwards: who comes after
    a slow call finds cold caches.
    """
    times_ms: dict[str, list[float]] = {name: [] for name in calls}
    for n in range(rounds + 3):
        for name, call in list(calls.items())[:: -1 if n % 2 else 1]:
            before()
            started = time.perf_counter()
            call()
            times_ms[name].append((time.perf_counter() - started) * 1000)
    return {name: _figure(sorted(times[3:])) for name, times in times_ms.items()}


def _figure(times_ms: list[float]) -> Figure:
    p90 = times_ms[int(len(times_ms) * 0.9)]
    return Figure(statistics.median(times_ms), times_ms[0], p90)


def measure_all(serial: str, server_port: int | None, rounds: int) -> Figures:
    server = client(server_port)
    adb = Adb(serial, server)
    with android.build(serial, server_port=server_port) as device, ExitStack() as stack:
        stock = uiautomator2.Device(adb.stock)
        bare = BareSocket(adb)
        stack.callback(bare.close)
        hands, eyes = device.hands, device.eyes
        x, y = CORNER
        few = max(5, rounds // 5)
        told = measure(_processes([adb_path(), "-P", str(server.port), "-s", serial]), few)
        told |= measure(
            {
                "tap, bare socket": bare.tap,
                "tap": lambda: hands.tap(Point(x, y)),
                "tree, bare socket": lambda: bare.call("dumpWindowHierarchy", False, 50),
                "tree": eyes.dump,
                "screenshot": eyes.image,
            },
            4 * rounds,
        )
        told |= measure(
            {
                "tap, uiautomator2": lambda: stock.click(x, y),
                "tree, uiautomator2": stock.dump_hierarchy,
                "screenshot, uiautomator2": stock.screenshot,
                "shell, adbutils": lambda: adb.stock.shell("true"),
                "shell": lambda: adb.shell("true"),
            },
            rounds,
        )
        device.look()
        told |= measure({"look, unchanged": device.look}, rounds)
        return told | measure({"look, after a change": device.look}, few, before=_turn(hands))


def _processes(adb: list[str]) -> Calls:
    """What a script does that calls the program `adb` for everything."""
    x, y = CORNER
    dump = "uiautomator dump /data/local/tmp/window.xml && cat /data/local/tmp/window.xml"
    return {
        "tap, one adb process": _run(*adb, "shell", f"input tap {x} {y}"),
        "tree, one adb process": _run(*adb, "shell", dump),
        "screenshot, one adb process": _run(*adb, "exec-out", "screencap", "-p"),
    }


def _run(*command: str) -> Call:
    return lambda: subprocess.run(command, check=True, capture_output=True)


def _turn(hands: PhoneHands) -> Call:
    """Changes the screen each time: notifications, home, notifications ..."""
    keys = itertools.cycle(["notifications", "home"])
    return lambda: hands.press(next(keys))


def on_virtual_phone(rounds: int) -> Figures:
    """The figures on a virtual phone that answers as the server on a real one does."""
    phone = StartedPhone(("--like-the-jar",))
    try:
        return measure_all(phone.serial, phone.server_port, rounds)
    finally:
        phone.close()


def rows(rounds: int = 60) -> list[Row]:
    """Our line against uiautomator2's own client, a bare socket, and one adb process per call."""
    figures = on_virtual_phone(rounds)
    return [
        *_compared(figures, "tap", faster=50, slower=2),
        *_compared(figures, "tree", faster=50, slower=2),
        *_compared(figures, "screenshot"),
        *(_median(figures, name) for name in ("look, unchanged", "look, after a change")),
    ]


def _compared(
    figures: Figures, what: str, *, faster: float | None = None, slower: float | None = None
) -> list[Row]:
    """The median of one call, and how it compares with the other ways that were measured."""
    ours_ms = figures[what].median_ms
    found = [_median(figures, what)]
    for other in ("uiautomator2", "one adb process"):
        other_ms = figures[f"{what}, {other}"].median_ms
        goal = faster if other == "uiautomator2" else None
        note = f"{other_ms:.3g} ms"
        name = f"{what}: times as fast as {other}"
        found.append(Row(name, other_ms / ours_ms, "", goal, at_least=True, how=HOW, note=note))
    if f"{what}, bare socket" in figures:
        bare_ms = figures[f"{what}, bare socket"].median_ms
        note = f"{bare_ms:.3g} ms"
        found.append(
            Row(f"{what}: times a bare socket", ours_ms / bare_ms, "", slower, how=HOW, note=note)
        )
    return found


def _median(figures: Figures, name: str) -> Row:
    return Row(f"{name}, median", figures[name].median_ms, "ms", how=HOW)


def report(figures: Figures) -> str:
    """Every figure, one a line."""
    lines = [f"{'':28}  {'median':>9}  {'fastest':>9}  {'p90':>9}  ms"]
    for name, told in figures.items():
        times = f"{told.median_ms:9.3f}  {told.min_ms:9.3f}  {told.p90_ms:9.3f}"
        lines.append(f"{name:28}  {times}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--device", default="", help="adb serial; default: starts a virtual phone")
    parser.add_argument("--rounds", type=int, default=60)
    options = parser.parse_args()
    if options.device:
        print(report(measure_all(options.device, None, options.rounds)))
    else:
        print(report(on_virtual_phone(options.rounds)))


if __name__ == "__main__":
    main()
