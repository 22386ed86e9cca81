"""Redirections: which files a command reads from and writes to."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from phoneagent.virtualphone.shell.channels import Bytes, Channels, Nowhere, Once, Output
from phoneagent.virtualphone.shell.registry import reason
from phoneagent.virtualphone.shell.tree import Redirect, Word

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone


class Redirected(Exception):
    """A redirection that cannot be made; the command does not run."""


class Place(Protocol):
    """Where relative paths start, and on which phone."""

    phone: VirtualPhone
    folder: str


class Redirections:
    """Makes the redirections of one shell.

    Args:
        shell: for the current folder and the files.
        text: expands the word after an operator.
    """

    def __init__(self, shell: Place, text: Callable[[Word], str]) -> None:
        self._shell = shell
        self._text = text

    def apply(
        self, redirects: Sequence[Redirect], channels: Channels, files: ExitStack
    ) -> Channels:
        """The channels a command sees behind its redirections.

        Args:
            redirects: in the order they stand.
            channels: those of the shell.
            files: closed when the command has ended; then what was written is stored.

        Raises:
            Redirected: one of them cannot be made.
        """
        terminal = channels.out
        for redirect in redirects:
            if redirect.operator == "<<":
                text = self._text(redirect.target).encode("utf-8", "surrogateescape")
                channels = replace(channels, stdin=Bytes(text))
                continue
            target = self._text(redirect.target)
            if redirect.operator in (">&", "<&"):
                channels = _duplicate(channels, redirect.descriptor, target)
            elif redirect.operator == "<":
                channels = replace(channels, stdin=Bytes(self._content(target)))
            elif redirect.descriptor in (1, 2):
                opened = self._open(redirect, target, files) or terminal
                channels = _with_output(channels, redirect.descriptor, opened)
        return channels

    def _content(self, target: str) -> bytes:
        path = posixpath.join(self._shell.folder, target)
        if path == "/dev/null":
            return b""
        try:
            return self._shell.phone.files.host(path).read_bytes()
        except OSError as error:
            raise Redirected(f"can't open {target}: {reason(error)}") from None

    def _open(self, redirect: Redirect, target: str, files: ExitStack) -> Output | None:
        """A file to write to; None for the terminal."""
        path = posixpath.join(self._shell.folder, target)
        if path in ("/dev/null", "/dev/zero"):
            return Nowhere()
        if path in ("/dev/tty", "/proc/self/fd/1", "/dev/stdout"):
            return None
        try:
            host = self._shell.phone.files.host(path)
            with host.open("ab" if redirect.operator == ">>" else "wb"):
                pass
        except OSError as error:
            raise Redirected(f"can't create {target}: {reason(error)}") from None

        def store(data: bytes) -> None:
            with self._shell.phone.lock:
                with host.open("ab") as file:
                    file.write(data)
                self._shell.phone.files.stamp(path)

        output = Once(store)
        files.callback(output.finish)
        return output


def _with_output(channels: Channels, descriptor: int, output: Output) -> Channels:
    return replace(channels, out=output) if descriptor == 1 else replace(channels, err=output)


def _duplicate(channels: Channels, descriptor: int, target: str) -> Channels:
    outputs = {"1": channels.out, "2": channels.err}
    if target == "-":
        return _with_output(channels, descriptor, Nowhere())
    if descriptor in (1, 2) and target in outputs:
        return _with_output(channels, descriptor, outputs[target])
    if descriptor == 0 and target == "0":
        return channels
    raise Redirected(f"{target}: bad file descriptor")
