"""Shell streams: shell v2 packets, live output and input, the interactive loop.

Packets are described in AOSP: packages/modules/adb/shell_protocol.h.
"""

from __future__ import annotations

import struct
import threading
from collections.abc import Callable

from phoneagent.virtualphone.shell.channels import Channels, Input
from phoneagent.virtualphone.shell.client import Client
from phoneagent.virtualphone.shell.interpreter import Shell
from phoneagent.virtualphone.wire.stream import Stream, StreamClosed
from phoneagent.virtualphone.wire.terminal import Terminal

STDIN, STDOUT, STDERR, EXIT, CLOSE_STDIN, WINDOW_SIZE = range(6)
_PACKET = struct.Struct("<BI")
_FLUSH_AT = 64 * 1024
_MAX_PACKET = 16 * 1024 * 1024

MakeShell = Callable[[Client], Shell]
"""Makes a shell for a client."""


def packet(kind: int, data: bytes) -> bytes:
    """One shell v2 packet."""
    return _PACKET.pack(kind, len(data)) + data


class LiveOutput:
    """Collects what a command prints, so that small outputs leave in one write.

    Args:
        stream: where it goes.
        packets: wrap it as shell v2 packets.
        newline: what a newline becomes; a terminal wants carriage return and newline.
    """

    def __init__(self, stream: Stream, *, packets: bool, newline: bytes = b"\n") -> None:
        self._stream = stream
        self._packets = packets
        self._newline = newline
        self._waiting: list[bytes] = []
        self._size = 0
        self._lock = threading.Lock()

    def add(self, kind: int, data: bytes) -> None:
        """Take output of one kind (`STDOUT`, `STDERR` or, at the end, `EXIT`)."""
        if not data:
            return
        if kind != EXIT and self._newline != b"\n":
            data = data.replace(b"\n", self._newline)
        with self._lock:
            self._waiting.append(packet(kind, data) if self._packets else data)
            self._size += len(data)
            if self._size < _FLUSH_AT:
                return
        self.flush()

    def flush(self) -> None:
        """Send what is collected.

        Raises:
            BrokenPipeError: the client has gone.
        """
        with self._lock:
            data = b"".join(self._waiting)
            self._waiting.clear()
            self._size = 0
            try:
                self._stream.write(data)
            except StreamClosed:
                raise BrokenPipeError from None

    def finish(self, code: int) -> None:
        """Send the rest, with the exit code where the protocol has one."""
        if self._packets:
            self.add(EXIT, bytes([code & 0xFF]))
        self.flush()


class LiveChannel:
    """Standard output or standard error of a command that runs for a client."""

    def __init__(self, output: LiveOutput, kind: int) -> None:
        self._output = output
        self._kind = kind

    def write(self, data: bytes) -> None:
        self._output.add(self._kind, data)

    def flush(self) -> None:
        self._output.flush()


class LiveInput:
    """Standard input that comes from a client, raw or in shell v2 packets."""

    def __init__(self, stream: Stream, output: LiveOutput, *, packets: bool) -> None:
        self._stream = stream
        self._output = output
        self._packets = packets
        self._rest = b""
        self._ended = False

    def read(self) -> bytes:
        """Everything until the client closes its input."""
        parts = []
        while part := self.read_some(1 << 20):
            parts.append(part)
        return b"".join(parts)

    def read_some(self, size: int) -> bytes:
        """The next bytes the client sends."""
        if not self._rest and not self._ended:
            self._output.flush()
            self._rest = self._next()
            self._ended = not self._rest
        data, self._rest = self._rest[:size], self._rest[size:]
        return data

    def _next(self) -> bytes:
        if not self._packets:
            return self._stream.read()
        while True:
            try:
                kind, size = _PACKET.unpack(self._stream.read_exactly(_PACKET.size))
                if size > _MAX_PACKET:
                    return b""
                data = self._stream.read_exactly(size)
            except EOFError:
                return b""
            if kind == STDIN and data:
                return data
            if kind == CLOSE_STDIN:
                return b""


def serve_command(stream: Stream, line: str, make_shell: MakeShell, *, packets: bool) -> None:
    """Run one line for a client and send what it prints.

    Args:
        stream: the adb stream.
        line: the command line.
        make_shell: makes the shell.
        packets: speak shell v2; otherwise both outputs share the raw stream.
    """
    output = LiveOutput(stream, packets=packets)
    shell = make_shell(_StreamClient(stream, output))
    channels = _channels(output, LiveInput(stream, output, packets=packets))
    _finish(output, shell.run(line, channels))


def serve_terminal(stream: Stream, line: str, make_shell: MakeShell, *, packets: bool) -> None:
    """Run a line, or an interactive shell for an empty line, as on a terminal."""
    output = LiveOutput(stream, packets=packets, newline=b"\r\n")
    shell = make_shell(_StreamClient(stream, output))
    source = LiveInput(stream, output, packets=packets)
    if line:
        _finish(output, shell.run(line, _channels(output, source)))
        return
    terminal = Terminal(source, LiveChannel(output, STDOUT))
    prompt = f"{shell.phone.props.get('ro.product.device', 'generic')}:"
    while (typed := terminal.read_line(f"{prompt}{shell.folder} # ")) is not None:
        if typed.strip() in ("exit", "logout"):
            break
        shell.run(typed, _channels(output, terminal))
    _finish(output, shell.variables.code)


def _channels(output: LiveOutput, source: Input) -> Channels:
    return Channels(source, LiveChannel(output, STDOUT), LiveChannel(output, STDERR))


def _finish(output: LiveOutput, code: int) -> None:
    try:
        output.finish(code)
    except BrokenPipeError:
        return


class _StreamClient:
    """The client at the other end of a stream."""

    def __init__(self, stream: Stream, output: LiveOutput) -> None:
        self._stream = stream
        self._output = output

    def wait(self, seconds: float) -> bool:
        if seconds <= 0:
            return not self._stream.is_open
        self._output.flush()
        return self._stream.wait_closed(seconds)

    def on_gone(self, call: Callable[[], None]) -> None:
        self._stream.on_close(call)
