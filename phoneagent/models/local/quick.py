"""A forward pass over a few tokens without the ceremony: what decoding does once per token.

transformers' own pass over one token spends about a tenth of its time in Python. This one knows one
kind of decoder (Llama's, which Qwen2, Qwen2.5, Qwen3 and many others follow) and calls its parts
directly. It is used only where it gives the same logits as the model itself.
"""

from __future__ import annotations

import logging
from typing import Any

import torch
from torch.nn import functional

from phoneagent.models.local.cache import RoomyCache
from phoneagent.models.local.fusing import FusedPart
from phoneagent.models.local.rounding import relative_error

log = logging.getLogger(__name__)

MOST_TOKENS = 16
_SAME = {torch.float32: 1e-5, torch.bfloat16: 3e-2, torch.float16: 1e-2}
_PARTS = ("input_layernorm", "self_attn", "post_attention_layernorm", "mlp")


class QuickPass:
    """Reads a few tokens after those in a cache.

    Args:
        model: a vision-language model whose decoder `fits`.
    """

    def __init__(self, model: Any) -> None:
        self._decoder = model.get_decoder()
        self._words = model.get_input_embeddings()
        self._head = model.get_output_embeddings()
        self._layers = [_Layer(layer) for layer in self._decoder.layers]

    def __call__(self, tokens: Any, positions: Any, cache: RoomyCache) -> Any:
        """The logits after the last token.

        Args:
            tokens: of shape (1, count), at most `MOST_TOKENS`.
            positions: of shape (1, count) or (3, 1, count).
            cache: what was read before; the tokens are added to it.
        """
        x = self._words(tokens)
        cos, sin = (turn.unsqueeze(1) for turn in self._decoder.rotary_emb(x, positions))
        mask = _mask(tokens.shape[1], cache.get_seq_length(), x.device)
        for layer, kept in zip(self._layers, cache.layers, strict=True):
            x = layer(x, (cos, sin, mask), kept)
        x = _normed(self._decoder.norm, x[:, -1:])
        return self._head(x)[0, -1]


def quick_pass(model: Any) -> QuickPass | None:
    """A quick pass for this model; None where it knows no such decoder or comes out otherwise."""
    if not _fits(model.get_decoder()):
        return None
    made = QuickPass(model)
    caches = [RoomyCache(len(made._layers)) for _ in range(2)]
    ids = torch.arange(1, 6, device=model.device)[None]
    places = torch.arange(5, device=model.device)[None]
    own = []
    with torch.inference_mode():
        for start, end in ((0, 3), (3, 4), (4, 5)):
            some = {"input_ids": ids[:, start:end], "position_ids": places[:, start:end]}
            own.append(model(**some, past_key_values=caches[0], use_cache=True).logits[0, -1])
            found = made(ids[:, start:end], places[:, start:end], caches[1])
            error = relative_error(found, own[-1])
            if not error < _SAME.get(model.dtype, 0):
                log.info("no quick pass for %s: off by %.1e", type(model).__name__, error)
                return None
    return made


class _Layer:
    """One decoder layer's parts at hand."""

    def __init__(self, layer: Any) -> None:
        attention, mlp = layer.self_attn, layer.mlp
        self._before, self._between = layer.input_layernorm, layer.post_attention_layernorm
        self._read = _together(attention.q_proj, attention.k_proj, attention.v_proj)
        self._norms = getattr(attention, "q_norm", None), getattr(attention, "k_norm", None)
        self._width, self._scaling = attention.head_dim, attention.scaling
        self._out = attention.o_proj
        self._gate, self._down = _together(mlp.gate_proj, mlp.up_proj), mlp.down_proj
        self._bend = mlp.act_fn

    def __call__(self, x: Any, turned: tuple[Any, Any, Any], kept: Any) -> Any:
        x = x + self._attended(_normed(self._before, x), turned, kept)
        gate, up = self._gate(_normed(self._between, x))
        return x + self._down(self._bend(gate) * up)

    def _attended(self, x: Any, turned: tuple[Any, Any, Any], kept: Any) -> Any:
        cos, sin, mask = turned
        shape = (1, x.shape[1], -1, self._width)
        query, key, value = (part.view(shape) for part in self._read(x))
        query, key = (
            part if norm is None else _normed(norm, part)
            for norm, part in zip(self._norms, (query, key), strict=True)
        )
        query, key = (_turned(part.transpose(1, 2), cos, sin) for part in (query, key))
        keys, values = kept.update(key, value.transpose(1, 2))
        seen = functional.scaled_dot_product_attention(
            query, keys, values, attn_mask=mask, scale=self._scaling, enable_gqa=True
        )
        return self._out(seen.transpose(1, 2).reshape(1, x.shape[1], -1))


def _fits(decoder: Any) -> bool:
    """Whether it is of the kind that is known here, as far as its parts show."""
    kinds = set(getattr(decoder.config, "layer_types", None) or ["full_attention"])
    layers = getattr(decoder, "layers", ())
    if kinds != {"full_attention"} or not hasattr(decoder, "rotary_emb"):
        return False
    return bool(layers) and all(
        all(hasattr(layer, part) for part in _PARTS)
        and all(hasattr(layer.self_attn, n) for n in ("q_proj", "o_proj", "head_dim", "scaling"))
        and all(hasattr(layer.mlp, n) for n in ("gate_proj", "up_proj", "down_proj", "act_fn"))
        and hasattr(layer.input_layernorm, "variance_epsilon")
        for layer in layers
    )


def _together(*layers: Any) -> Any:
    """What gives the outputs of layers that read the same input."""
    first = layers[0]
    if isinstance(first, FusedPart) and first.whole is not None:
        whole = first.whole
        return lambda x: whole.layer(x).split(whole.sizes, -1)
    return lambda x: [layer(x) for layer in layers]


def _normed(norm: Any, x: Any) -> Any:
    return functional.rms_norm(x, norm.weight.shape, norm.weight, norm.variance_epsilon)


def _turned(x: Any, cos: Any, sin: Any) -> Any:
    """Rotated by its position (RoFormer, arXiv:2104.09864), halves against each other."""
    half = x.shape[-1] // 2
    turned = torch.cat((-x[..., half:], x[..., :half]), -1)
    return (x * cos).add_(turned.mul_(sin))


def _mask(count: int, before: int, device: Any) -> Any:
    """Which of all tokens each new one may see; None when there is only one."""
    if count == 1:
        return None
    every = torch.ones((count, before + count), dtype=torch.bool, device=device)
    return every.tril_(before)
