"""Where each token of a prompt stands; for models with 3-D positions, on the picture, too."""

from __future__ import annotations

import inspect
from typing import Any

import torch

from phoneagent.models.local.prompt import Prompt, as_row


class Positions:
    """The positions of one prompt and of what follows it.

    Models of the Qwen-VL kind keep the distance between index and position (`rope_deltas`) on the
    module, where the next prompt overwrites it. Here every forward pass is told its positions, so
    that nothing of one role's prompt can reach another's.

    Attributes:
        prompt: of shape (1, tokens), or (3, 1, tokens) for time, row and column.
    """

    def __init__(self, model: Any, prompt: Prompt) -> None:
        self.prompt = _of_prompt(model, prompt)
        self._ahead = int(self.prompt.max()) + 1 - len(prompt.ids)

    def between(self, start: int, end: int) -> Any:
        """The positions of the tokens from index `start` to before `end`."""
        length = self.prompt.shape[-1]
        parts = [self.prompt[..., start : min(end, length)]]
        if end > length:
            after = torch.arange(max(start, length), end, device=self.prompt.device) + self._ahead
            parts.append(after.expand(*self.prompt.shape[:-1], -1))
        return torch.cat(parts, dim=-1)


def _of_prompt(model: Any, prompt: Prompt) -> Any:
    device = model.device
    find = getattr(model.model, "get_rope_index", None)
    count = len(prompt.ids)
    plain = torch.arange(count, device=device)[None]
    if find is None:
        return plain
    if not prompt.shown:
        return plain.expand(3, 1, -1)
    known = set(inspect.signature(find).parameters)
    given = {k: v for k, v in prompt.inputs.items() if k in known and not k.startswith("pixel")}
    found, _ = find(as_row(prompt.ids, "cpu"), **given)
    return found.to(device)
