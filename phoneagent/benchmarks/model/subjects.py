"""What is measured: a checkpoint in this process, or a model behind a server."""

from __future__ import annotations

import contextlib
import gc
import math
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from phoneagent.benchmarks.model import machine
from phoneagent.benchmarks.model.figures import Sample
from phoneagent.core.base import Fact
from phoneagent.core.chat import ChatModel, ChatReply, ChatRequest, Message, Text
from phoneagent.errors import ConfigError, ModelUnavailable, ReplyError
from phoneagent.models.options import ModelOptions
from phoneagent.models.profile import Profile, profile_of
from phoneagent.resources import data_dir

if TYPE_CHECKING:
    from phoneagent.config import Config
    from phoneagent.models.local.engine import Timings
    from phoneagent.models.local.model import LocalModel
    from phoneagent.models.local.spec import Quant

_PATCH_PX = 28  # of most models that divide pictures into patches, where a name says nothing else
_PATIENCE_S = 24 * 3600.0


class Setup(Fact):
    """What is being measured; None is what cannot be known.

    Attributes:
        quant: how weights are kept ("none" for as they are stored); "" behind a server.
        dtype: of what is not packed.
        threads: processor threads that take part.
        load_s: loading, up to the first token of a first reply.
        weights_bytes: of all weights.
        pass_bytes: of the weights that a decoding step reads.
        bandwidth_b_s: how many bytes per second the device read, right after loading.
    """

    model: str
    quant: str = ""
    dtype: str = ""
    device: str = ""
    threads: int | None = None
    load_s: float | None = None
    weights_bytes: int | None = None
    pass_bytes: int | None = None
    bandwidth_b_s: float | None = None


@dataclass(frozen=True)
class Answer:
    """A reply and what it took."""

    text: str
    sample: Sample


class Subject(Protocol):
    """A model that answers one request after the other."""

    @property
    def setup(self) -> Setup: ...
    @property
    def profile(self) -> Profile: ...
    @property
    def sees_images(self) -> bool: ...

    def show_at_most(self, image_tokens: int | None) -> None:
        """Pictures cost at most so many tokens from now on, and nothing is remembered any more.

        None leaves their size to the model's own settings; 0 means no pictures.
        """
        ...

    def ask(self, request: ChatRequest) -> Answer:
        """Put one request.

        Raises:
            ModelError: the model fails.
            ReplyError: there is no usable text.
        """
        ...

    def memory(self) -> tuple[int | None, int | None]:
        """Bytes taken now and at most, since it was opened."""
        ...

    def close(self) -> None: ...


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
        # Measuring the memory takes some itself, which is not the model's.
        self._peak = gauges.peak_bytes(facts.device) or machine.peak_bytes()
        bandwidth_b_s = gauges.read_bytes_per_s(facts.device)
        machine.forget_peak()
        gauges.forget_peak()
        self.setup = Setup(
            model=name,
            quant=quant,
            dtype=facts.dtype,
            device=facts.device,
            threads=facts.threads,
            load_s=None if rambles else load_s,
            weights_bytes=facts.model_bytes,
            pass_bytes=facts.pass_bytes,
            bandwidth_b_s=bandwidth_b_s,
        )

    def _warm_up(self) -> None:
        """Libraries set much up at the first pass, which is no part of any step."""
        with contextlib.suppress(ModelUnavailable):
            self._model.write(_HELLO, cancelled=lambda: True)

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

    def close(self) -> None:
        self._model.close()
        del self._engine
        gc.collect()


class ServedSubject:
    """A model behind a server; its pictures are counted by nobody.

    Raises:
        ModelError: the server cannot be reached.
    """

    def __init__(self, model: ChatModel, name: str) -> None:
        self._model = model
        self._own = profile_of(model)
        self._blind = False
        self.profile = self._own
        began = time.monotonic()
        with contextlib.suppress(ReplyError):  # one token is often no answer
            model.chat(_HELLO)
        self.setup = Setup(model=name, load_s=time.monotonic() - began)

    @property
    def sees_images(self) -> bool:
        return self._model.sees_images and not self._blind

    def show_at_most(self, image_tokens: int | None) -> None:
        limit = image_tokens
        self.profile = self._own if limit is None else limited(self._own, limit)
        self._blind = limit == 0

    def ask(self, request: ChatRequest) -> Answer:
        began = time.monotonic()
        reply = self._model.chat(request)
        return Answer(reply.text, _served_sample(reply, time.monotonic() - began))

    def memory(self) -> tuple[int | None, int | None]:
        return None, None

    def close(self) -> None:
        self._model.close()


_HELLO = ChatRequest(
    role="warm-up",
    messages=(Message(role="user", parts=(Text(text="Say hello."),)),),
    max_tokens=1,
)


def limited(profile: Profile, image_tokens: int) -> Profile:
    """The profile with pictures as large as so many tokens allow, however well they can be read."""
    patch_px = profile.patch_px if profile.patch_px > 1 else _PATCH_PX
    allowed = max(1, image_tokens) * patch_px**2
    return replace(
        profile,
        patch_px=patch_px,
        min_pixels=min(profile.min_pixels, allowed),
        max_pixels=allowed,
        text_px=math.inf,
    )


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


def _served_sample(reply: ChatReply, total_s: float) -> Sample:
    """Tokens as the server counted them, or none; the rest from when the stream came."""
    usage, first_s = reply.usage, reply.first_token_s
    counted = not usage.estimated_calls
    return Sample(
        prompt_tokens=usage.input_tokens if counted else None,
        cached_tokens=usage.cached_tokens if counted else None,
        output_tokens=usage.output_tokens if counted else None,
        first_token_s=first_s,
        decode_s=None if first_s is None else total_s - first_s,
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


def open_served(config: Config, stack: ExitStack) -> ServedSubject:
    """The Operator's model of these settings; a phone that serves it stays open with the stack.

    Raises:
        ConfigError: the settings name none.
        InfraError: the server, or the phone that it runs on, cannot be reached.
    """
    from phoneagent import devices
    from phoneagent.session import open_models

    on_phone = config.base_url.startswith("adb:")
    phone = stack.enter_context(devices.connect(config.device)) if on_phone else None
    model = open_models(config, phone)["operator"]
    return ServedSubject(model, model.name)


def open_local(address: str, quant: str | None) -> LocalSubject:
    """The checkpoint that `address` (what follows "local:") names, with another quantisation.

    Raises:
        ConfigError: it, or the libraries for it, are not there.
        ModelError: it cannot be loaded.
    """
    from phoneagent.models import local
    from phoneagent.models.local.spec import read_spec

    asked = with_quant(address, quant) if quant else address
    spec = read_spec(asked)
    return LocalSubject(local.build(asked, _options()), spec.name, spec.quant)


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
