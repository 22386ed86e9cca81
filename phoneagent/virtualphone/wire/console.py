"""The emulator console: a line of text in, text and OK or KO out.

The commands are those of https://developer.android.com/studio/run/emulator-console.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from phoneagent.virtualphone import turning

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

_GREETING = b"Android Console: type 'help' for a list of commands\r\nOK\r\n"
_MAX_LINE = 64 * 1024


class ConsoleError(Exception):
    """A command that cannot be carried out; its text follows `KO: `."""


class Console:
    """Serves the console of one phone on a TCP port of the loopback interface.

    Args:
        phone: what the commands act on.
        port: 0 for any free one. adb looks for it one below the adb port.
    """

    def __init__(self, phone: VirtualPhone, port: int = 0) -> None:
        self._phone = phone
        self._listener = socket.create_server(("127.0.0.1", port))
        self._clients: set[socket.socket] = set()
        self._stopped = False
        self._commands: dict[str, Callable[[list[str], str], str]] = {
            "help": lambda words, line: "\r\n".join(sorted(self._commands)),
            "ping": lambda words, line: "I am alive!",
            "auth": lambda words, line: "",
            "sms": self._sms,
            "gsm": self._gsm,
            "power": self._power,
            "rotate": self._rotate,
            "avd": self._avd,
            "geo": lambda words, line: "",
            "network": lambda words, line: "",
        }

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._listener.getsockname()[1])

    def start(self) -> None:
        """Accept connections from now on."""
        threading.Thread(target=self._accept, name="console", daemon=True).start()

    def stop(self) -> None:
        """Close the port and every connection."""
        self._stopped = True
        for sock in (self._listener, *self._clients):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self._clients.add(sock)
            if self._stopped:  # it was accepted at the last moment
                sock.close()
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        with contextlib.suppress(OSError), sock, sock.makefile("rb") as lines:
            sock.sendall(_GREETING)  # a line without an end is a client that died, or rubbish
            while (raw := lines.readline(_MAX_LINE)).endswith(b"\n"):
                line = raw.decode("utf-8", "replace").strip()
                if line in ("quit", "exit"):
                    break
                if line:
                    sock.sendall(self.answer(line).encode())
        self._clients.discard(sock)

    def answer(self, line: str) -> str:
        """Carry out one command line."""
        words = line.split()
        command = self._commands.get(words[0])
        if command is None:
            self._phone.unknown.append(f"console {line}")
            return "KO: unknown command, try 'help'\r\n"
        try:
            with self._phone.lock:
                text = command(words[1:], line)
        except ConsoleError as error:
            return f"KO: {error}\r\n"
        return f"{text}\r\nOK\r\n" if text else "OK\r\n"

    def _sms(self, words: list[str], line: str) -> str:
        if words[:1] != ["send"] or len(words) < 3:
            raise ConsoleError("missing argument, try 'sms send <phonenumber> <text>'")
        self._phone.receive_sms(words[1], line.split(None, 3)[3])
        self._phone.changes.note()
        return ""

    def _gsm(self, words: list[str], line: str) -> str:
        if words[:1] == ["list"]:
            return ""
        if words[:1] in (["call"], ["cancel"], ["accept"], ["data"], ["voice"], ["signal"]):
            raise ConsoleError("this phone has no calls")
        raise ConsoleError("bad sub-command")

    def _power(self, words: list[str], line: str) -> str:
        if words[:1] == ["display"]:
            return "AC: online\r\nstatus: Full\r\nhealth: Good\r\npresent: true\r\ncapacity: 100"
        raise ConsoleError("the battery of this phone is always full")

    def _rotate(self, words: list[str], line: str) -> str:
        turning.turn(self._phone, self._phone.rotation + 1)
        return ""

    def _avd(self, words: list[str], line: str) -> str:
        if words[:1] == ["name"]:
            return self._phone.props["ro.product.name"]
        if words[:1] == ["status"]:
            return "virtual device is running"
        raise ConsoleError("bad sub-command")
