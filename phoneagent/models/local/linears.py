"""Linear layers and embeddings with 4- and 8-bit weights, on kernels that stock torch has for CPUs.

Few rows (decoding) go through kernels that read packed weights as they are: there the memory is the
limit. Many rows (reading a prompt) go through the processor's int8 instructions, several times as
fast as these kernels; 4-bit weights become 8-bit ones for that, a part of a layer at a time.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from phoneagent.models.local.activations import Activations
from phoneagent.models.local.rounding import GROUP, rows_to_8_bits, to_4_bits, to_8_bits

BLOCK = 64  # outputs whose codes the 4-bit kernel interleaves
_HALF = BLOCK // 2
_FRACTION_BITS = 7
_ALIGNMENT = 64
_UNPACKED_AT_ONCE = 1 << 19
_OUTPUTS_AT_ONCE = 4096


class PackedLinear(nn.Module):
    """A linear layer without its weights yet; `pack` or `allocate` and a file bring them.

    Attributes:
        inputs, outputs: its shape.
        bias: added to the output; None without one.
        codes, step: the weights; see the subclasses.
        columns: what each input is multiplied with before; None for nothing.
    """

    bits = 0
    many_rows = 0
    codes: Any
    step: Any
    columns: Any

    def __init__(self, inputs: int, outputs: int, bias: Any = None) -> None:
        super().__init__()
        self.inputs, self.outputs = inputs, outputs
        self.bias = bias

    def forward(self, x: Any) -> Any:
        """The layer's output for activations of any shape that ends in `inputs`."""
        rows = x.reshape(-1, self.inputs)
        if self.columns is not None:
            rows = rows * self.columns
        if rows.shape[0] < self.many_rows:
            y = self._few(few_rows(rows))
        else:
            y = self._many(Activations.of(rows))
        if self.bias is not None:
            y += self.bias
        return y.view(*x.shape[:-1], self.outputs).to(x.dtype)

    def pack(self, weight: Any, *, scale_columns: bool = True) -> float:
        """Take weights of shape (outputs, inputs); returns the relative error of rounding them.

        Args:
            weight: in any number format.
            scale_columns: whether input columns that stick out may be scaled down before.
        """
        raise NotImplementedError

    def allocate(self, *, columns: bool = False) -> None:
        """Empty buffers of the right shapes, to be filled from a file."""
        raise NotImplementedError

    def restored(self) -> Any:
        """The weights as the layer knows them, as float32."""
        raise NotImplementedError

    def _few(self, rows: Any) -> Any:
        raise NotImplementedError

    def _many(self, rows: Activations) -> Any:
        raise NotImplementedError

    def take(self, codes: Any, step: Any) -> None:
        """Take weights as another layer of this kind holds them, without scaled columns."""
        self._keep(codes, step, None)

    def _keep(self, codes: Any, step: Any, columns: Any) -> None:
        self.register_buffer("codes", codes)
        self.register_buffer("step", step)
        self.register_buffer("columns", None if columns is None else columns.to(torch.bfloat16))

    def _columns(self, there: bool) -> Any:
        return torch.empty(self.inputs, dtype=torch.bfloat16) if there else None


class Int8Linear(PackedLinear):
    """8 bits per weight: codes of shape (outputs, inputs), one step per output."""

    bits = 8
    many_rows = 16

    def pack(self, weight: Any, *, scale_columns: bool = True) -> float:
        rounded = to_8_bits(weight.float(), scale_columns=scale_columns)
        self._keep(rounded.codes, rounded.step, rounded.columns)
        return rounded.error

    def allocate(self, *, columns: bool = False) -> None:
        codes = torch.empty((self.outputs, self.inputs), dtype=torch.int8)
        step = torch.empty(self.outputs, dtype=torch.bfloat16)
        self._keep(codes, step, self._columns(columns))

    def restored(self) -> Any:
        weight = self.codes.float() * self.step.float()[:, None]
        return weight if self.columns is None else weight * self.columns.float()

    def _few(self, rows: Any) -> Any:
        return torch.ops.aten._weight_int8pack_mm(rows, self.codes, self.step)

    def _many(self, rows: Activations) -> Any:
        return rows.times(self.codes.t(), self.step)


class Int4Linear(PackedLinear):
    """4 bits per weight: codes as the kernel interleaves them.

    `step` is of shape (groups, outputs, 2): each group's step, and the weight of its middle code 8.
    """

    bits = 4
    many_rows = 64  # from here on converting and multiplying integers beats the kernel

    def pack(self, weight: Any, *, scale_columns: bool = True) -> float:
        rounded = to_4_bits(weight.float(), scale_columns=scale_columns)
        zero = rounded.low + 8 * rounded.step
        pairs = torch.stack((rounded.step, zero), -1).transpose(0, 1).contiguous()
        pack = torch.ops.aten._convert_weight_to_int4pack_for_cpu
        self._keep(
            pack(rounded.codes.to(torch.int32), 2), pairs.to(torch.bfloat16), rounded.columns
        )
        return rounded.error

    def allocate(self, *, columns: bool = False) -> None:
        codes = torch.empty((self.outputs, self.inputs // 2), dtype=torch.uint8)
        pairs = (self.inputs // GROUP, self.outputs, 2)
        self._keep(codes, torch.empty(pairs, dtype=torch.bfloat16), self._columns(columns))

    @staticmethod
    def fits(inputs: int, outputs: int) -> bool:
        """Whether the kernel and its layout can take a layer of this shape."""
        return inputs % GROUP == 0 and outputs % BLOCK == 0

    def restored(self) -> Any:
        codes = unpacked(self.codes, self.inputs).float()
        step, zero = self.step.float().unbind(-1)
        grouped = codes.view(self.outputs, -1, GROUP) - 8
        weight = grouped * step.t()[..., None] + zero.t()[..., None]
        weight = weight.view(self.outputs, self.inputs)
        return weight if self.columns is None else weight * self.columns.float()

    def _few(self, rows: Any) -> Any:
        return torch.ops.aten._weight_int4pack_mm_for_cpu(rows, self.codes, GROUP, self.step)

    def _many(self, rows: Activations) -> Any:
        y = torch.empty((rows.step.shape[0], self.outputs), dtype=torch.bfloat16)
        for start in range(0, self.outputs, _OUTPUTS_AT_ONCE):
            end = min(start + _OUTPUTS_AT_ONCE, self.outputs)
            y[:, start:end] = rows.times(*self._as_int8(start, end))
        return y

    def _as_int8(self, start: int, end: int) -> tuple[Any, Any]:
        """The weights of some outputs as int8 of shape (inputs, outputs), and each one's step.

        A code becomes `code * times + plus`, both in whole 128ths of the output's int8 step.
        """
        blocks, groups = (end - start) // BLOCK, self.inputs // GROUP
        step, zero = self.step[:, start:end].float().unbind(-1)
        largest = torch.maximum((7 * step + zero).abs(), (8 * step - zero).abs()).amax(0)
        unit = (largest / 126).clamp(min=1e-12).to(torch.bfloat16)  # rounded, but never over 127
        one = 1 << _FRACTION_BITS
        scale = one / unit.float()
        times = (step * scale).round().to(torch.int16)
        plus = ((zero - 8 * step) * scale + one / 2).round().to(torch.int16)
        per_block = (groups, blocks, 1, BLOCK)
        times, plus = (t.view(per_block).transpose(0, 1).contiguous() for t in (times, plus))
        packed = self.codes[start:end].view(blocks, groups, GROUP, _HALF)
        out = torch.empty((self.inputs, end - start), dtype=torch.int8)
        shown = out.view(groups, GROUP, blocks, BLOCK).permute(2, 0, 1, 3)
        _convert(packed, times, plus, shown)
        return out, unit


class Int8Embedding(nn.Module):
    """A table of vectors, 8 bits per number, one step per vector."""

    codes: Any
    step: Any

    def __init__(self, count: int, width: int, dtype: Any) -> None:
        super().__init__()
        self.count, self.width, self.dtype = count, width, dtype

    def forward(self, ids: Any) -> Any:
        """The vectors with these numbers."""
        return self.codes[ids].to(self.dtype) * self.step[ids][..., None].to(self.dtype)

    def pack(self, weight: Any) -> float:
        """Take a table of shape (count, width); returns the relative error of rounding it."""
        rounded = rows_to_8_bits(weight)
        self.register_buffer("codes", rounded.codes)
        self.register_buffer("step", rounded.step)
        return rounded.error

    def allocate(self, *, columns: bool = False) -> None:
        """Empty buffers of the right shapes, to be filled from a file; a table has no columns."""
        self.register_buffer("codes", torch.empty((self.count, self.width), dtype=torch.int8))
        self.register_buffer("step", torch.empty(self.count, dtype=torch.bfloat16))


def few_rows(rows: Any) -> Any:
    """Activations as the kernels for few rows read them: they crash on addresses off 16 bytes."""
    return aligned(rows.to(torch.bfloat16).contiguous())


def aligned(values: Any) -> Any:
    """The same values at an address that vector instructions can load from."""
    return values if values.data_ptr() % _ALIGNMENT == 0 else values.clone()


def unpacked(codes: Any, inputs: int) -> Any:
    """The kernel's codes as a matrix of shape (outputs, inputs), 0 to 15.

    In blocks of 64 outputs, each input has 32 bytes: outputs 0 to 31 in the low halves, 32 to 63 in
    the high ones.
    """
    blocks = codes.view(-1, inputs, _HALF)
    both = torch.cat((blocks & 15, blocks >> 4), -1)
    return both.transpose(1, 2).reshape(-1, inputs)


def _convert(packed: Any, times: Any, plus: Any, out: Any) -> None:
    """Write `packed` as int8 into `out`, some blocks at a time so that they stay in the cache."""
    blocks, groups = packed.shape[:2]
    count = max(1, _UNPACKED_AT_ONCE // (groups * GROUP * BLOCK))
    for start in range(0, blocks, count):
        some = slice(start, start + count)
        for half in (slice(0, _HALF), slice(_HALF, BLOCK)):
            codes = packed[some] >> 4 if half.start else packed[some] & 15
            value = codes.to(torch.int16)
            value *= times[some, ..., half]
            value += plus[some, ..., half]
            value >>= _FRACTION_BITS
            out[some, ..., half] = value
