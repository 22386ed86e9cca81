"""Builds tiny checkpoints of real architectures with random weights, on the spot, in seconds.

They lie on disk as published ones do (config, safetensors, tokenizer, image processor, template)
and go through the real loading code. Their weights are random: what they say means nothing.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from phoneagent.models.local.tokens import END, IMAGE, PAD, make_tokenizer

FAMILIES = ("qwen2_vl", "qwen2_5_vl", "qwen3_vl", "llava", "internvl")
_NAMED = {
    "start_image_token": "<|vision_start|>",
    "end_image_token": "<|vision_end|>",
    "context_image_token": IMAGE,
    "video_token": "<|video_pad|>",
}
_LOUDER = 4.0  # random weights as initialised hardly tell one token from another


def build(folder: Path, family: str, **shape: int) -> Path:
    """A checkpoint of `family` in `folder`.

    Args:
        folder: is made when it is not there.
        family: one of FAMILIES.
        shape: `layers`, `width` (from 128 on there is room for groups of packed weights),
            `vocabulary`, and `tie` (whether head and table of words share their weights).
    """
    import torch
    import transformers
    from transformers import AutoModelForImageTextToText, GenerationConfig

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = _tokenizer(family)
    torch.manual_seed(0)
    model = AutoModelForImageTextToText.from_config(_config(family, tokenizer, shape))
    for parameter in model.parameters():
        if parameter.dim() > 1:
            parameter.data.mul_(_LOUDER)
    end, pad = tokenizer.convert_tokens_to_ids([END, PAD])
    model.generation_config = GenerationConfig(
        do_sample=False, eos_token_id=[end, pad], pad_token_id=pad
    )
    transformers.utils.logging.disable_progress_bar()
    model.save_pretrained(folder)
    _save_processor(folder, family, tokenizer)
    return folder


WORDS = ("open", "settings", "tap", "the", "button", "on", "screen", "text", "done")


def _corpus() -> Iterator[str]:
    chance = random.Random(0)
    for _ in range(200):
        yield " ".join(chance.choices(WORDS, k=12))
        said = {
            "do": [{chance.choice(WORDS): chance.randint(0, 999)}],
            "text": chance.choice(WORDS),
        }
        yield json.dumps(said, separators=(",", ":"))


def _tokenizer(family: str) -> Any:
    if family == "internvl":
        return make_tokenizer(_corpus(), 600, picture=IMAGE, named=_NAMED)
    return make_tokenizer(_corpus(), 600, **({"picture": IMAGE} if family == "llava" else {}))


def _config(family: str, tokenizer: Any, shape: dict[str, int]) -> Any:
    token = tokenizer.convert_tokens_to_ids
    layers, width = shape.get("layers", 2), shape.get("width", 64)
    vocabulary, tie = shape.get("vocabulary", 0), bool(shape.get("tie", True))
    text = {
        "vocab_size": vocabulary or len(tokenizer) + 7,  # published models have more logits, too
        "hidden_size": width,
        "intermediate_size": 2 * width,
        "num_hidden_layers": layers,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "max_position_embeddings": 8192,
        "bos_token_id": token(PAD),
        "eos_token_id": token(END),
        "pad_token_id": token(PAD),
        "tie_word_embeddings": tie,
    }
    if family in ("llava", "internvl"):
        return _plain_config(family, text, token(IMAGE), tie)
    ids = {
        "image_token_id": token(IMAGE),
        "video_token_id": token("<|video_pad|>"),
        "vision_start_token_id": token("<|vision_start|>"),
        "vision_end_token_id": token("<|vision_end|>"),
        "tie_word_embeddings": tie,
    }
    return _qwen_config(family, text, ids)


def _qwen_config(family: str, text: dict[str, Any], ids: dict[str, Any]) -> Any:
    width = text["hidden_size"]
    half = width // text["num_attention_heads"] // 2
    section = [half - 2 * (half // 3), half // 3, half // 3]
    rope = {"rope_type": "default", "rope_theta": 1e6, "mrope_section": section}
    vision = {"depth": 2, "hidden_size": 32, "intermediate_size": 64, "num_heads": 2}
    vision |= {"out_hidden_size": width}
    if family == "qwen2_5_vl":
        from transformers import Qwen2_5_VLConfig

        vision |= {"patch_size": 14, "window_size": 112, "fullatt_block_indexes": [1]}
        text |= {"rope_parameters": rope}
        return Qwen2_5_VLConfig(text_config=text, vision_config=vision, **ids)
    if family == "qwen3_vl":
        from transformers import Qwen3VLConfig

        rope |= {"mrope_interleaved": True}
        vision |= {"patch_size": 16, "deepstack_visual_indexes": [0, 1]}
        vision |= {"num_position_embeddings": 64}
        text |= {"rope_parameters": rope, "head_dim": 2 * half}
        return Qwen3VLConfig(text_config=text, vision_config=vision, **ids)
    from transformers import Qwen2VLConfig

    vision = {"depth": 2, "embed_dim": 32, "hidden_size": width, "num_heads": 2, "mlp_ratio": 2}
    text |= {"rope_parameters": rope}
    return Qwen2VLConfig(text_config=text, vision_config=vision | {"patch_size": 14}, **ids)


def _plain_config(family: str, text: dict[str, Any], image: int, tie: bool) -> Any:
    from transformers import CLIPVisionConfig, InternVLConfig, LlavaConfig, Qwen2Config

    small = {"hidden_size": 32, "intermediate_size": 64, "num_attention_heads": 2}
    small |= {"image_size": 56, "patch_size": 14}
    if family == "llava":
        tower = CLIPVisionConfig(**small, num_hidden_layers=3)
        return LlavaConfig(
            vision_config=tower,
            text_config=Qwen2Config(**text),
            image_token_index=image,
            tie_word_embeddings=tie,
        )
    return InternVLConfig(
        vision_config={
            **small,
            "num_hidden_layers": 2,
            "image_size": [56, 56],
            "patch_size": [14, 14],
        },
        text_config=Qwen2Config(**text).to_dict(),
        image_token_id=image,
        image_seq_length=4,
        tie_word_embeddings=tie,
    )


def _save_processor(folder: Path, family: str, tokenizer: Any) -> None:
    if family == "llava":
        from transformers import LlavaProcessor
        from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

        square = {"height": 56, "width": 56}
        LlavaProcessor(
            image_processor=CLIPImageProcessorPil(size={"shortest_edge": 56}, crop_size=square),
            tokenizer=tokenizer,
            patch_size=14,
            vision_feature_select_strategy="default",
            image_token=IMAGE,
            num_additional_image_tokens=1,
            chat_template=tokenizer.chat_template,
        ).save_pretrained(folder)
        return
    tokenizer.save_pretrained(folder)
    if family == "internvl":
        from transformers.models.got_ocr2.image_processing_pil_got_ocr2 import (
            GotOcr2ImageProcessorPil,
        )

        images = GotOcr2ImageProcessorPil(size={"height": 56, "width": 56}, max_patches=3)
        images.save_pretrained(folder)
        said = {"processor_class": "InternVLProcessor", "image_seq_length": 4}
        (folder / "processor_config.json").write_text(json.dumps(said), encoding="utf-8")
        return
    from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil

    Qwen2VLImageProcessorPil(
        size={"shortest_edge": 56 * 56, "longest_edge": 448 * 448},  # areas in pixels
        patch_size=16 if family == "qwen3_vl" else 14,
        merge_size=2,
        temporal_patch_size=2,
    ).save_pretrained(folder)
