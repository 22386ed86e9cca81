"""The head of a packed model: coarse logits for every token, exact ones for the likeliest."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from phoneagent.models.local.linears import Int4Linear, Int8Embedding, few_rows
from phoneagent.models.local.rounding import restored

_LIKELIEST = 64
_WORDS_AT_ONCE = 8192


class TwoStageHead(nn.Module):
    """Logits from a 4-bit copy of the table of words; the best ones anew from the 8-bit table.

    Reading the whole table costs a tenth of a decoding step; a 4-bit copy half of that. Of the
    tokens that it finds likeliest, whose order decides, the logits are those of the table itself.

    Args:
        words: the table; it stays where it is in the model.
    """

    def __init__(self, words: Int8Embedding) -> None:
        super().__init__()
        self._words = (words,)  # in a tuple, so that it is no submodule a second time
        self.coarse = Int4Linear(words.width, words.count)

    def fill(self) -> None:
        """Make the 4-bit copy of the table, a piece at a time; nothing while the table is empty."""
        (words,) = self._words
        if not hasattr(words, "codes"):
            return
        pieces = []
        for start in range(0, words.count, _WORDS_AT_ONCE):
            some = slice(start, min(start + _WORDS_AT_ONCE, words.count))
            piece = Int4Linear(words.width, some.stop - start)
            piece.pack(restored(words.codes[some], words.step[some], None), scale_columns=False)
            pieces.append(piece)
        codes = torch.cat([piece.codes for piece in pieces])
        self.coarse.take(codes, torch.cat([piece.step for piece in pieces], 1))

    def forward(self, x: Any) -> Any:
        """The logits for activations of any shape that ends in the table's width."""
        (words,) = self._words
        rows = few_rows(x.reshape(-1, words.width))
        logits = self.coarse(rows)
        likeliest = logits.topk(_LIKELIEST, -1).indices
        weights = words.codes[likeliest].float()
        exact = torch.einsum("rkw,rw->rk", weights, rows.float()) * words.step[likeliest].float()
        logits.scatter_(-1, likeliest, exact.to(logits.dtype))
        return logits.view(*x.shape[:-1], words.count)


class TiedHead(nn.Module):
    """Logits straight from the 8-bit table of words.

    Args:
        words: the table; it stays where it is in the model.
    """

    def __init__(self, words: Int8Embedding) -> None:
        super().__init__()
        self._words = (words,)

    def forward(self, x: Any) -> Any:
        """The logits for activations of any shape that ends in the table's width."""
        (words,) = self._words
        rows = few_rows(x.reshape(-1, words.width))
        logits = torch.ops.aten._weight_int8pack_mm(rows, words.codes, words.step)
        return logits.view(*x.shape[:-1], words.count)


def head_of(words: Int8Embedding, bits: int) -> Any:
    """The head for a model of so many bits whose head and table share their weights."""
    coarse = bits == 4 and Int4Linear.fits(words.width, words.count)
    return TwoStageHead(words) if coarse else TiedHead(words)
