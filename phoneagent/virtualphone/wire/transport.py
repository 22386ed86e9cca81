"""One adb connection: handshake, and many streams over a single socket."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable

from phoneagent.virtualphone.wire.packets import (
    MAX_PAYLOAD,
    VERSION,
    Kind,
    Packet,
    PacketError,
    encode,
    read_packet,
)
from phoneagent.virtualphone.wire.stream import Stream

Destination = Callable[[Stream], None]
"""What runs at our end of a stream; the stream is closed when it returns."""

Resolve = Callable[[str], Destination | None]
"""From the name in an OPEN to what runs there; None refuses the stream."""


class Transport:
    """The phone's end of a connection to an adb server (or to any other adb host).

    Args:
        sock: a connected socket, owned from now on.
        banner: the text of our CNXN, made when the peer has introduced itself.
        resolve: finds what answers a named stream.
    """

    def __init__(self, sock: socket.socket, banner: Callable[[], str], resolve: Resolve) -> None:
        self._sock = sock
        self._banner = banner
        self._resolve = resolve
        self._streams: dict[int, Stream] = {}
        self._last_id = 0
        self._sending = threading.Lock()
        self._checksum = False
        self.max_payload = 4096
        self.host_banner = ""
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def run(self) -> None:
        """Read packets until the peer leaves or talks nonsense; then end every stream."""
        with self._sock.makefile("rb", buffering=1 << 16) as incoming:

            def read_exactly(size: int) -> bytes:
                data: bytes = incoming.read(size)
                if len(data) < size:
                    raise EOFError("connection ended inside a packet")
                return data

            try:
                while True:
                    self._take(read_packet(read_exactly))
            except (OSError, EOFError, PacketError):
                pass
            finally:
                self.close()

    def send(self, packet: Packet) -> None:
        """Send one packet; on a dead connection this only ends the streams."""
        data = encode(packet, checksum=self._checksum)
        try:
            with self._sending:
                self._sock.sendall(data)
        except OSError:
            self.close()

    def open(self, destination: str) -> Stream:
        """Ask the host for a stream, as `adb reverse` does.

        Args:
            destination: for example "tcp:8080"; the host accepts only what was set up there.

        Returns:
            The stream, not yet accepted: the first write waits until it is, and raises
            `StreamClosed` when it is refused.
        """
        stream = self._new_stream(0)
        stream.not_yet_accepted()
        self.send(Packet(Kind.OPEN, stream.local_id, 0, destination.encode() + b"\0"))
        return stream

    def forget(self, local_id: int) -> None:
        """Drop an ended stream."""
        self._streams.pop(local_id, None)

    def close(self) -> None:
        """End the connection and all its streams; may be called from any thread, and twice."""
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)
        self._sock.close()
        for stream in list(self._streams.values()):
            stream.hang_up()
        self._streams.clear()

    def _take(self, packet: Packet) -> None:
        match packet.kind:
            case Kind.CNXN:
                self._greet(packet)
            case Kind.OPEN:
                self._accept(packet)
            case Kind.WRTE:
                self._deliver(packet)
            case Kind.OKAY:
                if stream := self._streams.get(packet.arg1):
                    stream.opened(packet.arg0)
            case Kind.CLSE:
                if stream := self._streams.pop(packet.arg1, None):
                    stream.close()
            case _:
                pass  # SYNC is obsolete; AUTH and STLS never come to who did not ask for them

    def _greet(self, packet: Packet) -> None:
        self._checksum = packet.arg0 < VERSION
        self.max_payload = min(packet.arg1, MAX_PAYLOAD) or 4096
        self.host_banner = packet.payload.rstrip(b"\0").decode("utf-8", "replace")
        self.send(Packet(Kind.CNXN, VERSION, MAX_PAYLOAD, self._banner().encode()))

    def _accept(self, packet: Packet) -> None:
        name = packet.payload.rstrip(b"\0").decode("utf-8", "surrogateescape")
        destination = self._resolve(name)
        if destination is None:
            self.send(Packet(Kind.CLSE, 0, packet.arg0))
            return
        stream = self._new_stream(packet.arg0)
        self.send(Packet(Kind.OKAY, stream.local_id, stream.remote_id))
        threading.Thread(
            target=_run, args=(destination, stream), name=f"adb {name[:40]}", daemon=True
        ).start()

    def _deliver(self, packet: Packet) -> None:
        stream = self._streams.get(packet.arg1)
        if stream is None:
            self.send(Packet(Kind.CLSE, 0, packet.arg0))
        else:
            stream.feed(packet.payload)

    def _new_stream(self, remote_id: int) -> Stream:
        with self._sending:
            self._last_id += 1
            stream = Stream(self, self._last_id, remote_id)
            self._streams[stream.local_id] = stream
        return stream


def _run(destination: Destination, stream: Stream) -> None:
    try:
        with contextlib.suppress(ConnectionError, EOFError):  # the client has gone
            destination(stream)
            stream.flush()
    finally:
        stream.close()
