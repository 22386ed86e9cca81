"""What a model's vision part made of a picture, kept so that no picture is looked at twice."""

from __future__ import annotations

import inspect
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

import torch
from transformers.modeling_outputs import BaseModelOutputWithPooling

from phoneagent.models.local.prompt import Shown


class PictureMemory:
    """Features per picture; the least recently used are forgotten.

    Args:
        model: the checkpoint's model.
        prepare: what its vision part takes for one picture.
        room: how many pictures are kept.
    """

    def __init__(self, model: Any, prepare: Callable[[Shown], dict[str, Any]], room: int) -> None:
        self._look = model.model.get_image_features
        self._known = set(inspect.signature(self._look).parameters)
        self._device = model.device
        self._prepare = prepare
        self._room = room
        self._kept: OrderedDict[str, Any] = OrderedDict()
        self.looked = 0

    def features(self, shown: Sequence[Shown]) -> Any:
        """The features of these pictures, as the model takes them under `mm_encoder_outputs`."""
        return _joined([self._one(picture) for picture in shown])

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()

    def _one(self, shown: Shown) -> Any:
        if shown.key not in self._kept:
            given = self._prepare(shown)
            usable = {k: _on(v, self._device) for k, v in given.items() if k in self._known}
            self._kept[shown.key] = _lean(self._look(**usable, return_dict=True))
            self.looked += 1
            while len(self._kept) > max(1, self._room):
                self._kept.popitem(last=False)
        self._kept.move_to_end(shown.key)
        return self._kept[shown.key]


def _on(value: Any, device: Any) -> Any:
    return value.to(device) if isinstance(value, torch.Tensor) else value


def _lean(seen: Any) -> Any:
    """Only what the text model reads: features, and those for its deeper layers (Qwen3-VL)."""
    kept = BaseModelOutputWithPooling(pooler_output=seen.pooler_output)
    deep = getattr(seen, "deepstack_features", None)
    return kept, deep


def _joined(seen: Sequence[Any]) -> Any:
    """Several pictures' features as one output; a single picture's as they are."""
    outputs = [kept.pooler_output for kept, _ in seen]
    first = outputs[0]
    if isinstance(first, torch.Tensor):
        pooled: Any = torch.cat(outputs)
    else:
        pooled = [part for output in outputs for part in output]
    joined = BaseModelOutputWithPooling(pooler_output=pooled)
    levels = [deep for _, deep in seen]
    if levels[0] is not None:
        joined.deepstack_features = [
            [part for deep in levels for part in deep[n]] for n in range(len(levels[0]))
        ]
    return joined
