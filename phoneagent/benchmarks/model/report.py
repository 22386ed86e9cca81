"""What was measured, as JSON and as the figures of a table."""

from __future__ import annotations

from typing import Any

from phoneagent.benchmarks.model.figures import Figures, Sample
from phoneagent.benchmarks.model.machine import Machine
from phoneagent.benchmarks.model.quality import Quality
from phoneagent.benchmarks.model.subjects import Setup
from phoneagent.core.base import Fact

_DIGITS = 6


class Row(Fact):
    """One configuration.

    Attributes:
        image_tokens_limit: the most a picture might cost; None as the model's settings say.
        memory_bytes, peak_bytes: of this process, or of the GPU: after the last reply, and at most
            since it was loaded.
        energy_source: what counted the joules; "" when nothing did.
        problem: why it could not be measured; "" when it was.
    """

    setup: Setup
    image_tokens_limit: int | None = None
    samples: tuple[Sample, ...] = ()
    memory_bytes: int | None = None
    peak_bytes: int | None = None
    energy_source: str = ""
    problem: str = ""

    @property
    def label(self) -> str:
        """What tells it from the other rows."""
        limit = self.image_tokens_limit
        pictures = "" if limit is None else "no pictures" if limit == 0 else f"<= {limit} a picture"
        quant = self.setup.dtype if self.setup.quant == "none" else self.setup.quant
        return ", ".join(filter(None, (quant, pictures))) or self.setup.model


class Report(Fact):
    """All that was measured in one run.

    Attributes:
        model: what was measured.
        load_average: before and after.
        source: where the screens came from.
        ended_early: why there is no more; "" when everything was measured.
    """

    model: str
    machine: Machine
    load_average: tuple[float | None, float | None] = (None, None)
    source: str = ""
    ended_early: str = ""
    rows: tuple[Row, ...] = ()
    quality: tuple[Quality, ...] = ()

    def bandwidth_b_s(self, device: str) -> float | None:
        """The most that a device's memory gave in this run: on a shared machine it varies."""
        setups = [row.setup for row in self.rows if row.setup.device == device]
        return max((s.bandwidth_b_s for s in setups if s.bandwidth_b_s), default=None)

    def figures(self, row: Row) -> Figures:
        """What a row's replies took together; it has at least one."""
        bandwidth_b_s = self.bandwidth_b_s(row.setup.device) or 0.0
        return Figures.of(row.samples, row.setup.pass_bytes or 0, bandwidth_b_s)

    def to_json(self) -> dict[str, Any]:
        """The same figures as the table's, and every single reply."""
        return {
            "model": self.model,
            "machine": self.machine.model_dump(),
            "load_average": {"before": self.load_average[0], "after": self.load_average[1]},
            "screens": self.source,
            "ended_early": self.ended_early,
            "rows": [_short(self._row(row)) for row in self.rows],
            "quality": [_short(one.model_dump()) for one in self.quality],
        }

    def _row(self, row: Row) -> dict[str, Any]:
        told = row.setup.model_dump() | {"image_tokens_limit": row.image_tokens_limit}
        if row.problem:
            return told | {"problem": row.problem}
        return {
            **told,
            "bandwidth_b_s": self.bandwidth_b_s(row.setup.device),
            "memory_bytes": row.memory_bytes,
            "peak_bytes": row.peak_bytes,
            "energy_source": row.energy_source,
            **self.figures(row).model_dump(),
            "samples": [sample.model_dump() for sample in row.samples],
        }


def _short(value: Any) -> Any:
    """Numbers without digits that mean nothing."""
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, dict):
        return {name: _short(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_short(part) for part in value]
    return value
