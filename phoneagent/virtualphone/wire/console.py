"""The emulator console: a line of text in, text and OK or KO out.

The commands are those of https://developer.android.com/studio/run/emulator-console.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from phoneagent.virtualphone import turning
from phoneagent.virtualphone.lineserver import LineServer

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

_GREETING = b"Android Console: type 'help' for a list of commands\r\nOK\r\n"


class ConsoleError(Exception):
    """A command that cannot be carried out; its text follows `KO: `."""


class Console(LineServer):
    """Serves the console of one phone on a TCP port of the loopback interface.

    Args:
        phone: what the commands act on.
        port: 0 for any free one. adb looks for it one below the adb port.
    """

    def __init__(self, phone: VirtualPhone, port: int = 0) -> None:
        self._phone = phone
        super().__init__("console", port, greeting=_GREETING)
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

    def reply(self, raw: bytes) -> bytes | None:
        line = raw.decode("utf-8", "replace").strip()
        if line in ("quit", "exit"):
            return None
        return self.answer(line).encode() if line else b""

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
