"""The device clock: settable, running with wall time or frozen, never the host's own clock."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_BOOTED_BEFORE_S = 60.0


class Clock:
    """The wall clock and the time since boot of one phone.

    Both run with the host's monotonic clock, or stand still after `freeze`. Setting the wall clock
    leaves the time since boot alone, as on Android.

    Args:
        now: the time at start; the host's time when left out. A naive value is taken as UTC.
        monotonic: seconds that only grow; tests may hand in their own.
    """

    def __init__(
        self, now: datetime | None = None, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._monotonic = monotonic
        self._zone = ZoneInfo("UTC")
        self._started_s = monotonic()
        self._stopped_s: float | None = None
        self._advanced_s = 0.0
        self._network = _aware(now or datetime.now(self._zone), self._zone)
        self._origin = self._network

    def _elapsed_s(self) -> float:
        until = self._monotonic() if self._stopped_s is None else self._stopped_s
        return until - self._started_s + self._advanced_s

    def now(self) -> datetime:
        """The device's time, in its own time zone."""
        moment = self._origin + timedelta(seconds=self._elapsed_s())
        return moment.astimezone(self._zone)

    def epoch_ms(self) -> int:
        """Milliseconds since 1970-01-01 UTC on the device's clock."""
        return int(self.now().timestamp() * 1000)

    def uptime_ms(self) -> int:
        """Milliseconds since boot; setting the wall clock does not change it."""
        return int((self._elapsed_s() + _BOOTED_BEFORE_S) * 1000)

    def set(self, moment: datetime) -> None:
        """Put the wall clock to `moment` (a naive value is in the device's time zone)."""
        self._origin = _aware(moment, self._zone) - timedelta(seconds=self._elapsed_s())

    def restart(self, moment: datetime) -> None:
        """Put the wall clock and the network's time to `moment`."""
        self.set(moment)
        self._network = self._origin

    def synchronise(self) -> None:
        """Go back to the network's time: what the clock would show had nobody ever set it."""
        self._origin = self._network

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once, for the wall clock and for the time since boot."""
        self._advanced_s += seconds

    def freeze(self) -> None:
        """Stand still until `resume`; `advance` and `set` still move the clock."""
        if self._stopped_s is None:
            self._stopped_s = self._monotonic()

    def resume(self) -> None:
        """Run with wall time again, from where the clock stands."""
        if self._stopped_s is not None:
            self._advanced_s -= self._monotonic() - self._stopped_s
            self._stopped_s = None

    @property
    def frozen(self) -> bool:
        """Whether the clock stands still."""
        return self._stopped_s is not None

    @property
    def timezone(self) -> str:
        """The IANA name of the device's time zone."""
        return self._zone.key

    def set_timezone(self, name: str) -> None:
        """Move to another time zone; the moment stays, its reading changes.

        Raises:
            ValueError: no such zone.
        """
        try:
            self._zone = ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"unknown time zone: {name!r}") from error

    def save(self) -> dict[str, str | bool]:
        """The clock's reading, as JSON can hold it."""
        reading = self.now().isoformat()
        return {"now": reading, "timezone": self.timezone, "frozen": self.frozen}

    def load(self, saved: Mapping[str, str | bool]) -> None:
        """Take over a saved reading; the network's time and the uptime go on as they are."""
        self.set_timezone(str(saved["timezone"]))
        if saved["frozen"]:
            self.freeze()
        else:
            self.resume()
        self.set(datetime.fromisoformat(str(saved["now"])))


def _aware(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
