"""How long one call may go on trying: attempts, pauses between them, and the time in all."""

from __future__ import annotations

import random
import time

from phoneagent.models.options import ModelOptions

_LONGEST_PAUSE_S = 30.0
_SHORTEST_ATTEMPT_S = 0.05


class Patience:
    """Exponential backoff with jitter, bounded by a count and by a total time."""

    def __init__(self, options: ModelOptions) -> None:
        self._options = options
        self._began = time.monotonic()
        self._failures = 0

    @property
    def elapsed_s(self) -> float:
        return time.monotonic() - self._began

    @property
    def attempt_s(self) -> float:
        """How long the next attempt may take."""
        left_s = self._options.retry_for_s - self.elapsed_s
        return max(_SHORTEST_ATTEMPT_S, min(self._options.timeout_s, left_s))

    def pause_s(self, asked_s: float | None) -> float | None:
        """How long to wait before the next attempt; None when there shall be none.

        Args:
            asked_s: what the server asks for; it is never undercut, so a longer wait than there is
                time for ends the call.
        """
        self._failures += 1
        if self._failures > self._options.retries:
            return None
        grown_s = min(_LONGEST_PAUSE_S, self._options.backoff_s * 2 ** (self._failures - 1))
        wait_s = max(asked_s or 0.0, grown_s * random.uniform(0.5, 1.0))
        return wait_s if self.elapsed_s + wait_s < self._options.retry_for_s else None

    def __str__(self) -> str:
        return f"{self._failures} attempts in {self.elapsed_s:.1f} s"
