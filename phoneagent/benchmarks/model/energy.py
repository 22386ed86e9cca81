"""Joules that the processor or the GPU has drawn, where the machine tells."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

POWERCAP = Path("/sys/class/powercap")
_NVML = "libnvidia-ml.so.1"


class Meter(Protocol):
    """Something that counts joules."""

    @property
    def source(self) -> str:
        """What counts, for reports."""
        ...

    def since_last(self) -> float | None:
        """Joules since the last time it was asked; None when it cannot be told."""
        ...


@dataclass
class NoMeter:
    """This machine does not tell."""

    source: str = ""

    def since_last(self) -> float | None:
        return None


def meter_for(device: str, powercap: Path = POWERCAP) -> Meter:
    """The meter of the device a model runs on ("cpu", "cuda"); one that knows nothing else."""
    if device == "cuda":
        return _gpu() or NoMeter()
    if device == "cpu":
        domains = _readable_domains(powercap)
        return Rapl(domains) if domains else NoMeter()
    return NoMeter()


@dataclass
class Rapl:
    """The processor packages and their memory, as Linux counts them.

    See "Power Capping Framework" in the Linux documentation: `energy_uj` counts microjoules up to
    `max_energy_range_uj` and begins again. Most systems let only root read it, and most virtual
    machines have none.
    """

    domains: list[Path]
    source: str = "RAPL"
    _last: list[int] = field(default_factory=list)

    def since_last(self) -> float | None:
        try:
            now = [_number(domain / "energy_uj") for domain in self.domains]
            tops = [_number(domain / "max_energy_range_uj") for domain in self.domains]
        except (OSError, ValueError):
            return None
        before, self._last = self._last, now
        if not before:
            return None
        spent = (
            after - earlier if after >= earlier else after + top - earlier
            for earlier, after, top in zip(before, now, tops, strict=True)
        )
        return sum(spent) / 1e6


def _readable_domains(powercap: Path) -> list[Path]:
    """Packages and memories; cores and the like are parts of packages and would count twice."""
    found = []
    for domain in sorted(powercap.glob("intel-rapl:*")):
        with suppress(OSError, ValueError):
            name = (domain / "name").read_text(encoding="ascii").strip()
            if name.startswith("package") or name == "dram":
                _number(domain / "energy_uj")
                found.append(domain)
    return found


def _number(file: Path) -> int:
    return int(file.read_text(encoding="ascii"))


@dataclass
class Gpu:
    """The first NVIDIA GPU, by the driver's own counter (NVML, "Device Queries")."""

    nvml: Any
    device: Any
    source: str = "NVML"
    _last: int | None = None

    def since_last(self) -> float | None:
        now = ctypes.c_ulonglong()
        if self.nvml.nvmlDeviceGetTotalEnergyConsumption(self.device, ctypes.byref(now)):
            return None
        before, self._last = self._last, now.value
        return None if before is None else (now.value - before) / 1e3


def _gpu() -> Gpu | None:
    """The counter of the first GPU; None without a driver, or with a GPU older than Volta."""
    try:
        nvml = ctypes.CDLL(_NVML)
    except OSError:
        return None
    device = ctypes.c_void_p()
    if nvml.nvmlInit_v2() or nvml.nvmlDeviceGetHandleByIndex_v2(0, ctypes.byref(device)):
        return None
    found = Gpu(nvml, device)
    found.since_last()
    return found if found.since_last() is not None else None
