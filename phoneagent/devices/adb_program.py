"""The adb program's verbs without its process: shell, push, pull, install, emu, with exit codes.

For software that thinks in adb command lines. Every verb is one connection to the adb server,
well under a millisecond on the loopback, where the program takes about twenty.
"""

from __future__ import annotations

import re
import socket
import struct
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from phoneagent.devices import adb_sync
from phoneagent.devices.adb import Adb, quote
from phoneagent.errors import DeviceLost

_PACKET = struct.Struct("<BI")
_STDOUT, _STDERR, _EXIT = 1, 2, 3
_PATIENCE_S = 120.0
_EMULATOR = re.compile(r"emulator-(\d+)")
_UPLOADS = "/data/local/tmp"
_CONSOLE_KEY = ".emulator_console_auth_token"


@dataclass(frozen=True, slots=True)
class Completed:
    """What a verb left.

    Attributes:
        code: the exit status; of the command on the phone for `shell`.
        output: both streams, in the order they arrived.
    """

    code: int
    output: bytes


class AdbProgram:
    """Carries out adb command lines on one phone.

    Args:
        adb: the phone.
    """

    def __init__(self, adb: Adb) -> None:
        self._adb = adb
        self._verbs: dict[str, Callable[[list[str], float], Completed]] = {
            "shell": lambda words, patience_s: self.shell(" ".join(words), patience_s),
            "push": self._push,
            "pull": self._pull,
            "install": self._install,
            "uninstall": lambda words, s: self.shell(f"pm uninstall {quote(*words)}", s),
            "emu": self._emu,
            "root": lambda words, s: self._service("root:", s),
            "get-serialno": lambda words, s: Completed(0, f"{adb.serial}\n".encode()),
            "wait-for-device": self._wait,
        }

    def run(self, words: Sequence[str], timeout_s: float | None = None) -> Completed:
        """Carry out one command line, as `adb -s SERIAL WORDS` would.

        Args:
            words: the arguments after `adb`.
            timeout_s: how long it may take; two minutes when left out.

        Raises:
            DeviceError: the phone cannot be reached, or took longer.
        """
        verb = self._verbs.get(words[0]) if words else None
        if verb is None:
            return _failed(f"adb: unknown command {' '.join(words[:1])}")
        return verb(list(words[1:]), timeout_s or _PATIENCE_S)

    def shell(self, line: str, timeout_s: float = _PATIENCE_S) -> Completed:
        """Run a line in the phone's shell; its exit status is the real one (shell protocol v2).

        Raises:
            DeviceError: the phone cannot be reached, or took longer.
        """
        with closing(self._adb.reach(f"shell,v2,raw:{line}")) as connection:
            connection.settimeout(timeout_s)
            try:
                return _shell_packets(connection)
            except OSError as error:
                raise DeviceLost(f"{self._adb.serial}: {line[:80]}: {error}") from error

    def _push(self, words: list[str], timeout_s: float) -> Completed:
        *sources, target = words
        return self._transfer(
            timeout_s, *((adb_sync.push, Path(source), target) for source in sources)
        )

    def _pull(self, words: list[str], timeout_s: float) -> Completed:
        *sources, target = words if len(words) > 1 else [*words, "."]
        return self._transfer(
            timeout_s, *((adb_sync.pull, source, Path(target)) for source in sources)
        )

    def _transfer(
        self, timeout_s: float, *moves: tuple[Callable[..., None], Path | str, Path | str]
    ) -> Completed:
        for move, source, target in moves:
            try:
                with closing(self._adb.reach("sync:")) as line:
                    line.settimeout(timeout_s)
                    move(line, source, target)
            except (adb_sync.SyncRefused, FileNotFoundError) as error:
                return _failed(f"adb: error: {error}")
            except OSError as error:
                raise DeviceLost(f"{self._adb.serial}: {source}: {error}") from error
        return Completed(0, f"{len(moves)} file(s) moved\n".encode())

    def _install(self, words: list[str], timeout_s: float) -> Completed:
        *options, file = words
        there = f"{_UPLOADS}/{Path(file).name}"
        pushed = self._push([file, there], timeout_s)
        if pushed.code:
            return pushed
        done = self.shell(quote("pm", "install", *options, there), timeout_s)
        self.shell(quote("rm", "-f", there))
        refused = done.code == 0 and b"Success" not in done.output
        return Completed(1, done.output) if refused else done

    def _service(self, name: str, timeout_s: float) -> Completed:
        """The answer of a service of the phone's own adb daemon."""
        with closing(self._adb.reach(name)) as line:
            line.settimeout(timeout_s)
            output = b"".join(iter(lambda: line.recv(1 << 16), b""))
        self._adb.attach()  # `root:` restarts the daemon
        return Completed(0, output)

    def _wait(self, words: list[str], timeout_s: float) -> Completed:
        self._adb.attach(timeout_s)
        return Completed(0, b"")

    # the emulator's console -----------------------------------------------------------------

    def _emu(self, words: list[str], timeout_s: float) -> Completed:
        """A line for the emulator console; words are joined by blanks as adb does."""
        emulator = _EMULATOR.fullmatch(self._adb.serial)
        port = self._adb.console_port or (int(emulator[1]) if emulator else 0)
        if not port:
            return _failed(f"adb: error: {self._adb.serial} is not an emulator")
        try:
            with (
                socket.create_connection(("127.0.0.1", port), timeout_s) as line,
                line.makefile("rb") as answers,
            ):
                line.sendall(f"auth {_console_key()}\n{' '.join(words)}\nquit\n".encode())
                said = answers.read().decode("utf-8", "replace").splitlines()
        except OSError as error:
            return _failed(f"adb: error: the console on port {port}: {error}")
        refused = [answer for answer in said if answer.startswith("KO")]
        return _failed(refused[0]) if refused else Completed(0, b"OK\n")


def _shell_packets(line: socket.socket) -> Completed:
    """Both outputs and the exit status; without one the phone ended the stream itself."""
    output, rest = bytearray(), bytearray()
    while True:
        while len(rest) >= _PACKET.size:
            kind, size = _PACKET.unpack_from(rest)
            if len(rest) < _PACKET.size + size:
                break
            data = bytes(rest[_PACKET.size : _PACKET.size + size])
            del rest[: _PACKET.size + size]
            if kind == _EXIT:
                return Completed(data[0], bytes(output))
            if kind in (_STDOUT, _STDERR):
                output += data
        chunk = line.recv(1 << 16)
        if not chunk:
            raise ConnectionError("the phone closed the connection before the command ended")
        rest += chunk


def _console_key() -> str:
    """What an emulator wants to hear first; it lies in the home folder of whoever started it."""
    file = Path.home() / _CONSOLE_KEY
    return file.read_text(encoding="ascii").strip() if file.exists() else ""


def _failed(text: str) -> Completed:
    return Completed(1, f"{text}\n".encode())
