"""Attention over many tokens in 32 bits on a processor, where 16 bits take nearly twice as long."""

from __future__ import annotations

from typing import Any

import torch
from transformers import AttentionInterface, AttentionMaskInterface
from transformers.integrations.sdpa_attention import sdpa_attention_forward
from transformers.masking_utils import sdpa_mask

_NAME = "phoneagent-wide"
_MANY_TOKENS = 32


def attend_widely(model: Any) -> None:
    """Let this model attend in 32 bits where that pays."""
    model.set_attn_implementation(_NAME)


def _attend(
    module: Any, query: Any, key: Any, value: Any, attention_mask: Any, **more: Any
) -> tuple[Any, Any]:
    own = query.dtype
    if own == torch.bfloat16 and query.shape[2] >= _MANY_TOKENS:
        query, key, value = query.float(), key.float(), value.float()
    seen, weights = sdpa_attention_forward(module, query, key, value, attention_mask, **more)
    return seen.to(own), weights


AttentionInterface.register(_NAME, _attend)
AttentionMaskInterface.register(_NAME, sdpa_mask)
