"""The clock tab: time and date, large."""

from __future__ import annotations

from phoneagent.virtualphone.apps.clock.tab import Tab
from phoneagent.virtualphone.timetext import time_text
from phoneagent.virtualphone.ui import Column, Node, Text


class ClockTab(Tab):
    """The time here and now."""

    refresh_ms = 1000

    def view(self) -> Node:
        now = self.phone.clock.now()
        shown = time_text(now, long=self.long_day)
        zone = self.phone.clock.timezone.rpartition("/")[2].replace("_", " ")
        return Column(
            Text(shown, id="digital_clock", size=64),
            Text(f"{now:%a, %b} {now.day}", id="date", size=18, color="muted"),
            Text(zone, id="city", size=14, color="muted"),
            weight=1,
            align="center",
            pad=(16, 8 if self.screen.wide else 64, 16, 16),
            gap=8,
        )
