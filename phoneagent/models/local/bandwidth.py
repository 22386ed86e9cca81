"""How fast the memory is, and how much of it a forward pass reads: together the limit of decoding."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

import torch

from phoneagent.models.local.devices import settle

_BYTES = 1 << 30  # many times the caches, so that the memory itself is read
_ROUNDS = 4


def read_bytes_per_s(device: Any = "cpu", size_bytes: int = _BYTES) -> float:
    """How many bytes per second this device reads from its memory, the best of several ways.

    On a machine that is shared the value varies: take it in the same run as what it is compared
    with.
    """
    place = torch.device(device)
    columns = 4096
    matrix = torch.ones((max(1, size_bytes // 4 // columns), columns), device=place)
    vector = torch.ones(columns, device=place)
    ways: tuple[Callable[[], Any], ...] = (matrix.sum, lambda: torch.mv(matrix, vector))
    count = matrix.numel() * matrix.element_size()
    with torch.inference_mode():
        return max(count / _best_s(way, place) for way in ways)


def pass_bytes(model: Any) -> int:
    """How many bytes of weights one decoding step reads: the text layers and the head.

    Of the table of words only one row is read, unless the head has its weights from there.
    """
    decoder, head = model.get_decoder(), model.get_output_embeddings()
    table = {id(tensor) for tensor in _tensors(model.get_input_embeddings())}
    layers = [tensor for tensor in _tensors(decoder) if id(tensor) not in table]
    own = list(_tensors(head)) or list(_tensors(model.get_input_embeddings()))
    return _bytes(layers) + _bytes(own)


def model_bytes(model: Any) -> int:
    """How many bytes all weights take together, shared ones once."""
    return _bytes(_tensors(model))


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
