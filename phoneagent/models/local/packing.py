"""Packs a checkpoint while it is loaded, one layer after the other, so that it is never whole."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import torch
from torch import nn
from transformers.core_model_loading import ConversionOps
from transformers.quantizers.auto import register_quantization_config, register_quantizer
from transformers.quantizers.base import HfQuantizer
from transformers.utils.quantization_config import QuantizationConfigMixin

from phoneagent.models.local.head import TwoStageHead, head_of
from phoneagent.models.local.linears import (
    Int4Linear,
    Int8Embedding,
    Int8Linear,
    PackedLinear,
    aligned,
)
from phoneagent.models.local.packed import METHOD
from phoneagent.models.local.rounding import relative_error

log = logging.getLogger(__name__)

PACKED = (PackedLinear, Int8Embedding)
_HEALTHY = 2e-2


@dataclass(frozen=True)
class LayerReport:
    """How one layer was packed.

    Attributes:
        error: how far its weights are off, relative to their size.
        scaled: whether input columns that stuck out were scaled down before.
    """

    name: str
    bits: int
    error: float
    scaled: bool = False


@register_quantization_config(METHOD)
@dataclass
class PackingConfig(QuantizationConfigMixin):
    """What `from_pretrained` is given to have weights packed.

    Attributes:
        bits: of the language model's layers; all others have 8.
        scaled: the layers with scaled input columns, in a checkpoint that is packed already.
        reports: one per layer, filled while packing.
    """

    bits: int = 4
    scaled: tuple[str, ...] = ()
    reports: list[LayerReport] = field(default_factory=list)
    quant_method: str = METHOD

    def to_dict(self) -> dict[str, Any]:
        """What is written into the `config.json` of a packed checkpoint."""
        scaled = [report.name for report in self.reports if report.scaled] or list(self.scaled)
        return {"quant_method": METHOD, "bits": self.bits, "scaled": scaled}


@register_quantizer(METHOD)
class PackingQuantizer(HfQuantizer):
    """Replaces layers before loading, and packs each one's weights when they come."""

    def _process_model_before_weight_loading(self, model: Any, **kwargs: Any) -> Any:
        replace_layers(model, self.quantization_config.bits)
        if self.pre_quantized:
            scaled = set(self.quantization_config.scaled)
            for name, layer in packed_layers(model):
                layer.weight = None
                layer.allocate(columns=name in scaled)
                layer._is_hf_initialized = True
        return model

    def _process_model_after_weight_loading(self, model: Any, **kwargs: Any) -> Any:
        head = model.get_output_embeddings()
        if isinstance(head, TwoStageHead) and not self.pre_quantized:
            head.fill()
        for _, layer in packed_layers(model):
            if hasattr(layer, "codes"):  # else its weights are missing; whoever loads says so
                layer.codes = aligned(layer.codes)
        return model

    def param_needs_quantization(self, model: Any, param_name: str, **kwargs: Any) -> bool:
        """Whether this tensor goes into a packed layer."""
        module, _, name = param_name.rpartition(".")
        layer = model.get_submodule(module)
        return name == "weight" and isinstance(layer, PACKED)

    def get_quantize_ops(self) -> Any:
        """What is done with such a tensor."""
        return _Pack(self.quantization_config.reports)

    def is_serializable(self) -> bool:
        """Packed models are saved by `packed`, not by transformers."""
        return False

    @property
    def is_trainable(self) -> bool:
        return False


class _Pack(ConversionOps):
    """Gives a layer's weights to the layer instead of to the model."""

    def __init__(self, reports: list[LayerReport]) -> None:
        self._reports = reports

    def convert(
        self, input_dict: dict[str, Any], model: Any = None, missing_keys: Any = None, **kwargs: Any
    ) -> dict[str, Any]:
        """Pack every weight given; nothing is left for the model to set."""
        for name, value in input_dict.items():
            weight = value[0] if isinstance(value, list) else value
            path = name.removesuffix(".weight")
            layer = model.get_submodule(path)
            if tuple(layer.weight.shape) != tuple(weight.shape):
                raise ValueError(f"{name} has the shape {tuple(weight.shape)}")
            layer.weight = None
            error = layer.pack(weight)
            layer._is_hf_initialized = True
            scaled = getattr(layer, "columns", None) is not None
            self._reports.append(LayerReport(path, getattr(layer, "bits", 8), error, scaled))
            if missing_keys is not None:
                missing_keys.discard(name)
        return {}


def replace_layers(model: Any, bits: int) -> None:
    """Put empty packed layers in the place of linear ones and of the table of words.

    Layers of the language model get `bits` where their shape allows, the vision part, the head and
    the table 8. A head that shares the table's weights reads them from there.
    """
    text = _text_layers(model)
    head = model.get_output_embeddings()
    table = model.get_input_embeddings()
    tied = bool(getattr(model.config.get_text_config(), "tie_word_embeddings", False))
    tied = tied or bool(getattr(model.config, "tie_word_embeddings", False))
    for name, layer in list(model.named_modules()):
        if type(layer) is nn.Linear and layer is not head:
            width = bits if any(name.startswith(start) for start in text) else 8
            model.set_submodule(name, packed_like(layer, width))
    words = Int8Embedding(table.num_embeddings, table.embedding_dim, table.weight.dtype)
    if type(table) is nn.Embedding:
        words.weight = nn.Parameter(table.weight.detach(), requires_grad=False)
        model.set_input_embeddings(words)
    if tied and type(table) is nn.Embedding:
        model.set_output_embeddings(head_of(words, bits))
        model._tied_weights_keys = model.all_tied_weights_keys = {}
        model.config.tie_word_embeddings = False
    elif type(head) is nn.Linear and not tied:
        model.set_output_embeddings(packed_like(head, 8))


def packed_like(layer: Any, bits: int) -> Any:
    """An empty packed layer of this one's shape; the layer itself where no kernel works here."""
    fits = bits == 4 and Int4Linear.fits(layer.in_features, layer.out_features)
    kind = Int4Linear if fits else Int8Linear
    if not works_here(kind):
        return layer
    made = kind(layer.in_features, layer.out_features, layer.bias)
    made.weight = nn.Parameter(layer.weight.detach(), requires_grad=False)
    return made


@cache
def works_here(kind: type[PackedLinear]) -> bool:
    """Whether the kernels compute what the weights say: they are internal to torch.

    A small layer's output, for few and for many rows, is compared with its own restored weights.
    """
    with torch.device("cpu"), torch.inference_mode():  # loading happens under the device "meta"
        try:
            error = max(_error_of(kind, rows) for rows in (1, 7, kind.many_rows))
        except (RuntimeError, AttributeError, NotImplementedError) as failure:
            log.warning("no %s-bit kernel here, layers stay as they are: %s", kind.bits, failure)
            return False
    if error > _HEALTHY:
        log.warning("the %s-bit kernel is off by %.1e, layers stay as they are", kind.bits, error)
    return error <= _HEALTHY


def _error_of(kind: type[PackedLinear], rows: int) -> float:
    chance = torch.Generator().manual_seed(0)
    layer = kind(256, 128)
    layer.pack(torch.randn(128, 256, generator=chance))
    x = torch.randn(rows, 256, generator=chance).to(torch.bfloat16)
    return relative_error(layer(x), x.float() @ layer.restored().t())


def _text_layers(model: Any) -> tuple[str, ...]:
    """Where the language model's layers lie in the model."""
    decoder = model.get_decoder()
    return tuple(f"{name}." for name, module in model.named_modules() if module is decoder)


def packed_layers(model: Any) -> Iterator[tuple[str, Any]]:
    """Every packed layer of a model with its name."""
    for name, layer in model.named_modules():
        if isinstance(layer, PACKED):
            yield name, layer
