"""The alarms tab: cards with time, switch, days, label; a plus that asks for a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.clock.model import DAYS, Alarm
from phoneagent.virtualphone.apps.clock.tab import Tab
from phoneagent.virtualphone.ui import (
    AlertDialog,
    Button,
    Card,
    CheckBox,
    Column,
    DialogButton,
    EditText,
    Empty,
    Fab,
    Frame,
    ImageButton,
    Node,
    RecyclerView,
    Row,
    Screen,
    Switch,
    Text,
    TimePickerDialog,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.clock import ClockApp


class AlarmTab(Tab):
    """Every alarm by time of day; one card may be unfolded."""

    def __init__(self, screen: Screen, app: ClockApp) -> None:
        super().__init__(screen)
        self.app = app
        self.unfolded = 0

    def view(self) -> Node:
        cards = [self._card(alarm) for alarm in self.app.store.alarms()]
        return Frame(
            RecyclerView(*cards, id="alarm_recycler_view", pad=(0, 4, 0, 104))
            if cards
            else Empty("No Alarms", "alarm"),
            Fab("add", self._ask_new, desc="Add alarm", id="fab"),
            weight=1,
        )

    def _card(self, alarm: Alarm) -> Node:
        open_ = alarm.id == self.unfolded
        shown = alarm.time_text(long=self.long_day)
        fold = ImageButton(
            "chevron_up" if open_ else "chevron_down",
            lambda: self._unfold(alarm),
            desc="Collapse alarm" if open_ else "Expand alarm",
            id="arrow",
        )
        label = alarm.label or ("Add label" if open_ else "")
        head = Row(
            Text(
                label,
                id="label",
                size=14,
                weight=1,
                color="muted" if not alarm.label else "on_surface",
                on_click=(lambda: self._ask_label(alarm)) if open_ else None,
                min_height=40,
            )
            if label
            else Column(weight=1),
            fold,
        )
        body = Row(
            Text(
                shown,
                id="digital_clock",
                size=40,
                desc=shown,
                weight=1,
                color="on_surface" if alarm.on else "muted",
                on_click=lambda: self._ask_time(alarm),
            ),
            Switch(alarm.on, lambda on: self._save(alarm.switched(on=on)), id="onoff"),
        )
        foot = Text(alarm.days_text(self.phone.clock.now()), id="days_of_week", color="muted")
        return Card(
            Column(head, body, foot, *self._details(alarm, shown=open_), gap=4),
            margin=(16, 6, 16, 6),
            pad=(20, 8, 16, 16),
            on_click=lambda: self._unfold(alarm),
            desc=f"{shown}, {alarm.label}" if alarm.label else shown,
        )

    def _details(self, alarm: Alarm, *, shown: bool) -> list[Node]:
        if not shown:
            return []
        days = Row(*(self._day(alarm, day) for day in range(len(DAYS))), gap=2, pad=(0, 8, 0, 8))
        delete = Button("Delete", lambda: self._delete(alarm), style="text", id="delete")
        return [days, delete]

    def _day(self, alarm: Alarm, day: int) -> Node:
        def toggle(_: bool) -> None:
            self._save(replace(alarm, days=tuple(sorted(set(alarm.days) ^ {day})), on=True))

        box = CheckBox(day in alarm.days, toggle, desc=DAYS[day], id=f"day_button_{day}")
        return Column(box, Text(DAYS[day][0], size=12), align="center", weight=1)

    def _unfold(self, alarm: Alarm) -> None:
        self.unfolded = 0 if self.unfolded == alarm.id else alarm.id

    def _save(self, alarm: Alarm) -> None:
        self.app.store.save(alarm)
        self.app.schedule()
        self.screen.invalidate()

    def _delete(self, alarm: Alarm) -> None:
        self.app.store.delete(alarm.id)
        self.app.schedule()
        self.screen.snackbar("Alarm deleted", "Undo", lambda: self._restore(alarm))

    def _restore(self, alarm: Alarm) -> None:
        self.app.store.add(alarm)
        self.app.schedule()

    def _ask_new(self) -> None:
        now = self.phone.clock.now()
        start = time(now.hour, now.minute)
        self.screen.show(TimePickerDialog(start, self._add, hour24=self.long_day))

    def _add(self, moment: time) -> None:
        alarm = self.app.store.add(Alarm(0, moment.hour, moment.minute))
        self.app.schedule()
        self.unfolded = alarm.id
        self.screen.toast(f"Alarm set for {alarm.time_text(long=self.long_day)}")

    def _ask_time(self, alarm: Alarm) -> None:
        def change(moment: time) -> None:
            self._save(replace(alarm, hour=moment.hour, minute=moment.minute, on=True))

        start = time(alarm.hour, alarm.minute)
        self.screen.show(TimePickerDialog(start, change, hour24=self.long_day))

    def _ask_label(self, alarm: Alarm) -> None:
        dialog = AlertDialog(
            "Label",
            positive=DialogButton(
                "OK", lambda: self._save(replace(alarm, label=dialog.text_of("label").strip()))
            ),
            negative=DialogButton("Cancel"),
            content=lambda: Column(
                EditText(alarm.label, id="label", hint="Label", autofocus=True),
                pad=(24, 8, 24, 8),
            ),
        )
        self.screen.show(dialog)
