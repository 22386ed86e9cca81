"""How long one touch, one tree, one look takes: our line, uiautomator2's own client, a bare socket.

Usage: python benchmarks/speed/devices.py [--device SERIAL] [--rounds 50] [--json FILE]

Without --device a virtual phone is started that answers exactly as the server on a real phone does
(--like-the-jar). Every figure is milliseconds; on a real phone the device's own work is in them.
Loopback figures below a millisecond are near the machine's scheduling noise.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import uiautomator2

from phoneagent.core.base import Point
from phoneagent.devices import android
from phoneagent.devices.adb import Adb, client
from phoneagent.devices.channel import encode_call
from phoneagent.devices.hands import PhoneHands
from phoneagent.devices.virtual import StartedPhone

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


def measure(call: Call, rounds: int, before: Call | None = None) -> dict[str, float]:
    """Median, fastest and 90th percentile of a call in ms, after three rounds of warming up."""
    times_ms = []
    for _ in range(rounds + 3):
        if before:
            before()
        started = time.perf_counter()
        call()
        times_ms.append((time.perf_counter() - started) * 1000)
    times_ms = sorted(times_ms[3:])
    return {
        "median_ms": round(statistics.median(times_ms), 3),
        "min_ms": round(times_ms[0], 3),
        "p90_ms": round(times_ms[int(len(times_ms) * 0.9)], 3),
    }


def measure_all(serial: str, server_port: int | None, rounds: int) -> dict[str, dict[str, float]]:
    adb = Adb(serial, client(server_port))
    with android.build(serial, server_port=server_port) as device, ExitStack() as stack:
        stock = uiautomator2.Device(adb.stock)
        bare = BareSocket(adb)
        stack.callback(bare.close)
        hands, eyes = device.hands, device.eyes
        tap = hands.tap
        at = Point(*CORNER)
        return {
            "tap, bare socket": measure(bare.tap, rounds),
            "tap": measure(lambda: tap(at), rounds),
            "tap, uiautomator2": measure(lambda: stock.click(*CORNER), rounds),
            "tree, bare socket": measure(
                lambda: bare.call("dumpWindowHierarchy", False, 50), rounds
            ),
            "tree": measure(eyes.dump, rounds),
            "tree, uiautomator2": measure(stock.dump_hierarchy, rounds),
            "screenshot": measure(eyes.image, rounds),
            "screenshot, uiautomator2": measure(stock.screenshot, rounds),
            "look, unchanged": measure(device.look, rounds),
            "look, after a change": measure(device.look, min(rounds, 20), before=_turn(hands)),
            "shell": measure(lambda: adb.shell("true"), rounds),
            "shell, adbutils": measure(lambda: adb.stock.shell("true"), rounds),
        }


def _turn(hands: PhoneHands) -> Call:
    """Changes the screen each time: notifications, home, notifications ..."""
    keys = iter(["notifications", "home"] * 1000)
    return lambda: hands.press(next(keys))


def report(figures: dict[str, dict[str, float]]) -> str:
    lines = [f"{'':26}  {'median':>9}  {'fastest':>9}  {'p90':>9}  ms"]
    for name, told in figures.items():
        lines.append(
            f"{name:26}  {told['median_ms']:9.3f}  {told['min_ms']:9.3f}  {told['p90_ms']:9.3f}"
        )
    for what in ("tap", "tree"):
        ours = figures[what]["median_ms"]
        stock = figures[f"{what}, uiautomator2"]["median_ms"] / ours
        floor = ours / figures[f"{what}, bare socket"]["median_ms"]
        lines.append(
            f"{what}: {stock:.0f} times uiautomator2's speed, {floor:.2f} of a bare socket"
        )
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--device", default="", help="adb serial; default: starts a virtual phone")
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    with ExitStack() as stack:
        serial, port = options.device, None
        if not serial:
            phone = StartedPhone(("--like-the-jar",))
            stack.callback(phone.close)
            serial, port = phone.serial, phone.server_port
        figures = measure_all(serial, port, options.rounds)
    print(report(figures))
    if options.json:
        facts = {"python": platform.python_version(), "system": platform.platform()}
        facts |= {"device": options.device or "virtual", "rounds": options.rounds}
        options.json.write_text(json.dumps({"facts": facts, "figures": figures}, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
