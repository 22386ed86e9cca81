"""The form of an event: its fields in rows, and the dialogs they open."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.calendar.formrows import Click, FormRows
from phoneagent.virtualphone.apps.calendar.looks import LooksRows
from phoneagent.virtualphone.apps.calendar.model import (
    MONTH_S,
    NO_REMINDER,
    WEEK_S,
    YEAR_S,
    Event,
)
from phoneagent.virtualphone.apps.calendar.reminding import reminder_dialog
from phoneagent.virtualphone.apps.calendar.repeating import (
    LimitDialog,
    interval_dialog,
    rule_dialog,
)
from phoneagent.virtualphone.apps.calendar.wording import (
    day_title,
    full_date,
    reminder_text,
    repetition_text,
    rule_text,
    time_text,
)
from phoneagent.virtualphone.system.intents import ACTION_VIEW, Intent
from phoneagent.virtualphone.timetext import hour24
from phoneagent.virtualphone.ui import (
    FILL,
    Button,
    CheckBox,
    Column,
    DatePickerDialog,
    Divider,
    EditText,
    Icon,
    MaterialTimePicker,
    Node,
    Row,
    Scroll,
    Spacer,
    Text,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.calendar.editor import EventScreen


class EventForm(FormRows):
    """Builds the rows of an event's screen; a task has no place and no end."""

    def __init__(self, screen: EventScreen) -> None:
        super().__init__(screen)
        self._looks = LooksRows(screen)
        for name, text in self._texts().items():
            screen.set_text(f"{self._what}_{name}", text)

    def _texts(self) -> dict[str, str]:
        event = self._screen.event
        texts = {"title": event.title, "description": event.description}
        return texts if event.is_task else {**texts, "location": event.location}

    def filled(self, event: Event) -> Event:
        """The event with what the text fields hold."""
        return replace(
            event,
            title=self._typed("title"),
            location="" if event.is_task else self._typed("location"),
            description=self._typed("description"),
        )

    def _typed(self, name: str) -> str:
        return self._screen.text_of(f"{self._what}_{name}").strip()

    def view(self) -> Node:
        screen, event = self._screen, self._screen.event
        place = None if event.is_task else self._field("location", "Location", "map")
        parts = [
            self._field("title", "Title"),
            place,
            self._field("description", "Description"),
            Divider(),
            *self._times(),
            Divider(),
            *self._reminders(),
            Divider(),
            *self._repetition(),
            Divider(),
            *self._looks.rows(),
        ]
        if event.is_task and event.id:
            word = "Mark incomplete" if screen.is_done else "Mark completed"
            parts.append(
                Button(word, screen.toggle_done, id="toggle_mark_complete", margin=(16, 12, 16, 12))
            )
        rows = Column(
            *(part for part in parts if part), id=f"{self._what}_holder", pad=(0, 0, 0, 24)
        )
        return Scroll(rows, id=f"{self._what}_nested_scrollview", weight=1, height=FILL)

    # rows --------------------------------------------------------------------------------

    def _field(self, name: str, hint: str, icon: str = "") -> Node:
        text = self._texts()[name]
        field = EditText(
            text,
            id=f"{self._what}_{name}",
            hint=hint,
            background="",
            size=18 if name == "title" else 16,
            input_type="multiline" if name == "description" else "text",
            min_height=52,
            autofocus=name == "title" and not self._screen.event.id and not text,
            weight=1,
        )
        if not icon:
            return field
        return Row(
            field, Icon(icon, id="event_show_on_map", on_click=self._map, width=48, height=48)
        )

    def _map(self) -> None:
        place = self._screen.text_of("event_location").strip()
        if not place:
            self._screen.toast("Please fill in a location to be shown on a map")
        else:
            self._screen.start(Intent(ACTION_VIEW, data=f"geo:0,0?q={place}"))

    # times -------------------------------------------------------------------------------

    def _times(self) -> list[Node]:
        draft = self._screen.draft
        box = CheckBox(draft.all_day, self._set_all_day, text="All-day", weight=1, min_height=48)
        box.id = f"{self._what}_all_day"
        late = not self._screen.event.is_task and draft.end < draft.start
        if self._screen.event.is_task:
            return [self._row("clock", box), self._moment("date", "time", draft.start)]
        return [
            self._row("clock", box),
            self._moment("start_date", "start_time", draft.start),
            self._moment("end_date", "end_time", draft.end, "error" if late else "on_surface"),
        ]

    def _set_all_day(self, on: bool) -> None:
        self._screen.draft.all_day = on

    def _moment(self, date_id: str, time_id: str, moment: datetime, color: str = "") -> Node:
        ends = date_id.startswith("end")
        screen, look = self._screen, {"color": color or "on_surface"}
        today = screen.phone.clock.now().date()
        day = day_title(moment.date(), today)
        clock = time_text(moment, long=hour24(screen.phone.settings))
        timed = not screen.draft.all_day
        return self._row(
            "",
            self._cell(date_id, day, partial(self._ask_day, moment, ends), weight=1, **look),
            self._cell(time_id, clock, partial(self._ask_time, moment, ends), **look)
            if timed
            else None,
        )

    def _ask_day(self, moment: datetime, ends: bool) -> None:
        draft = self._screen.draft
        pick = draft.set_end_day if ends else draft.set_start_day
        first = self._screen.options.first_weekday
        self._screen.show(DatePickerDialog(moment.date(), pick, first_weekday=first))

    def _ask_time(self, moment: datetime, ends: bool) -> None:
        draft = self._screen.draft
        pick = draft.set_end_time if ends else draft.set_start_time
        long_day = hour24(self._screen.phone.settings)
        self._screen.show(MaterialTimePicker(moment.time(), pick, hour24=long_day))

    # reminders and repetition ------------------------------------------------------------

    def _reminders(self) -> list[Node]:
        """The reminders set, and below the last one the offer of another."""
        minutes = self._screen.draft.reminders
        shown = 1 + sum(1 for number in (0, 1) if minutes[number] != NO_REMINDER)
        rows = []
        for number in range(shown):
            free = number and minutes[number] == NO_REMINDER
            text = "Add another reminder" if free else reminder_text(minutes[number])
            cell = self._cell(
                f"reminder_{number + 1}",
                text,
                partial(self._ask_reminder, number),
                weight=1,
                color="muted" if free else "on_surface",
            )
            rows.append(self._row("" if number else "notifications", cell))
        return rows

    def _ask_reminder(self, number: int) -> None:
        draft = self._screen.draft

        def pick(minutes: int) -> None:
            found = list(draft.reminders)
            found[number] = minutes
            draft.reminders = (found[0], found[1], found[2])

        self._screen.show(reminder_dialog(self._screen, draft.reminders[number], pick))

    def _repetition(self) -> list[Node]:
        draft = self._screen.draft
        text = repetition_text(draft.interval_s)
        rows = [self._row("repeat", self._cell("repetition", text, self._ask_interval, weight=1))]
        if not draft.interval_s:
            return rows
        weeks, longer = draft.interval_s % WEEK_S, (draft.interval_s % m for m in (MONTH_S, YEAR_S))
        if not weeks or not all(longer):
            label, value = rule_text(draft.interval_s, draft.rule, draft.start.date())
            rows.append(self._pair("repetition_rule", label, value, self._ask_rule))
        rows.append(self._pair("repetition_limit", *self._limit(), self._ask_limit))
        return rows

    def _pair(self, name: str, label: str, value: str, on_click: Click) -> Node:
        prefix = f"{self._what}_{name}"
        holder = Row(
            Text(label, id=f"{prefix}_label", size=16, color="muted"),
            Spacer(),
            Text(value, id=prefix, size=16, text_align="end"),
            class_name="android.widget.RelativeLayout",
            id=f"{prefix}_holder",
            weight=1,
            min_height=48,
            pad=(4, 0, 4, 0),
            gap=12,
            on_click=on_click,
            focusable=True,
        )
        return self._row("", holder)

    def _limit(self) -> tuple[str, str]:
        limit = self._screen.draft.limit
        if limit > 0:
            day = datetime.fromtimestamp(limit, self._screen.zone).date()
            return "Repeat till", full_date(day)
        return "Repeat", f"{-limit} times" if limit else "Forever"

    def _ask_interval(self) -> None:
        self._screen.show(interval_dialog(self._screen, self._screen.draft))

    def _ask_rule(self) -> None:
        first = self._screen.options.first_weekday
        self._screen.show(rule_dialog(self._screen.draft, first))

    def _ask_limit(self) -> None:
        screen = self._screen
        today = screen.phone.clock.now().date()
        screen.show(LimitDialog(screen.draft, today, screen.options.first_weekday))
