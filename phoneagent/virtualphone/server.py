"""Serves a phone: adb on one port, the emulator console and the control socket on others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from phoneagent.virtualphone.chaos import UnreliablePhone
from phoneagent.virtualphone.control import Control
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.shell import commands
from phoneagent.virtualphone.wire.adbd import Adbd
from phoneagent.virtualphone.wire.console import Console
from phoneagent.virtualphone.wire.u2 import MAIN_CLASS, U2Server

if TYPE_CHECKING:
    from phoneagent.virtualphone.wire.emulator import EmulatorGrpc

__all__ = ["PhoneServer", "commands"]  # importing the commands makes them known to the shell


class PhoneServer:
    """Makes one phone reachable by adb. Many servers may run in one process.

    Args:
        phone: the phone; it stays the caller's, who closes it.
        port: TCP port for adb on the loopback interface, 0 for any free one.
        console_port: port of the emulator console, None for no console. adb expects it one below
            the adb port.
        grpc_port: port of the emulator's gRPC, None for none; needs the extra `emulator`.
        like_the_jar: answer uiautomator2 exactly as the server on a real phone, stalls included.
        on_stop: what the control socket's `stop` does.

    Attributes:
        adbd: the adb daemon.
        u2: uiautomator2's server.
        control: the control socket, with its `port` and `token`.
    """

    def __init__(
        self,
        phone: VirtualPhone,
        port: int = 0,
        *,
        console_port: int | None = None,
        grpc_port: int | None = None,
        like_the_jar: bool = False,
        on_stop: Callable[[], None] | None = None,
    ) -> None:
        self.phone = phone
        self.adbd = Adbd(phone, port=port)
        self.u2 = U2Server(phone, self.adbd.ports, like_the_jar=like_the_jar)
        self.adbd.programs[MAIN_CLASS] = self.u2.program
        try:
            self.console = None if console_port is None else Console(phone, console_port)
        except OSError:
            self.adbd.stop()
            raise
        self.emulator = None if grpc_port is None else _emulator(phone, grpc_port)
        self.control = Control(phone, {"serial": self.serial}, on_stop)
        if isinstance(phone, UnreliablePhone):
            self._connect_faults(phone)

    def _connect_faults(self, phone: UnreliablePhone) -> None:
        phone.on_fault["adb_drop"] = lambda fault: self.adbd.drop_connections()
        phone.on_fault["offline"] = lambda fault: self.adbd.drop_connections(fault.seconds)
        phone.on_fault["u2_death"] = lambda fault: self.u2.die()
        self.u2.calls.may_keep = lambda: not phone.plan.faults

    @property
    def serial(self) -> str:
        """What `adb connect` takes and adb calls the phone."""
        return f"127.0.0.1:{self.adbd.port}"

    def start(self) -> PhoneServer:
        """Accept connections from now on."""
        self.adbd.start()
        self.control.start()
        if self.console:
            self.console.start()
        if self.emulator:
            self.emulator.start()
        return self

    def stop(self) -> None:
        """Close every port and connection."""
        self.control.stop()
        if self.emulator:
            self.emulator.stop()
        if self.console:
            self.console.stop()
        self.adbd.stop()

    def __enter__(self) -> PhoneServer:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


def _emulator(phone: VirtualPhone, port: int) -> EmulatorGrpc:
    from phoneagent.virtualphone.wire.emulator import EmulatorGrpc  # grpcio is an extra

    return EmulatorGrpc(phone, port)
