"""The measuring: every configuration over the same walk, and a report of what there is so far."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from phoneagent.benchmarks.model import machine, subjects
from phoneagent.benchmarks.model.asking import ask_operator
from phoneagent.benchmarks.model.energy import meter_for
from phoneagent.benchmarks.model.figures import Sample
from phoneagent.benchmarks.model.machine import Machine, load_average
from phoneagent.benchmarks.model.report import Report, Row
from phoneagent.benchmarks.model.subjects import Setup, Subject
from phoneagent.benchmarks.model.walk import Walk, walk_on_virtual_phone, walk_through_pictures
from phoneagent.errors import ConfigError

if TYPE_CHECKING:
    from phoneagent.config import Config

Tell = Callable[[str], None]
_LOCAL = "local:"


@dataclass(frozen=True)
class Plan:
    """What is to be measured.

    Attributes:
        model: "local:FOLDER..." or "openai:NAME"; "" with random weights.
        random: the shape of a model with random weights; "" without.
        quants: quantisations of a model in this process; None leaves it to the spec.
        image_tokens: the most that one picture may cost; None leaves it to the model's settings, 0
            shows none.
        steps: replies per configuration.
        images: a folder of screenshots; None walks through the virtual phone.
    """

    model: str = ""
    random: str = ""
    quants: tuple[str | None, ...] = (None,)
    image_tokens: tuple[int | None, ...] = (None,)
    steps: int = 20
    images: Path | None = None

    @property
    def in_process(self) -> bool:
        """Whether the model runs here, where more can be known."""
        return bool(self.random) or self.model.startswith(_LOCAL)


class Bench:
    """Measures a plan; `report` can be asked for at any time, also after an interruption.

    Args:
        plan: what is measured.
        config: where servers and their keys are found.
        tell: gets a line of progress now and then.
    """

    def __init__(self, plan: Plan, config: Config, tell: Tell) -> None:
        self._plan = plan
        self._config = config
        self._tell = tell
        self._rows: list[Row] = []
        self._under_way: Row | None = None
        self._walk: Walk | None = None
        self._load_before = load_average()

    def measure(self) -> None:
        """Go through all configurations; one that is not possible is reported, not raised.

        Raises:
            ConfigError: none is possible.
            InfraError: the phone or the model cannot be reached, or fails.
        """
        with tempfile.TemporaryDirectory(prefix="phoneagent-") as scratch:
            for quant in self._plan.quants:
                try:
                    self._measure_one(quant, Path(scratch))
                except ConfigError as error:
                    if len(self._plan.quants) == 1:
                        raise
                    self._fail(quant, error)
        if not any(row.samples for row in self._rows):
            raise ConfigError("\n".join(row.problem for row in self._rows))

    def report(self, ended_early: str = "") -> Report:
        """Everything measured so far; `ended_early` says why there is no more."""
        rows = [*self._rows, *([self._under_way] if self._under_way else [])]
        return Report(
            machine=Machine.here(),
            load_average=(self._load_before, load_average()),
            ended_early=ended_early,
            source=self._walk.source if self._walk else "",
            rows=tuple(row for row in rows if row.samples or row.problem),
        )

    def _take_walk(self) -> Walk:
        """The same for all configurations; taken once a model is known to be there."""
        plan = self._plan
        if self._walk is None and plan.images:
            self._walk = walk_through_pictures(plan.images, plan.steps)
        elif self._walk is None:
            self._tell("walking through the virtual phone")
            self._walk = walk_on_virtual_phone(plan.steps)
        return self._walk

    def _measure_one(self, quant: str | None, scratch: Path) -> None:
        with ExitStack() as stack:
            self._tell(f"opening {self._plan.random or self._plan.model} {quant or ''}".rstrip())
            subject = self._open(quant, scratch, stack)
            stack.callback(subject.close)
            walk = self._take_walk()
            for limit in self._plan.image_tokens:
                subject.show_at_most(limit)
                self._measure_row(subject, limit, walk)

    def _measure_row(self, subject: Subject, limit: int | None, walk: Walk) -> None:
        meter = meter_for(subject.setup.device)
        row = Row(setup=subject.setup, image_tokens_limit=limit, energy_source=meter.source)
        for run in walk.runs:
            sample = ask_operator(subject, run, walk.album, meter)
            now, peak = subject.memory()
            row = row.but(samples=(*row.samples, sample), memory_bytes=now, peak_bytes=peak)
            self._under_way = row
            self._tell(_told(row, sample, len(walk.runs)))
        self._under_way = None
        self._rows.append(row)

    def _open(self, quant: str | None, scratch: Path, stack: ExitStack) -> Subject:
        plan = self._plan
        machine.forget_peak()
        if plan.random:
            return subjects.open_random(plan.random, quant or "none", scratch)
        if plan.in_process:
            return subjects.open_local(plan.model.removeprefix(_LOCAL), quant)
        return subjects.open_served(self._config, stack)

    def _fail(self, quant: str | None, error: ConfigError) -> None:
        name = self._plan.random or self._plan.model
        setup = Setup(model=name, quant=quant or "")
        self._rows.append(Row(setup=setup, problem=str(error.args[0])))
        self._tell(f"{quant}: {error.args[0]}")


def _told(row: Row, sample: Sample, steps: int) -> str:
    """One line about one reply."""
    said = [f"{row.label}: {len(row.samples)}/{steps}"]
    if sample.first_token_s is not None:
        said.append(f"first token {sample.first_token_s:.2f} s")
    if sample.output_tokens is not None:
        said.append(f"{sample.output_tokens} tokens")
    said.append(f"{sample.total_s:.2f} s")
    if not sample.valid:
        said.append("not valid")
    return ", ".join(said)
