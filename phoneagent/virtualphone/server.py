"""Serves a virtual phone: adb on one port, the emulator console and the control socket on others."""

from __future__ import annotations

from types import TracebackType

from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.shell import commands
from phoneagent.virtualphone.wire.adbd import Adbd
from phoneagent.virtualphone.wire.u2 import MAIN_CLASS, U2Server

__all__ = ["PhoneServer", "commands"]


class PhoneServer:
    """Makes one phone reachable by adb.

    Args:
        phone: the phone; it stays the caller's, who closes it.
        port: TCP port for adb on the loopback interface, 0 for any free one.
        like_the_jar: answer uiautomator2 exactly as the server on a real phone, stalls included.
    """

    def __init__(self, phone: VirtualPhone, port: int = 0, *, like_the_jar: bool = False) -> None:
        self.phone = phone
        self.adbd = Adbd(phone, port=port)
        self.u2 = U2Server(phone, self.adbd.ports, like_the_jar=like_the_jar)
        self.adbd.programs[MAIN_CLASS] = self.u2.program

    @property
    def serial(self) -> str:
        """What `adb connect` takes and adb calls the phone."""
        return f"127.0.0.1:{self.adbd.port}"

    def start(self) -> PhoneServer:
        """Accept connections from now on."""
        self.adbd.start()
        return self

    def stop(self) -> None:
        """Close every port and connection."""
        self.adbd.stop()

    def __enter__(self) -> PhoneServer:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
