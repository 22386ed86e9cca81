"""Rounds weights to 4 or 8 bits so that little is lost; better than the span between extremes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

GROUP = 64
_LEVELS = 15
_SHRINKS = (1.0, 0.92, 0.85, 0.77)
_REFINEMENTS = 3
_ROWS_AT_ONCE = 1 << 18  # weights; few enough to stay in a processor's cache
_FLAT = 1e-9
# A column counts as an outlier from this many times the usual size on, and a remedy as one when
# it takes away at least this share of the error.
_OUTLYING = 3.0
_WORTH_IT = 0.97


@dataclass(frozen=True)
class Rounded:
    """Weights as numbers of few bits; about `step * code + low` (groups), or `step * code` (rows).

    Attributes:
        codes: of the weights' shape; 0 to 15, or -127 to 127.
        step, low: of shape (outputs, groups), or (outputs,) and None.
        columns: what each input is multiplied with before; None where that does not help.
        error: how far off the weights are, relative to their size.
    """

    codes: Any
    step: Any
    low: Any
    columns: Any
    error: float


def to_4_bits(weight: Any, *, scale_columns: bool = True) -> Rounded:
    """Codes with a step and a low per group of `GROUP` inputs."""
    return _with_columns(weight, lambda some: _rounded(some, GROUP), scale_columns)


def to_8_bits(weight: Any, *, scale_columns: bool = True) -> Rounded:
    """Codes with one step per output."""
    return _with_columns(weight, _in_rows, scale_columns)


def rows_to_8_bits(table: Any) -> Rounded:
    """Codes with one step per row, some rows at a time: tables of words are large."""
    rows = max(1, _ROWS_AT_ONCE // table.shape[1])
    parts = [_in_rows(table[n : n + rows].float()) for n in range(0, table.shape[0], rows)]
    codes, step = torch.cat([part[0] for part in parts]), torch.cat([part[1] for part in parts])
    some = slice(0, rows)
    error = relative_error(restored(codes[some], step[some], None), table[some])
    return Rounded(codes, step, None, None, error)


def _with_columns(
    weight: Any, rounding: Callable[[Any], tuple[Any, Any, Any]], scale_columns: bool
) -> Rounded:
    """Rounded as it is, or with input columns that stick out scaled down before, as is better.

    AdaDim (arXiv:2309.15531) looks for outliers along the inputs, too, where one large column makes
    the steps of every output coarse; here its scale is taken out of the weights.
    """
    codes, step, low = rounding(weight)
    error = relative_error(restored(codes, step, low), weight)
    columns = _outlying(weight) if scale_columns else None
    if columns is not None:
        scaled = rounding(weight / columns)
        scaled_error = relative_error(restored(*scaled) * columns, weight)
        if scaled_error < _WORTH_IT * error:
            return Rounded(*scaled, columns, scaled_error)
    return Rounded(codes, step, low, None, error)


def _in_rows(weight: Any) -> tuple[Any, Any, None]:
    step = (weight.abs().amax(1) / 127).clamp(min=_FLAT).to(torch.bfloat16)
    codes = (weight / step.float()[:, None]).round_().clamp_(-127, 127).to(torch.int8)
    return codes, step, None


def relative_error(found: Any, wanted: Any) -> float:
    """The size of the difference over the size of what was wanted."""
    return float((found.float() - wanted.float()).norm() / wanted.float().norm().clamp(min=_FLAT))


def restored(codes: Any, step: Any, low: Any) -> Any:
    """Weights as the codes say them, as float32."""
    if low is None:
        return codes.float() * step.float()[:, None]
    outputs, inputs = codes.shape
    grouped = codes.view(outputs, step.shape[1], -1).float()
    return (grouped * step[..., None] + low[..., None]).view(outputs, inputs)


def _rounded(weight: Any, group: int) -> tuple[Any, Any, Any]:
    """Codes, steps and lows, some rows at a time."""
    outputs, inputs = weight.shape
    rows = max(1, _ROWS_AT_ONCE // inputs)
    parts = [
        _fit(weight[start : start + rows].reshape(-1, inputs // group, group))
        for start in range(0, outputs, rows)
    ]
    codes, step, low = (torch.cat(pieces) for pieces in zip(*parts, strict=True))
    return codes.view(outputs, inputs), step.squeeze(-1), low.squeeze(-1)


def _fit(x: Any) -> tuple[Any, Any, Any]:
    """The best clipping of each group, then steps and lows fitted to the codes in turn.

    Clipping the few extremes makes the step finer for all others. Given the codes, the step and the
    low with the least squared error are a line through (code, weight); given these, better codes
    are the nearest: Lloyd's iteration (IEEE Trans. Inf. Theory 28, 1982) held to even steps.
    """
    step, low = _clipped(x)
    for _ in range(_REFINEMENTS):
        codes = ((x - low) / step).round_().clamp_(0, _LEVELS)
        mean, middle = codes.mean(-1, keepdim=True), x.mean(-1, keepdim=True)
        spread = codes - mean
        slope = (spread * (x - middle)).sum(-1, keepdim=True)
        slope /= spread.square().sum(-1, keepdim=True).clamp(min=_FLAT)
        step = torch.where(slope > _FLAT, slope, step)
        low = middle - step * mean
    # As the kernel will know them: bfloat16, the low seen from the middle code.
    step = step.to(torch.bfloat16).float()
    low = (low + 8 * step).to(torch.bfloat16).float() - 8 * step
    codes = ((x - low) / step).round_().clamp_(0, _LEVELS).to(torch.uint8)
    return codes, step, low


def _clipped(x: Any) -> tuple[Any, Any]:
    least, most = x.amin(-1, keepdim=True), x.amax(-1, keepdim=True)
    middle, half = (least + most) / 2, ((most - least) / 2).clamp(min=_FLAT)
    best = torch.full_like(half, torch.inf)
    step, low = half, middle
    for shrink in _SHRINKS:
        a_low = middle - half * shrink
        a_step = half * (2 * shrink / _LEVELS)
        codes = ((x - a_low) / a_step).round_().clamp_(0, _LEVELS)
        error = (codes * a_step + a_low - x).square().sum(-1, keepdim=True)
        better = error < best
        best = torch.where(better, error, best)
        step, low = torch.where(better, a_step, step), torch.where(better, a_low, low)
    return step, low


def _outlying(weight: Any) -> Any:
    """How much larger than usual each input's column is, at least 1; None when none sticks out."""
    size = weight.float().square().mean(0).sqrt()
    times = size / size.median().clamp(min=_FLAT)
    if float(times.max()) < _OUTLYING:
        return None
    return torch.where(times > _OUTLYING, times, torch.ones_like(times))
