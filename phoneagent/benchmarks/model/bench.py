"""The measuring: every configuration over the same walk, and a report of what there is so far."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from phoneagent.benchmarks.model import in_process, machine, served
from phoneagent.benchmarks.model.asking import ask_operator
from phoneagent.benchmarks.model.energy import meter_for
from phoneagent.benchmarks.model.figures import Sample
from phoneagent.benchmarks.model.in_process import LocalSubject
from phoneagent.benchmarks.model.machine import Machine, load_average
from phoneagent.benchmarks.model.quality import Judge, Quality
from phoneagent.benchmarks.model.recorded import read_data
from phoneagent.benchmarks.model.report import Report, Row
from phoneagent.benchmarks.model.subjects import Setup, Subject
from phoneagent.benchmarks.model.walk import Walk, walk_on_virtual_phone, walk_through_pictures
from phoneagent.errors import ConfigError, ModelError, PhoneagentError

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
        quality: texts and recorded requests on which quantisations are compared with whole
            weights; see `recorded`.
    """

    model: str = ""
    random: str = ""
    quants: tuple[str | None, ...] = (None,)
    image_tokens: tuple[int | None, ...] = (None,)
    steps: int = 20
    images: Path | None = None
    quality: Path | None = None

    def __post_init__(self) -> None:
        if self.quality and (self.random or not self.in_process):
            raise ConfigError(
                "--quality compares quantisations of real weights in this process.",
                hint="Give it --model local:FOLDER.",
            )
        if any(self.quants) and not self.in_process:
            raise ConfigError(
                "--quant is for models in this process; a server has chosen already.",
                hint="Serve the model again with other weights, or use --model local:FOLDER.",
            )

    @property
    def subject(self) -> str:
        """What is measured, in words."""
        if self.random:
            return f"{self.random} with random weights"
        name = self.model.partition("?")[0]
        return Path(name.removeprefix(_LOCAL)).name if self.in_process else name

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
        self._judge = Judge(read_data(plan.quality), tell) if plan.quality else None
        self._rows: list[Row] = []
        self._under_way: Row | None = None
        self._qualities: list[Quality] = []
        self._walk: Walk | None = None
        self._load_before = load_average()

    def measure(self) -> None:
        """Go through all configurations; of several, one that cannot be opened is only noted.

        Raises:
            ConfigError, ModelError: none can be opened; the message is that of the last.
            InfraError: the phone or the model cannot be reached, or fails.
        """
        failure: PhoneagentError | None = None
        with tempfile.TemporaryDirectory(prefix="phoneagent-") as scratch:
            for quant, steps in self._order():
                with ExitStack() as stack:
                    try:
                        subject = self._open(quant, Path(scratch), stack)
                    except (ConfigError, ModelError) as error:
                        failure = error
                        self._note(quant, error)
                        continue
                    stack.callback(subject.close)
                    self._measure(subject, steps)
        if failure is not None and not self.has_figures:
            raise failure

    @property
    def has_figures(self) -> bool:
        """Whether anything was measured so far."""
        return bool(self._qualities or self._under_way or any(row.samples for row in self._rows))

    def report(self, ended_early: str = "") -> Report:
        """Everything measured so far; `ended_early` says why there is no more."""
        return Report(
            model=self._plan.subject,
            machine=Machine.here(),
            load_average=(self._load_before, load_average()),
            ended_early=ended_early,
            source=self._walk.source if self._walk else "",
            rows=(*self._rows, *([self._under_way] if self._under_way else [])),
            quality=tuple(self._qualities),
        )

    def _order(self) -> list[tuple[str | None, int]]:
        """Quantisations with their steps; where they are judged, whole weights come first."""
        plan = self._plan
        asked = [(quant, plan.steps) for quant in plan.quants]
        if self._judge is None:
            return asked
        whole = [(quant, steps) for quant, steps in asked if quant == "none"]
        return [*(whole or [("none", 0)]), *(one for one in asked if one not in whole)]

    def _measure(self, subject: Subject, steps: int) -> None:
        if steps:
            walk = self._take_walk()
            for limit in self._plan.image_tokens:
                subject.show_at_most(limit)
                self._measure_row(subject, limit, walk)
        if self._judge and isinstance(subject, LocalSubject):
            subject.show_at_most(None)
            self._qualities.append(self._judge.judge(subject))

    def _take_walk(self) -> Walk:
        """The same for all configurations; taken once a model is known to be there."""
        plan = self._plan
        if self._walk is None and plan.images:
            self._walk = walk_through_pictures(plan.images, plan.steps)
        elif self._walk is None:
            self._tell("walking through the virtual phone")
            self._walk = walk_on_virtual_phone(plan.steps)
        return self._walk

    def _measure_row(self, subject: Subject, limit: int | None, walk: Walk) -> None:
        meter = meter_for(subject.setup.device)
        row = Row(setup=subject.setup, image_tokens_limit=limit, energy_source=meter.source)
        for run in walk.runs:
            sample = ask_operator(subject, run, walk.album, meter)
            now, peak = subject.memory()
            row = row.but(samples=(*row.samples, sample), memory_bytes=now, peak_bytes=peak)
            self._under_way = row
            self._tell(_told(row, sample, len(walk.runs)))
        subject.gauge()
        self._under_way = None
        self._rows.append(row.but(setup=subject.setup))

    def _open(self, quant: str | None, scratch: Path, stack: ExitStack) -> Subject:
        plan = self._plan
        self._tell(f"opening {plan.subject}{f', {quant}' if quant else ''}")
        machine.forget_peak()
        if plan.random:
            return in_process.open_random(plan.random, quant or "none", scratch)
        if plan.in_process:
            return in_process.open_local(plan.model.removeprefix(_LOCAL), quant)
        return served.open_served(self._config, stack)

    def _note(self, quant: str | None, error: PhoneagentError) -> None:
        setup = Setup(model=self._plan.subject, quant=quant or "")
        self._rows.append(Row(setup=setup, problem=str(error.args[0])))
        self._tell(f"{quant or 'it'} cannot be measured: {error.args[0]}")


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
