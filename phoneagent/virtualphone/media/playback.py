"""Playing in the phone's own time: where a song or film stands now, without any sound."""

from __future__ import annotations

from typing import Protocol


class Uptime(Protocol):
    """The clock that playing goes by."""

    def uptime_ms(self) -> int: ...


class Playback:
    """A position that moves while it plays.

    Args:
        clock: the phone's clock.
        duration_ms: where it ends; 0 plays on for ever.
        from_ms: where it stands at first; beyond the end it has ended a while ago.
        playing: whether it plays at once.
    """

    def __init__(
        self, clock: Uptime, duration_ms: int, from_ms: int = 0, *, playing: bool = False
    ) -> None:
        self._clock = clock
        self.duration_ms = duration_ms
        self._base_ms = from_ms
        self._since_ms = clock.uptime_ms() if playing else None

    @property
    def playing(self) -> bool:
        return self._since_ms is not None and not self.ended

    @property
    def ended(self) -> bool:
        """Whether the end has been reached."""
        return 0 < self.duration_ms <= self._elapsed_ms()

    @property
    def overrun_ms(self) -> int:
        """How long ago the end was reached; 0 before it."""
        return max(0, self._elapsed_ms() - self.duration_ms) if self.ended else 0

    @property
    def position_ms(self) -> int:
        elapsed_ms = self._elapsed_ms()
        return min(elapsed_ms, self.duration_ms) if self.duration_ms else elapsed_ms

    def play(self) -> None:
        """Go on from where it stands; from the beginning after the end."""
        if self.ended:
            self._base_ms = 0
        elif self._since_ms is not None:
            return
        self._since_ms = self._clock.uptime_ms()

    def pause(self) -> None:
        self._base_ms, self._since_ms = self.position_ms, None

    def seek(self, position_ms: float) -> None:
        """Go to a position within the length; it plays on if it did."""
        last_ms = self.duration_ms or position_ms
        self._base_ms = round(min(max(0.0, position_ms), last_ms))
        if self._since_ms is not None:
            self._since_ms = self._clock.uptime_ms()

    def _elapsed_ms(self) -> int:
        if self._since_ms is None:
            return self._base_ms
        return self._base_ms + self._clock.uptime_ms() - self._since_ms
