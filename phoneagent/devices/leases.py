"""Leases: two processes never hold one phone; a lease ends with the process that holds it.

A lease is a lock on a small file, which the operating system drops when its holder dies, however it
dies. Within one process a lease may be taken again (a fixture and the device it opens).
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO

from phoneagent.devices.state import state_file
from phoneagent.errors import DeviceError

_RETRY_S = 0.1
_held: dict[str, _Held] = {}
_guard = threading.Lock()


class _Held:
    """A locked file and how often this process took it."""

    def __init__(self, file: IO[str]) -> None:
        self.file = file
        self.count = 1


class Busy(DeviceError):
    """Another process holds the phone."""


class Lease:
    """The right to use one phone; give it back with `release`."""

    def __init__(self, serial: str) -> None:
        self.serial = serial
        self._released = False

    def release(self) -> None:
        """Let others have it; harmless the second time."""
        with _guard:
            if self._released:
                return
            self._released = True
            held = _held[self.serial]
            held.count -= 1
            if held.count == 0:
                del _held[self.serial]
                held.file.close()


def take(serial: str, *, wait_s: float = 0.0) -> Lease:
    """Lease a phone.

    Args:
        serial: the phone.
        wait_s: how long to wait for another holder to end.

    Raises:
        Busy: another process holds it all that time; the message names it.
    """
    deadline_s = time.monotonic() + wait_s
    while not _try(serial):
        if time.monotonic() >= deadline_s:
            holder = state_file("leases", serial, ".lock").read_text().strip() or "another process"
            raise Busy(
                f"{serial} is in use by process {holder}.",
                hint="Wait for it to end, or name another phone with --device.",
            )
        time.sleep(_RETRY_S)
    return Lease(serial)


@contextmanager
def first_free(serials: Sequence[str], *, wait_s: float = 0.0) -> Iterator[str]:
    """The first of several phones that nobody holds, leased inside the block.

    Raises:
        Busy: others hold all of them all that time.
    """
    deadline_s = time.monotonic() + wait_s
    while True:
        for serial in serials:
            if _try(serial):
                lease = Lease(serial)
                try:
                    yield serial
                finally:
                    lease.release()
                return
        if time.monotonic() >= deadline_s:
            raise Busy(
                f"Others hold every phone of this pool: {', '.join(serials)}.",
                hint="Run with fewer workers than phones, or add phones to the pool.",
            )
        time.sleep(_RETRY_S)


def _try(serial: str) -> bool:
    with _guard:
        if serial in _held:
            _held[serial].count += 1
            return True
        file = state_file("leases", serial, ".lock").open("a+")
        if not _lock(file):
            file.close()
            return False
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        _held[serial] = _Held(file)
        return True


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> bool:
        file.seek(1 << 20)  # a byte nobody reads: the holder's number stays readable
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
