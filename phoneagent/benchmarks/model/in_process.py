"""Subjects in this process: a checkpoint, or random weights of a published shape."""

from __future__ import annotations

import contextlib
import gc
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from phoneagent.benchmarks.model import machine
from phoneagent.benchmarks.model.figures import Sample
from phoneagent.benchmarks.model.subjects import HELLO, Answer, Setup, limited
from phoneagent.core.chat import ChatRequest
from phoneagent.errors import ConfigError, ModelUnavailable
from phoneagent.models.options import ModelOptions
from phoneagent.resources import data_dir

if TYPE_CHECKING:
    from phoneagent.models.local.engine import Timings
    from phoneagent.models.local.model import LocalModel
    from phoneagent.models.local.perplexity import Loss
    from phoneagent.models.local.spec import Quant

_PATIENCE_S = 24 * 3600.0


class LocalSubject:
    """A checkpoint in this process.

    Args:
        model: it is loaded here and now.
        name, quant: for reports.
        rambles: replies are closed as early as they may be, since they would never end well.
    """

    def __init__(self, model: LocalModel, name: str, quant: str, *, rambles: bool = False) -> None:
        from phoneagent.models.local import gauges

        began = time.monotonic()
        gauges.forget_peak()
        self._model = model
        self._rambles = rambles
        self._engine = model.load()
        facts = gauges.facts_of(self._engine)
        self.profile = model.profile
        self.sees_images = model.sees_images
        self._warm_up()
        load_s = time.monotonic() - began
        self.setup = Setup(
            model=name,
            quant=quant,
            dtype=facts.dtype,
            device=facts.device,
            threads=facts.threads,
            load_s=None if rambles else load_s,
            weights_bytes=facts.model_bytes,
            pass_bytes=facts.pass_bytes,
        )
        self._peak = 0
        self.gauge()

    def gauge(self) -> None:
        from phoneagent.models.local import gauges

        setup = self.setup
        self._peak = self.memory()[1] or 0
        found = gauges.read_bytes_per_s(setup.device)
        # It takes memory itself, which is not the model's.
        machine.forget_peak()
        gauges.forget_peak()
        self.setup = setup.but(bandwidth_b_s=max(found, setup.bandwidth_b_s or 0.0))

    def _warm_up(self) -> None:
        """Libraries set much up at the first pass, which is no part of any step."""
        with contextlib.suppress(ModelUnavailable):
            self._model.write(HELLO, cancelled=lambda: True)

    def show_at_most(self, image_tokens: int | None) -> None:
        own = self._model.profile
        self.profile = own if image_tokens is None else limited(own, image_tokens)
        self.sees_images = self._model.sees_images and image_tokens != 0
        engine = self._engine
        engine.prompts = engine.prompts.seeing_as(self.profile)
        engine.prefixes.clear()
        engine.pictures.clear()

    def ask(self, request: ChatRequest) -> Answer:
        if self._rambles:
            request = request.but(max_tokens=1)  # the engine adds what closing a reply takes
        began = time.monotonic()
        written = self._model.write(request)
        return Answer(written.text, _sample(written.timings, time.monotonic() - began))

    def memory(self) -> tuple[int | None, int | None]:
        from phoneagent.models.local import gauges

        taken = gauges.taken_bytes(self.setup.device)
        peak = gauges.peak_bytes(self.setup.device)
        if taken is None:
            taken, peak = machine.resident_bytes(), machine.peak_bytes()
        return taken, max(filter(None, (self._peak, peak)), default=None)

    def loss(self, texts: Iterable[str]) -> Loss:
        """How well these texts are expected, together."""
        from phoneagent.models.local.perplexity import Loss, loss_of

        return sum((loss_of(self._engine, text) for text in texts), Loss())

    def packing_errors(self) -> dict[str, float]:
        """How far each packed layer's weights are off; see `models.local.gauges`."""
        from phoneagent.models.local import gauges

        return gauges.packing_errors(self._engine)

    def close(self) -> None:
        self._model.close()
        del self._engine
        gc.collect()


def _sample(timings: Timings, total_s: float) -> Sample:
    return Sample(
        prompt_tokens=timings.prompt_tokens,
        image_tokens=timings.image_tokens,
        cached_tokens=timings.cached_tokens,
        output_tokens=timings.output_tokens,
        forwards=timings.forwards,
        vision_s=timings.vision_s,
        prefill_s=timings.prefill_s,
        decode_s=timings.decode_s,
        first_token_s=timings.first_token_s,
        total_s=total_s,
    )


def open_random(shape: str, quant: str, folder: Path) -> LocalSubject:
    """A model of a published shape with random weights.

    Args:
        shape: a name in `models.local.shapes.SHAPES`.
        quant: as in `LocalSpec`.
        folder: scratch space.

    Raises:
        ConfigError: there is no such shape, or libraries are missing.
    """
    from phoneagent.models.local.packages import require_packages

    require_packages()
    from phoneagent.models.local import shapes, sharing
    from phoneagent.models.local.model import LocalModel
    from phoneagent.models.local.spec import LocalSpec

    if quant == "bnb4":
        raise ConfigError("Random weights cannot be bnb4.", hint="Known: none, int8, int4")
    kept = cast("Quant", quant)
    spec = LocalSpec(folder / kept / shape, quant=kept)
    texts = [file.read_text("utf-8") for file in sorted(data_dir("prompts").rglob("*.md"))]
    sharing.lend(spec, shapes.random_engine(shape, spec.folder, quant=kept, texts=texts))
    return LocalSubject(LocalModel(spec, _options(), f"local:{shape}"), shape, quant, rambles=True)


def open_local(address: str, quant: str | None) -> LocalSubject:
    """The checkpoint that `address` (what follows "local:") names, with another quantisation.

    Raises:
        ConfigError: it, or the libraries for it, are not there.
        ModelError: it cannot be loaded.
    """
    from phoneagent.models import local
    from phoneagent.models.local.packed import with_own_bits
    from phoneagent.models.local.spec import read_spec

    asked = with_quant(address, quant) if quant else address
    spec = read_spec(asked)
    model = local.build(asked, _options())
    return LocalSubject(model, spec.name, with_own_bits(spec).quant)


def with_quant(address: str, quant: str) -> str:
    """The address with this quantisation instead of its own.

    >>> with_quant("/m/Q?quant=int4&threads=2", "none")
    '/m/Q?threads=2&quant=none'
    """
    path, _, query = address.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("quant=")]
    return f"{path}?{'&'.join([*kept, f'quant={quant}'])}"


def _options() -> ModelOptions:
    return ModelOptions(retry_for_s=_PATIENCE_S)
