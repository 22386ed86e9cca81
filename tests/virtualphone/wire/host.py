"""An adb host of our own on a plain socket, for what the real one never sends."""

from __future__ import annotations

import socket
import struct

from phoneagent.virtualphone.server import PhoneServer
from phoneagent.virtualphone.wire import packets
from phoneagent.virtualphone.wire.packets import Kind, Packet


class Host:
    """A minimal adb host: one connection, several streams, one packet after another."""

    def __init__(self, server: PhoneServer, *, version: int = packets.VERSION) -> None:
        self.sock = socket.create_connection(("127.0.0.1", server.adbd.port), timeout=10)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._lines = self.sock.makefile("rb")
        self._last_id = 0
        self.send(Packet(Kind.CNXN, version, 1 << 20, b"host::features=shell_v2,cmd"))
        self.banner = self.take()

    def send(self, packet: Packet) -> None:
        self.sock.sendall(packets.encode(packet))

    def take(self) -> Packet:
        def exactly(size: int) -> bytes:
            data = self._lines.read(size)
            if len(data) < size:
                raise EOFError
            return data

        return packets.read_packet(exactly)

    def open(self, name: str) -> tuple[int, int]:
        self._last_id += 1
        self.send(Packet(Kind.OPEN, self._last_id, 0, name.encode() + b"\0"))
        answer = self.take()
        return self._last_id, answer.arg0

    def run(self, name: str) -> bytes:
        """Open a stream and read it to its end."""
        local, remote = self.open(name)
        out = b""
        while (packet := self.take()).kind is not Kind.CLSE:
            if packet.kind is Kind.WRTE:
                out += packet.payload
                self.send(Packet(Kind.OKAY, local, remote))
        self.send(Packet(Kind.CLSE, local, remote))
        return out

    def close(self) -> None:
        """Leave in good order, as far as TCP goes."""
        self._lines.close()
        self.sock.close()

    def die(self) -> None:
        """Leave with a reset: what was not read is lost, nothing is said."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
