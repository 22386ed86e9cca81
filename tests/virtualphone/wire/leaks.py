"""What a process holds on to: descriptors, threads, memory."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

_PROC = Path("/proc/self")
_PATIENCE_S = 15.0

needs_proc = pytest.mark.skipif(
    not (_PROC / "fd").exists(), reason="no /proc here to count descriptors in"
)


def descriptors() -> int:
    """How many files, sockets and pipes this process has open."""
    return len(list((_PROC / "fd").iterdir()))


def resident_mb() -> float:
    """How much memory this process has."""
    return _status_kb("VmRSS") / 1024


def peak_mb() -> float:
    """The most memory it has had since `forget_peak`."""
    return _status_kb("VmHWM") / 1024


def forget_peak() -> None:
    """Let the peak be what is resident now (proc(5), clear_refs)."""
    (_PROC / "clear_refs").write_text("5")


def _status_kb(name: str) -> int:
    lines = (_PROC / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def settled(count: Callable[[], int], limit: int) -> bool:
    """Whether a count falls to a limit: what was closed may take a moment to end."""
    deadline_s = time.monotonic() + _PATIENCE_S
    while count() > limit and time.monotonic() < deadline_s:
        time.sleep(0.01)
    return count() <= limit


@contextlib.contextmanager
def nothing_left(grows_mb: float = 30.0) -> Iterator[None]:
    """Check that a block leaves no descriptor and no thread, and not much memory.

    Args:
        grows_mb: what caches and the allocator may keep.
    """
    before, threads, memory_mb = descriptors(), threading.active_count(), resident_mb()
    yield
    assert settled(descriptors, before), "descriptors"
    names = [thread.name for thread in threading.enumerate()]
    assert settled(threading.active_count, threads), names
    assert resident_mb() < memory_mb + grows_mb, "memory"
