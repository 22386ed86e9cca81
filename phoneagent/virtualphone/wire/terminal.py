"""The line discipline of a pseudo terminal: echo, erase, interrupt, end of file."""

from __future__ import annotations

from phoneagent.virtualphone.shell.channels import Input, Output

_BACKSPACE = (0x08, 0x7F)
_INTERRUPT, _END, _KILL_LINE, _ESCAPE = 0x03, 0x04, 0x15, 0x1B


class Terminal:
    """Turns key presses into lines and echoes them; also the input of the commands it starts.

    Args:
        source: raw bytes as the person types them.
        screen: where the echo goes.
    """

    def __init__(self, source: Input, screen: Output) -> None:
        self._source = source
        self._screen = screen
        self._typed = b""
        self._ready = b""

    def read_line(self, prompt: str) -> str | None:
        """Show a prompt and wait for a line; None at end of file."""
        self._screen.write(prompt.encode())
        line = self._edit()
        return None if line is None else line.decode("utf-8", "surrogateescape")

    def read(self) -> bytes:
        """Lines up to end of file, for a command that reads the terminal."""
        lines = []
        while line := self.read_some(1 << 20):
            lines.append(line)
        return b"".join(lines)

    def read_some(self, size: int) -> bytes:
        """The next line typed, in pieces of at most `size` bytes."""
        if not self._ready:
            line = self._edit()
            self._ready = b"" if line is None else line + b"\n"
        data, self._ready = self._ready[:size], self._ready[size:]
        return data

    def _edit(self) -> bytes | None:
        line = bytearray()
        while (key := self._key()) is not None:
            if key in (0x0A, 0x0D):
                self._screen.write(b"\n")
                return bytes(line)
            if key == _END and not line:
                return None
            if key == _INTERRUPT:
                self._screen.write(b"^C\n")
                return b""
            self._edit_key(key, line)
        return None

    def _edit_key(self, key: int, line: bytearray) -> None:
        if key in _BACKSPACE:
            if line:
                del line[len(line.decode("utf-8", "ignore")[:-1].encode()) :]
                self._screen.write(b"\b \b")
        elif key == _KILL_LINE:
            self._screen.write(b"\b \b" * len(line.decode("utf-8", "ignore")))
            line.clear()
        elif key == _ESCAPE:
            self._skip_escape_sequence()
        elif key >= 0x20 or key == 0x09:
            line.append(key)
            self._screen.write(bytes([key]))

    def _skip_escape_sequence(self) -> None:
        """Arrow keys and the like arrive as `ESC [ ... letter`; there is no history to walk."""
        if self._key() == ord("["):
            while (key := self._key()) is not None and not 0x40 <= key <= 0x7E:
                pass

    def _key(self) -> int | None:
        if not self._typed:
            self._screen.flush()
            self._typed = self._source.read_some(4096)
            if not self._typed:
                return None
        key, self._typed = self._typed[0], self._typed[1:]
        return key
