"""Leaving a shell or a loop before its end."""

from __future__ import annotations


class Exit(Exception):
    """`exit`: leave the shell with a code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class LoopControl(Exception):
    """`break` and `continue`, with the number of loops they go through."""

    def __init__(self, *, leave: bool, levels: int = 1) -> None:
        super().__init__()
        self.leave = leave
        self.levels = levels
