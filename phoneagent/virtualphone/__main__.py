"""`python -m phoneagent.virtualphone`: one or more phones in the foreground."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
import webbrowser
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

from phoneagent.virtualphone.chaos import UnreliablePhone
from phoneagent.virtualphone.faultplan import KINDS, BadSpec, parse_spec
from phoneagent.virtualphone.mirror import Mirror
from phoneagent.virtualphone.server import PhoneServer

_USAGE_ERROR = 2


def _parser() -> argparse.ArgumentParser:
    faults = "\n".join(f"  {name:13} {kind.meaning}" for name, kind in KINDS.items())
    parser = argparse.ArgumentParser(
        prog="phoneagent phone",
        description="Start a virtual phone and print its serial for adb connect.",
        epilog=f"Faults for --chaos, as NAME[:VALUE][@3 | @5..9 | @10%%]:\n{faults}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=0, help="TCP port for adb; 0 takes a free one")
    parser.add_argument("--console-port", type=int, help="TCP port for the console, 0: a free one")
    parser.add_argument("--grpc-port", type=int, help="TCP port for the emulator's gRPC, 0: any")
    parser.add_argument("--count", type=int, default=1, help="how many phones, on ports in a row")
    parser.add_argument("--seed", type=int, default=0, help="of everything random")
    parser.add_argument("--state", type=_fixture, default={}, help="JSON fixture: what is on it")
    parser.add_argument("--now", type=datetime.fromisoformat, help="date and time, ISO 8601")
    parser.add_argument("--chaos", type=_chaos, default="", help="faults, e.g. lost_tap@3")
    parser.add_argument("--animations", choices=("off", "real"), default="off")
    parser.add_argument(
        "--headed", action="store_true", help="serve a page that mirrors and operates the phone"
    )
    parser.add_argument(
        "--like-the-jar",
        action="store_true",
        help="stall as uiautomator2's server on a real phone does (for benchmarks)",
    )
    return parser


def _fixture(path: str) -> dict[str, Any]:
    try:
        state = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError(f"{path}: {error}") from None
    if not isinstance(state, dict):
        raise argparse.ArgumentTypeError(f"{path}: not a JSON object")
    return state


def _chaos(text: str) -> str:
    try:
        parse_spec(text)
    except BadSpec as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT.

    Prints, per phone, its serial, `control PORT TOKEN`, and `console PORT`, `grpc PORT` and
    `screen URL` when it has them.

    Returns:
        0, or 2 when the fixture or a port cannot be used.
    """
    options = _parser().parse_args(arguments)
    over = threading.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: over.set())
    with ExitStack() as stack:
        try:
            for number in range(options.count):
                server = _serve(options, number, over, stack)
                page = Mirror(server.phone, server.serial) if options.headed else None
                _tell(server, stack.enter_context(page) if page else None)
        except (OSError, ImportError, AttributeError, KeyError, TypeError, ValueError) as error:
            sys.stderr.write(f"The phone does not start: {type(error).__name__}: {error}\n")
            return _USAGE_ERROR
        over.wait()
    return 0


def _serve(
    options: argparse.Namespace, number: int, over: threading.Event, stack: ExitStack
) -> PhoneServer:
    phone = stack.enter_context(
        UnreliablePhone(
            chaos=options.chaos,
            seed=options.seed + number,
            now=options.now,
            state=options.state,
            animations=options.animations == "real",
        )
    )
    server = PhoneServer(
        phone,
        options.port + 2 * number if options.port else 0,
        console_port=options.console_port and options.console_port + 2 * number,
        grpc_port=options.grpc_port and options.grpc_port + number,
        like_the_jar=options.like_the_jar,
        on_stop=over.set,
    )
    return stack.enter_context(server)


def _tell(server: PhoneServer, page: Mirror | None) -> None:
    sys.stdout.write(f"{server.serial}\ncontrol {server.control.port} {server.control.token}\n")
    if server.console:
        sys.stdout.write(f"console {server.console.port}\n")
    if server.emulator:
        sys.stdout.write(f"grpc {server.emulator.port}\n")
    if page:
        sys.stdout.write(f"screen {page.url}\n")
    sys.stdout.flush()
    if page and sys.stdout.isatty() and _has_desktop():
        webbrowser.open(page.url)


def _has_desktop() -> bool:
    """Whether a browser would open in a window, not in this terminal."""
    graphical = ("DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform in ("darwin", "win32") or any(name in os.environ for name in graphical)


if __name__ == "__main__":
    raise SystemExit(main())
