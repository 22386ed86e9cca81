"""Holds replies to a JSON schema, token by token (llguidance), and sees that they end in time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from llguidance import LLMatcher
from llguidance.hf import from_tokenizer

from phoneagent.errors import ModelError
from phoneagent.models.local.bounds import bounded

# What ends a string, an object or a list. Of several, the longest that is allowed ends most.
_ENDING_CHARS = frozenset('"]}')
_MAX_GRAMMARS = 32


class Grammars:
    """Compiled schemas for one tokenizer; making one anew takes some milliseconds.

    Args:
        tokenizer: of the model.
        vocabulary: how many logits the model gives; often more than the tokenizer has tokens.
    """

    def __init__(self, tokenizer: Any, vocabulary: int) -> None:
        self._tokenizer = tokenizer
        self._tokens = from_tokenizer(tokenizer, n_vocab=vocabulary)
        self._vocabulary = vocabulary
        self._compiled: dict[str, LLMatcher] = {}
        self._endings: list[int] | None = None

    def match(self, schema: dict[str, Any]) -> Match:
        """A fresh match of one reply against `schema`.

        Raises:
            ModelError: the schema says something that cannot be held to.
        """
        key = json.dumps(schema)
        if key not in self._compiled:
            if len(self._compiled) >= _MAX_GRAMMARS:
                del self._compiled[next(iter(self._compiled))]
            self._compiled[key] = self._compile(schema)
        return Match(self._compiled[key].deep_copy(), self._vocabulary, self.endings)

    @property
    def endings(self) -> list[int]:
        """Tokens made only of closing marks, the longest first."""
        if self._endings is None:
            said = {n: self._tokenizer.decode([n]) for n in range(len(self._tokenizer))}
            closing = {n: text for n, text in said.items() if text and set(text) <= _ENDING_CHARS}
            self._endings = sorted(closing, key=lambda n: -len(closing[n]))
        return self._endings

    def _compile(self, schema: dict[str, Any]) -> LLMatcher:
        compact = {"whitespace_flexible": False}
        grammar = LLMatcher.grammar_from_json_schema(json.dumps(bounded(schema)), defaults=compact)
        if problem := LLMatcher.validate_grammar(grammar, self._tokens):
            raise ModelError(f"Replies cannot be held to this schema: {problem}")
        return LLMatcher(self._tokens, grammar)


class Match:
    """How far one reply has come."""

    def __init__(self, matcher: LLMatcher, vocabulary: int, endings: Sequence[int]) -> None:
        self._matcher = matcher
        self._vocabulary = vocabulary
        self._endings = endings

    @property
    def ended(self) -> bool:
        """Whether the reply is whole: nothing can follow."""
        return bool(self._matcher.is_stopped())

    def allowed(self) -> torch.Tensor:
        """Which tokens may come next: one bool per logit."""
        # Not llguidance.torch: its mask is compiled at first use, which takes half a minute.
        bits = np.frombuffer(self._matcher.compute_bitmask(), dtype=np.uint8)
        flags = np.unpackbits(bits, bitorder="little")[: self._vocabulary]
        return torch.from_numpy(flags.view(bool))

    def ending(self, allowed: torch.Tensor) -> int | None:
        """The token that closes most of what is open; None when something must be said first."""
        return next((token for token in self._endings if allowed[token]), None)

    def take(self, token: int) -> None:
        """Go on with a chosen token.

        Raises:
            ModelError: it is not allowed.
        """
        if not self._matcher.consume_token(token):
            raise ModelError(f"The reply left its grammar: {self._matcher.get_error()}")

    def forced(self) -> list[int]:
        """Tokens that must follow whatever the model thinks; they are taken at once."""
        tokens = list(self._matcher.compute_ff_tokens())
        if tokens and not self._matcher.consume_tokens(tokens):
            raise ModelError(f"The reply left its grammar: {self._matcher.get_error()}")
        return tokens
