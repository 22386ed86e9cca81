"""Turns token ids into text as they come, never half a character."""

from __future__ import annotations

from typing import Any

_INCOMPLETE = "\ufffd"
_TAIL_TOKENS = 8


class TextStream:
    """The text of a reply, piece by piece.

    Attributes:
        text: everything that was handed out so far.
    """

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._tokens: list[int] = []
        self._settled = 0
        self.text = ""

    def add(self, tokens: list[int]) -> str:
        """The text that these tokens complete; "" while a character is still coming."""
        self._tokens += tokens
        before, whole = self._decoded()
        new = whole[len(before) :]
        if not new or new.endswith(_INCOMPLETE):
            return ""
        return self._hand_out(new)

    def rest(self) -> str:
        """What is left at the end of the reply."""
        before, whole = self._decoded()
        new = whole[len(before) :]
        return self._hand_out(new) if new else ""

    def _decoded(self) -> tuple[str, str]:
        """The text of the last settled tokens, and with what came after them."""
        # A tokenizer may treat the first token of a text in its own way: some stay before it.
        start = max(0, self._settled - _TAIL_TOKENS)
        before = self._tokenizer.decode(
            self._tokens[start : self._settled], skip_special_tokens=True
        )
        return before, self._tokenizer.decode(self._tokens[start:], skip_special_tokens=True)

    def _hand_out(self, new: str) -> str:
        self._settled = len(self._tokens)
        self.text += new
        return new
