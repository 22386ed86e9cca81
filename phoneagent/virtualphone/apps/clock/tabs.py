"""The one screen with its four tabs, and what other apps may ask of the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from phoneagent.virtualphone.apps.clock.alarms import AlarmTab
from phoneagent.virtualphone.apps.clock.faces import ClockTab
from phoneagent.virtualphone.apps.clock.model import Alarm, Timer
from phoneagent.virtualphone.apps.clock.stopwatch import StopwatchTab
from phoneagent.virtualphone.apps.clock.timer import TimerTab
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Component, Intent
from phoneagent.virtualphone.ui import (
    FILL,
    BottomNavigation,
    Column,
    MenuItem,
    Node,
    PopupMenu,
    Screen,
    Toolbar,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.clock import ClockApp

_TABS = (
    ("Alarms", "alarm"),
    ("Clock", "clock"),
    ("Timer", "timer"),
    ("Stopwatch", "stopwatch"),
)
ALARMS, CLOCK, TIMER, STOPWATCH = range(4)
_EXTRA = "android.intent.extra.alarm."
_TAB = "tab"
# Calendar's days count from Sunday = 1; ours from Monday = 0.
_FROM_CALENDAR = {2: 0, 3: 1, 4: 2, 5: 3, 6: 4, 7: 5, 1: 6}


class DeskClockScreen(Screen):
    """Alarms, Clock, Timer, Stopwatch."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.tab = intent.number(_TAB, ALARMS)
        clock = cast("ClockApp", app)
        self.tabs = (
            AlarmTab(self, clock),
            ClockTab(self),
            TimerTab(self, clock),
            StopwatchTab(self, clock),
        )

    @property
    def refresh_ms(self) -> int:  # type: ignore[override]
        """Only a tab that shows running time is rebuilt by itself."""
        return self.tabs[self.tab].refresh_ms

    def view(self) -> Node:
        return Column(
            Toolbar(_TABS[self.tab][0], on_more=self._menu),
            self.tabs[self.tab].view(),
            BottomNavigation(_TABS, self.tab, self._switch),
            height=FILL,
        )

    def _switch(self, number: int) -> None:
        self.tab = number

    def _menu(self) -> None:
        settings = Intent("android.settings.DATE_SETTINGS")
        self.show(PopupMenu([MenuItem("Date & time settings", lambda: self.start(settings))]))

    def on_back(self) -> bool:
        return self.tabs[self.tab].on_back()


class HandleIntentScreen(Screen):
    """Carries out the intents of android.provider.AlarmClock, then shows the tab concerned.

    With EXTRA_SKIP_UI the work is done and the screen closes again.
    """

    def on_resume(self) -> None:
        action = self.intent.action.rpartition(".")[2]
        tab = {"SET_TIMER": TIMER, "SHOW_TIMERS": TIMER}.get(action, ALARMS)
        clock = cast("ClockApp", self.app)
        if action == "SET_ALARM" and f"{_EXTRA}HOUR" in self.intent.extras:
            self._set_alarm(clock)
        elif action == "SET_TIMER" and f"{_EXTRA}LENGTH" in self.intent.extras:
            length_ms = self.intent.number(f"{_EXTRA}LENGTH") * 1000
            now = self.phone.clock.uptime_ms()
            clock.store.set_timer(Timer(length_ms, length_ms).started(now))
        clock.schedule()
        if self.intent.text(f"{_EXTRA}SKIP_UI").lower() not in ("true", "1"):
            desk = Component(self.package, "com.android.deskclock.DeskClock")
            self.start(Intent(component=desk, extras={_TAB: tab}))
        self.finish()

    def _set_alarm(self, clock: ClockApp) -> None:
        intent = self.intent
        wanted = intent.text(f"{_EXTRA}DAYS").strip("[]() ")
        days = [_FROM_CALENDAR.get(int(d), 0) for d in wanted.split(",") if d.strip().isdigit()]
        alarm = Alarm(
            0,
            intent.number(f"{_EXTRA}HOUR") % 24,
            intent.number(f"{_EXTRA}MINUTES") % 60,
            intent.text(f"{_EXTRA}MESSAGE"),
            days=tuple(sorted(set(days))),
        )
        clock.store.add(alarm)
        self.toast(f"Alarm set for {alarm.time_text(long=False)}")

    def view(self) -> Node:
        return Column(height=FILL)
