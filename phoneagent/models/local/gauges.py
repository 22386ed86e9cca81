"""What a loaded model is made of, and what its device can do: sizes, speed of memory, peaks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import torch

from phoneagent.models.local.devices import settle
from phoneagent.models.local.engine import Engine

_BYTES = 1 << 29  # more than caches hold, so that the memory itself is read
_ROUNDS = 4
_COLUMNS = 4096


@dataclass(frozen=True)
class Facts:
    """A loaded model.

    Attributes:
        device: "cpu", "cuda" or "mps".
        dtype: of what is not packed.
        threads: of the processor that take part.
        model_bytes: of all weights, shared ones once.
        pass_bytes: of the weights that one decoding step reads.
    """

    device: str
    dtype: str
    threads: int
    model_bytes: int
    pass_bytes: int


def facts_of(engine: Engine) -> Facts:
    """What there is to know about an engine's model."""
    model = engine.model
    return Facts(
        device=model.device.type,
        dtype=str(model.dtype).removeprefix("torch."),
        threads=torch.get_num_threads(),
        model_bytes=_bytes(_tensors(model)),
        pass_bytes=pass_bytes(model),
    )


def read_bytes_per_s(device: str = "cpu", size_bytes: int = _BYTES) -> float:
    """How many bytes per second this device reads from its memory, the best of several ways.

    On a machine that is shared the value varies: take it in the same run as what it is compared
    with.
    """
    place = torch.device(device)
    matrix = torch.ones((max(1, size_bytes // 4 // _COLUMNS), _COLUMNS), device=place)
    vector = torch.ones(_COLUMNS, device=place)
    ways: tuple[Callable[[], Any], ...] = (matrix.sum, lambda: torch.mv(matrix, vector))
    count = int(matrix.numel() * matrix.element_size())
    with torch.inference_mode():
        return max(count / _best_s(way, place) for way in ways)


def pass_bytes(model: Any) -> int:
    """How many bytes of weights one decoding step reads: the text layers and the head.

    Of the table of words only one row is read, unless the head has its weights from there.
    """
    decoder, head = model.get_decoder(), model.get_output_embeddings()
    words = list(_tensors(model.get_input_embeddings()))
    table = {id(tensor) for tensor in words}
    layers = [tensor for tensor in _tensors(decoder) if id(tensor) not in table]
    return _bytes(layers) + _bytes(list(_tensors(head)) or words)


def packing_errors(engine: Engine) -> dict[str, float]:
    """How far each packed layer's weights are off, relative to their size, by its name.

    Empty for weights that are not packed, and for those that were packed at an earlier start:
    `packing.json` beside them has it.
    """
    settings = getattr(engine.model.config, "quantization_config", None)
    return {report.name: report.error for report in getattr(settings, "reports", ())}


def forget_peak() -> None:
    """Let the peak of a GPU's memory begin anew."""
    if torch.cuda.is_available():
        torch.cuda.reset_peak_memory_stats()


def taken_bytes(device: str) -> int | None:
    """The memory that is taken on a GPU; None elsewhere."""
    return int(torch.cuda.memory_allocated()) if device == "cuda" else None


def peak_bytes(device: str) -> int | None:
    """The most memory that was taken on a GPU since `forget_peak`; None elsewhere."""
    return int(torch.cuda.max_memory_allocated()) if device == "cuda" else None


def _tensors(module: Any) -> Iterable[Any]:
    """Weights of a module, whole or packed."""
    yield from module.parameters()
    yield from module.buffers()


def _bytes(tensors: Iterable[Any]) -> int:
    known = {id(tensor): tensor for tensor in tensors}
    return sum(tensor.numel() * tensor.element_size() for tensor in known.values())


def _best_s(work: Callable[[], Any], place: Any) -> float:
    times = []
    for _ in range(_ROUNDS):
        settle(place)
        began = time.perf_counter()
        work()
        settle(place)
        times.append(time.perf_counter() - began)
    return min(times)
