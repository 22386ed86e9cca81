"""Clock: alarms, the time, a timer, a stopwatch; four tabs of one activity, as in DeskClock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from phoneagent.virtualphone.apps.clock.model import Alarm, ClockStore
from phoneagent.virtualphone.apps.clock.ringing import RingingScreen
from phoneagent.virtualphone.apps.clock.tabs import DeskClockScreen, HandleIntentScreen
from phoneagent.virtualphone.system.alarms import Alarm as Wakeup
from phoneagent.virtualphone.system.app import App, BroadcastResult
from phoneagent.virtualphone.system.intents import Intent, answers
from phoneagent.virtualphone.system.notifications import Notification

_DESK = "com.android.deskclock.DeskClock"
_HANDLE = "com.android.deskclock.HandleApiCalls"
_RINGING = "com.android.deskclock.alarms.AlarmActivity"
ACTION_RING = "com.android.deskclock.RING"
ACTION_TIMER = "com.android.deskclock.TIMER_EXPIRED"


class ClockApp(App):
    """Google's Clock. Its state lies in one preferences file, its alarms in the alarm manager."""

    package = "com.google.android.deskclock"
    label = "Clock"
    version = "7.2"
    version_code = 7_020_000
    icon = "clock"
    color = "#3949ab"
    launcher = _DESK
    activities = {_DESK: DeskClockScreen, _HANDLE: HandleIntentScreen, _RINGING: RingingScreen}
    filters = (
        answers(
            _HANDLE,
            "android.intent.action.SET_ALARM",
            "android.intent.action.SET_TIMER",
            "android.intent.action.SHOW_ALARMS",
            "android.intent.action.SHOW_TIMERS",
            "android.intent.action.DISMISS_ALARM",
        ),
    )
    receives = frozenset({ACTION_RING, ACTION_TIMER})

    @property
    def store(self) -> ClockStore:
        """Alarms, timer and stopwatch as they are stored now."""
        return ClockStore(self.phone, f"{self.data_folder}/shared_prefs/clock.json")

    def seed(self, state: Mapping[str, Any]) -> None:
        """`"alarms": [{"time": "07:30", "label": "", "on": true, "days": [0, 1]}]`, 0 is Monday."""
        found = []
        for number, facts in enumerate(state.get("alarms", []), start=1):
            hour, _, minute = str(facts["time"]).partition(":")
            days = tuple(int(day) for day in facts.get("days", ()))
            on, label = bool(facts.get("on", True)), str(facts.get("label", ""))
            found.append(Alarm(number, int(hour), int(minute), label, on=on, days=days))
        self.store.set_alarms(found)
        self.schedule()

    def schedule(self) -> None:
        """Tell the alarm manager when the next alarm rings and when the timer ends."""
        manager, store = self.phone.alarms, self.store
        manager.cancel_all(self.package)
        for alarm in store.alarms():
            if alarm.on:
                ring = Intent(ACTION_RING, package=self.package, extras={"id": alarm.id})
                at_ms = int(alarm.next(self.phone.clock.now()).timestamp() * 1000)
                manager.set(Wakeup(self.package, f"alarm-{alarm.id}", at_ms, ring, shown=True))
        timer = store.timer()
        if timer.running:
            end = Intent(ACTION_TIMER, package=self.package)
            at_ms = self.phone.clock.uptime_ms() + timer.left_ms(self.phone.clock.uptime_ms())
            manager.set(Wakeup(self.package, "timer", at_ms, end, "elapsed"))

    def on_broadcast(self, intent: Intent) -> BroadcastResult | None:
        if intent.action == ACTION_TIMER:
            self._notify("timer", "Time\u2019s up", "Timer")
            return BroadcastResult(-1)
        alarm = self.store.get(intent.number("id"))
        if alarm:
            self._notify(f"alarm-{alarm.id}", alarm.label or "Alarm", alarm.time_text(long=False))
            if not alarm.days:
                self.store.save(alarm.switched(on=False))
            self.schedule()
        return BroadcastResult(-1)

    def _notify(self, tag: str, title: str, text: str) -> None:
        opens = Intent(component=self.component(_RINGING), extras={"title": title, "text": text})
        self.phone.notifications.post(
            Notification(self.package, tag, title, text, opens, urgent=True)
        )
