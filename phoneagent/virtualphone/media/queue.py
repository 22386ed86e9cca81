"""A queue of songs or films that plays one after the other in the phone's own time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from phoneagent.virtualphone.media.playback import Playback, Uptime

T = TypeVar("T")

REPEATS = ("off", "all", "one")
_RESTART_AFTER_MS = 5000


class PlayQueue(Generic[T]):
    """What plays, what comes next, and what has been played.

    Nothing here runs by itself: `settle` moves on to what would be playing by now.

    Args:
        clock: the phone's clock.
        length_ms: how long an item plays.
        on_change: called whenever items or the current one have changed.

    Attributes:
        items: all items in playing order.
        index: the current one's place; 0 in an empty queue.
        repeat: one of `REPEATS`.
    """

    def __init__(
        self,
        clock: Uptime,
        length_ms: Callable[[T], int],
        on_change: Callable[[], object] = lambda: None,
    ) -> None:
        self._clock = clock
        self._length_ms = length_ms
        self._on_change = on_change
        self.items: list[T] = []
        self.index = 0
        self.repeat = "off"
        self.playback = Playback(clock, 0)

    @property
    def current(self) -> T | None:
        return self.items[self.index] if self.index < len(self.items) else None

    def load(self, items: Iterable[T], index: int = 0, *, play: bool = True) -> None:
        """Replace the queue and go to one of its items."""
        self.items = list(items)
        self.go(index, play=play)

    def go(self, index: int, *, play: bool = True, at_ms: int = 0) -> None:
        """Make another item the current one."""
        self.index = min(max(0, index), max(0, len(self.items) - 1))
        item = self.current
        length_ms = self._length_ms(item) if item is not None else 0
        playing = play and item is not None
        self.playback = Playback(self._clock, length_ms, at_ms, playing=playing)
        self._on_change()

    def settle(self) -> None:
        """Go on to the item that plays by now; at the end of the last one the queue stops."""
        while self.items and self.playback.ended:
            follower = self._follower()
            if follower is None:
                return
            self.go(follower, at_ms=self._late_ms())

    def _late_ms(self) -> int:
        """How long ago the next item began; whole rounds of a repeated queue are left out."""
        late_ms = self.playback.overrun_ms
        if self.repeat == "one":
            return late_ms % self.playback.duration_ms
        round_ms = sum(map(self._length_ms, self.items)) if self.repeat == "all" else 0
        return late_ms % round_ms if round_ms else late_ms

    def _follower(self) -> int | None:
        if self.repeat == "one":
            return self.index
        if self.index + 1 < len(self.items):
            return self.index + 1
        return 0 if self.repeat == "all" else None

    def next(self) -> None:
        """The next item; the first after the last."""
        if self.items:
            self.go((self.index + 1) % len(self.items))

    def previous(self) -> None:
        """The start of this item, or the one before if it has only just begun."""
        if self.playback.position_ms > _RESTART_AFTER_MS:
            self.playback.seek(0)
        elif self.items:
            self.go((self.index - 1) % len(self.items))

    def toggle(self) -> None:
        """Pause, or play on."""
        if self.playback.playing:
            self.playback.pause()
        elif self.items:
            self.playback.play()

    def cycle_repeat(self) -> None:
        self.repeat = REPEATS[(REPEATS.index(self.repeat) + 1) % len(REPEATS)]

    # changing what comes

    def append(self, items: Iterable[T]) -> None:
        """Put items at the end; an empty queue begins to play them."""
        self._insert(len(self.items), items)

    def insert_next(self, items: Iterable[T]) -> None:
        """Put items behind the current one; an empty queue begins to play them."""
        self._insert(self.index + 1, items)

    def _insert(self, place: int, items: Iterable[T]) -> None:
        if not self.items:
            self.load(items)
            return
        self.items[place:place] = items
        self._on_change()

    def remove(self, place: int) -> None:
        """Take one item out; if it is the current one, the next plays."""
        del self.items[place]
        if place == self.index:
            self.go(place, play=self.playback.playing)
            return
        self.index -= place < self.index
        self._on_change()

    def move(self, place: int, target: int) -> None:
        """Put an item elsewhere; what plays goes on."""
        order = list(range(len(self.items)))
        order.insert(target, order.pop(place))
        self.items = [self.items[old] for old in order]
        self.index = order.index(self.index) if order else 0
        self._on_change()

    def clear(self) -> None:
        """Take everything out."""
        self.load([])
