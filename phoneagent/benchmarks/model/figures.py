"""From single replies to the figures of one row: medians, tails and shares."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Sequence

from phoneagent.core.base import Fact


class Sample(Fact):
    """What one reply took; None is what cannot be known.

    Attributes:
        prompt_tokens, image_tokens, cached_tokens: of the prompt; those of its pictures; those that
            were remembered from an earlier one.
        output_tokens, forwards: how long the reply is, and in how many forward passes it was made.
        vision_s, prefill_s, decode_s: looking at pictures, reading the rest, writing.
        first_token_s: from the request to the first token.
        total_s: from the request to the whole reply.
        energy_j: what the machine drew meanwhile.
        valid: whether the reply is made of actions that exist.
        usable: whether it also fits the screen: it names what is there.
    """

    prompt_tokens: int | None = None
    image_tokens: int | None = None
    cached_tokens: int | None = None
    output_tokens: int | None = None
    forwards: int | None = None
    vision_s: float | None = None
    prefill_s: float | None = None
    decode_s: float | None = None
    first_token_s: float | None = None
    total_s: float = 0.0
    energy_j: float | None = None
    valid: bool = False
    usable: bool = False

    @property
    def prefill_tok_s(self) -> float | None:
        """How fast the part of the prompt that was not remembered was read."""
        if self.prompt_tokens is None or not self.prefill_s:
            return None
        return (self.prompt_tokens - (self.cached_tokens or 0)) / self.prefill_s

    @property
    def decode_tok_s(self) -> float | None:
        """How fast the reply came after its first token."""
        if self.output_tokens is None or self.output_tokens < 2 or not self.decode_s:
            return None
        return (self.output_tokens - 1) / self.decode_s

    @property
    def passes_per_s(self) -> float | None:
        """Forward passes per second after the one that read the prompt."""
        if self.forwards is None or self.forwards < 2 or not self.decode_s:
            return None
        return (self.forwards - 1) / self.decode_s


class Spread(Fact):
    """Several measurements of one thing.

    Attributes:
        best: the shortest time or the highest rate: what the machine can do when left alone.
        median: half are better.
        p95: 19 of 20 are better.
    """

    best: float
    median: float
    p95: float

    @classmethod
    def of_times(cls, values: Iterable[float | None]) -> Spread | None:
        """Shorter is better; None when nothing was measured."""
        known = sorted(value for value in values if value is not None)
        return cls._of(known) if known else None

    @classmethod
    def of_rates(cls, values: Iterable[float | None]) -> Spread | None:
        """Higher is better; None when nothing was measured."""
        known = sorted((value for value in values if value is not None), reverse=True)
        return cls._of(known) if known else None

    @classmethod
    def _of(cls, best_first: Sequence[float]) -> Spread:
        tail = best_first[math.ceil(0.95 * len(best_first)) - 1]  # nearest rank
        return cls(best=best_first[0], median=statistics.median(best_first), p95=tail)


class Figures(Fact):
    """What the replies of one configuration took together.

    The first step has nothing remembered; later ones go on from what they share with it.

    Attributes:
        steps: how many replies there are.
        image_tokens, prompt_tokens: medians.
        cached_tokens: median of the later steps.
        vision_s: of the steps that looked at a new picture.
        first_token_s: of the first step; `later_first_token_s` of the others.
        tokens_per_action, forwards_per_action, energy_j_per_action: means.
        bandwidth_share: how much of the memory's bandwidth writing used: the weights' bytes times
            passes per second, over what the same machine read per second right before.
        valid_share, usable_share: see `Sample`.
    """

    steps: int
    image_tokens: float | None = None
    prompt_tokens: float | None = None
    cached_tokens: float | None = None
    vision_s: Spread | None = None
    prefill_tok_s: Spread | None = None
    first_token_s: float | None = None
    later_first_token_s: Spread | None = None
    decode_tok_s: Spread | None = None
    total_s: Spread | None = None
    tokens_per_action: float | None = None
    forwards_per_action: float | None = None
    energy_j_per_action: float | None = None
    bandwidth_share: Spread | None = None
    valid_share: float
    usable_share: float

    @classmethod
    def of(
        cls, samples: Sequence[Sample], pass_bytes: int = 0, bandwidth_b_s: float = 0.0
    ) -> Figures:
        """The figures of these replies, in the order they came.

        Args:
            samples: at least one.
            pass_bytes: how many bytes of weights a forward pass reads; 0 when unknown.
            bandwidth_b_s: how many bytes per second the memory gives; 0 when unknown.
        """
        later = samples[1:]
        looked = [sample.vision_s for sample in samples if sample.vision_s]
        known = pass_bytes and bandwidth_b_s
        rates = [sample.passes_per_s for sample in samples] if known else []
        shares = [rate * pass_bytes / bandwidth_b_s for rate in rates if rate is not None]
        return cls(
            steps=len(samples),
            image_tokens=_median(samples, lambda sample: sample.image_tokens),
            prompt_tokens=_median(samples, lambda sample: sample.prompt_tokens),
            cached_tokens=_median(later, lambda sample: sample.cached_tokens),
            vision_s=Spread.of_times(looked),
            prefill_tok_s=Spread.of_rates(sample.prefill_tok_s for sample in samples),
            first_token_s=samples[0].first_token_s,
            later_first_token_s=Spread.of_times(sample.first_token_s for sample in later),
            decode_tok_s=Spread.of_rates(sample.decode_tok_s for sample in samples),
            total_s=Spread.of_times(sample.total_s for sample in samples),
            tokens_per_action=_mean(samples, lambda sample: sample.output_tokens),
            forwards_per_action=_mean(samples, lambda sample: sample.forwards),
            energy_j_per_action=_mean(samples, lambda sample: sample.energy_j),
            bandwidth_share=Spread.of_rates(shares),
            valid_share=sum(sample.valid for sample in samples) / len(samples),
            usable_share=sum(sample.usable for sample in samples) / len(samples),
        )


Take = Callable[[Sample], float | None]


def _known(samples: Iterable[Sample], take: Take) -> list[float]:
    return [value for value in map(take, samples) if value is not None]


def _median(samples: Iterable[Sample], take: Take) -> float | None:
    values = _known(samples, take)
    return statistics.median(values) if values else None


def _mean(samples: Iterable[Sample], take: Take) -> float | None:
    values = _known(samples, take)
    return statistics.fmean(values) if values else None
