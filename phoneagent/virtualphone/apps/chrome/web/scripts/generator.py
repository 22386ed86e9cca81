"""The seeded generator of AndroidWorld's pages: a linear congruential one, exact in integers."""

from __future__ import annotations

import re

_FACTOR, _STEP, _RANGE = 1664525, 1013904223, 1 << 32
_SEED = re.compile(r"new\s+SeededRNG\(\s*(\d+)\s*\)")


class Generator:
    """Draws whole numbers as `Math.floor(rng.random() * n)` does."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def below(self, limit: int) -> int:
        """The next number, at least 0 and below a limit."""
        self._state = (_FACTOR * self._state + _STEP) % _RANGE
        return self._state * limit // _RANGE


def generator_of(script: str) -> Generator | None:
    """The generator a page's script seeds; None when it seeds none."""
    found = _SEED.search(script)
    return Generator(int(found[1])) if found else None
