"""Models of a published shape with random weights, to measure speed where there are no others."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
from torch import nn

from phoneagent.errors import ConfigError
from phoneagent.models.local.engine import Engine
from phoneagent.models.local.fusing import fuse
from phoneagent.models.local.packing import packed_layers, replace_layers
from phoneagent.models.local.spec import LocalSpec, Quant
from phoneagent.models.local.tokens import END, IMAGE, PAD, make_tokenizer

# From the config.json of the published checkpoints (Qwen, Apache-2.0 / Qwen Research licences).
SHAPES: dict[str, dict[str, Any]] = {
    "qwen2.5-vl-3b": {
        "model_type": "qwen2_5_vl",
        "text": {
            "hidden_size": 2048,
            "intermediate_size": 11008,
            "num_hidden_layers": 36,
            "num_attention_heads": 16,
            "num_key_value_heads": 2,
            "rope_parameters": {
                "rope_type": "default",
                "rope_theta": 1e6,
                "mrope_section": [16, 24, 24],
            },
        },
        "vision": {
            "depth": 32,
            "hidden_size": 1280,
            "intermediate_size": 3420,
            "num_heads": 16,
            "patch_size": 14,
            "window_size": 112,
            "fullatt_block_indexes": [7, 15, 23, 31],
            "out_hidden_size": 2048,
        },
    },
    "qwen3-vl-2b": {
        "model_type": "qwen3_vl",
        "text": {
            "hidden_size": 2048,
            "intermediate_size": 6144,
            "num_hidden_layers": 28,
            "num_attention_heads": 16,
            "num_key_value_heads": 8,
            "head_dim": 128,
            "rope_parameters": {
                "rope_type": "default",
                "rope_theta": 5e6,
                "mrope_section": [24, 20, 20],
                "mrope_interleaved": True,
            },
        },
        "vision": {
            "depth": 24,
            "hidden_size": 1024,
            "intermediate_size": 4096,
            "num_heads": 16,
            "patch_size": 16,
            "out_hidden_size": 2048,
            "deepstack_visual_indexes": [5, 11, 17],
            "num_position_embeddings": 2304,
        },
    },
    "tiny": {  # of nobody: for trying things out in seconds
        "model_type": "qwen2_5_vl",
        "text": {
            "vocab_size": 5120,
            "hidden_size": 256,
            "intermediate_size": 512,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "num_key_value_heads": 2,
            "rope_parameters": {
                "rope_type": "default",
                "rope_theta": 1e6,
                "mrope_section": [8, 12, 12],
            },
        },
        "vision": {
            "depth": 2,
            "hidden_size": 64,
            "intermediate_size": 128,
            "num_heads": 2,
            "patch_size": 14,
            "window_size": 112,
            "fullatt_block_indexes": [1],
            "out_hidden_size": 256,
        },
    },
}
VOCABULARY = 151_936
_LOW_BIT_STEP = 0.02 / 8  # codes around 8 times this: weights of the size that training starts from


def random_engine(
    shape: str, folder: Path, *, quant: Quant = "int4", texts: Iterable[str], **cut: int
) -> Engine:
    """An engine of that shape; weights are made packed, so that memory stays near their size.

    Args:
        shape: a name in `SHAPES`.
        folder: where the configuration and the processor are written.
        quant: how the weights are kept: "none" means bfloat16.
        texts: what the tokenizer is trained on: its tokens fit such texts.
        cut: `layers` and `depth`: fewer layers of the language model and the vision part.

    Raises:
        ConfigError: there is no such shape.
    """
    if shape not in SHAPES:
        raise ConfigError(f"There is no shape '{shape}'.", hint=f"Known: {', '.join(SHAPES)}")
    tokenizer = make_tokenizer(texts)
    config = make_config(shape, tokenizer, **cut)
    folder.mkdir(parents=True, exist_ok=True)
    config.save_pretrained(folder)
    processor = _save_processor(folder, config, tokenizer)
    return Engine.of(LocalSpec(folder, quant=quant), processor, random_model(config, quant))


def random_model(config: Any, quant: Quant) -> Any:
    """A model of this configuration with random weights."""
    from transformers import AutoModelForImageTextToText

    with torch.device("meta"):
        model = AutoModelForImageTextToText.from_config(config, dtype=torch.bfloat16)
    if quant != "none":
        replace_layers(model, 4 if quant == "int4" else 8)
    chance = torch.Generator().manual_seed(0)
    for _, layer in packed_layers(model):
        layer.weight = None
        layer.allocate()
        _randomise(layer, chance)
    _materialise(model)
    fuse(model)
    return model.eval()


def make_config(
    shape: str, tokenizer: Any, *, layers: int = 0, depth: int = 0, vocabulary: int = VOCABULARY
) -> Any:
    """The configuration of a shape, with the token numbers of `tokenizer`."""
    from transformers import AutoConfig

    known = SHAPES[shape]
    text = {"vocab_size": vocabulary, "max_position_embeddings": 32768, **known["text"]}
    text["num_hidden_layers"] = layers or text["num_hidden_layers"]
    token = tokenizer.convert_tokens_to_ids
    text |= {"tie_word_embeddings": True, "bos_token_id": token(PAD)}
    text |= {"eos_token_id": token(END), "pad_token_id": token(PAD)}
    vision = dict(known["vision"])
    vision["depth"] = depth or vision["depth"]
    for name in ("fullatt_block_indexes", "deepstack_visual_indexes"):
        if name in vision:
            vision[name] = [n for n in vision[name] if n < vision["depth"]] or [vision["depth"] - 1]
    ids = {"image_token_id": token(IMAGE), "video_token_id": token("<|video_pad|>")}
    ids |= {"vision_start_token_id": token("<|vision_start|>")}
    ids |= {"vision_end_token_id": token("<|vision_end|>"), "tie_word_embeddings": True}
    ids |= {"eos_token_id": token(END), "pad_token_id": token(PAD)}
    return AutoConfig.for_model(known["model_type"], text_config=text, vision_config=vision, **ids)


def _save_processor(folder: Path, config: Any, tokenizer: Any) -> Any:
    from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil

    from phoneagent.models.local.processor import load_processor

    tokenizer.save_pretrained(folder)
    Qwen2VLImageProcessorPil(
        size={"shortest_edge": 56 * 56, "longest_edge": 4096 * 28 * 28},  # areas in pixels
        patch_size=config.vision_config.patch_size,
        merge_size=2,
        temporal_patch_size=2,
    ).save_pretrained(folder)
    return load_processor(folder)


def _randomise(layer: Any, chance: torch.Generator) -> None:
    """Random codes; steps that make weights of a usual size."""
    low, high = (0, 256) if layer.codes.dtype == torch.uint8 else (-127, 128)
    layer.codes.random_(low, high, generator=chance)
    if layer.step.dim() == 1:
        layer.step.fill_(0.02 / 64)
    else:
        layer.step[..., 0] = _LOW_BIT_STEP
        layer.step[..., 1] = _LOW_BIT_STEP / 2  # codes are 0 to 15: their middle is 7.5


def _materialise(model: Any) -> None:
    """Give what is still on the device "meta" its memory: norms of one, weights by chance."""
    for module in model.modules():
        for name, value in list(module._parameters.items()):
            if value is not None and value.is_meta:
                made = torch.empty_like(value, device="cpu")
                _fill(made, is_norm=value.dim() == 1 and name == "weight")
                module._parameters[name] = nn.Parameter(made, requires_grad=False)
        for name, value in list(module._buffers.items()):
            if value is not None and value.is_meta:
                module._buffers[name] = torch.empty_like(value, device="cpu")
    _reset_rotations(model)
    model.tie_weights()


def _fill(made: Any, *, is_norm: bool) -> None:
    if is_norm:
        made.fill_(1)
    elif made.dim() == 1:
        made.zero_()
    else:
        made.normal_(0, 0.02)


def _reset_rotations(model: Any) -> None:
    """Frequencies of rotary embeddings are computed, not stored."""
    for module in model.modules():
        if "inv_freq" in module._buffers or "original_inv_freq" in module._buffers:
            model._init_weights(module)
