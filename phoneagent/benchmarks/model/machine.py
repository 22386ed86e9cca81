"""The machine that figures were made on, and how much memory this process has taken."""

from __future__ import annotations

import os
import platform
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from phoneagent.core.base import Fact

_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")
_CLEAR_PEAK = "5"  # Linux, proc_pid_clear_refs(5): sets the peak to the present size
_PACKAGES = ("phoneagent", "torch", "transformers", "llguidance", "openai")


class Machine(Fact):
    """Where figures come from.

    Attributes:
        memory_gib: of the whole machine; 0 when it cannot be told.
        versions: of Python and of the packages that matter.
    """

    system: str
    processor: str
    cores: int
    memory_gib: float
    versions: dict[str, str]

    @classmethod
    def here(cls) -> Machine:
        return cls(
            system=f"{platform.system()} {platform.release()}",
            processor=_processor(),
            cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else _cores(),
            memory_gib=round(_memory_bytes() / 2**30, 1),
            versions={"python": platform.python_version(), **_versions()},
        )


def load_average() -> float | None:
    """How many programs wanted to run in the last minute; None where it is not counted."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def forget_peak() -> bool:
    """Let the peak of this process's memory begin anew; False where that cannot be done."""
    try:
        _CLEAR.write_text(_CLEAR_PEAK, encoding="ascii")
    except OSError:
        return False
    return True


def peak_bytes() -> int | None:
    """The most memory this process has held since `forget_peak`; None when it cannot be told."""
    return _status_bytes("VmHWM")


def resident_bytes() -> int | None:
    """The memory this process holds now; None when it cannot be told."""
    return _status_bytes("VmRSS")


def _status_bytes(name: str) -> int | None:
    try:
        lines = _STATUS.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(name)), None)


def _processor() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _cores() -> int:
    return os.cpu_count() or 1


def _memory_bytes() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError, AttributeError):
        return 0


def _versions() -> dict[str, str]:
    found = {}
    for package in _PACKAGES:
        with suppress(PackageNotFoundError):
            found[package] = version(package)
    return found
