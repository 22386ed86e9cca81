"""The decode loop: one forward pass per chosen token; what the grammar forces comes with it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import torch

from phoneagent.errors import ModelError, ModelUnavailable


class Grammar(Protocol):
    """What the loop asks of a grammar; see `grammar.Match`."""

    @property
    def ended(self) -> bool: ...
    def allowed(self) -> Any: ...
    def ending(self, allowed: Any) -> int | None: ...
    def take(self, token: int) -> None: ...
    def forced(self) -> list[int]: ...


@dataclass(frozen=True)
class Limits:
    """When a reply ends, and how its tokens are chosen.

    Attributes:
        max_tokens: how long it may be.
        reserve: how many of these are kept for closing what is open.
        ends: tokens that end a reply without a grammar.
        temperature: 0 for the likeliest token.
        deadline_s: on the clock of `time.monotonic`.
        cancelled: asked between tokens.
    """

    max_tokens: int
    reserve: int = 0
    ends: frozenset[int] = frozenset()
    temperature: float = 0.0
    deadline_s: float = float("inf")
    cancelled: Callable[[], bool] = lambda: False


class Cancelled(Exception):
    """The reply is not wanted any more."""


@dataclass
class Loop:
    """Decodes one reply.

    Attributes:
        read: a forward pass over tokens; gives the logits after the last one.
        grammar: what the reply is held to; None leaves the model free.
        random: where chance comes from when the temperature is not 0.
        whole: after the last piece, whether the reply ended by itself.
    """

    read: Callable[[list[int]], Any]
    grammar: Grammar | None
    limits: Limits
    random: Any
    whole: bool = False

    def pieces(self, prompt: list[int]) -> Iterator[list[int]]:
        """The tokens gained by each forward pass; the first ones may cost none of their own.

        Args:
            prompt: what is left to read of the prompt.

        Raises:
            Cancelled, ModelUnavailable: cancelled, or the deadline has passed.
        """
        gained = self.grammar.forced() if self.grammar else []
        logits = self.read([*prompt, *gained])
        left = self.limits.max_tokens - len(gained)
        if gained:
            yield gained
        while left > 0 and not self.whole:
            self._check()
            token = self._choose(logits, closing=left <= self.limits.reserve)
            gained = self._taken(token)
            left -= len(gained)
            if gained:
                yield gained
            if not self.whole and left > 0:
                logits = self.read(gained)

    def _taken(self, token: int) -> list[int]:
        """The token and what must follow it; nothing when it only says that the reply is over."""
        if self.grammar is None:
            self.whole = token in self.limits.ends
            return [] if self.whole else [token]
        self.grammar.take(token)
        gained = [token, *self.grammar.forced()]
        # llguidance says so after the last brace, before any end token: going on would ramble.
        self.whole = self.grammar.ended
        return gained

    def _choose(self, logits: Any, *, closing: bool) -> int:
        if self.grammar is not None:
            allowed = self.grammar.allowed()
            ending = self.grammar.ending(allowed) if closing else None
            if ending is not None:
                return ending
            logits = logits.masked_fill(~allowed.to(logits.device), -torch.inf)
        best = int(logits.argmax())
        if not torch.isfinite(logits[best]):
            raise ModelError(
                "The model's output is not a number.",
                hint="Its weights are damaged, or too coarse: try ?quant=none or ?dtype=float32.",
            )
        if self.limits.temperature <= 0:
            return best
        chances = torch.softmax(logits.float() / self.limits.temperature, -1)
        return int(torch.multinomial(chances, 1, generator=self.random))

    def _check(self) -> None:
        if self.limits.cancelled():
            raise Cancelled
        if time.monotonic() > self.limits.deadline_s:
            raise ModelUnavailable(
                "The model on this machine took too long over its reply.",
                hint="Give it smaller weights (?quant=int4), smaller pictures, or more time.",
            )
