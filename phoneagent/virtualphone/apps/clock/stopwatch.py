"""The stopwatch tab: start, pause, lap, reset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.clock.model import Stopwatch, hms
from phoneagent.virtualphone.apps.clock.tab import Tab
from phoneagent.virtualphone.ui import (
    Column,
    Fab,
    ImageButton,
    ListRow,
    Node,
    RecyclerView,
    Row,
    Screen,
    Text,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.clock import ClockApp


class StopwatchTab(Tab):
    """Runs on while other screens are in front."""

    def __init__(self, screen: Screen, app: ClockApp) -> None:
        super().__init__(screen)
        self.app = app

    @property
    def refresh_ms(self) -> int:  # type: ignore[override]
        return 100 if self.app.store.stopwatch().running else 0

    def view(self) -> Node:
        watch, now = self.app.store.stopwatch(), self.phone.clock.uptime_ms()
        total = watch.total_ms(now)
        begun = watch.running or total > 0
        _, minutes, seconds = hms(total // 1000)
        laps = [ListRow(f"# {len(watch.laps) - n}", _text(at)) for n, at in enumerate(watch.laps)]
        return Column(
            Text(
                _text(total),
                id="stopwatch_time_text",
                size=56,
                desc=f"{minutes} minutes {seconds} seconds",
            ),
            RecyclerView(*laps, id="laps_list", weight=1) if laps else Column(weight=1),
            Row(
                ImageButton("refresh", self._reset, desc="Reset", id="reset") if begun else None,
                Fab(
                    "pause" if watch.running else "play",
                    self._toggle,
                    desc="Pause" if watch.running else "Start",
                    id="fab",
                    margin=0,
                ),
                ImageButton("flag", self._lap, desc="Lap", id="lap") if watch.running else None,
                gap=32,
                justify="center",
            ),
            weight=1,
            align="center",
            pad=(16, 0, 16, 8) if self.screen.wide else (16, 64, 16, 24),
            gap=8 if self.screen.wide else 24,
        )

    def _set(self, watch: Stopwatch) -> None:
        self.app.store.set_stopwatch(watch)
        self.screen.invalidate()

    def _toggle(self) -> None:
        self._set(self.app.store.stopwatch().toggled(self.phone.clock.uptime_ms()))

    def _lap(self) -> None:
        self._set(self.app.store.stopwatch().with_lap(self.phone.clock.uptime_ms()))

    def _reset(self) -> None:
        self._set(Stopwatch())


def _text(total_ms: int) -> str:
    """Minutes, seconds and hundredths: 01:05.32."""
    hours, minutes, seconds = hms(total_ms // 1000)
    start = f"{hours}:" if hours else ""
    return f"{start}{minutes:02d}:{seconds:02d}.{total_ms // 10 % 100:02d}"
