"""Activations of a whole prompt as 8-bit integers, for the processor's integer instructions.

After LLM.int8 (arXiv:2208.07339): one step per row, and the few inputs whose activations are far
above all others are multiplied apart. What rounding loses then is about one per cent, little beside
what 4-bit weights lose. Where activations are of another kind, a second integer holds the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch

_LARGEST = 126  # not 127: steps are rounded to bfloat16, codes must not run over
_REST = 254  # steps of the second integer within one of the first
_OUTLYING = 5.0  # times the usual largest activation of an input
_MOST_APART = 16  # at most one input of so many is multiplied apart
_EVEN = 10.0  # largest activation of a row over their mean square; about 4 by chance


@dataclass(frozen=True)
class Activations:
    """Rows of activations, about `step * codes`, and what sticks out of them.

    Attributes:
        codes: int8, of shape (rows, inputs); with a second part below the first where `parts` is 2.
        step: bfloat16, of shape (rows, 1).
        apart: which inputs are multiplied apart; None for none. Their codes are 0.
        values: the activations of these inputs.
    """

    codes: Any
    step: Any
    parts: int = 1
    apart: Any = None
    values: Any = None

    @classmethod
    def of(cls, rows: Any) -> Activations:
        """Activations of shape (rows, inputs), in any number format."""
        size = rows.abs()
        largest = size.amax(0)
        apart = (largest > _OUTLYING * largest.median()).nonzero().squeeze(1)
        few = 0 < len(apart) <= rows.shape[1] // _MOST_APART
        values = rows[:, apart] if few else None
        rows = rows.float() if rows.dtype != torch.float32 else rows.clone()
        if few:
            rows[:, apart] = 0
            size[:, apart] = 0
        step = (size.amax(1, keepdim=True) / _LARGEST).clamp_(min=1e-12).to(torch.bfloat16)
        even = _is_even(rows, step)
        scaled = rows.mul_(1 / step.float())
        first = scaled.round()
        codes = first.to(torch.int8)
        if not even:
            rest = scaled.sub_(first).mul_(_REST).round_().to(torch.int8)
            codes = torch.cat((codes, rest))
        return cls(codes, step, 1 if even else 2, apart if few else None, values)

    def times(self, weight: Any, step: Any) -> Any:
        """The product with weights `weight * step` (bfloat16).

        Args:
            weight: int8, of shape (inputs, outputs).
            step: bfloat16, of shape (outputs,).
        """
        product = torch._int_mm(self.codes, weight)
        if self.parts == 2:
            rows = self.step.shape[0]
            product = product[:rows].float().add_(product[rows:], alpha=1 / _REST)
        y = product.to(torch.bfloat16).mul_(step).mul_(self.step)
        if self.apart is not None:
            y += (self.values.float() @ (weight[self.apart].float() * step.float())).to(y.dtype)
        return y


def _is_even(rows: Any, step: Any) -> bool:
    """Whether one integer per activation is fine enough for what the rows hold otherwise."""
    usual = torch.linalg.vector_norm(rows, dim=1) / rows.shape[1] ** 0.5
    crest = step.float().squeeze(1) * _LARGEST / usual.clamp(min=1e-12)
    return bool(crest.mean() < _EVEN)
