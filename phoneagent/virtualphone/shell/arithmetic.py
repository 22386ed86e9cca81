"""Integer arithmetic of `$(( ))` and `let`, by precedence climbing."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from phoneagent.virtualphone.shell.lexer import ShellSyntaxError

_WORD = re.compile(
    r"\s*(\*\*|<<|>>|<=|>=|==|!=|&&|\|\||0[xX][0-9a-fA-F]+|\d+|\w+|[-+*/%()<>&|^!~?:])"
)
_PRECEDENCE = {
    "||": 1, "&&": 2, "|": 3, "^": 4, "&": 5, "==": 6, "!=": 6, "<": 7, ">": 7, "<=": 7, ">=": 7,
    "<<": 8, ">>": 8, "+": 9, "-": 9, "*": 10, "/": 10, "%": 10,
}  # fmt: skip
_MASK = 63
MAX_LENGTH = 2000


def _divide(left: int, right: int) -> int:
    if right == 0:
        raise ShellSyntaxError("divide by zero")
    quotient = abs(left) // abs(right)
    return quotient if (left < 0) == (right < 0) else -quotient


_OPERATIONS: dict[str, Callable[[int, int], int]] = {
    "||": lambda a, b: int(bool(a or b)),
    "&&": lambda a, b: int(bool(a and b)),
    "|": operator.or_,
    "^": operator.xor,
    "&": operator.and_,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "<<": lambda a, b: a << (b & _MASK),
    ">>": lambda a, b: a >> (b & _MASK),
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _divide,
    "%": lambda a, b: a - b * _divide(a, b),
}


def compute(expression: str, lookup: Callable[[str], str | None]) -> int:
    """The value of an expression, as a signed 64-bit number; unset names are 0.

    Raises:
        ShellSyntaxError: not an expression, or a division by zero.
    """
    if len(expression) > MAX_LENGTH:
        raise ShellSyntaxError("arithmetic expression too long")
    words: list[str] = []
    at = 0
    text = expression.rstrip()
    while at < len(text):
        match = _WORD.match(text, at)
        if match is None:
            raise ShellSyntaxError(f"{expression}: bad expression")
        words.append(match[1])
        at = match.end()
    if not words:
        return 0
    reader = _Reader(words, lookup)
    value = reader.choice()
    if reader.rest():
        raise ShellSyntaxError(f"{expression}: unexpected '{reader.rest()[0]}'")
    return value


class _Reader:
    def __init__(self, words: list[str], lookup: Callable[[str], str | None]) -> None:
        self._words = words
        self._lookup = lookup
        self._at = 0
        self._depth = 0

    def rest(self) -> list[str]:
        return self._words[self._at :]

    def choice(self) -> int:
        condition = self._binary(1)
        if self.rest()[:1] != ["?"]:
            return condition
        self._at += 1
        yes = self.choice()
        if self.rest()[:1] != [":"]:
            raise ShellSyntaxError("missing ':' in expression")
        self._at += 1
        no = self.choice()
        return yes if condition else no

    def _binary(self, least: int) -> int:
        left = self._unary()
        while self.rest() and _PRECEDENCE.get(self._words[self._at], 0) >= least:
            sign = self._words[self._at]
            self._at += 1
            right = self._binary(_PRECEDENCE[sign] + 1)
            left = _wrap(int(_OPERATIONS[sign](left, right)))
        return left

    def _unary(self) -> int:
        if not self.rest():
            raise ShellSyntaxError("unexpected end of expression")
        word = self._words[self._at]
        self._at += 1
        if word in "-+!~":
            self._deeper()
            value = self._unary()
            return {"-": -value, "+": value, "!": int(not value), "~": ~value}[word]
        if word == "(":
            self._deeper()
            value = self.choice()
            if self.rest()[:1] != [")"]:
                raise ShellSyntaxError("missing ')' in expression")
            self._at += 1
            return value
        return self._number(word)

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > 100:
            raise ShellSyntaxError("expression nested too deeply")

    def _number(self, word: str) -> int:
        text = word if word[0].isdecimal() else (self._lookup(word) or "0").strip()
        try:
            octal = len(text) > 1 and text[0] == "0" and text[1] in "01234567"
            return _wrap(int(text, 8) if octal else int(text, 0))
        except ValueError:
            raise ShellSyntaxError(f"{text}: bad number") from None


def _wrap(value: int) -> int:
    return (value + (1 << 63)) % (1 << 64) - (1 << 63)
