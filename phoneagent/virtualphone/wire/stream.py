"""One adb stream: a duplex byte pipe with one unacknowledged write per direction."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Protocol

from phoneagent.virtualphone.wire.packets import Kind, Packet


class StreamClosed(ConnectionError):
    """The peer closed the stream, or the connection under it is gone."""


class Link(Protocol):
    """What a stream needs of the connection that carries it."""

    @property
    def max_payload(self) -> int:
        """The most bytes one WRTE may carry."""
        ...

    def send(self, packet: Packet) -> None:
        """Send one packet now."""
        ...

    def forget(self, local_id: int) -> None:
        """Drop a stream that has ended."""
        ...


class Stream:
    """A stream as its owner sees it: blocking reads and writes, end of file, close.

    Incoming data is acknowledged when the owner takes it, so a slow owner slows the peer down.
    """

    def __init__(self, link: Link, local_id: int, remote_id: int) -> None:
        self.local_id = local_id
        self.remote_id = remote_id
        self._link = link
        self._arrived: deque[bytes] = deque()
        self._rest = b""
        self._at = 0
        self._changed = threading.Condition(threading.Lock())
        self._may_write = True
        self._open = True
        self._on_close: list[Callable[[], None]] = []

    # -- called by the connection's reader --------------------------------------------------

    def feed(self, data: bytes) -> None:
        """Data from the peer."""
        with self._changed:
            self._arrived.append(data)
            self._changed.notify_all()

    def acknowledged(self) -> None:
        """The peer is ready for the next write."""
        with self._changed:
            self._may_write = True
            self._changed.notify_all()

    def opened(self, remote_id: int) -> None:
        """The peer accepted a stream that we asked for."""
        self.remote_id = remote_id
        self.acknowledged()

    def not_yet_accepted(self) -> None:
        """We asked for this stream: nothing may be written before the peer's OKAY."""
        self._may_write = False

    def hang_up(self) -> bool:
        """The stream is over: wake up everybody, keep unread data; false if it was over before."""
        with self._changed:
            if not self._open:
                return False
            self._open = False
            self._changed.notify_all()
            waiting, self._on_close = self._on_close, []
        for call in waiting:
            call()
        return True

    # -- called by the owner ----------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether the peer still listens."""
        return self._open

    def on_close(self, call: Callable[[], None]) -> None:
        """Run `call` once when the stream ends, at once if it has ended already."""
        with self._changed:
            if self._open:
                self._on_close.append(call)
                return
        call()

    def read(self, timeout_s: float | None = None) -> bytes:
        """The next bytes, `b""` at end of file.

        Raises:
            TimeoutError: nothing came in time.
        """
        if self._at < len(self._rest):
            data = self._rest[self._at :]
            self._rest, self._at = b"", 0
            return data
        with self._changed:
            ready = self._changed.wait_for(lambda: bool(self._arrived) or not self._open, timeout_s)
            if not ready:
                raise TimeoutError
            if not self._arrived:
                return b""
            data = self._arrived.popleft()
        if self._open:
            self._link.send(Packet(Kind.OKAY, self.local_id, self.remote_id))
        return data

    def read_exactly(self, size: int) -> bytes:
        """Exactly `size` bytes.

        Raises:
            EOFError: the stream ended before.
        """
        end = self._at + size
        if end <= len(self._rest):
            data, self._at = self._rest[self._at : end], end
            return data
        parts = [self._rest[self._at :]]
        missing = size - len(parts[0])
        self._rest, self._at = b"", 0
        while missing > 0:
            data = self.read()
            if not data:
                raise EOFError(f"stream ended {missing} bytes early")
            parts.append(data)
            missing -= len(data)
        if missing == 0:
            return b"".join(parts)
        self._rest, self._at = parts[-1], len(parts[-1]) + missing
        parts[-1] = self._rest[: self._at]
        return b"".join(parts)

    def has_data(self, size: int, timeout_s: float) -> bool:
        """Whether `size` bytes are here, or more bytes (or the end) come within the time given."""
        if len(self._rest) - self._at >= size:
            return True
        with self._changed:
            return self._changed.wait_for(lambda: bool(self._arrived) or not self._open, timeout_s)

    def unread(self, data: bytes) -> None:
        """Put bytes back in front of what comes next."""
        self._rest, self._at = data + self._rest[self._at :], 0

    def write(self, data: bytes) -> None:
        """Send bytes, waiting for the peer's acknowledgement of the write before.

        Raises:
            StreamClosed: the peer is gone.
        """
        limit = self._link.max_payload
        for start in range(0, len(data), limit):
            self._await_turn()
            part = data if len(data) <= limit else data[start : start + limit]
            self._link.send(Packet(Kind.WRTE, self.local_id, self.remote_id, part))

    def flush(self) -> None:
        """Wait until the peer has taken everything written, or is gone."""
        with self._changed:
            self._changed.wait_for(lambda: self._may_write or not self._open)

    def close(self) -> None:
        """End the stream from our side, telling the peer once; harmless when it has ended."""
        if self.hang_up():
            self._link.send(Packet(Kind.CLSE, self.local_id, self.remote_id))
        self._link.forget(self.local_id)

    def wait_closed(self, timeout_s: float) -> bool:
        """Sleep at most that long; true as soon as the stream ends."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._open, timeout_s)

    def _await_turn(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._may_write or not self._open)
            if not self._open:
                raise StreamClosed("the peer closed the stream")
            self._may_write = False
