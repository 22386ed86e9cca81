"""One loaded checkpoint: reads prompts, remembers what it has read, and writes replies."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import torch

from phoneagent.core.chat import ChatRequest
from phoneagent.models.local import devices, loading
from phoneagent.models.local.attention import attend_widely
from phoneagent.models.local.bounds import shortest
from phoneagent.models.local.cache import RoomyCache
from phoneagent.models.local.decode import Limits, Loop
from phoneagent.models.local.grammar import Grammars
from phoneagent.models.local.positions import Positions
from phoneagent.models.local.prefix import Prefixes
from phoneagent.models.local.processor import load_processor
from phoneagent.models.local.prompt import PromptMaker, as_row
from phoneagent.models.local.quick import MOST_TOKENS, quick_pass
from phoneagent.models.local.sight import profile_of_checkpoint
from phoneagent.models.local.spec import LocalSpec
from phoneagent.models.local.streaming import TextStream
from phoneagent.models.local.vision import PictureMemory


@dataclass(frozen=True)
class Timings:
    """Where the time of one reply went.

    Attributes:
        prompt_tokens, image_tokens, cached_tokens: of the prompt; those of pictures; those that
            were remembered from the role's last prompt.
        output_tokens, forwards: how long the reply is, and how many forward passes it took.
        vision_s, prefill_s, decode_s: looking at pictures, reading the rest, writing.
        first_token_s: from the request to the first token that the model chose.
    """

    prompt_tokens: int = 0
    image_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    forwards: int = 0
    vision_s: float = 0.0
    prefill_s: float = 0.0
    decode_s: float = 0.0
    first_token_s: float = 0.0


@dataclass(frozen=True)
class Written:
    """A reply.

    Attributes:
        whole: False when it ran out of tokens.
    """

    text: str
    whole: bool
    timings: Timings


class Engine:
    """A model with its processor, grammars and memories; one request at a time.

    Everything that a forward pass depends on (which tokens were read, where they stand, what the
    pictures were) belongs to the request or to the reading that it goes on from; nothing of it
    lives on the model, so requests of different roles cannot disturb each other.

    Raises:
        ConfigError: the checkpoint cannot be loaded; see `loading`.
    """

    def __init__(self, spec: LocalSpec) -> None:
        if spec.threads:
            torch.set_num_threads(spec.threads)
        place = devices.choose_place(spec)
        devices.require_room(spec, place)
        processor = load_processor(spec.folder)
        self._setup(spec, processor, loading.load_model(spec, place))

    @classmethod
    def of(cls, spec: LocalSpec, processor: Any, model: Any) -> Engine:
        """An engine around a model that is there already."""
        made = cls.__new__(cls)
        made._setup(spec, processor, model)
        return made

    def _setup(self, spec: LocalSpec, processor: Any, model: Any) -> None:
        self.model = model
        self.device = model.device
        self.processor = processor
        text = model.config.get_text_config()
        image_token = getattr(model.config, "image_token_id", None)
        self.profile = profile_of_checkpoint(spec)
        self.prompts = PromptMaker(
            processor, -1 if image_token is None else image_token, self.profile
        )
        self.pictures = PictureMemory(model, self.prompts.features_input, spec.pictures)
        self.prefixes = Prefixes(lambda: RoomyCache(text.num_hidden_layers), spec.prefixes)
        self.grammars = Grammars(processor.tokenizer, text.vocab_size)
        self._ends = _end_tokens(model, processor.tokenizer)
        self.random = torch.Generator(device=self.device).manual_seed(spec.seed)
        if self.device.type == "cpu" and model.dtype == torch.bfloat16:
            attend_widely(model)
        self._quick = quick_pass(model)
        self._lock = threading.Lock()

    def write(
        self,
        request: ChatRequest,
        limits: Limits,
        on_text: Callable[[str], None] = lambda text: None,
        prompts: PromptMaker | None = None,
    ) -> Written:
        """The reply to a request.

        Args:
            request: what is said and what the reply must fit.
            limits: see `limits_for`.
            on_text: is given whole pieces of text as they come.
            prompts: writes the prompt; None for the engine's own.

        Raises:
            Cancelled, ModelError: see `decode.Loop`.
        """
        with self._lock, torch.inference_mode():
            return _Writing(self, request, prompts or self.prompts, limits).run(on_text)

    def logits(self, tokens: list[int], positions: Any, cache: Any, **pictures: Any) -> Any:
        """What may follow these tokens, which come after those in the cache."""
        row = as_row(tokens, self.device)
        if self._quick is not None and not pictures and len(tokens) <= MOST_TOKENS:
            return self._quick(row, positions, cache)
        keep = {"past_key_values": cache, "use_cache": True, "logits_to_keep": 1}
        return self.model(input_ids=row, position_ids=positions, **keep, **pictures).logits[0, -1]

    @property
    def reads_quickly(self) -> bool:
        """Whether decoding goes without transformers' own forward pass; see `quick`."""
        return self._quick is not None

    def limits_for(self, request: ChatRequest, **more: Any) -> Limits:
        """What a request allows: at least as much as the shortest whole reply takes."""
        schema = request.reply_schema
        reserve = shortest(schema) + _CLOSING_TOKENS if schema else 0
        return Limits(
            max_tokens=max(request.max_tokens, 2 * reserve),
            reserve=reserve,
            ends=self._ends,
            temperature=request.temperature,
            **more,
        )


_CLOSING_TOKENS = 40


class _Writing:
    """One request on its way to a reply."""

    def __init__(
        self, engine: Engine, request: ChatRequest, prompts: PromptMaker, limits: Limits
    ) -> None:
        self._engine = engine
        self._role = request.role
        self._timings = Timings()
        self._began = time.monotonic()
        self._prompt = prompts.make(request.messages)
        self._positions = Positions(engine.model, self._prompt)
        schema = request.reply_schema
        grammar = engine.grammars.match(schema) if schema else None
        self._loop = Loop(self._read, grammar, limits, engine.random)

    def run(self, on_text: Callable[[str], None]) -> Written:
        prompt = self._prompt
        # Taken out of the memory: if anything goes wrong halfway, half a reading is dropped.
        self._reading = self._engine.prefixes.take(self._role, prompt.marks)
        start = len(self._reading.marks)
        images = sum(end - begin for begin, end in prompt.runs)
        self._note(prompt_tokens=len(prompt.ids), image_tokens=images, cached_tokens=start)
        stream = TextStream(self._engine.processor.tokenizer)
        written = 0
        for gained in self._loop.pieces(prompt.ids[start:]):
            written += len(gained)
            if text := stream.add(gained):
                on_text(text)
        if text := stream.rest():
            on_text(text)
        self._engine.prefixes.keep(self._role, self._reading)
        decode_s = time.monotonic() - self._began - self._timings.first_token_s
        self._note(output_tokens=written, decode_s=decode_s)
        return Written(stream.text, self._loop.whole, self._timings)

    def _read(self, tokens: list[int]) -> Any:
        """A forward pass over the next tokens; the logits after the last."""
        reading, prompt = self._reading, self._prompt
        start = len(reading.marks)
        end = start + len(tokens)
        pictures = self._pictures_between(start, end)
        began = time.monotonic()
        logits = self._engine.logits(
            tokens, self._positions.between(start, end), reading.keys_values, **pictures
        )
        known = prompt.marks[start:end]
        reading.marks += known + tokens[len(known) :]
        devices.settle(self._engine.device)
        self._clock(began)
        return logits

    def _pictures_between(self, start: int, end: int) -> dict[str, Any]:
        """The features of the pictures whose tokens lie there."""
        prompt = self._prompt
        if not any(start <= begin < end for begin, _ in prompt.runs):
            return {}
        began = time.monotonic()
        if len(prompt.runs) == len(prompt.shown):
            pairs = zip(prompt.runs, prompt.shown, strict=True)
            shown = [one for (begin, _), one in pairs if start <= begin < end]
        else:
            shown = list(prompt.shown)
        features = self._engine.pictures.features(shown)
        devices.settle(self._engine.device)
        self._note(vision_s=self._timings.vision_s + time.monotonic() - began)
        return {"mm_encoder_outputs": {"image": features}}

    def _clock(self, began: float) -> None:
        first = self._timings.forwards == 0
        self._note(forwards=self._timings.forwards + 1)
        if first:
            now = time.monotonic()
            self._note(prefill_s=now - began, first_token_s=now - self._began)

    def _note(self, **known: Any) -> None:
        self._timings = replace(self._timings, **known)


def _end_tokens(model: Any, tokenizer: Any) -> frozenset[int]:
    said = getattr(model.generation_config, "eos_token_id", None)
    if said is None:
        said = tokenizer.eos_token_id
    return frozenset(said if isinstance(said, list) else [] if said is None else [said])
