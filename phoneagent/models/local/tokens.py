"""A tokenizer trained on the spot, for models that have no published one at hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

END, PAD, IMAGE = "<|im_end|>", "<|endoftext|>", "<|image_pad|>"
SPECIAL = ("<|im_start|>", END, "<|vision_start|>", "<|vision_end|>", IMAGE, "<|video_pad|>")
_TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n"
    "{% if m['content'] is string %}{{ m['content'] }}{% else %}{% for part in m['content'] %}"
    "{% if part['type'] == 'image' %}PICTURE{% else %}{{ part['text'] }}{% endif %}"
    "{% endfor %}{% endif %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def make_tokenizer(
    texts: Iterable[str],
    size: int = 4096,
    *,
    picture: str = f"<|vision_start|>{IMAGE}<|vision_end|>",
    named: Mapping[str, str] | None = None,
) -> Any:
    """Byte-level BPE with the rules of Qwen's and a chat template in ChatML, trained on `texts`.

    Args:
        texts: its tokens fit texts like these.
        size: how many tokens it has, special ones apart.
        picture: what stands for a picture in the template.
        named: special tokens that a processor looks up by name.
    """
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
    from transformers import Qwen2Tokenizer
    from transformers.models.qwen2.tokenization_qwen2 import PRETOKENIZE_REGEX

    bpe = Tokenizer(models.BPE())
    bpe.normalizer = normalizers.NFC()
    split = pre_tokenizers.Split(Regex(PRETOKENIZE_REGEX), behavior="isolated")
    to_bytes = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    bpe.pre_tokenizer = pre_tokenizers.Sequence([split, to_bytes])
    bpe.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=size, initial_alphabet=alphabet, show_progress=False)
    bpe.train_from_iterator(texts, trainer)
    trained = json.loads(bpe.to_str())["model"]
    made = Qwen2Tokenizer(
        vocab=trained["vocab"],
        merges=[tuple(merge) for merge in trained["merges"]],
        eos_token=END,
        pad_token=PAD,
        unk_token=None,
        model_max_length=32768,
        **({"extra_special_tokens": dict(named)} if named else {}),
    )
    made.add_special_tokens({"additional_special_tokens": list(SPECIAL)})
    made.chat_template = _TEMPLATE.replace("PICTURE", picture)
    return made
