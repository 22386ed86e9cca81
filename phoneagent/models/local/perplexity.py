"""How well a model expects a text: the loss per token, by the same forward pass as everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch

from phoneagent.models.local.engine import Engine
from phoneagent.models.local.positions import Positions
from phoneagent.models.local.prompt import Prompt, as_row

WINDOW = 512  # tokens that are read at once; each window begins without memory of the one before
_ROWS_AT_ONCE = 64


@dataclass(frozen=True)
class Loss:
    """What predicting a text cost.

    Attributes:
        nats: negative log-likelihood of all tokens that were predicted.
        likeliest: for each of these, the token that was expected most.
    """

    nats: float = 0.0
    likeliest: tuple[int, ...] = ()

    @property
    def tokens(self) -> int:
        """How many were predicted."""
        return len(self.likeliest)

    def __add__(self, other: Loss) -> Loss:
        return Loss(self.nats + other.nats, self.likeliest + other.likeliest)


def loss_of(engine: Engine, text: str, window: int = WINDOW) -> Loss:
    """The loss over a text; the first token of each window is given, not predicted."""
    ids = engine.processor.tokenizer(text, add_special_tokens=False)["input_ids"]
    total = Loss()
    with torch.inference_mode():
        for start in range(0, len(ids) - 1, window):
            total += _loss_of_window(engine.model, ids[start : start + window + 1])
    return total


def _loss_of_window(model: Any, ids: list[int]) -> Loss:
    given, wanted = ids[:-1], torch.tensor(ids[1:], device=model.device)
    positions = Positions(model, Prompt(given, given, (), (), {}))
    logits = model(
        input_ids=as_row(given, model.device),
        position_ids=positions.between(0, len(given)),
        use_cache=False,
    ).logits[0]
    nats = sum(
        float(torch.nn.functional.cross_entropy(rows.float(), right, reduction="sum"))
        for rows, right in zip(
            logits.split(_ROWS_AT_ONCE), wanted.split(_ROWS_AT_ONCE), strict=True
        )
    )
    return Loss(nats, tuple(logits.argmax(-1).tolist()))
