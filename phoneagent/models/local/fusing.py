"""Packed layers that read the same input become one: fewer kernel calls, activations split once."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from phoneagent.models.local.linears import Int4Linear, Int8Linear, PackedLinear

# Layers of one module that are always given the same tensor, one after the other.
_SIBLINGS = (("q_proj", "k_proj", "v_proj"), ("gate_proj", "up_proj"))


def fuse(model: Any) -> int:
    """Fuse what can be fused, in place; returns how many layers went into others."""
    fused = 0
    for module in list(model.modules()):
        for names in _SIBLINGS:
            layers = [getattr(module, name, None) for name in names]
            if _alike(layers):
                whole = _joined(layers)
                for n, name in enumerate(names):
                    setattr(module, name, FusedPart(whole, n))
                fused += len(names) - 1
    return fused


class Fused(nn.Module):
    """Several layers as one; hands out its parts in order.

    Args:
        layer: as many outputs as all of them together.
        sizes: how many outputs each of them had.
    """

    def __init__(self, layer: PackedLinear, sizes: list[int]) -> None:
        super().__init__()
        self.layer = layer
        self.sizes = sizes
        self._input: Any = None
        self._outputs: Any = ()

    def part(self, x: Any, index: int) -> Any:
        """What layer `index` gives for `x`; computed for all when it is asked for the first."""
        if self._input is not x:
            self._input, self._outputs = x, self.layer(x).split(self.sizes, -1)
        output = self._outputs[index]
        if index == len(self.sizes) - 1:
            self._input, self._outputs = None, ()
        return output


class FusedPart(nn.Module):
    """One of the layers that were fused."""

    def __init__(self, whole: Fused, index: int) -> None:
        super().__init__()
        # Only the first one owns it, so that its weights are found once.
        self.whole = whole if index == 0 else None
        self._whole = (whole,)
        self._index = index

    def forward(self, x: Any) -> Any:
        """This layer's share of the output."""
        return self._whole[0].part(x, self._index)


def _alike(layers: list[Any]) -> bool:
    kinds = {type(layer) for layer in layers}
    if kinds not in ({Int4Linear}, {Int8Linear}):
        return False
    return len({layer.inputs for layer in layers}) == 1 and all(
        layer.columns is None for layer in layers
    )


def _joined(layers: list[Any]) -> Fused:
    sizes = [layer.outputs for layer in layers]
    made = type(layers[0])(layers[0].inputs, sum(sizes), _biases(layers))
    # Packed codes lie in blocks of outputs, so that layers can be put one below the other.
    outputs = 0 if made.bits == 8 else 1
    codes = torch.cat([layer.codes for layer in layers])
    made.take(codes, torch.cat([layer.step for layer in layers], outputs))
    return Fused(made, sizes)


def _biases(layers: list[Any]) -> Any:
    if all(layer.bias is None for layer in layers):
        return None
    like = next(layer.bias for layer in layers if layer.bias is not None)
    parts = [like.new_zeros(one.outputs) if one.bias is None else one.bias for one in layers]
    return nn.Parameter(torch.cat(parts), requires_grad=False)
