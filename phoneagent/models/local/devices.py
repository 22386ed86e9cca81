"""Where a model runs and in which number format, and whether it fits there."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from phoneagent.errors import ConfigError
from phoneagent.models.local.packages import missing_of
from phoneagent.models.local.spec import LocalSpec
from phoneagent.models.local.weights import shards_of

_SLACK_BYTES = 700 * 2**20  # activations, keys and values, the libraries themselves
_BYTES_PER_WEIGHT = {"int8": 1.02, "int4": 0.6, "bnb4": 0.6}


@dataclass(frozen=True)
class Place:
    """Where and how: a torch device and dtype."""

    device: Any
    dtype: Any

    @property
    def on_cpu(self) -> bool:
        return bool(self.device.type == "cpu")


def choose_place(spec: LocalSpec) -> Place:
    """The device and number format for a checkpoint.

    Half precision (float16) never runs on a CPU, where it is slow and overflows.

    Raises:
        ConfigError: the device is not there, or cannot do what is asked.
    """
    device = torch.device(_device(spec))
    if spec.quant == "bnb4" and device.type != "cuda":
        raise ConfigError("quant=bnb4 needs a CUDA GPU.", hint="On a CPU: quant=int4.")
    if spec.quant == "bnb4" and (missing := missing_of(("bitsandbytes", "accelerate"))):
        names = " ".join(missing)
        raise ConfigError(f"quant=bnb4 needs {names}.", hint=f"pip install {names}")
    if spec.quant in ("int8", "int4") and device.type != "cpu":
        raise ConfigError(
            f"quant={spec.quant} is for a CPU, not for {device.type}.",
            hint="On a GPU: quant=bnb4, or none at all; or device=cpu.",
        )
    return Place(device, _dtype(spec, device.type))


def require_room(spec: LocalSpec, place: Place) -> None:
    """Raise ConfigError when the checkpoint would not fit into the device's memory."""
    needed = needed_bytes(spec, place)
    free = free_bytes(place)
    if free and needed > free:
        smaller = "quant=bnb4" if place.device.type == "cuda" else "quant=int4"
        raise ConfigError(
            f"{spec.folder} needs about {needed / 2**30:.1f} GiB on {place.device.type}, where "
            f"{free / 2**30:.1f} GiB are free.",
            hint=f"Use smaller weights (?{smaller}), or a smaller model, or close other programs.",
        )


def needed_bytes(spec: LocalSpec, place: Place) -> int:
    """About how much memory the loaded checkpoint takes."""
    width = _BYTES_PER_WEIGHT.get(spec.quant) or torch.empty(0, dtype=place.dtype).element_size()
    count = sum(
        math.prod(entry["shape"])
        for shard in shards_of(spec.folder)
        for entry in shard.tensors.values()
    )
    return int(count * width) + _SLACK_BYTES


def free_bytes(place: Place) -> int:
    """How much memory the device has left; 0 when it cannot be told."""
    if place.device.type == "cuda":
        return int(torch.cuda.mem_get_info(place.device)[0])
    return available_memory_bytes()


def settle(device: Any) -> None:
    """Wait until a GPU has done what it was given; a CPU has when the call returns."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def available_memory_bytes() -> int:
    """What the machine can still give out, also within a container; 0 when it cannot be told."""
    found = []
    try:
        for line in Path("/proc/meminfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("MemAvailable:"):
                found.append(int(line.split()[1]) * 1024)
        limit = Path("/sys/fs/cgroup/memory.max").read_text(encoding="utf-8").strip()
        used = Path("/sys/fs/cgroup/memory.current").read_text(encoding="utf-8").strip()
        if limit.isdigit():
            found.append(int(limit) - int(used))
    except (OSError, ValueError):
        pass
    return min(found, default=0)


def _device(spec: LocalSpec) -> str:
    has = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if spec.device != "auto":
        if not has[spec.device]:
            there = ", ".join(name for name, here in has.items() if here)
            raise ConfigError(f"device={spec.device} is not there.", hint=f"Here are: {there}")
        return spec.device
    if spec.quant in ("int8", "int4"):
        return "cpu"
    return next((name for name in ("cuda", "mps") if has[name]), "cpu")


def _dtype(spec: LocalSpec, device: str) -> Any:
    if device == "cpu" and spec.dtype == "float16":
        raise ConfigError("dtype=float16 does not run on a CPU.", hint="Use bfloat16 or float32.")
    if spec.dtype != "auto":
        return getattr(torch, spec.dtype)
    if device == "cpu" and _stored_dtype(spec.folder) == "float32" and spec.quant == "none":
        return torch.float32
    if device == "cuda" and not torch.cuda.is_bf16_supported():
        return torch.float16
    return torch.bfloat16


def _stored_dtype(folder: Path) -> str:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(config.get("dtype") or config.get("torch_dtype") or "")
